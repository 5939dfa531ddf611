/* SPDX-License-Identifier: MIT */
#include "ui/column.h"

#include "ui/device-names.h"
#include "ui/mark.h"
#include "ui/roster.h"
#include "ui/value.h"

#include <assert.h>
#include <string.h>

enum { COLUMN_METRIC_COLS_MIN = 6, COLUMN_METRIC_COLS_MAX = 12 };

static bool column_in_fahrenheit(const struct view_context *context)
{
    return context->fahrenheit;
}

/* At 40, 52, 58, 70 and 80 columns the widths of those from there on just fill the screen. */
// clang-format off
static const struct column_row column_rows[COLUMN_COUNT_] = {
    [COLUMN_DEVICE]      = { "device", "DEVICE", NULL, NULL, column_cell_device,
                             ORDER_NAME, CANVAS_LEFT, 0, 14, DEVICE_NAMES_COLS_MAX, 1,
                             false },
    [COLUMN_STATUS]      = { "status", "STATUS", NULL, NULL, column_cell_status,
                             ORDER_STATUS, CANVAS_LEFT, 0, 7, 7, 0, false },
    [COLUMN_TEMPERATURE] = { "temperature", "TEMP °C", "TEMP °F", column_in_fahrenheit,
                             column_cell_temperature,
                             ORDER_TEMPERATURE, CANVAS_RIGHT, 0, 7, 7, 0, false },
    [COLUMN_TREND]       = { "trend", "TREND 10m", NULL, NULL, column_cell_trend,
                             ORDER_COUNT_, CANVAS_LEFT, 80, 9, 60, 2, false },
    [COLUMN_HUMIDITY]    = { "humidity", "HUM %", NULL, NULL, column_cell_humidity,
                             ORDER_HUMIDITY, CANVAS_RIGHT, 58, 5, 5, 0, false },
    [COLUMN_AGE]         = { "age", "AGE", "AGE*", column_ages_frozen, column_cell_age,
                             ORDER_AGE, CANVAS_RIGHT, 0, 5, 6, 1, true },
    [COLUMN_MIN]         = { "min", "MIN", NULL, NULL, column_cell_min,
                             ORDER_MIN, CANVAS_RIGHT, 70, 5, 6, 1, false },
    [COLUMN_MAX]         = { "max", "MAX", NULL, NULL, column_cell_max,
                             ORDER_MAX, CANVAS_RIGHT, 70, 5, 6, 1, false },
    [COLUMN_ALERT]       = { "alert", "ALERT", NULL, NULL, column_cell_alert,
                             ORDER_ALERT, CANVAS_LEFT, 52, 12, 40, 1, true },
    [COLUMN_METRIC]      = { NULL, NULL, NULL, NULL, column_cell_metric,
                             ORDER_METRIC, CANVAS_RIGHT, 0, COLUMN_METRIC_COLS_MIN, 0, 0, false },
};
// clang-format on

const struct column_row *column_get(enum column column)
{
    assert(column < COLUMN_COUNT_);
    return &column_rows[column];
}

enum column column_find(const char *name)
{
    enum column column = 0;

    while (column < COLUMN_METRIC && strcmp(column_rows[column].name, name) != 0)
        column++;
    return column;
}

/* "CO2 ppm", "WIND.SPEED": as short as its row has it, or its name. */
static void column_add_metric(struct buf *out, const struct view_context *context,
                              const char *metric)
{
    const struct metric_kind *kind = metric_find(metric);
    const char *unit = value_unit(context, metric);

    if (kind) {
        buf_addf(out, "%s%s%s", kind->heading, *unit ? " " : "", unit);
        return;
    }
    for (; *metric; metric++) {
        char letter = *metric >= 'a' && *metric <= 'z' ? (char)(*metric - 'a' + 'A') : *metric;

        buf_add(out, &letter, 1);
    }
}

int column_metric_cols(const struct view_context *context, const char *metric)
{
    struct buf heading = { 0 };
    size_t cols;

    column_add_metric(&heading, context, metric);
    cols = heading.len; /* bytes: a column too many for "µg/m³" is room for the mark */
    buf_finish(&heading);
    if (cols > COLUMN_METRIC_COLS_MAX)
        return COLUMN_METRIC_COLS_MAX;
    return cols < COLUMN_METRIC_COLS_MIN ? COLUMN_METRIC_COLS_MIN : (int)cols;
}

/* --- order ----------------------------------------------------------------- */

static bool column_is_sorted(const struct column_place *place, const struct order *order)
{
    return column_rows[place->column].order == order->by &&
           (order->by != ORDER_METRIC || place->number == order->metric);
}

void column_order(struct order *order, enum order_by by, int metric)
{
    bool is_same = order->by == by && (by != ORDER_METRIC || order->metric == metric);

    order->inverted = is_same && !order->inverted;
    order->by = by;
    order->metric = metric;
}

void column_sort(const struct column_layout *layout, struct order *order, bool to_the_left)
{
    const struct column_place *places[COLUMNS_MAX];
    size_t n = 0, at = 0;

    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];

        if (column_rows[place->column].order == ORDER_COUNT_)
            continue;
        if (column_is_sorted(place, order))
            at = n;
        places[n++] = place;
    }
    assert(n > 0); /* the device is always there */
    at = (at + n + (to_the_left ? n - 1 : 1)) % n;
    order->by = column_rows[places[at]->column].order;
    order->metric = places[at]->number;
}

