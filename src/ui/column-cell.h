/* SPDX-License-Identifier: MIT
 *
 * column-cell: one fact of one device in one field of the grid. A cell draws in
 * the style of its row; only a row without one lets it choose.
 */
#ifndef SENSORTOP_UI_COLUMN_CELL_H
#define SENSORTOP_UI_COLUMN_CELL_H

#include "ui/view.h"

struct column_cell {
    struct canvas *canvas;
    const struct view_context *context;
    const struct device *device;
    struct canvas_field field;
    struct buf *text;   /* empty, to write in */
    int location_cols;  /* of a device's; 0: without it */
    const char *metric; /* of a column of any metric: its name … */
    int number;         /* … and number */
};

typedef void column_cell_fn(struct column_cell *cell);

column_cell_fn column_cell_device;
column_cell_fn column_cell_status;
column_cell_fn column_cell_temperature;
column_cell_fn column_cell_trend;
column_cell_fn column_cell_humidity;
column_cell_fn column_cell_age;
column_cell_fn column_cell_min;
column_cell_fn column_cell_max;
column_cell_fn column_cell_alert;
column_cell_fn column_cell_metric;

/* What is to be known of a temperature: an arrow where it goes, "r" when it is a stored one, or a
 * blank. */
const char *column_temperature_sign(const struct device *device);

/* STYLE_HEAT_1 … 8, between the limits of the device. */
enum style column_heat(const struct view_context *context, const struct device *device,
                       double celsius);

/* Where the bars of the trend end: they begin at multiples of their length, and so change with the
 * values, not with every second. */
int64_t column_trend_end_ms(const struct view_context *context, int width_cols);

/* The link is down: ages are those of the moment it broke. */
bool column_ages_frozen(const struct view_context *context);

/* The full second of the clock on the screen that a time falls into. */
int64_t column_second_ms(const struct view_context *context, int64_t at_ms);

/* What ages are counted to: the last full second of the clock on the screen, so that all of them
 * step with it, at once, and not each at a time of its own; or where they stand still. */
int64_t column_age_clock_ms(const struct view_context *context);

#endif
