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

/* Nothing is compared and copied as often: of a size that takes two instructions, without gaps. */
struct cell {
    char bytes[TEXT_CLUSTER_BYTES + 2]; /* "" in the right half of a wide cluster */
    uint8_t width_cols;                 /* 0 in the right half of a wide cluster */
    uint8_t style;                      /* enum style */
};

/* What is known of a row between canvas_begin and the next one. */
struct canvas_row {
    uint64_t key;     /* it shows what this stands for, and nothing else; 0: who knows */
    uint64_t version; /* another one whenever a cell may have changed; 0: who knows */
    bool is_drawn;    /* in this frame; else it is what it was in the one before */
    bool is_blank;
};

struct canvas {
    int rows;
    int cols;
    bool ascii; /* our own glyphs have an ASCII form; other clusters become '?', one a column */
    struct cell *cells;      /* rows * cols, row by row */
    struct canvas_row *kept; /* a row each; NULL: of none is anything known */
    uint64_t n_changes;      /* of rows */
    bool is_begun;
    int open_row; /* from canvas_open_row to canvas_close_row; -1: none */
};

enum canvas_align { CANVAS_LEFT, CANVAS_RIGHT };

/* A part of one row. */
struct canvas_field {
    int row;
    int col;
    int width_cols;
    enum style style;
    enum canvas_align align;
    bool break_words; /* in canvas_wrap: what is too long for a row goes on in the next one */
};

void canvas_init(struct canvas *canvas, bool ascii);
void canvas_finish(struct canvas *canvas);

/* Any size from 0×0 up; everything is blank afterwards. */
void canvas_resize(struct canvas *canvas, int rows, int cols);
void canvas_erase(struct canvas *canvas);

/* A frame that keeps what it can of the one before:
 *
 *   canvas_begin(canvas);                       as canvas_erase, but nothing is erased yet
 *     if (!canvas_open_row(canvas, row, key))   the row is blank,
 *         draw all of it;                       or stands there as it was drawn under this key
 *     canvas_close_row(canvas);
 *     draw anything, also over such rows;       those are not kept for the next frame then
 *   canvas_end(canvas);                         what nobody drew is blank
 *
 * In between, the cells of rows that were not drawn yet are not to be read. */
void canvas_begin(struct canvas *canvas);
void canvas_end(struct canvas *canvas);

/* A key is a hash_bytes of all that the row shows. True: it is kept. */
bool canvas_open_row(struct canvas *canvas, int row, uint64_t key);
void canvas_close_row(struct canvas *canvas);

/* Puts text into a field: cut with GLYPH_MORE when too long, filled with blanks when too short. Any
 * part outside the canvas is left out. Nothing outside the field changes, but for the other half of
 * a wide cluster that lost one: that becomes a blank. Returns the columns of text in the field. */
int canvas_put(struct canvas *canvas, struct canvas_field field, const char *bytes, size_t len);

/* The same for a C string, left-aligned, as wide as it needs. */
int canvas_puts(struct canvas *canvas, int row, int col, enum style style, const char *text);

/* A C string in the field and in the rows below it, broken at blanks, at most rows_max rows.
 * Returns the rows it took; on a canvas without rows they are only counted. */
int canvas_wrap(struct canvas *canvas, struct canvas_field field, int rows_max, const char *text);

/* Columns that the text takes on this canvas. */
int canvas_measure(const struct canvas *canvas, const char *bytes, size_t len);

/* A row of another canvas as it is; what is too long is left out. */
void canvas_copy_row(struct canvas *canvas, int row, const struct canvas *from, int from_row);

/* Every cell of a row takes the style; texts stay. */
void canvas_paint(struct canvas *canvas, int row, enum style style);

/* A cell that is there: 0 <= row < rows, 0 <= col < cols. A blank has the text " ". */
const struct cell *canvas_at(const struct canvas *canvas, int row, int col);

/* A canvas that follows another one of its size: whether a row is what it is there, and to make it
 * so. It follows only that one until canvas_resize: a row that was not touched since it was taken,
 * or seen to be the same, is not looked at again. */
bool canvas_has_row(struct canvas *copy, const struct canvas *of, int row);
void canvas_take_row(struct canvas *copy, const struct canvas *of, int row);

/* The screen as lines of text, trailing blanks cut; with styles: after each line one more that
 * gives theme_letter of each cell. For golden files. */
void canvas_format(const struct canvas *canvas, bool with_styles, struct buf *out);

#endif
