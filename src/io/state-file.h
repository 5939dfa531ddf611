/* SPDX-License-Identifier: MIT
 *
 * state-file: a small file of ours that one process at a time writes, and that is
 * whole whatever happens: it is written anew beside the old one and takes its
 * place when it is on the disk.
 */
#ifndef SENSORTOP_IO_STATE_FILE_H
#define SENSORTOP_IO_STATE_FILE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct state_file {
    char *path;  /* absolute */
    int lock_fd; /* of path.lock; -1: it is not ours to write */
};

enum state_file_access {
    STATE_FILE_OURS,
    STATE_FILE_TAKEN,  /* another process has it: only to be read */
    STATE_FILE_REFUSED /* cannot be written: err says why */
};

/* make_dirs: also the directories above it, for us alone. finish it in every case. */
enum state_file_access state_file_init(struct state_file *file, const char *path, bool make_dirs,
                                       struct buf *err);
void state_file_finish(struct state_file *file); /* a zeroed one is fine */

/* Appends what is in it, nothing when it is not there. False: err says why. */
bool state_file_read(const struct state_file *file, size_t bytes_max, struct buf *out,
                     struct buf *err);

enum state_file_care {
    STATE_FILE_AT_ONCE, /* waits for the disk */
    STATE_FILE_SOON     /* the disk has it when the kernel sees fit: a power cut may cost it */
};

/* The file is old or new, never in between, whatever happens to us; AT_ONCE also after a power cut.
 */
bool state_file_write(const struct state_file *file, const struct buf *text,
                      enum state_file_care care, struct buf *err);

/* Renames it, so that somebody can look at it: "alerts.damaged-1700000000", appended to name. */
void state_file_set_aside(const struct state_file *file, int64_t wall_ms, struct buf *name);

#endif
