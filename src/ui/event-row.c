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
    canvas_put(canvas, field, text.data, text.len);
    buf_finish(&text);
}
