/* SPDX-License-Identifier: MIT
 *
 * tiny-term: a terminal of a few sequences, those that the program may use.
 * Anything else is noted, and so is a screen that scrolls.
 */
#ifndef SENSORTOP_TESTS_TINY_TERM_H
#define SENSORTOP_TESTS_TINY_TERM_H

#include "ui/canvas.h"

#include <stdbool.h>
#include <stddef.h>

struct tiny_pen {
    int foreground, background; /* -1: its own */
    bool bold, dim, reverse, underline;
};

struct tiny_cell {
    char bytes[TEXT_CLUSTER_BYTES + 1]; /* "": the right half of a wide one */
    struct tiny_pen pen;
};

/* How wide a terminal thinks those clusters are on which terminals differ. */
enum tiny_opinion { TINY_AS_WE_DO, TINY_ALL_NARROW, TINY_ALL_WIDE };

struct tiny_term {
    int rows, cols;
    enum tiny_opinion opinion;
    int row, col;
    bool is_past_end; /* a character was written in the last column */
    struct tiny_pen pen;
    struct tiny_cell *cells;
    char problem[128]; /* "": none */
};

/* Blank, with the cursor and the pen anywhere. */
void tiny_term_init(struct tiny_term *term, int rows, int cols, enum tiny_opinion opinion);
void tiny_term_finish(struct tiny_term *term);

void tiny_term_feed(struct tiny_term *term, const char *bytes, size_t len);

/* What of the screen is not as on the canvas, in this scheme and 256 colours: NULL, or a sentence
 * that is free()d. Where the terminal is of another opinion: but for the clusters in dispute. */
char *tiny_term_compare(const struct tiny_term *term, const struct canvas *canvas,
                        enum scheme scheme);

#endif
