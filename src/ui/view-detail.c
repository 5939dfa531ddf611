/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/duration.h"
#include "ui/device-chart.h"
#include "ui/device-facts.h"
#include "ui/event-row.h"
#include "ui/mark.h"
#include "ui/metric-table.h"
#include "ui/payload-text.h"

#include <inttypes.h>
#include <string.h>

enum { DETAIL_FACT_ROWS_MAX = 3 };

/* Where there is no room for all of it on one screen. */
enum detail_page { DETAIL_OVERVIEW, DETAIL_CHART, DETAIL_MESSAGES, DETAIL_PAGES };

struct detail {
    uint16_t metric; /* number of the chosen name, kept from device to device */
    size_t span;
    const struct device *paged;           /* whose pages they are; never looked into */
    enum detail_page pages[DETAIL_PAGES]; /* that there are, as drawn last */
    size_t n_pages, page;
};

/* How the rows of the screen are shared out. */
struct detail_layout {
    int facts, metrics, chart, events, payload;
};

/* --- keys ------------------------------------------------------------------ */

/* The place of the chosen metric; the first one when the device has none of that name. */
static size_t detail_chosen(const struct detail *detail, const struct device *device)
{
    for (size_t i = 0; i < device->n_metrics; i++)
        if (device->metrics[i].name == detail->metric)
            return i;
    return 0;
}

static bool detail_choose(struct detail *detail, const struct device *device, int step)
{
    size_t chosen = device ? detail_chosen(detail, device) : 0;

    if (!device || !device->n_metrics)
        return false;
    chosen = (chosen + device->n_metrics + (size_t)step) % device->n_metrics;
    detail->metric = device->metrics[chosen].name;
    return true;
}

static void detail_turn(struct detail *detail, bool forth)
{
    if (forth)
        detail->page += detail->page + 1 < detail->n_pages;
    else
        detail->page -= detail->page > 0;
}

static bool detail_key(void *state, const struct view_context *context, enum action action)
{
    struct detail *detail = state;

    switch (action) {
    case ACTION_UP: return detail_choose(detail, context->selected, -1);
    case ACTION_DOWN: return detail_choose(detail, context->selected, 1);
    case ACTION_SHORTER: detail->span -= detail->span > 0; return true;
    case ACTION_LONGER: detail->span += detail->span < DEVICE_CHART_SPANS - 1; return true;
    case ACTION_PAGE_UP: detail_turn(detail, false); return true;
    case ACTION_PAGE_DOWN: detail_turn(detail, true); return true;
    default: return false;
    }
}

static void detail_draw_chart(const struct detail *detail, const struct view_context *context,
                              struct canvas *canvas, struct view_area area)
{
    struct device_chart chart = { detail_chosen(detail, context->selected), detail->span };

    device_chart_draw(&chart, context, canvas, area);
}

/* --- events, payload ------------------------------------------------------- */

/* event_rows: that each of them may take. */
static void detail_draw_events(const struct view_context *context, const struct device *device,
                               struct canvas *canvas, struct view_area area, int event_rows)
{
    const struct event_log *log = model_events(context->model);
    int row = 0;

    for (size_t i = 0; i < event_log_count(log) && row < area.rows; i++) {
        const struct event *event = event_log_get(log, i);
        int left = area.rows - row;

        if (event->device == device)
            row += event_row_draw(
                context, event, event_row_needs_day(context, event), canvas,
                (struct view_area){ area.top + row, left < event_rows ? left : event_rows });
    }
    if (row == 0 && area.rows > 0)
        canvas_puts(canvas, area.top, 1, STYLE_DIM, "No events.");
}

/* Returns the rows it took. */
static int detail_draw_payload(const struct view_context *context, const struct device *device,
                               struct canvas *canvas, struct view_area area)
{
    const struct payload *payload = device->payload;
    struct canvas_field field = {
        .row = area.top + 1, .col = 3, .width_cols = canvas->cols - 4, .style = STYLE_NORMAL
    };
    struct buf text = { 0 };
    int rows;

    if (!payload || area.rows < 2)
        return 0;
    buf_addf(&text, "Last message: %" PRIu32 " bytes, QoS %d%s, ", payload->len_bytes, payload->qos,
             payload->retained ? ", retained" : "");
    duration_format(&text, model_age_clock_ms(context->model, context->now_ms) - payload->at_ms);
    buf_puts(&text, " ago");
    canvas_puts(canvas, area.top, 1, STYLE_DIM, buf_text(&text));
    buf_clear(&text);
    payload_text_format(payload, &text);
    rows = 1 + canvas_wrap(canvas, field, area.rows - 1, buf_text(&text));
    buf_finish(&text);
    return rows;
}

/* --- the whole ------------------------------------------------------------- */

static struct detail_layout detail_layout_make(const struct device *device, int facts, int rows)
{
    struct detail_layout layout = { .facts = facts };
    int metrics = rows < 10 ? 1 : rows / 4;

