/* SPDX-License-Identifier: MIT */
#include "ui/event-row.h"

#include "ui/clock.h"

enum { EVENT_ROW_SEVERITY_COLS = 4 };

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

void event_row_draw(const struct view_context *context, const struct event *event, bool with_day,
                    struct canvas *canvas, int row)
{
    struct event_format format = { .fahrenheit = context->fahrenheit,
                                   .with_location = context->with_location };
    struct canvas_field field = { .row = row, .style = STYLE_NORMAL };
    struct buf text = { 0 };
    int col = 1;

    clock_format(&text, event->at_ms + context->local_offset_ms, with_day);
    col += canvas_puts(canvas, row, col, STYLE_DIM, buf_text(&text)) + 1;
    canvas_puts(canvas, row, col, event_row_styles[event->severity],
                severity_name(event->severity));
    field.col = col + EVENT_ROW_SEVERITY_COLS + 1;
    field.width_cols = canvas->cols - field.col;
    buf_clear(&text);
    event_format(event, format, &text);
    event_row_put(event, &text, canvas, field);
    buf_finish(&text);
}
