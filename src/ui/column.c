/* SPDX-License-Identifier: MIT */
#include "ui/column.h"

#include "ui/column-cell.h"
#include "ui/mark.h"
#include "ui/roster.h"

#include <assert.h>

enum {
    COLUMN_FIRST_COL = MARK_COLS + 1,
    COLUMN_WIDE_SCREEN = 100, /* from here on two blanks between columns */
};

struct column_row {
    const char *heading;
    const char *other; /* when is_other says so */
    bool (*is_other)(const struct view_context *context);
    column_cell_fn *draw;
    enum order_by order; /* ORDER_COUNT_: cannot be sorted by */
    enum canvas_align align;
    int from_cols; /* screens that have it */
    int min_cols;
    int max_cols;
    int grow; /* its share of the room that is left */
};

static bool column_in_fahrenheit(const struct view_context *context)
{
    return context->fahrenheit;
}

/* At 40, 52, 58, 70 and 80 columns the widths of those from there on just fill the screen. */
// clang-format off
static const struct column_row column_rows[COLUMN_COUNT_] = {
    [COLUMN_DEVICE]      = { "DEVICE", NULL, NULL, column_cell_device,
                             ORDER_NAME, CANVAS_LEFT, 0, 14, 40, 1 },
    [COLUMN_STATUS]      = { "STATUS", NULL, NULL, column_cell_status,
                             ORDER_STATUS, CANVAS_LEFT, 0, 7, 7, 0 },
    [COLUMN_TEMPERATURE] = { "TEMP °C", "TEMP °F", column_in_fahrenheit, column_cell_temperature,
                             ORDER_TEMPERATURE, CANVAS_RIGHT, 0, 7, 7, 0 },
    [COLUMN_TREND]       = { "TREND 10m", NULL, NULL, column_cell_trend,
                             ORDER_COUNT_, CANVAS_LEFT, 80, 9, 60, 2 },
    [COLUMN_HUMIDITY]    = { "HUM %", NULL, NULL, column_cell_humidity,
                             ORDER_HUMIDITY, CANVAS_RIGHT, 58, 5, 5, 0 },
    [COLUMN_AGE]         = { "AGE", "AGE*", column_ages_frozen, column_cell_age,
                             ORDER_AGE, CANVAS_RIGHT, 0, 5, 6, 1 },
    [COLUMN_MIN]         = { "MIN", NULL, NULL, column_cell_min,
                             ORDER_MIN, CANVAS_RIGHT, 70, 5, 6, 1 },
    [COLUMN_MAX]         = { "MAX", NULL, NULL, column_cell_max,
                             ORDER_MAX, CANVAS_RIGHT, 70, 5, 6, 1 },
    [COLUMN_ALERT]       = { "ALERT", NULL, NULL, column_cell_alert,
                             ORDER_ALERT, CANVAS_LEFT, 52, 12, 40, 1 },
};
// clang-format on

/* --- layout ---------------------------------------------------------------- */

/* Gives the room that is left away, a share after the other. */
static void column_grow(struct column_layout *layout, int room_cols)
{
    bool grew = true;

    while (grew && room_cols > 0) {
        grew = false;
        for (size_t i = 0; i < layout->n; i++) {
            struct column_place *place = &layout->places[i];
            const struct column_row *row = &column_rows[place->column];
            int share = row->grow < room_cols ? row->grow : room_cols;

            if (place->width_cols + share > row->max_cols)
                share = row->max_cols - place->width_cols;
            place->width_cols += share;
            room_cols -= share;
            grew |= share > 0;
        }
    }
}

void column_layout_make(struct column_layout *layout, int screen_cols)
{
    int gap_cols = screen_cols >= COLUMN_WIDE_SCREEN ? 2 : 1;
    int room_cols = screen_cols - COLUMN_FIRST_COL + gap_cols;
    int col = COLUMN_FIRST_COL;

    layout->n = 0;
    for (enum column c = 0; c < COLUMN_COUNT_; c++) {
        if (screen_cols < column_rows[c].from_cols)
            continue;
        layout->places[layout->n++] =
            (struct column_place){ .column = c, .width_cols = column_rows[c].min_cols };
        room_cols -= column_rows[c].min_cols + gap_cols;
    }
    column_grow(layout, room_cols);
    for (size_t i = 0; i < layout->n; i++) {
        layout->places[i].col = col;
        col += layout->places[i].width_cols + gap_cols;
    }
}