    rows -= facts;
    if (device->n_metrics)
        layout.metrics = 1 + (device->n_metrics < metrics ? device->n_metrics : metrics);
    rows -= layout.metrics;
    if (device->payload && rows >= 12)
        layout.payload = 2 + rows / 10;
    if (rows >= 8)
        layout.events = 1 + rows / 7;
    layout.chart = device->n_metrics ? rows - layout.payload - layout.events : 0;
    if (layout.chart >= DEVICE_CHART_ROWS_MIN)
        return layout;
    while (layout.metrics <= device->n_metrics && layout.metrics && layout.chart-- > 0)
        layout.metrics++;
    layout.chart = 0;
    return layout;
}

/* One page, unless there is something that the layout has no room for. */
static void detail_set_pages(struct detail *detail, const struct device *device,
                             const struct detail_layout *layout)
{
    bool is_whole = layout->events && (layout->chart || !device->n_metrics) &&
                    (layout->payload || !device->payload);

    detail->n_pages = 0;
    detail->pages[detail->n_pages++] = DETAIL_OVERVIEW;
    if (!is_whole && device->n_metrics)
        detail->pages[detail->n_pages++] = DETAIL_CHART;
    if (!is_whole)
        detail->pages[detail->n_pages++] = DETAIL_MESSAGES;
    if (detail->paged != device)
        detail->page = 0;
    if (detail->page >= detail->n_pages)
        detail->page = detail->n_pages - 1;
    detail->paged = device;
}

static void detail_draw_overview(const struct detail *detail, const struct view_context *context,
                                 const struct detail_layout *layout, struct canvas *canvas, int row)
{
    const struct device *device = context->selected;

    device_facts_draw(context, device, canvas, row, layout->facts);
    row += layout->facts;
    if (layout->metrics)
        metric_table_draw(context, device, detail_chosen(detail, device), canvas,
                          (struct view_area){ row, layout->metrics });
    row += layout->metrics;
    if (layout->chart)
        detail_draw_chart(detail, context, canvas, (struct view_area){ row, layout->chart });
    row += layout->chart;
    detail_draw_events(context, device, canvas, (struct view_area){ row, layout->events }, 1);
    row += layout->events;
    detail_draw_payload(context, device, canvas, (struct view_area){ row, layout->payload });
}

/* A long message leaves a row to the events. */
static void detail_draw_messages(const struct view_context *context, struct canvas *canvas,
                                 struct view_area area)
{
    const struct device *device = context->selected;
    struct view_area payload = { area.top, area.rows - 1 };
    int used = detail_draw_payload(context, device, canvas, payload);

    detail_draw_events(context, device, canvas,
                       (struct view_area){ area.top + used, area.rows - used }, area.rows);
}

static struct detail_layout detail_layout_find(const struct view_context *context, int cols,
                                               int rows)
{
    const struct device *device = context->selected;
    struct canvas nowhere = { .cols = cols }; /* facts are only counted */
    int facts =
        device_facts_draw(context, device, &nowhere, 0, rows < 9 ? 1 : DETAIL_FACT_ROWS_MAX);
    struct detail_layout layout = detail_layout_make(device, facts, rows);
    int spare = rows - layout.facts - layout.metrics - layout.events - layout.payload;

    if (!layout.chart && spare > 0)
        layout.facts = device_facts_draw(context, device, &nowhere, 0, layout.facts + spare);
    return layout;
}

static void detail_draw(void *state, const struct view_context *context, struct canvas *canvas,
                        struct view_area area)
{
    struct detail *detail = state;
    struct detail_layout layout;

    if (area.rows < 3 || !context->selected)
        return;
    layout = detail_layout_find(context, canvas->cols, area.rows);
    detail_set_pages(detail, context->selected, &layout);
    switch (detail->pages[detail->page]) {
    case DETAIL_CHART: detail_draw_chart(detail, context, canvas, area); break;
    case DETAIL_MESSAGES: detail_draw_messages(context, canvas, area); break;
    default: detail_draw_overview(detail, context, &layout, canvas, area.top); break;
    }
}

/* --- title ------------------------------------------------------------------ */

/* With a name of the user's, who it is comes behind it. */
static void detail_add_name(const struct view_context *context, const struct device *device,
                            struct buf *out)
{
    const char *name = device_shown_name(device);
    bool is_id = name == device->id;

    if (!is_id)
        buf_addf(out, "%s (", name);
    if (context->with_location)
        buf_addf(out, "%s/", device->location);
    buf_add(out, device->id, device->id_len);
    if (!is_id)
        buf_puts(out, ")");
}

static enum style detail_title(const void *state, const struct view_context *context,
                               struct line *line)
{
    const struct detail *detail = state;
    const struct device *device = context->selected;
    enum mark mark = device ? mark_of(device) : MARK_NONE;
    enum style style = mark == MARK_NONE ? STYLE_HEADING : mark_get(mark)->style;

    if (!device)
        return style;
    detail_add_name(context, device, &line->text);
    line_end_part(line, (struct line_part){ .style = style, .rank = 0, .min_cols = 10 });
    if (mark != MARK_NONE)
        buf_puts(&line->text, mark_get(mark)->help);
    line_end_part(line, (struct line_part){ .style = style, .rank = 2, .right = true });
    if (detail->page + 1 < detail->n_pages)
        view_add_more(context, style, line);
    return style;
}

const struct view_ops view_detail = {
    .screen = ACTION_ON_DETAIL,
    .state_bytes = sizeof(struct detail),
    .key = detail_key,
    .draw = detail_draw,
    .title = detail_title,
};
