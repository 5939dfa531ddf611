/* SPDX-License-Identifier: MIT */
#include "core/watch.h"

#include "core/mem.h"
#include "core/plan.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Of the time of a change: so much of it may lie before the oldest sample. */
enum { WATCH_SLACK_PARTS = 10 };

static struct alert *watch_find(const struct device *device, size_t rule)
{
    for (size_t i = 0; i < device->n_alerts; i++)
        if (device->alerts[i].rule == rule)
            return &device->alerts[i];
    return NULL;
}

static void watch_add(struct device *device, const struct alert *alert)
{
    assert(device->n_alerts < UINT8_MAX);
    device->alerts =
        mem_resize(device->alerts, (size_t)device->n_alerts + 1, sizeof *device->alerts);
    device->alerts[device->n_alerts++] = *alert;
}

static void watch_remove(struct device *device, struct alert *alert)
{
    assert(device->alerts); /* it is one of them */
    *alert = device->alerts[--device->n_alerts];
    if (device->n_alerts == 0) {
        free(device->alerts);
        device->alerts = NULL;
    }
}

static void watch_judge_worst(const struct rule_list *rules, struct device *device)
{
    device->worst = SEVERITY_NONE;
    for (size_t i = 0; i < device->n_alerts; i++) {
        const struct alert *alert = &device->alerts[i];
        enum severity severity = rules->rules[alert->rule].severity;

        if (alert_is_active(alert) && severity > device->worst)
            device->worst = (uint8_t)severity;
    }
}

/* Stores where the alert's step led. */
static void watch_keep(struct device *device, struct alert *kept, const struct alert *stepped)
{
    if (kept && stepped->state == ALERT_OK)
        watch_remove(device, kept);
    else if (kept)
        *kept = *stepped;
    else if (stepped->state != ALERT_OK)
        watch_add(device, stepped);
}

/* Who works on a device does not want to hear of it: what fires then is snoozed at once. */
static enum alert_edge watch_mute(const struct watch *watch, const struct device *device,
                                  struct alert *alert, enum alert_edge edge)
{
    int64_t until_ms;

    if (alert->state != ALERT_FIRING || edge == ALERT_NOTHING)
        return edge;
    until_ms = maintenance_until_ms(watch->maintenance, device->location, device->id);
    if (until_ms <= watch->now_ms)
        return edge;
    alert_snooze(alert, until_ms);
    return edge == ALERT_FIRED ? edge : ALERT_NOTHING;
}

static void watch_end_step(struct watch *watch, struct device *device, struct alert *stepped,
                           enum alert_edge edge, int64_t at_ms)
{
    struct alert *kept = watch_find(device, stepped->rule);
    struct watch_edge told = { .was = kept ? (enum alert_state)kept->state : ALERT_OK,
                               .device = device,
                               .rule = &watch->rules->rules[stepped->rule],
                               .alert = stepped,
                               .now_ms = watch->now_ms,
                               .duration_ms = at_ms - stepped->since_ms };

    told.edge = watch_mute(watch, device, stepped, edge);
    stepped->is_told |= stepped->state == ALERT_FIRING;
    if (stepped->state == ALERT_FIRING && told.edge != ALERT_NOTHING)
        alert_schedule(stepped, told.rule, watch->now_ms);
    watch_keep(device, kept, stepped);
    if (told.edge == ALERT_NOTHING)
        return;
    watch_judge_worst(watch->rules, device);
    watch->fn(watch->data, &told);
}

static void watch_step(struct watch *watch, struct device *device, uint16_t rule_index,
                       double value, int64_t at_ms)
{
    const struct rule *rule = &watch->rules->rules[rule_index];
    const struct alert *kept = watch_find(device, rule_index);
    struct alert alert = { .rule = rule_index };
    enum alert_edge edge;

    if (!kept && !rule_is_beyond(rule, value))
        return;
    if (kept)
        alert = *kept;
    edge = alert_apply(&alert, rule, value, at_ms);
    watch_end_step(watch, device, &alert, edge, at_ms);
}

/* --- what happens ----------------------------------------------------------- */

/* A history holds floats: a change that differs from the limit by their rounding is the limit. */
static double watch_change(struct watch *watch, const struct rule *rule,
                           const struct metric *metric, int64_t at_ms)
{
    int64_t from_ms = at_ms - rule->in_ms;
    double value = (double)history_round(metric->value);
    double min, max, change;

    if (!metric->history) /* --history 0 */
        watch->cut_short = rule;
    if (!history_extremes(metric->history, from_ms, &min, &max))
        return 0;
    if (!history_covers(metric->history, from_ms + rule->in_ms / WATCH_SLACK_PARTS))
        watch->cut_short = rule;
    change = rule->watch == RULE_RISES ? value - min : max - value;
    if (fabs(change - rule->limit) <= 2 * (double)FLT_EPSILON * fmax(fabs(min), fabs(max)))
        return rule->limit;
    return change;
}

