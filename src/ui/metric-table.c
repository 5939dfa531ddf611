/* SPDX-License-Identifier: MIT */
#include "ui/metric-table.h"

#include "core/duration.h"
#include "core/text.h"
#include "ui/value.h"

#include <math.h>
#include <string.h>

enum { METRIC_TABLE_NAME_COL = 3, METRIC_TABLE_NAME_COLS_MIN = 20 };

struct metric_table_cell {
    const struct view_context *context;
    const struct device *device;
    const struct metric *metric;
    const char *name;
    int name_cols;
    struct buf *text;
};

/* --- cells: what they leave empty is told as "no value" -------------------- */

static void metric_table_value(struct metric_table_cell *cell)
{
    const char *unit = device_settings_unit(cell->device->settings, cell->name);

    if (!cell->metric->has_value)
        return;
    metric_format(cell->text, cell->name, cell->metric->value, cell->context->fahrenheit);
    if (unit)
        buf_addf(cell->text, " %s", unit);
}

static void metric_table_add(struct metric_table_cell *cell, double value)
{
    if (isfinite(value))
        value_format(cell->text, cell->context, cell->name, value);
}

static bool metric_table_has_range(const struct metric_table_cell *cell)
{
    return cell->metric->min <= cell->metric->max;
}

static void metric_table_min(struct metric_table_cell *cell)
{
    if (metric_table_has_range(cell))
        metric_table_add(cell, (double)cell->metric->min);
}

static void metric_table_max(struct metric_table_cell *cell)
{
    if (metric_table_has_range(cell))
        metric_table_add(cell, (double)cell->metric->max);
}

static void metric_table_mean(struct metric_table_cell *cell)
{
    const struct history *h = cell->metric->history;
    size_t n = h ? history_count(h) : 0;
    double mean;

    if (!n)
        return;
    history_columns(h, history_get(h, 0).at_ms, history_get(h, n - 1).at_ms + 1, &mean, 1);
    metric_table_add(cell, mean);
}

static void metric_table_age(struct metric_table_cell *cell)
{
    const struct history *h = cell->metric->history;
    int64_t clock_ms = model_age_clock_ms(cell->context->model, cell->context->now_ms);

    if (h && history_count(h) && !cell->device->reading_retained)
        duration_format(cell->text, clock_ms - history_get(h, history_count(h) - 1).at_ms);
    else if (cell->metric->has_value && cell->device->age_known)
        duration_format(cell->text, clock_ms - cell->device->reading_ms);
}

static void metric_table_samples(struct metric_table_cell *cell)
{
    const struct history *h = cell->metric->history;

    buf_addf(cell->text, "%zu", h ? history_count(h) : 0);
}

// clang-format off
static const struct metric_table_column {
    const char *heading;
    void (*add)(struct metric_table_cell *cell);
    int width_cols;
    int from_cols; /* screens that have it */
} metric_table_columns[] = {
    { "NOW",     metric_table_value,   12,  0 },
    { "MIN",     metric_table_min,      8, 60 },
    { "MEAN",    metric_table_mean,     8, 50 },
    { "MAX",     metric_table_max,      8, 60 },
    { "AGE",     metric_table_age,      6,  0 },
    { "SAMPLES", metric_table_samples,  8, 70 },
};
// clang-format on

enum { METRIC_TABLE_COLUMNS = sizeof metric_table_columns / sizeof *metric_table_columns };

/* --- rows ------------------------------------------------------------------ */

/* As wide as the longest name, as far as there is room for it. */
static int metric_table_name_cols(const struct view_context *context, const struct device *device,
                                  int screen_cols)
{
    int room_cols = screen_cols - METRIC_TABLE_NAME_COL - 1, cols = METRIC_TABLE_NAME_COLS_MIN;

    for (size_t i = 0; i < METRIC_TABLE_COLUMNS; i++)
        if (screen_cols >= metric_table_columns[i].from_cols)
            room_cols -= metric_table_columns[i].width_cols + 1;
    for (size_t i = 0; i < device->n_metrics; i++) {
        const char *name = metric_names_get(model_metrics(context->model), device->metrics[i].name);
        int name_cols = (int)text_width(name, strlen(name));

        cols = name_cols > cols ? name_cols : cols;
    }
    return cols < room_cols ? cols : room_cols;
}

static void metric_table_draw_row(struct metric_table_cell *cell, enum style style,
                                  struct canvas *canvas, int row)
{
    struct canvas_field field = { .row = row, .style = style, .align = CANVAS_RIGHT };

    field.col = METRIC_TABLE_NAME_COL + cell->name_cols + 1;
    for (size_t i = 0; i < METRIC_TABLE_COLUMNS; i++) {
        const struct metric_table_column *column = &metric_table_columns[i];

        if (canvas->cols < column->from_cols)
            continue;
        field.width_cols = column->width_cols;
        buf_clear(cell->text);
        if (cell->metric)
            column->add(cell);
        else
            buf_puts(cell->text, column->heading);
        if (cell->text->len == 0)
            buf_puts(cell->text, theme_glyph(GLYPH_NONE, false));
        canvas_put(canvas, field, cell->text->data, cell->text->len);
        field.col += field.width_cols + 1;
    }
}

static void metric_table_put_name(const struct metric_table_cell *cell, enum style style,
                                  struct canvas *canvas, int row)
{
    struct canvas_field field = {
        .row = row, .col = METRIC_TABLE_NAME_COL, .width_cols = cell->name_cols, .style = style
    };

    canvas_paint(canvas, row, style);
    canvas_put(canvas, field, cell->name, strlen(cell->name));
}

void metric_table_draw(const struct view_context *context, const struct device *device,
                       size_t chosen, struct canvas *canvas, struct view_area area)
{
    struct buf text = { 0 };
    struct metric_table_cell cell = {
        .context = context, .device = device, .name = "METRIC", .text = &text
    };
    size_t rows = area.rows > 1 ? (size_t)area.rows - 1 : 0;
    size_t first = chosen >= rows && rows ? chosen + 1 - rows : 0;

    cell.name_cols = metric_table_name_cols(context, device, canvas->cols);
    metric_table_put_name(&cell, STYLE_DIM, canvas, area.top);
    metric_table_draw_row(&cell, STYLE_DIM, canvas, area.top);
    for (size_t i = 0; i < rows && first + i < device->n_metrics; i++) {
        enum style style = first + i == chosen ? STYLE_SELECTED : STYLE_NORMAL;
        int row = area.top + 1 + (int)i;

        cell.metric = &device->metrics[first + i];
        cell.name = metric_names_get(model_metrics(context->model), cell.metric->name);
        metric_table_put_name(&cell, style, canvas, row);
        metric_table_draw_row(&cell, style, canvas, row);
    }
    buf_finish(&text);
}
