/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "ui/event-row.h"
#include "ui/scroll.h"

struct events {
    size_t top;     /* 0: the newest one, and it stays there */
    uint64_t total; /* when top was set */
    bool has_more;  /* below what was drawn last */
    int page_rows;
    struct canvas ruler; /* as the screen drawn last, without its rows: events are measured on it */
};

static void events_init(void *state)
{
    struct events *events = state;

    events->page_rows = 1;
}

static bool events_with_day(const struct view_context *context)
{
    const struct event_log *log = model_events(context->model);
    size_t count = event_log_count(log);

    return count && event_row_needs_day(context, event_log_get(log, count - 1));
}

/* How many events from this one on, down or up, fit into a page; at least one. */
static size_t events_fitting(struct events *events, const struct view_context *context, size_t at,
                             bool down)
{
    const struct event_log *log = model_events(context->model);
    size_t most = down ? event_log_count(log) - at : at + 1;
    struct view_area page = { 0, events->page_rows };
    bool with_day = events_with_day(context);
    int left = page.rows;
    size_t n = 0;

    while (n < most) {
        const struct event *event = event_log_get(log, down ? at + n : at - n);

        left -= event_row_draw(context, event, with_day, &events->ruler, page);
        if (left < 0)
            break;
        n++;
    }
    return n ? n : 1;
}

/* Places that the first row can have. */
static size_t events_places(struct events *events, const struct view_context *context)
{
    size_t count = event_log_count(model_events(context->model));

    return count ? count - events_fitting(events, context, count - 1, false) + 1 : 1;
}

/* New events come in above: what is being read stays where it is. */
static void events_follow(struct events *events, const struct view_context *context)
{
    const struct event_log *log = model_events(context->model);
    uint64_t total = event_log_total(log);
    size_t places = events_places(events, context);

    if (events->top)
        events->top += total - events->total;
    if (events->top >= places)
        events->top = places - 1;
    events->has_more = events->top + 1 < places;
    events->total = total;
}

/* Events from one page to the next, or to the one before. */
static size_t events_step(struct events *events, const struct view_context *context,
                          enum action action)
{
    if (action == ACTION_PAGE_UP && events->top)
        return events_fitting(events, context, events->top - 1, false);
    if (action == ACTION_PAGE_DOWN && event_log_count(model_events(context->model)))
        return events_fitting(events, context, events->top, true);
    return 1;
}

static bool events_key(void *state, const struct view_context *context, enum action action)
{
    struct events *events = state;

    events_follow(events, context);
    return scroll_move(action, events_places(events, context), events_step(events, context, action),
                       &events->top);
}

static void events_draw(void *state, const struct view_context *context, struct canvas *canvas,
                        struct view_area area)
{
    struct events *events = state;
    const struct event_log *log = model_events(context->model);
    size_t count = event_log_count(log);
    bool with_day = events_with_day(context);

    events->page_rows = area.rows;
    events->ruler = (struct canvas){ .cols = canvas->cols, .ascii = canvas->ascii };
    events_follow(events, context);
    if (count == 0)
        canvas_puts(canvas, area.top + 1, 3, STYLE_NORMAL, "Nothing happened yet.");
    for (size_t i = events->top; i < count && area.rows > 0; i++) {
        int rows = event_row_draw(context, event_log_get(log, i), with_day, canvas, area);

        area.top += rows;
        area.rows -= rows;
    }
}

static enum style events_title(const void *state, const struct view_context *context,
                               struct line *line)
{
    const struct events *events = state;
    size_t count = event_log_count(model_events(context->model));

    buf_addf(&line->text, "EVENTS  %zu, newest first", count);
    line_end_part(line, (struct line_part){ .style = STYLE_HEADING });
    if (events->has_more)
        view_add_more(context, STYLE_HEADING, line);
    return STYLE_HEADING;
}

const struct view_ops view_events = {
    .screen = ACTION_ON_EVENTS,
    .state_bytes = sizeof(struct events),
    .init = events_init,
    .key = events_key,
    .draw = events_draw,
    .title = events_title,
};
