/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/event-row.h"
#include "ui/scroll.h"

#include <stdlib.h>

struct events {
    size_t top;     /* 0: the newest one, and it stays there */
    uint64_t total; /* when top was set */
    size_t page_rows;
};

static void *events_create(void)
{
    struct events *events = mem_zero(1, sizeof *events);

    events->page_rows = 1;
    return events;
}

/* Places that the first row can have. */
static size_t events_places(const struct events *events, size_t count)
{
    return count > events->page_rows ? count - events->page_rows + 1 : 1;
}

/* New events come in above: what is being read stays where it is. */
static void events_follow(struct events *events, const struct event_log *log)
{
    uint64_t total = event_log_total(log);
    size_t places = events_places(events, event_log_count(log));

    if (events->top)
        events->top += total - events->total;
    if (events->top >= places)
        events->top = places - 1;
    events->total = total;
}

static bool events_key(void *state, const struct view_context *context, enum action action)
{
    struct events *events = state;
    const struct event_log *log = model_events(context->model);

    events_follow(events, log);
    return scroll_move(action, events_places(events, event_log_count(log)), events->page_rows,
                       &events->top);
}

static void events_draw_heading(const struct event_log *log, struct canvas *canvas, int row)
{
    struct buf text = { 0 };

    buf_addf(&text, "EVENTS  %zu, newest first", event_log_count(log));
    canvas_puts(canvas, row, 1, STYLE_HEADING, buf_text(&text));
    canvas_paint(canvas, row, STYLE_HEADING);
    buf_finish(&text);
}

static void events_draw(void *state, const struct view_context *context, struct canvas *canvas,
                        struct view_area area)
{
    struct events *events = state;
    const struct event_log *log = model_events(context->model);
    size_t count = event_log_count(log);
    bool with_day = count && event_row_needs_day(context, event_log_get(log, count - 1));

    if (area.rows < 2)
        return;
    events_draw_heading(log, canvas, area.top);
    events->page_rows = (size_t)area.rows - 1;
    events_follow(events, log);
    if (count == 0)
        canvas_puts(canvas, area.top + 2, 3, STYLE_NORMAL, "Nothing happened yet.");
    for (size_t i = 0; i < events->page_rows && events->top + i < count; i++)
        event_row_draw(context, event_log_get(log, events->top + i), with_day, canvas,
                       area.top + 1 + (int)i);
}

const struct view_ops view_events = {
    .screen = ACTION_ON_EVENTS,
    .create = events_create,
    .destroy = free,
    .key = events_key,
    .draw = events_draw,
};