static enum order_by column_next_order(const struct column_layout *layout, enum order_by by,
                                       int step)
{
    enum order_by orders[COLUMN_COUNT_];
    size_t n = 0, at = 0;

    for (size_t i = 0; i < layout->n; i++) {
        enum order_by order = column_rows[layout->places[i].column].order;

        if (order == ORDER_COUNT_)
            continue;
        if (order == by)
            at = n;
        orders[n++] = order;
    }
    assert(n > 0);
    return orders[(at + n + (size_t)step) % n];
}

bool column_sort(const struct column_layout *layout, struct order *order, enum action action)
{
    if (action != ACTION_SORT_LEFT && action != ACTION_SORT_RIGHT)
        return false;
    order->by = column_next_order(layout, order->by, action == ACTION_SORT_LEFT ? -1 : 1);
    return true;
}

bool column_click(const struct column_layout *layout, struct order *order, int col)
{
    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];
        enum order_by by = column_rows[place->column].order;

        if (col < place->col || col >= place->col + place->width_cols || by == ORDER_COUNT_)
            continue;
        order->inverted = order->by == by && !order->inverted;
        order->by = by;
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

static void column_add_squeezed(struct buf *out, const char *text)
{
    for (; *text; text++)
        if (*text != ' ')
            buf_add(out, text, 1);
}

/* With the mark of the sort column; where that leaves no room, without blanks. */
static void column_format_heading(const char *heading, const struct order *order,
                                  const struct column_place *place, struct canvas *canvas,
                                  struct buf *out)
{
    const char *mark =
        theme_glyph(order->inverted ? GLYPH_DESCENDING : GLYPH_ASCENDING, canvas->ascii);

    buf_addf(out, "%s%s", heading, mark);
    if (canvas_measure(canvas, out->data, out->len) <= place->width_cols)
        return;
    buf_clear(out);
    column_add_squeezed(out, heading);
    buf_puts(out, mark);
}

void column_draw_headings(const struct column_layout *layout, const struct view_context *context,
                          const struct order *order, struct canvas *canvas, int row)
{
    struct buf text = { 0 };

    canvas_paint(canvas, row, STYLE_HEADING);
    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];
        const struct column_row *column = &column_rows[place->column];
        bool is_other = column->is_other && column->is_other(context);
        const char *heading = is_other ? column->other : column->heading;
        bool is_sorted = column->order == order->by;

        buf_clear(&text);
        if (is_sorted)
            column_format_heading(heading, order, place, canvas, &text);
        else
            buf_puts(&text, heading);
        canvas_put(canvas, column_field(place, row, is_sorted ? STYLE_SORTED : STYLE_HEADING),
                   text.data, text.len);
    }
    buf_finish(&text);
}

static enum style column_device_style(const struct device *device)
{
    return mark_is_acked(device) ? STYLE_ACKED : mark_get(mark_of(device))->style;
}

void column_draw_device(const struct column_layout *layout, const struct view_context *context,
                        const struct device *device, bool selected, struct canvas *canvas, int row)
{
    enum style own_style = column_device_style(device);
    enum style style = selected ? STYLE_SELECTED : own_style;
    struct buf text = { 0 };
    struct column_cell cell = {
        .canvas = canvas, .context = context, .device = device, .text = &text
    };

    canvas_paint(canvas, row, style);
    canvas_puts(canvas, row, 0, own_style, mark_get(mark_of(device))->text);
    if (order_list_is_pinned(roster_list(context->roster), device))
        canvas_puts(canvas, row, MARK_COLS, style, "*");
    for (size_t i = 0; i < layout->n; i++) {
        buf_clear(&text);
        cell.field = column_field(&layout->places[i], row, style);
        column_rows[layout->places[i].column].draw(&cell);
    }
    buf_finish(&text);
}
