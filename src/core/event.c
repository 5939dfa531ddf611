/* SPDX-License-Identifier: MIT */
#include "core/event.h"

#include "core/device.h"
#include "core/duration.h"
#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { EVENT_LOG_FIRST_SIZE = 64 };

struct event_log {
    size_t cap;
    size_t size;    /* allocated, grows up to cap */
    uint64_t total; /* the next one goes to total % cap */
    struct event *events;
};

struct event_log *event_log_create(size_t cap)
{
    struct event_log *log = mem_zero(1, sizeof *log);

    assert(cap > 0);
    log->cap = cap;
    return log;
}

void event_log_destroy(struct event_log *log)
{
    if (!log)
        return;
    for (size_t i = 0; i < event_log_count(log); i++)
        free((char *)log->events[i].text);
    free(log->events);
    free(log);
}

void event_log_add(struct event_log *log, const struct event *event)
{
    size_t at = log->total % log->cap;

    if (at == log->size) {
        log->size = log->size ? 2 * log->size : EVENT_LOG_FIRST_SIZE;
        log->size = log->size < log->cap ? log->size : log->cap;
        log->events = mem_resize(log->events, log->size, sizeof *log->events);
    }
    if (log->total >= log->cap)
        free((char *)log->events[at].text);
    log->events[at] = *event;
    if (event->text)
        log->events[at].text = mem_text(event->text, strnlen(event->text, EVENT_TEXT_BYTES_MAX));
    log->total++;
}

size_t event_log_count(const struct event_log *log)
{
    return log->total < log->cap ? (size_t)log->total : log->cap;
}

uint64_t event_log_total(const struct event_log *log)
{
    return log->total;
}

const struct event *event_log_get(const struct event_log *log, size_t i)
{
    assert(i < event_log_count(log));
    return &log->events[(log->total - 1 - i) % log->cap];
}

static void event_format_device(const struct device *device, struct event_format format,
                                struct buf *out)
{
    if (format.with_location)
        buf_addf(out, "%s/", device->location);
    buf_addf(out, "%s: ", device->id);
}

/* "30.02 °C > 30.0 °C", not "30.0 °C > 30.0 °C": a value that looks like its limit is told in full.
 */
static void event_format_value(const struct event *event, bool fahrenheit, const char *limit,
                               struct buf *out)
{
    struct buf value = { 0 };

    metric_format(&value, event->rule->metric, event->value, fahrenheit);
    if (strcmp(buf_text(&value), limit) == 0 && event->value != event->rule->limit) {
        buf_clear(&value);
        metric_format_exact(&value, event->rule->metric, event->value, fahrenheit);
    }
    buf_puts(out, buf_text(&value));
    buf_finish(&value);
}

static void event_add_duration(struct buf *out, const char *word, int64_t duration_ms)
{
    if (duration_ms <= 0)
        return;
    buf_puts(out, word);
    duration_format(out, duration_ms);
}

/* "temperature > 30.0 °C", "temperature rises > 5 °C in 10m", "offline" */
static void event_format_rule(const struct rule *rule, struct event_format format, struct buf *out)
{
    const char *word = rule_watch_word(rule->watch);

    if (!rule_watch_has_metric(rule->watch)) {
        buf_puts(out, word);
    } else if (rule_watch_is_change(rule->watch)) {
        buf_addf(out, "%s %s > ", rule->metric, word);
        metric_format_change(out, rule->metric, rule->limit, format.fahrenheit);
        event_add_duration(out, " in ", rule->in_ms);
    } else {
        buf_addf(out, "%s %s ", rule->metric, word);
        metric_format(out, rule->metric, rule->limit, format.fahrenheit);
    }
}

/* "temperature 31.4 °C > 30.0 °C" */
static void event_format_limit(const struct event *event, struct event_format format,
                               struct buf *out)
{
    const struct rule *rule = event->rule;
    struct buf limit = { 0 };

    metric_format(&limit, rule->metric, rule->limit, format.fahrenheit);
    buf_addf(out, "%s ", rule->metric);
    event_format_value(event, format.fahrenheit, buf_text(&limit), out);
    buf_puts(out, event->kind == EVENT_CLEAR ? ", back from " : " ");
    buf_addf(out, "%s %s", rule_watch_word(rule->watch), buf_text(&limit));
    buf_finish(&limit);
}

/* "temperature rose 5.2 °C > 5 °C in 10m" */
static void event_format_change(const struct event *event, struct event_format format,
                                struct buf *out)
{
    const struct rule *rule = event->rule;

    buf_addf(out, "%s %s ", rule->metric, rule->watch == RULE_RISES ? "rose" : "fell");
    metric_format_change(out, rule->metric, event->value, format.fahrenheit);
    buf_puts(out, event->kind == EVENT_CLEAR ? ", back from > " : " > ");
    metric_format_change(out, rule->metric, rule->limit, format.fahrenheit);
    event_add_duration(out, " in ", rule->in_ms);
}

/* "is offline", "has been stale", "no longer offline" */
static void event_format_state(const struct event *event, struct buf *out)
{
    const char *begin = event->duration_ms > 0 ? "has been" : "is";

    if (event->kind == EVENT_CLEAR)
        begin = "no longer";
    buf_addf(out, "%s %s", begin, rule_watch_word(event->rule->watch));
}

static void event_format_alert(const struct event *event, struct event_format format,
                               struct buf *out)
{
    enum rule_watch watch = event->rule->watch;

    if (event->kind == EVENT_SILENCE)
        event_format_rule(event->rule, format, out);
    else if (!rule_watch_has_metric(watch))
        event_format_state(event, out);
    else if (rule_watch_is_change(watch))
        event_format_change(event, format, out);
    else
        event_format_limit(event, format, out);
}

void event_format_what(const struct event *event, struct event_format format, struct buf *out)
{
    if (event->rule)
        event_format_alert(event, format, out);
    else if (event->text)
        buf_puts(out, event->text);
}

void event_format_end(const struct event *event, struct buf *out)
{
    if (!event->rule)
        return;
    if (event->kind != EVENT_SILENCE)
        event_add_duration(out, event->kind == EVENT_CLEAR ? " after " : " for ",
                           event->duration_ms);
    if (event->text)
        buf_puts(out, event->text);
}

void event_format(const struct event *event, struct event_format format, struct buf *out)
{
    if (event->device)
        event_format_device(event->device, format, out);
    event_format_what(event, format, out);
    event_format_end(event, out);
}
