/* SPDX-License-Identifier: MIT
 *
 * line: one row made of parts, some from the left, some flush right. When there
 * is not room for all, the least important ones are left out; the others stay
 * where they are in the order.
 */
#ifndef SENSORTOP_UI_LINE_H
#define SENSORTOP_UI_LINE_H

#include "ui/canvas.h"

enum { LINE_PARTS_MAX = 16 };

struct line_part {
    enum style style;
    uint8_t rank;     /* 0 is the most important */
    uint8_t min_cols; /* may be cut down to this; 0: whole or not at all */
    bool right;
    bool joined;    /* to the one before by a single blank */
    size_t at, len; /* in the line's text */
    int width_cols; /* 0: left out */
};

/* A zeroed one is empty. */
struct line {
    struct buf text;
    struct line_part parts[LINE_PARTS_MAX];
    size_t n;
};

void line_finish(struct line *line);

/* Makes a part of what was added to line->text since the last one. Its style, rank, min_cols and
 * right count; of two with the same rank the first is the more important one. */
void line_end_part(struct line *line, struct line_part part);

/* From col on; two blanks between parts. */
void line_draw(struct line *line, struct canvas *canvas, int row, int col);

#endif
