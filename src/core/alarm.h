/* SPDX-License-Identifier: MIT
 *
 * alarm: the alerts of all devices together. Tells their edges as events, with
 * one sentence for the rest when there are many at once, and as effects; says
 * when to ring; and does what people want of them: acknowledge, snooze, work in
 * peace.
 *
 *   alarm.c         edges and people
 *   alarm-tell.c    in which words
 *   alarm-recall.c  what was there before the program started
 */
#ifndef SENSORTOP_CORE_ALARM_H
#define SENSORTOP_CORE_ALARM_H

#include "core/bell.h"
#include "core/effect.h"
#include "core/event.h"
#include "core/recall.h"
#include "core/watch.h"

/* Told one by one within so long, of each severity; then one sentence has the rest. */
enum { ALARM_EVENTS_MAX = 20, ALARM_STORM_MS = 10000 };

struct alarm {
    struct watch watch; /* steps the alerts of a device */
    struct plan_table *plans;
    struct maintenance maintenance;
    struct event_log *events; /* borrowed, as the rules */
    struct recall recall;     /* what waits for its device to appear */
    int64_t wall_offset_ms;
    struct bell bell;
    struct effect_queue effects; /* every edge */
    unsigned n_firing;           /* alerts that nobody has acknowledged */
    uint64_t n_edges;
    unsigned n_recent[SEVERITY_COUNT_]; /* since storm_ms; INFO: what is over, or silenced */
    bool has_recent;
    int64_t storm_ms; /* when the first of them was told */
};

/* It must not be moved afterwards. The rules' metrics get their numbers in names. */
void alarm_init(struct alarm *alarm, const struct rule_list *rules, struct metric_names *names,
                struct event_log *events);
void alarm_finish(struct alarm *alarm);

/* See model_recall, model_remember. */
void alarm_restore(struct alarm *alarm, struct recall *take_recall);
void alarm_remember(const struct alarm *alarm, const struct device_table *table, struct buf *out);

/* See model_next_lapsed, model_drop_lapsed; and when there are other rules: which have lapsed. */
const struct recall_entry *alarm_next_lapsed(const struct alarm *alarm, size_t *at);
void alarm_drop_lapsed(struct alarm *alarm, const struct recall_entry *first);
void alarm_judge_recall(struct alarm *alarm);

/* The alerts of a new device that were there before. */
void alarm_recall_device(struct alarm *alarm, struct device *device);

/* A new device: finds the rules that hold for it. */
void alarm_enlist(struct alarm *alarm, struct device *device);

/* The rules that were borrowed until now have others in their place: those from are what was there,
 * and live on, because events tell of them. */
void alarm_take_over(struct alarm *alarm, const struct device_table *table,
                     const struct rule_list *from, struct metric_names *names);

/* The device was forgotten; of its alerts only effects tell that they are over. */
void alarm_forget(struct alarm *alarm, struct device *device);

/* After the alerts of all devices had their tick. */
void alarm_tick(struct alarm *alarm);

/* The alerts of one device: see watch. */
void alarm_ack(struct alarm *alarm, struct device *device, bool only_firing);
void alarm_snooze(struct alarm *alarm, struct device *device, int64_t until_ms);

/* See model_maintain. */
void alarm_maintain(struct alarm *alarm, const struct device_table *table, const char *devices,
                    int64_t until_ms);

#endif
