/* SPDX-License-Identifier: MIT
 *
 * canvas-row: what is known of the rows of a canvas from one frame to the next,
 * and from a canvas to its copy: canvas_begin to canvas_close_row, and
 * canvas_has_row. This is what the two files share; nobody else includes it.
 */
#ifndef SENSORTOP_UI_CANVAS_ROW_H
#define SENSORTOP_UI_CANVAS_ROW_H

#include "ui/canvas.h"

/* Comes before anything that is drawn on a row; of one outside nothing is known. */
void canvas_touch(struct canvas *canvas, int row);

/* Blanks, whatever is known of it. */
void canvas_erase_row(struct canvas *canvas, int row);

#endif
