/* SPDX-License-Identifier: MIT
 *
 * model: devices, rules, alerts and events; messages and time go in, effects
 * come out as data and the program carries them out. No clock, no I/O.
 *
 * Times: now_ms is any clock that never goes back (the loop's, or a recording's).
 * The wall offset turns it into time since 1970; a stepping wall clock changes
 * only the offset, never an age.
 */
#ifndef SENSORTOP_CORE_MODEL_H
#define SENSORTOP_CORE_MODEL_H

#include "core/applied.h"
#include "core/device.h"
#include "core/effect.h"
#include "core/event.h"
#include "core/journal.h"
#include "core/linkstate.h"
#include "core/message.h"
#include "core/model-counts.h"
#include "core/model-options.h"
#include "core/rule.h"

/* Copies the options; the rules become the model's, the list is empty afterwards. */
struct model *model_create(const struct model_options *options, struct rule_list *take_rules);
void model_destroy(struct model *model);

/* wall_ms = now_ms + offset_ms. */
void model_set_wall(struct model *model, int64_t offset_ms);

/* Other options (max_devices, history_samples and seed stay as they were), rules and settings of
 * devices, for the same devices. The rules are taken as by model_create. Alerts that no rule holds
 * for any more are over; the others go on. */
void model_renew(struct model *model, int64_t now_ms, const struct model_options *options,
                 struct rule_list *take_rules);

/* Changes with what the user calls devices. */
uint64_t model_settings_version(const struct model *model);

void model_apply(struct model *model, int64_t now_ms, const struct message *message);

/* Of the last one; borrowed until the next. */
const struct applied *model_applied(const struct model *model);

/* Samples from before we ran, oldest first, in front of those that the metric has: for charts,
 * lowest and highest. They are no readings: nothing is judged by them. Times are the model's, and
 * may be before zero. */
void model_restore(struct model *model, size_t device_index, const char *metric,
                   const struct history_sample *samples, size_t n);

void model_link(struct model *model, int64_t now_ms, const struct link_state *state);

/* We did not run for so long (a suspended machine, Ctrl-Z), which is no device's fault. To be said
 * before the tick that follows. */
void model_slept(struct model *model, int64_t now_ms, int64_t for_ms);

/* Once a second. Cost: the devices whose time has come, and four bytes of each other one. */
void model_tick(struct model *model, int64_t now_ms);

/* The next thing to carry out; false when there is none. Every change of an alert in its order,
 * then the bell: what fired since the last call rings once. So call it until there is none, after
 * a batch of messages and after a tick. */
bool model_take_effect(struct model *model, struct effect *out);

/* An event that is not about a device or the link but about the program: what a hook or a file came
 * to. */
void model_note(struct model *model, int64_t now_ms, enum severity severity, const char *text);

/* Acknowledge every alert of a device: it stays highlighted, and is silent. */
void model_ack(struct model *model, int64_t now_ms, size_t device_index);

/* The same of all devices; what is snoozed, or under maintenance, is told when that is over. */
void model_ack_all(struct model *model, int64_t now_ms);

/* Alerts of a device are silent until then; what is still there is told again. */
void model_snooze(struct model *model, int64_t now_ms, size_t device_index, int64_t until_ms);

/* Somebody does not want to see a device any more: it keeps its place in the table, gone, and comes
 * back as a new one when it says something. */
void model_forget(struct model *model, int64_t now_ms, size_t device_index);

/* What happens to the devices (of glob_matches) is silent until then; what is still there is told
 * afterwards. A time that is over ends it at once. */
void model_maintain(struct model *model, int64_t now_ms, const char *devices, int64_t until_ms);

/* When the work on the device is over, in model time; 0 when there is none. */
int64_t model_maintained_until_ms(const struct model *model, const struct device *device);

/* Views read; all borrowed, alive until the next apply, tick or link. */
const struct device_table *model_devices(const struct model *model);
const struct journal *model_journal(const struct model *model);
const struct metric_names *model_metrics(const struct model *model);
const struct rule_list *model_rules(const struct model *model);
const struct event_log *model_events(const struct model *model);
const struct model_counts *model_counts(const struct model *model);
const struct link_state *model_link_state(const struct model *model);
int64_t model_wall_ms(const struct model *model, int64_t now_ms);

/* Changes with every message, event and link change: equal versions, equal table. */
uint64_t model_version(const struct model *model);

/* The clock by which ages are told: now, or when the link went down (ages freeze then). */
int64_t model_age_clock_ms(const struct model *model, int64_t now_ms);

#endif
