/* SPDX-License-Identifier: MIT
 *
 * output: a stream of lines to a descriptor that may be slow, full or gone,
 * without ever waiting for it. Lines are written whole or, when there is no room
 * for them, not at all.
 */
#ifndef SENSORTOP_IO_OUTPUT_H
#define SENSORTOP_IO_OUTPUT_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Lines that wait for a slow reader. */
enum { OUTPUT_BYTES_MAX = 1 << 20 };

/* { .fd = 1 } */
struct output {
    int fd;
    struct buf lines; /* to be added to by the owner, each with its newline */
    uint64_t n_lost;  /* bytes that there was no room for */
    int error;        /* errno of the last failure; 0: the last write went well */
    bool in_line;     /* what was written last is no whole line */
    bool is_torn;     /* nor will it be: the rest is lost */
};

enum output_state {
    OUTPUT_DONE,    /* all is written */
    OUTPUT_BLOCKED, /* the reader is slow: again when the descriptor is writable */
    OUTPUT_CLOSED,  /* nobody reads any more */
};

enum output_state output_write(struct output *output);

/* More than OUTPUT_BYTES_MAX wait: add no more. */
bool output_is_full(const struct output *output);

/* Writes the rest; gives up when nothing can be written for so long. */
enum output_state output_finish(struct output *output, int timeout_ms);

#endif
