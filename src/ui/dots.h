/* SPDX-License-Identifier: MIT
 *
 * dots: a picture finer than a cell: two by four dots each as a Braille sign, as
 * half blocks or in ASCII one by two.
 */
#ifndef SENSORTOP_UI_DOTS_H
#define SENSORTOP_UI_DOTS_H

#include "ui/canvas.h"

enum { DOTS_ACROSS_MAX = 2 };

/* In the order of --chart. */
enum dots_grain { DOTS_BRAILLE, DOTS_BLOCKS, DOTS_ASCII, DOTS_GRAIN_COUNT_ };

struct dots {
    int rows, cols; /* cells */
    enum dots_grain grain;
    uint8_t *cells; /* a bit a dot */
};

void dots_init(struct dots *dots, int rows, int cols, enum dots_grain grain);
void dots_finish(struct dots *dots);

/* Dots side by side in a cell. */
int dots_across(enum dots_grain grain);

/* Dots from the top to the bottom. */
int dots_rows(const struct dots *dots);

/* From one row of dots to another, both in the picture, in one column of dots. */
void dots_line(struct dots *dots, int col, int from_row, int to_row);

/* Cells without a dot stay as they are. */
void dots_draw(const struct dots *dots, struct canvas *canvas, int row, int col, enum style style);

#endif
