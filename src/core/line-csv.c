/* SPDX-License-Identifier: MIT */
#include "core/line-csv.h"

#include "core/csv.h"
#include "core/stamp.h"

#include <assert.h>
#include <math.h>

enum { LINE_CSV_DECIMALS = 3 };

static const char *const line_csv_types[] = {
    [EVENT_ALERT] = "alert",     [EVENT_CLEAR] = "clear",     [EVENT_STATUS] = "status",
    [EVENT_STALE] = "stale",     [EVENT_LINK] = "link",       [EVENT_REFUSED] = "refused",
    [EVENT_PROGRAM] = "program", [EVENT_SILENCE] = "silence",
};
static_assert(sizeof line_csv_types / sizeof *line_csv_types == EVENT_KIND_COUNT_,
              "a type for each kind of event");

/* A line before it is written; NULL and NAN: an empty cell. */
struct line_csv {
    int64_t wall_ms;
    const char *type;
    const struct device *device;
    const char *metric;
    double value;
    const char *retained;
    const char *severity;
    const char *text;
};

static void line_csv_write(const struct line_csv *line, struct buf *out)
{
    const struct metric_kind *kind = line->metric ? metric_find(line->metric) : NULL;
    struct buf stamp = { 0 };
    struct csv csv;

    stamp_format(&stamp, line->wall_ms, LINE_CSV_DECIMALS);
    buf_puts(&stamp, "Z");
    csv_begin(&csv, out);
    csv_text(&csv, buf_text(&stamp));
    csv_text(&csv, line->type);
    csv_text(&csv, line->device ? line->device->location : NULL);
    csv_text(&csv, line->device ? line->device->id : NULL);
    csv_text(&csv, line->metric);
    csv_number(&csv, line->value);
    csv_text(&csv, kind ? kind->unit : NULL);
    csv_text(&csv, line->retained);
    csv_text(&csv, line->severity);
    csv_text(&csv, line->text);
    csv_end(&csv);
    buf_finish(&stamp);
}

void line_csv_heading(struct buf *out)
{
    buf_puts(out, "time,type,location,device,metric,value,unit,retained,severity,text\r\n");
}

void line_csv_event(const struct event *event, int64_t wall_ms, struct buf *out)
{
    bool has_metric = event->rule && rule_watch_has_metric(event->rule->watch);
    struct buf sentence = { 0 };

    event_format(event, (struct event_format){ 0 }, &sentence);
    line_csv_write(&(struct line_csv){ .wall_ms = wall_ms,
                                       .type = line_csv_types[event->kind],
                                       .device = event->device,
                                       .metric = has_metric ? event->rule->metric : NULL,
                                       .value = has_metric ? event->value : (double)NAN,
                                       .severity = severity_name(event->severity),
                                       .text = buf_text(&sentence) },
                   out);
    buf_finish(&sentence);
}

void line_csv_applied(const struct applied *applied, int64_t wall_ms, struct buf *out)
{
    struct line_csv line = { .wall_ms = wall_ms,
                             .device = applied->device,
                             .value = NAN,
                             .retained = applied->retained ? "yes" : "no" };

    if (applied->kind == APPLIED_STATUS) {
        const char *status = status_name((enum status)applied->device->status);

        line.type = "status";
        line.text = status ? status : "unknown";
        line_csv_write(&line, out);
    }
    if (applied->kind != APPLIED_READING)
        return;
    line.type = "reading";
    for (size_t i = 0; i < applied->reading->n_metrics; i++) {
        const struct reading_metric *metric = &applied->reading->metrics[i];

        line.metric = metric->name;
        line.value = metric->value;
        if (metric->has_value)
            line_csv_write(&line, out);
    }
}

void line_csv_state(const struct model *model, const struct device *device, int64_t now_ms,
                    struct buf *out)
{
    const char *status = status_name((enum status)device->status);
    struct line_csv line = { .wall_ms = model_wall_ms(model, now_ms),
                             .type = "status",
                             .device = device,
                             .value = NAN,
                             .retained = device->status_retained ? "yes" : "no",
                             .text = status ? status : "unknown" };

    line_csv_write(&line, out);
    line.type = "reading";
    line.retained = device->reading_retained ? "yes" : "no";
    line.text = NULL;
    for (size_t i = 0; i < device->n_metrics; i++) {
        const struct metric *metric = &device->metrics[i];

        line.metric = metric_names_get(model_metrics(model), metric->name);
        line.value = metric->value;
        if (metric->has_value)
            line_csv_write(&line, out);
    }
}
