/* SPDX-License-Identifier: MIT
 *
 * column: what the grid shows of a device. One row of the table a column; which
 * of them a screen has room for `column-layout` decides, what is in them
 * `column-cell`.
 */
#ifndef SENSORTOP_UI_COLUMN_H
#define SENSORTOP_UI_COLUMN_H

#include "ui/column-cell.h"
#include "ui/order.h"

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
    COLUMN_METRIC, /* any other metric */
    COLUMN_COUNT_
};

enum { COLUMNS_MAX = 32 };

struct column_row {
    const char *name; /* as the user calls it; NULL: by the metric */
    const char *heading;
    const char *other; /* when is_other says so */
    bool (*is_other)(const struct view_context *context);
    column_cell_fn *draw;
    enum order_by order; /* ORDER_COUNT_: cannot be sorted by */
    enum canvas_align align;
    int from_cols; /* screens that have it; the larger, the sooner it goes where there is no room */
    int min_cols;
    int max_cols;
    int grow;  /* its share of the room that is left */
    bool ages; /* changes with time alone, at full seconds */
};

const struct column_row *column_get(enum column column);

/* COLUMN_METRIC when none of ours is called so. */
enum column column_find(const char *name);

/* Columns of the screen that a metric needs. */
int column_metric_cols(const struct view_context *context, const char *metric);

struct column_place {
    enum column column;
    const char *metric; /* COLUMN_METRIC: its name, borrowed … */
    int number;         /* … and its number, -1: no device has said it yet */
    int col;
    int width_cols;
};

/* From left to right, behind the mark; see column_layout_make. */
struct column_layout {
    size_t n;
    int location_cols; /* in front of each device; 0: none */
    struct column_place places[COLUMNS_MAX];
};

/* The next column to sort by, round the ends. */
void column_sort(const struct column_layout *layout, struct order *order, bool to_the_left);

/* On a heading: sort by it, or turn its order round. False: there is none to sort by. */
bool column_click(const struct column_layout *layout, struct order *order, int col);

/* Sorts by it, or turns its order round when it is so already. */
void column_order(struct order *order, enum order_by by, int metric);

/* One row of the canvas; it is blank. */
void column_draw_headings(const struct column_layout *layout, const struct view_context *context,
                          const struct order *order, struct canvas *canvas, int row);
void column_draw_device(const struct column_layout *layout, const struct view_context *context,
                        const struct device *device, struct canvas *canvas, int row);

/* Over such a row, of which only what ages is out of date. */
void column_draw_ages(const struct column_layout *layout, const struct view_context *context,
                      const struct device *device, struct canvas *canvas, int row);

#endif
