/* SPDX-License-Identifier: MIT
 *
 * event: something that happened, with its time; and a bounded log of them,
 * oldest dropped. An alert is kept as numbers, so that a view can tell it in the
 * user's unit.
 */
#ifndef SENSORTOP_CORE_EVENT_H
#define SENSORTOP_CORE_EVENT_H

#include "core/alert.h"
#include "core/buf.h"

enum { EVENTS_MAX = 10000, EVENT_TEXT_BYTES_MAX = 300 };

enum event_kind {
    EVENT_ALERT,
    EVENT_CLEAR,
    EVENT_SILENCE, /* somebody acknowledged or snoozed an alert, or the snooze is over */
    EVENT_STATUS,
    EVENT_STALE,
    EVENT_LINK,
    EVENT_REFUSED,
    EVENT_PROGRAM, /* what a hook or a file of ours came to */
    EVENT_KIND_COUNT_
};

struct event {
    int64_t at_ms; /* model time */
    enum event_kind kind;
    enum severity severity;
    enum alert_state state;      /* of an alert, from then on */
    const struct device *device; /* borrowed from the model; NULL: about the link, or the program */
    const struct rule *rule;     /* of an alert, borrowed from the model; NULL: text says it all */
    double value;                /* of an alert */
    int64_t duration_ms;         /* of an alert: how long beyond the limit */
    const char *text;            /* what happened; of an alert what else is to be said; or NULL */
};

/* How a sentence is to be written. */
struct event_format {
    bool fahrenheit;
    bool with_location; /* "office/desk-1" instead of "desk-1" */
};

/* "kitchen-01: temperature 31.4 °C > 30.0 °C for 2m", "kitchen-01: has been offline for 5m",
 * "kitchen-01: temperature > 30.0 °C acknowledged", "kitchen-01: offline". Holds untrusted bytes.
 */
void event_format(const struct event *event, struct event_format format, struct buf *out);

/* What happened, without the device and, of an alert, without how long. */
void event_format_what(const struct event *event, struct event_format format, struct buf *out);

/* What comes behind that: " for 2m", and what else is to be said of an alert. */
void event_format_end(const struct event *event, struct buf *out);

struct event_log *event_log_create(size_t cap);
void event_log_destroy(struct event_log *log);

/* The text is copied, cut at EVENT_TEXT_BYTES_MAX. */
void event_log_add(struct event_log *log, const struct event *event);

size_t event_log_count(const struct event_log *log);   /* kept now */
uint64_t event_log_total(const struct event_log *log); /* ever added */

/* Event i, 0 the newest; i < count. Borrowed until the next add. */
const struct event *event_log_get(const struct event_log *log, size_t i);

#endif
