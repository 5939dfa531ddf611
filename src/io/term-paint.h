/* SPDX-License-Identifier: MIT
 *
 * term-paint: two screens -> the bytes that turn the one into the other, few
 * of them. Knows what a terminal understands, but no terminal.
 */
#ifndef SENSORTOP_IO_TERM_PAINT_H
#define SENSORTOP_IO_TERM_PAINT_H

#include "io/term-caps.h"
#include "io/term-pens.h"
#include "ui/canvas.h"

struct term_paint {
    const struct term_caps *caps;
    const struct term_pens *pens;
    unsigned pen; /* that the terminal was left with; before term_paint_all anything */
};

/* Appends what makes a terminal that shows `shown` show `next`, a canvas of the same size, and
 * copies the cells over. The cursor may be anywhere before, the pen must be the one of the last
 * time. Nothing is appended when nothing visible differs. */
void term_paint(struct term_paint *paint, struct canvas *shown, const struct canvas *next,
                struct buf *out);

/* The same for a terminal that shows who knows what, with any pen: the first time. */
void term_paint_all(struct term_paint *paint, struct canvas *shown, const struct canvas *next,
                    struct buf *out);

#endif