void watch_value(struct watch *watch, struct device *device, const struct metric *metric,
                 bool is_live, int64_t at_ms)
{
    const struct plan *plan = device->plan;

    for (size_t i = 0; i < plan->n; i++) {
        const struct rule *rule = &watch->rules->rules[plan->items[i].rule];

        if (plan->items[i].subject != metric->name)
            continue;
        if (!rule_watch_is_change(rule->watch))
            watch_step(watch, device, plan->items[i].rule, metric->value, at_ms);
        else if (is_live)
            watch_step(watch, device, plan->items[i].rule, watch_change(watch, rule, metric, at_ms),
                       at_ms);
    }
}

void watch_state(struct watch *watch, struct device *device)
{
    const struct plan *plan = device->plan;

    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_item *item = &plan->items[i];

        if (item->subject == PLAN_OFFLINE)
            watch_step(watch, device, item->rule, device->status == STATUS_OFFLINE, watch->now_ms);
        else if (item->subject == PLAN_STALE)
            watch_step(watch, device, item->rule, device->is_stale, watch->now_ms);
    }
}

/* Nobody looks whether it is back inside. */
static void watch_end(struct watch *watch, struct device *device, struct alert *alert)
{
    enum alert_edge edge = alert_is_active(alert) ? ALERT_CLEARED : ALERT_NOTHING;

    alert->state = ALERT_OK;
    alert->until_s = 0;
    watch_end_step(watch, device, alert, edge, watch->now_ms);
}

void watch_forget(struct watch *watch, struct device *device)
{
    while (device->n_alerts) {
        struct alert alert = device->alerts[device->n_alerts - 1];

        watch_end(watch, device, &alert);
    }
}

/* --- other rules ------------------------------------------------------------ */

static bool watch_is_over(const struct rule *heir, const struct alert *alert)
{
    if (alert->state == ALERT_QUIET)
        return false;
    return alert_is_active(alert) ? rule_is_clear(heir, alert->value)
                                  : !rule_is_beyond(heir, alert->value);
}

/* The rule about the same that holds now, and for which it goes on; NULL: there is none. */
static const struct plan_item *watch_find_heir(const struct rule_list *rules,
                                               const struct plan *plan, const struct rule *rule,
                                               const struct alert *alert)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct rule *heir = &rules->rules[plan->items[i].rule];

        if (!rule_is_alike(heir, rule) || heir->severity != rule->severity)
            continue;
        return watch_is_over(heir, alert) ? NULL : &plan->items[i];
    }
    return NULL;
}

void watch_take_over(struct watch *watch, struct device *device, const struct rule_list *rules,
                     const struct plan *plan)
{
    for (size_t i = device->n_alerts; i-- > 0;) {
        struct alert alert;

        assert(device->alerts);
        alert = device->alerts[i];
        if (!watch_find_heir(rules, plan, &watch->rules->rules[alert.rule], &alert))
            watch_end(watch, device, &alert);
    }
    for (size_t i = 0; i < device->n_alerts; i++) {
        struct alert *alert = &device->alerts[i];

        alert->rule = watch_find_heir(rules, plan, &watch->rules->rules[alert->rule], alert)->rule;
    }
    device->plan = plan;
    watch_judge_worst(rules, device);
}

void watch_recall(struct watch *watch, struct device *device, const struct alert *alert)
{
    struct watch_edge told = { .edge = ALERT_RECALLED,
                               .was = ALERT_OK,
                               .device = device,
                               .rule = &watch->rules->rules[alert->rule],
                               .alert = alert,
                               .now_ms = watch->now_ms,
                               .duration_ms = watch->now_ms - alert->since_ms };

    if (watch_find(device, alert->rule))
        return;
    watch_add(device, alert);
    watch_judge_worst(watch->rules, device);
    watch->fn(watch->data, &told);
}

/* --- time ------------------------------------------------------------------- */

/* What is pending waits by the clock of its values: readings that were kept during an outage come
 * in a burst, and a tick in the midst of it must not take them for held until now. */
static int64_t watch_own_ms(const struct watch *watch, const struct device *device,
                            const struct alert *alert)
{
    const struct rule *rule = &watch->rules->rules[alert->rule];
    bool is_own = alert->state == ALERT_PENDING && rule_watch_has_metric(rule->watch);

    return is_own ? watch->now_ms - (int64_t)device->lag_ms : watch->now_ms;
}

