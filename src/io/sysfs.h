/* SPDX-License-Identifier: MIT
 *
 * sysfs: attributes, one short text a file, below a directory. Every path ends
 * here in a name that the directory itself listed or that the code spells out:
 * nothing that a user wrote becomes a path. Knows no sensor.
 */
#ifndef SENSORTOP_IO_SYSFS_H
#define SENSORTOP_IO_SYSFS_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define SYSFS_ROOT "/sys"

/* A driver gives less than a page at once; names that a directory lists at most. */
enum { SYSFS_BYTES_MAX = 4096, SYSFS_NAMES_MAX = 256 };

enum sysfs_verdict {
    SYSFS_OK,
    SYSFS_FAILED,    /* worth another try: an error of the bus, nothing, or garbage */
    SYSFS_TIMED_OUT, /* the same, but it took its time */
    SYSFS_GONE,      /* no such attribute: the device is unplugged, or never had it */
};

/* A directory below at_fd (AT_FDCWD: below the working directory), or -1. */
int sysfs_open(int at_fd, const char *path);

struct sysfs_names {
    size_t n;
    char **items;
};

/* Names that begin and end so, "…2" before "…10". Empty when there is no such directory. */
void sysfs_list(int dir_fd, const char *prefix, const char *suffix, struct sysfs_names *out);
void sysfs_names_finish(struct sysfs_names *names);

bool sysfs_has(int dir_fd, const char *name);

/* Appends the text without white space at its end. Never waits for another process (a FIFO is no
 * attribute); a driver may take its time, the one for DHT sensors a second. On failure why says
 * "name: what". */
enum sysfs_verdict sysfs_read_text(int dir_fd, const char *name, struct buf *out, struct buf *why);

/* The text is one number. */
enum sysfs_verdict sysfs_read_number(int dir_fd, const char *name, double *out, struct buf *why);

#endif