bool column_click(const struct column_layout *layout, struct order *order, int col)
{
    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];
        enum order_by by = column_rows[place->column].order;

        if (col < place->col || col >= place->col + place->width_cols || by == ORDER_COUNT_)
            continue;
        column_order(order, by, place->number);
        return true;
    }
    return false;
}

/* --- drawing --------------------------------------------------------------- */

static struct canvas_field column_field(const struct column_place *place, int row, enum style style)
{
    return (struct canvas_field){ .row = row,
                                  .col = place->col,
                                  .width_cols = place->width_cols,
                                  .style = style,
                                  .align = column_rows[place->column].align };
}

static void column_add_heading(struct buf *out, const struct view_context *context,
                               const struct column_place *place)
{
    const struct column_row *row = &column_rows[place->column];
    bool is_other = row->is_other && row->is_other(context);

    if (place->column == COLUMN_METRIC)
        column_add_metric(out, context, place->metric);
    else
        buf_puts(out, is_other ? row->other : row->heading);
}

/* "TREND" for "TREND 10m": better without its last word than without its end. */
static void column_draw_heading(struct canvas *canvas, struct canvas_field field,
                                const struct buf *heading)
{
    size_t len = heading->len;

    if (canvas_measure(canvas, heading->data, len) > field.width_cols)
        while (len > 0 && heading->data[--len] != ' ')
            continue;
    canvas_put(canvas, field, heading->data, len ? len : heading->len);
}

static void column_squeeze(struct buf *text)
{
    size_t len = 0;

    for (size_t i = 0; i < text->len; i++)
        if (text->data[i] != ' ')
            text->data[len++] = text->data[i];
    text->len = len;
}

/* With the mark behind it; where that leaves no room, without blanks. */
static void column_draw_sorted(struct canvas *canvas, struct canvas_field field,
                               struct buf *heading, bool inverted)
{
    int cols = canvas_measure(canvas, heading->data, heading->len), mark_col;

    if (cols >= field.width_cols) {
        column_squeeze(heading);
        cols = canvas_measure(canvas, heading->data, heading->len);
    }
    canvas_put(canvas, field, "", 0);
    mark_col = field.col + field.width_cols - 1;
    if (field.align == CANVAS_LEFT && cols < field.width_cols)
        mark_col = field.col + cols;
    field.width_cols--;
    canvas_put(canvas, field, heading->data, heading->len);
    canvas_puts(canvas, field.row, mark_col, field.style,
                theme_glyph(inverted ? GLYPH_DESCENDING : GLYPH_ASCENDING, canvas->ascii));
}

void column_draw_headings(const struct column_layout *layout, const struct view_context *context,
                          const struct order *order, struct canvas *canvas, int row)
{
    struct buf text = { 0 };

    canvas_paint(canvas, row, STYLE_HEADING);
    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];
        bool is_sorted = column_is_sorted(place, order);
        struct canvas_field field =
            column_field(place, row, is_sorted ? STYLE_SORTED : STYLE_HEADING);

        buf_clear(&text);
        column_add_heading(&text, context, place);
        if (is_sorted)
            column_draw_sorted(canvas, field, &text, order->inverted);
        else
            column_draw_heading(canvas, field, &text);
    }
    buf_finish(&text);
}

/* Without the cursor. */
static enum style column_own_style(const struct device *device)
{
    return mark_is_acked(device) ? STYLE_ACKED : mark_get(mark_of(device))->style;
}

static enum style column_device_style(const struct view_context *context,
                                      const struct device *device)
{
    const struct order_row row = { .device = device };

    return roster_is_selected(context->roster, &row) ? STYLE_SELECTED : column_own_style(device);
}

static void column_draw_cells(struct column_cell *cell, const struct column_layout *layout, int row,
                              bool ages_only)
{
    enum style style = column_device_style(cell->context, cell->device);

    cell->location_cols = layout->location_cols;
    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];

        if (ages_only && !column_rows[place->column].ages)
            continue;
        buf_clear(cell->text);
        cell->metric = place->metric;
        cell->number = place->number;
        cell->field = column_field(place, row, style);
        column_rows[place->column].draw(cell);
    }
}

void column_draw_device(const struct column_layout *layout, const struct view_context *context,
                        const struct device *device, struct canvas *canvas, int row)
{
    enum style style = column_device_style(context, device);
    struct buf text = { 0 };
    struct column_cell cell = {
        .canvas = canvas, .context = context, .device = device, .text = &text
    };

    canvas_paint(canvas, row, style);
    canvas_puts(canvas, row, 0, column_own_style(device), mark_get(mark_of(device))->text);
    if (order_list_is_pinned(roster_list(context->roster), device))
        canvas_puts(canvas, row, MARK_COLS, style, "*");
    column_draw_cells(&cell, layout, row, false);
    buf_finish(&text);
}

void column_draw_ages(const struct column_layout *layout, const struct view_context *context,
                      const struct device *device, struct canvas *canvas, int row)
{
    struct buf text = { 0 };
    struct column_cell cell = {
        .canvas = canvas, .context = context, .device = device, .text = &text
    };

    column_draw_cells(&cell, layout, row, true);
    buf_finish(&text);
}
