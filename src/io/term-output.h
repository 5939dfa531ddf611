/* SPDX-License-Identifier: MIT
 *
 * term-output: bytes on their way to the terminal. What it does not take at
 * once waits here, and the loop wakes when there is room.
 */
#ifndef SENSORTOP_IO_TERM_OUTPUT_H
#define SENSORTOP_IO_TERM_OUTPUT_H

#include "core/buf.h"
#include "io/loop.h"

struct term_output {
    struct loop *loop;
    int fd;           /* the terminal, through a description of our own, or STDOUT_FILENO */
    struct buf bytes; /* append, then flush; the first `sent` of them are gone */
    size_t sent;
    bool is_watched; /* by the loop, for room */
};

/* To standard output; the loop is borrowed. */
void term_output_init(struct term_output *output, struct loop *loop);
void term_output_finish(struct term_output *output);

void term_output_flush(struct term_output *output);

/* Sends all of it, or as much as the terminal takes in that time; the rest is dropped. */
void term_output_insist(struct term_output *output, int64_t for_ms);

/* Drops what waits. */
void term_output_forget(struct term_output *output);

/* How many bytes wait. */
size_t term_output_waiting(const struct term_output *output);

#endif
