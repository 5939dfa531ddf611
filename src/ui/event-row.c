/* SPDX-License-Identifier: MIT */
#include "ui/event-row.h"

#include "ui/clock.h"

enum { EVENT_ROW_SEVERITY_COLS = 4, EVENT_ROW_WRAP_COLS_MIN = 10 };

static const enum style event_row_styles[SEVERITY_COUNT_] = {
    [SEVERITY_NONE] = STYLE_NORMAL,
    [SEVERITY_INFO] = STYLE_DIM,
    [SEVERITY_WARN] = STYLE_WARN,
    [SEVERITY_CRIT] = STYLE_CRIT,
};

bool event_row_needs_day(const struct view_context *context, const struct event *event)
{
    return !clock_is_same_day(event->at_ms + context->local_offset_ms,
                              context->now_ms + context->local_offset_ms);
}

/* Where there is no room for all, how long it took stays. */
static void event_row_put(const struct event *event, const struct buf *text, struct canvas *canvas,
                          struct canvas_field field)
{
    struct canvas_field end_field = field;
    struct buf end = { 0 };
    int end_cols;

    event_format_end(event, &end);
    end_cols = canvas_measure(canvas, buf_text(&end), end.len);
    if (end_cols && end_cols < field.width_cols / 2 &&
        canvas_measure(canvas, text->data, text->len) > field.width_cols) {
        field.width_cols -= end_cols;
        end_field.col += field.width_cols;
        end_field.width_cols = end_cols;
        canvas_put(canvas, end_field, end.data, end.len);
        canvas_put(canvas, field, text->data, text->len - end.len);
    } else {
        canvas_put(canvas, field, buf_text(text), text->len);
    }
    buf_finish(&end);
}

/* Returns the rows. */
static int event_row_put_all(const struct event *event, const struct buf *text,
                             struct canvas *canvas, struct canvas_field field, int rows_max)
{
    if (rows_max > 1 && field.width_cols >= EVENT_ROW_WRAP_COLS_MIN &&
        canvas_measure(canvas, text->data, text->len) > field.width_cols)
        return canvas_wrap(canvas, field, rows_max, buf_text(text));
    event_row_put(event, text, canvas, field);
    return 1;
}

int event_row_draw(const struct view_context *context, const struct event *event, bool with_day,
                   struct canvas *canvas, struct view_area area)
{
    struct event_format format = { .fahrenheit = context->fahrenheit,
                                   .with_location = context->with_location };
    struct canvas_field field = { .row = area.top, .style = STYLE_NORMAL, .break_words = true };
    struct buf text = { 0 };
    int col = 1, rows;

    clock_format(&text, event->at_ms + context->local_offset_ms, with_day);
    col += canvas_puts(canvas, area.top, col, STYLE_DIM, buf_text(&text)) + 1;
    canvas_puts(canvas, area.top, col, event_row_styles[event->severity],
                severity_name(event->severity));
    field.col = col + EVENT_ROW_SEVERITY_COLS + 1;
    field.width_cols = canvas->cols - field.col;
    buf_clear(&text);
    event_format(event, format, &text);
    rows = event_row_put_all(event, &text, canvas, field, area.rows);
    buf_finish(&text);
    return rows;
}
