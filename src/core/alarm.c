/* SPDX-License-Identifier: MIT */
#include "core/alarm.h"

#include "core/alarm-tell.h"
#include "core/glob.h"
#include "core/plan.h"

/* --- edges ------------------------------------------------------------------ */

/* Nothing that anybody else knew of is any different. */
static bool alarm_is_inner(const struct watch_edge *edge)
{
    return edge->edge == ALERT_AWAKE ||
           (edge->edge == ALERT_SILENCED && !alert_is_active(edge->alert));
}

static void alarm_note(void *data, const struct watch_edge *edge)
{
    struct alarm *alarm = data;
    struct effect effect = { .kind = EFFECT_ALERT,
                             .edge = edge->edge,
                             .alert = *edge->alert,
                             .device = edge->device,
                             .rule = edge->rule,
                             .at_ms = edge->now_ms,
                             .duration_ms = edge->duration_ms };

    alarm->n_edges++;
    alarm->n_firing += edge->alert->state == ALERT_FIRING;
    alarm->n_firing -= edge->was == ALERT_FIRING;
    if (!alarm_is_inner(edge))
        effect_queue_add(&alarm->effects, &effect);
    if (edge->edge == ALERT_RECALLED && edge->alert->state == ALERT_FIRING)
        bell_resume(&alarm->bell, edge->now_ms);
    if (edge->edge != ALERT_RECALLED && !edge->device->is_gone)
        alarm_tell(alarm, edge);
}

void alarm_tick(struct alarm *alarm)
{
    alarm->bell.rule_repeat_ms = alarm->watch.repeat_ms;
    alarm_tell_rest(alarm);
}

/* --- what people do --------------------------------------------------------- */

void alarm_ack(struct alarm *alarm, struct device *device, bool only_firing)
{
    watch_ack(&alarm->watch, device, only_firing);
}

void alarm_take_over(struct alarm *alarm, const struct device_table *table,
                     const struct rule_list *from, struct metric_names *names)
{
    const struct rule_list *rules = alarm->watch.rules;
    struct plan_table *plans = plan_table_create(rules, names);

    alarm->watch.rules = from;
    alarm->watch.cut_short = NULL;
    for (size_t i = 0; i < device_table_count(table); i++) {
        struct device *device = device_table_get(table, i);

        watch_take_over(&alarm->watch, device, rules,
                        plan_table_get(plans, device->location, device->id));
    }
    alarm->watch.rules = rules;
    plan_table_destroy(alarm->plans);
    alarm->plans = plans;
    alarm_judge_recall(alarm);
}

void alarm_forget(struct alarm *alarm, struct device *device)
{
    device->is_gone = true;
    watch_forget(&alarm->watch, device);
}

void alarm_snooze(struct alarm *alarm, struct device *device, int64_t until_ms)
{
    watch_snooze(&alarm->watch, device, until_ms);
}

void alarm_maintain(struct alarm *alarm, const struct device_table *table, const char *devices,
                    int64_t until_ms)
{
    bool is_over = until_ms <= alarm->watch.now_ms;

    maintenance_set(&alarm->maintenance, devices, until_ms, alarm->watch.now_ms);
    for (size_t i = 0; i < device_table_count(table); i++) {
        struct device *device = device_table_get(table, i);

        if (!device->n_alerts || !glob_matches(devices, device->location, device->id))
            continue;
        if (is_over)
            watch_wake(device);
        else
            watch_maintain(&alarm->watch, device, until_ms);
    }
}

/* --- the whole -------------------------------------------------------------- */

void alarm_init(struct alarm *alarm, const struct rule_list *rules, struct metric_names *names,
                struct event_log *events)
{
    *alarm = (struct alarm){ .plans = plan_table_create(rules, names), .events = events };
    alarm->watch = (struct watch){
        .rules = rules, .maintenance = &alarm->maintenance, .fn = alarm_note, .data = alarm
    };
}

void alarm_finish(struct alarm *alarm)
{
    plan_table_destroy(alarm->plans);
    maintenance_finish(&alarm->maintenance);
    recall_finish(&alarm->recall);
    effect_queue_finish(&alarm->effects);
}

void alarm_enlist(struct alarm *alarm, struct device *device)
{
    device->plan = plan_table_get(alarm->plans, device->location, device->id);
    if (alarm->recall.n)
        alarm_recall_device(alarm, device);
}
