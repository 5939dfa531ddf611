/* SPDX-License-Identifier: MIT
 *
 * notice: what others are told of an alert: facts one by one, for the
 * environment of a command, and all of them as JSON. Temperatures are in °C and
 * times in UTC whatever the screen shows; what is untrusted has passed the door
 * of `text`.
 */
#ifndef SENSORTOP_CORE_NOTICE_H
#define SENSORTOP_CORE_NOTICE_H

#include "core/effect.h"
#include "core/event.h"

/* Borrowed, all. */
struct notice {
    const struct effect *effect; /* of EFFECT_ALERT */
    int64_t wall_offset_ms;      /* model time + this: since 1970 */
    struct event_format format;  /* of the sentence */
};

enum notice_fact {
    NOTICE_DEVICE,
    NOTICE_LOCATION,
    NOTICE_METRIC,   /* "temperature"; "offline" and "stale" of those */
    NOTICE_VALUE,    /* the last one judged; empty where there is none, as the limit */
    NOTICE_LIMIT,    /* "30" */
    NOTICE_WATCH,    /* ">", "<", "rises", "falls", "offline", "stale" */
    NOTICE_STATE,    /* "firing", "acked", "snoozed", "ok" */
    NOTICE_SEVERITY, /* "warn", "crit" */
    NOTICE_SINCE,    /* when it went beyond the limit: "2023-11-14T22:13:20Z" */
    NOTICE_DURATION, /* since then, in seconds: "130" */
    NOTICE_NAME,     /* of the rule, or empty */
    NOTICE_MESSAGE,  /* the sentence, and what the rule's author wrote */
    NOTICE_FACT_COUNT_
};

/* "DEVICE" */
const char *notice_fact_name(enum notice_fact fact);

/* Appends it; one line. */
void notice_format_fact(const struct notice *notice, enum notice_fact fact, struct buf *out);

/* Appends one object: {"time":…,"location":…,"device":…,"state":"firing",…} */
void notice_format_json(const struct notice *notice, struct buf *out);

/* "firing": the word of a state, as others see it: what is quiet is ok. */
const char *notice_state_word(enum alert_state state);

#endif
