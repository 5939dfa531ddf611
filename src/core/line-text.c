/* SPDX-License-Identifier: MIT */
#include "core/line-text.h"

#include "core/duration.h"
#include "core/text.h"

#include <assert.h>
#include <stdint.h>

static const char *const line_text_tags[] = {
    [EVENT_ALERT] = "ALERT",     [EVENT_CLEAR] = "CLEAR",     [EVENT_STATUS] = "STATUS",
    [EVENT_STALE] = "STALE",     [EVENT_LINK] = "LINK",       [EVENT_REFUSED] = "REFUSED",
    [EVENT_PROGRAM] = "PROGRAM", [EVENT_SILENCE] = "SILENCE",
};
static_assert(sizeof line_text_tags / sizeof *line_text_tags == EVENT_KIND_COUNT_,
              "a tag for each kind of event");

static void line_text_device(const struct device *device, struct event_format format,
                             struct buf *out)
{
    if (format.with_location)
        buf_addf(out, "%s/", device->location);
    buf_addf(out, "%s ", device->id);
}

/* " (for 2m10s)", " (warn, for 2m10s)", " (after 5m)" */
static void line_text_alert_facts(const struct event *event, struct buf *out)
{
    const char *comma = "";

    if (event->severity != SEVERITY_WARN && event->duration_ms <= 0)
        return;
    buf_puts(out, " (");
    if (event->severity == SEVERITY_WARN) {
        buf_puts(out, severity_name(event->severity));
        comma = ", ";
    }
    if (event->duration_ms > 0) {
        buf_addf(out, "%s%s ", comma, event->kind == EVENT_CLEAR ? "after" : "for");
        duration_format(out, event->duration_ms);
    }
    buf_puts(out, ")");
}

static void line_text_end(struct buf *sentence, struct buf *out)
{
    text_clean(out, buf_text(sentence), sentence->len, SIZE_MAX);
    buf_puts(out, "\n");
    buf_finish(sentence);
}

void line_text_event(const struct event *event, struct event_format format, struct buf *out)
{
    struct buf sentence = { 0 };

    buf_addf(&sentence, "[%s] ", line_text_tags[event->kind]);
    if (event->device)
        line_text_device(event->device, format, &sentence);
    event_format_what(event, format, &sentence);
    if (event->rule && event->kind != EVENT_SILENCE)
        line_text_alert_facts(event, &sentence);
    if (event->rule && event->text)
        buf_puts(&sentence, event->text);
    line_text_end(&sentence, out);
}

void line_text_reading(const struct applied *applied, struct event_format format, struct buf *out)
{
    const struct reading *reading = applied->reading;
    struct buf sentence = { 0 };
    const char *comma = "";

    buf_puts(&sentence, "[SENSOR] ");
    line_text_device(applied->device, format, &sentence);
    for (size_t i = 0; i < reading->n_metrics; i++) {
        const struct reading_metric *metric = &reading->metrics[i];

        if (!metric->has_value)
            continue;
        buf_addf(&sentence, "%s%s ", comma, metric->name);
        metric_format(&sentence, metric->name, metric->value, format.fahrenheit);
        comma = ", ";
    }
    buf_addf(&sentence, "%s%s", *comma ? "" : "no value", applied->retained ? " (retained)" : "");
    line_text_end(&sentence, out);
}
