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
};

/* Appends what makes a terminal that shows `shown` show `next`, a canvas of the same size, and
 * copies the cells over. The cursor may be anywhere before, the pen must be plain; it is plain
 * afterwards. Nothing is appended when nothing visible differs. */
void term_paint(const struct term_paint *paint, struct canvas *shown, const struct canvas *next,
                struct buf *out);

/* The same for a terminal that shows who knows what, and with any pen. */
void term_paint_all(const struct term_paint *paint, struct canvas *shown, const struct canvas *next,
                    struct buf *out);

#endif
