/* SPDX-License-Identifier: MIT
 *
 * column: what the grid shows of a device. One row of the table a column; how
 * many of them fit is decided here, what is in them by `column-cell`.
 */
#ifndef SENSORTOP_UI_COLUMN_H
#define SENSORTOP_UI_COLUMN_H

#include "ui/order.h"
#include "ui/view.h"

enum column {
    COLUMN_DEVICE,
    COLUMN_STATUS,
    COLUMN_TEMPERATURE,
    COLUMN_TREND,
    COLUMN_HUMIDITY,
    COLUMN_AGE,
    COLUMN_MIN,
    COLUMN_MAX,
    COLUMN_ALERT,
    COLUMN_COUNT_
};

struct column_place {
    enum column column;
    int col;
    int width_cols;
};

/* The columns that a screen has room for, from left to right, behind the mark. */
struct column_layout {
    size_t n;
    struct column_place places[COLUMN_COUNT_];
};

/* From 40 columns up all of them have at least their smallest width. */
void column_layout_make(struct column_layout *layout, int screen_cols);

/* ACTION_SORT_RIGHT and _LEFT: the next column to sort by, round the ends. False: another action.
 */
bool column_sort(const struct column_layout *layout, struct order *order, enum action action);

/* On a heading: sort by it, or turn its order round. False: there is none to sort by. */
bool column_click(const struct column_layout *layout, struct order *order, int col);

/* One row of the canvas. */
void column_draw_headings(const struct column_layout *layout, const struct view_context *context,
                          const struct order *order, struct canvas *canvas, int row);
void column_draw_device(const struct column_layout *layout, const struct view_context *context,
                        const struct device *device, bool selected, struct canvas *canvas, int row);

#endif
