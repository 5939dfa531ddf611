/* SPDX-License-Identifier: MIT
 *
 * watch: all rules on one device. Keeps the device's list of alerts (only those
 * that are not ok) and its worst severity, and tells every edge.
 */
#ifndef SENSORTOP_CORE_WATCH_H
#define SENSORTOP_CORE_WATCH_H

#include "core/agenda.h"
#include "core/device.h"
#include "core/maintenance.h"

/* An alert fired, was silenced or cleared. Borrowed, as all. */
struct watch_edge {
    enum alert_edge edge;
    enum alert_state was;
    const struct device *device;
    const struct rule *rule;
    const struct alert *alert; /* as it is now; SNOOZED: or under maintenance */
    int64_t now_ms;
    int64_t duration_ms; /* since it went beyond the limit, by the device's own times */
};

typedef void watch_edge_fn(void *data, const struct watch_edge *edge);

struct watch {
    const struct rule_list *rules;
    const struct maintenance *maintenance;
    watch_edge_fn *fn;
    void *data;
    int64_t now_ms;               /* of the message or tick under way */
    int64_t repeat_ms;            /* the shortest of the rules that fired at a tick; 0: none */
    const struct rule *cut_short; /* set: the history does not reach back as far as it says */
};

/* A device has a value of one of its metrics, measured at at_ms; a live one is in its history, and
 * only then changes are judged. */
void watch_value(struct watch *watch, struct device *device, const struct metric *metric,
                 bool is_live, int64_t at_ms);

/* The device went online, offline, stale, or is no longer stale. */
void watch_state(struct watch *watch, struct device *device);

/* The alert was there already. Tells nobody but by its edge. */
void watch_recall(struct watch *watch, struct device *device, const struct alert *alert);

/* It is watched no more: what is active is over. */
void watch_forget(struct watch *watch, struct device *device);

/* Other rules hold from now on, those of the plan; until it returns watch->rules are those of
 * before. An alert goes on under the rule about the same metric, direction and severity, unless its
 * last value is back inside by what that says; without such a rule it is over. */
void watch_take_over(struct watch *watch, struct device *device, const struct rule_list *rules,
                     const struct plan *plan);

/* Time passes: pending alerts may fire, snoozed and quiet ones wake up. */
void watch_tick(struct watch *watch, struct device *device);

/* When that has to be said of the device again, if nothing else happens to it: at each tick while
 * an alert of a rule with a `repeat` is firing. AGENDA_NEVER: not at all. */
int64_t watch_due_ms(const struct watch *watch, const struct device *device);

/* For so long, until now, we could not know: what is pending was not held meanwhile. */
void watch_postpone(struct watch *watch, struct device *device, int64_t by_ms);

/* What people say to alerts.
 * ack: not again until it clears; with only_firing what is snoozed stays so. snooze: not until
 * then, also of what is quiet. maintain: the same for what fires, and for what is snoozed for less
 * long. wake: every snooze is over with the next tick. */
void watch_ack(struct watch *watch, struct device *device, bool only_firing);
void watch_snooze(struct watch *watch, struct device *device, int64_t until_ms);
void watch_maintain(struct watch *watch, struct device *device, int64_t until_ms);
void watch_wake(struct device *device);

#endif
