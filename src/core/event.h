/* SPDX-License-Identifier: MIT
 *
 * event: something that happened, with its time; and a bounded log of them,
 * oldest dropped. Texts may hold untrusted bytes: whoever shows or writes them
 * goes through the door of `text`.
 */
#ifndef SENSORTOP_CORE_EVENT_H
#define SENSORTOP_CORE_EVENT_H

#include "core/rule.h"

enum { EVENTS_MAX = 10000, EVENT_TEXT_BYTES_MAX = 300 };

enum event_kind {
    EVENT_ALERT,
    EVENT_CLEAR,
    EVENT_STATUS,
    EVENT_STALE,
    EVENT_LINK,
    EVENT_REFUSED,
    EVENT_KIND_COUNT_
};

struct event {
    int64_t at_ms; /* model time */
    enum event_kind kind;
    enum severity severity;
    const char *text; /* "kitchen-01: temperature 31.4 °C > 30.0 °C" */
};

struct event_log *event_log_create(size_t cap);
void event_log_destroy(struct event_log *log);

/* The text is copied, cut at EVENT_TEXT_BYTES_MAX. */
void event_log_add(struct event_log *log, const struct event *event);

size_t event_log_count(const struct event_log *log);   /* kept now */
uint64_t event_log_total(const struct event_log *log); /* ever added */

/* Event i, 0 the newest; i < count. Borrowed until the next add. */
const struct event *event_log_get(const struct event_log *log, size_t i);

#endif
