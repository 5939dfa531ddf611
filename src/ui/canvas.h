/* SPDX-License-Identifier: MIT
 *
 * canvas: a grid of cells, and the only way to put text on a screen. Whatever
 * is put passes the door of `text` first, so no byte of a payload can move the
 * cursor, however it got here. Knows no terminal.
 */
#ifndef SENSORTOP_UI_CANVAS_H
#define SENSORTOP_UI_CANVAS_H

#include "core/buf.h"
#include "core/text.h"
#include "ui/theme.h"

struct cell {
    char bytes[TEXT_CLUSTER_BYTES + 1]; /* "" in the right half of a wide cluster */
    uint8_t width_cols;                 /* 0 in the right half of a wide cluster */
    uint8_t style;                      /* enum style */
};

struct canvas {
    int rows;
    int cols;
    bool ascii; /* clusters beyond ASCII are drawn as '?', one a column */
    struct cell *cells; /* rows * cols, row by row */
};

enum canvas_align { CANVAS_LEFT, CANVAS_RIGHT };

void canvas_init(struct canvas *canvas, bool ascii);
void canvas_finish(struct canvas *canvas);

/* Any size from 0×0 up; everything is blank afterwards. */
void canvas_resize(struct canvas *canvas, int rows, int cols);
void canvas_erase(struct canvas *canvas);

/* Puts text into a field of width_cols columns, cut with GLYPH_MORE when too long, filled with blanks
 * when too short. Any part outside the canvas is left out; nothing outside the field changes, not even
 * by half a wide cluster. Returns the columns of text drawn. */
int canvas_put(struct canvas *canvas, int row, int col, int width_cols, enum style style,
               enum canvas_align align, const char *bytes, size_t len);

/* The same for a C string, left-aligned, as wide as it needs. */
int canvas_puts(struct canvas *canvas, int row, int col, enum style style, const char *text);

/* Every cell of a row takes the style; texts stay. */
void canvas_paint(struct canvas *canvas, int row, enum style style);

const struct cell *canvas_at(const struct canvas *canvas, int row, int col);

/* The screen as lines of text, trailing blanks cut; with styles: after each line one more that gives a
 * letter per cell. For golden files. */
void canvas_format(const struct canvas *canvas, bool with_styles, struct buf *out);

#endif