static void watch_note_repeat(struct watch *watch, const struct alert *alert)
{
    int64_t repeat_ms = watch->rules->rules[alert->rule].repeat_ms;

    if (alert->state == ALERT_FIRING && repeat_ms &&
        (!watch->repeat_ms || repeat_ms < watch->repeat_ms))
        watch->repeat_ms = repeat_ms;
}

void watch_tick(struct watch *watch, struct device *device)
{
    for (size_t i = 0; i < device->n_alerts;) {
        struct alert alert = device->alerts[i];
        int64_t at_ms = watch_own_ms(watch, device, &alert);
        enum alert_edge edge = alert_tick(&alert, &watch->rules->rules[alert.rule], at_ms);

        watch_note_repeat(watch, &alert);
        if (edge != ALERT_NOTHING)
            watch_end_step(watch, device, &alert, edge, at_ms);
        /* Else another one has its place. */
        i += alert.state != ALERT_OK;
    }
}

static int64_t watch_alert_due_ms(const struct watch *watch, const struct device *device,
                                  const struct alert *alert)
{
    const struct rule *rule = &watch->rules->rules[alert->rule];
    int64_t lag_ms = watch->now_ms - watch_own_ms(watch, device, alert);

    switch ((enum alert_state)alert->state) {
    case ALERT_PENDING: return alert->since_ms + rule->for_ms + lag_ms;
    case ALERT_FIRING:
        if (rule->repeat_ms)
            return watch->now_ms;
        return alert->until_s ? alert->until_s * INT64_C(1000) : AGENDA_NEVER;
    case ALERT_QUIET:
    case ALERT_SNOOZED: return alert->until_s * INT64_C(1000);
    case ALERT_OK:
    case ALERT_ACKED:
    case ALERT_COUNT_: break;
    }
    return AGENDA_NEVER;
}

int64_t watch_due_ms(const struct watch *watch, const struct device *device)
{
    int64_t due_ms = AGENDA_NEVER;

    for (size_t i = 0; i < device->n_alerts; i++) {
        int64_t alert_ms = watch_alert_due_ms(watch, device, &device->alerts[i]);

        due_ms = alert_ms < due_ms ? alert_ms : due_ms;
    }
    return due_ms;
}

void watch_postpone(struct watch *watch, struct device *device, int64_t by_ms)
{
    for (size_t i = 0; i < device->n_alerts; i++) {
        struct alert *alert = &device->alerts[i];
        int64_t since_ms = alert->since_ms + by_ms;

        /* What we learned meanwhile, before all was subscribed to, was not pending for as long. */
        if (alert->state == ALERT_PENDING)
            alert->since_ms = since_ms < watch->now_ms ? since_ms : watch->now_ms;
    }
}

/* --- what people do --------------------------------------------------------- */

static void watch_silence(struct watch *watch, struct device *device, struct alert *alert,
                          enum alert_state was)
{
    struct watch_edge told = { .edge = ALERT_SILENCED,
                               .was = was,
                               .device = device,
                               .rule = &watch->rules->rules[alert->rule],
                               .alert = alert,
                               .now_ms = watch->now_ms,
                               .duration_ms = watch->now_ms - alert->since_ms };

    watch->fn(watch->data, &told);
}

void watch_ack(struct watch *watch, struct device *device, bool only_firing)
{
    for (size_t i = 0; i < device->n_alerts; i++) {
        struct alert *alert = &device->alerts[i];
        enum alert_state was = alert->state;

        if ((was == ALERT_FIRING || !only_firing) && alert_ack(alert))
            watch_silence(watch, device, alert, was);
    }
}

void watch_snooze(struct watch *watch, struct device *device, int64_t until_ms)
{
    for (size_t i = 0; i < device->n_alerts; i++) {
        struct alert *alert = &device->alerts[i];
        enum alert_state was = alert->state;

        if (alert_snooze(alert, until_ms))
            watch_silence(watch, device, alert, was);
    }
}

void watch_maintain(struct watch *watch, struct device *device, int64_t until_ms)
{
    for (size_t i = 0; i < device->n_alerts; i++) {
        struct alert *alert = &device->alerts[i];
        enum alert_state was = alert->state;
        bool is_short = was == ALERT_SNOOZED && alert_snoozed_until_ms(alert) < until_ms;

        if ((was == ALERT_FIRING || is_short) && alert_snooze(alert, until_ms))
            watch_silence(watch, device, alert, was);
    }
}

void watch_wake(struct device *device)
{
    for (size_t i = 0; i < device->n_alerts; i++)
        alert_wake(&device->alerts[i]);
}
