/* SPDX-License-Identifier: MIT */
#include "core/alarm.h"
#include "core/plan.h"
#include "core/rule-text.h"

#include <string.h>

/* --- what was there before --------------------------------------------------- */

/* The rule that is written so, of those of the plan; or none. */
static bool alarm_find_rule(const struct alarm *alarm, const struct plan *plan, const char *text,
                            uint16_t *rule)
{
    bool found = false;

    for (size_t i = 0; i < plan->n && !found; i++) {
        struct buf own = { 0 };

        *rule = plan->items[i].rule;
        rule_text_format(&alarm->watch.rules->rules[*rule], &own);
        found = strcmp(buf_text(&own), text) == 0;
        buf_finish(&own);
    }
    return found;
}

static int64_t alarm_recall_until_ms(const struct alarm *alarm, const struct recall_entry *entry)
{
    int64_t wall_ms = alarm->watch.now_ms + alarm->wall_offset_ms;

    return recall_until_ms(entry, wall_ms) - alarm->wall_offset_ms;
}

static struct alert alarm_make_alert(const struct alarm *alarm, const struct recall_entry *entry)
{
    int64_t since_ms = entry->since_ms - alarm->wall_offset_ms;
    struct alert alert = { .state = (uint8_t)entry->state,
                           .is_told = entry->is_told,
                           .since_ms = since_ms,
                           .value = entry->value };

    if (since_ms > alarm->watch.now_ms)
        alert.since_ms = alarm->watch.now_ms;
    if (entry->until_ms && alarm_recall_until_ms(alarm, entry) > 0)
        alert.until_s = (uint32_t)((alarm_recall_until_ms(alarm, entry) + 999) / 1000);
    return alert;
}

void alarm_recall_device(struct alarm *alarm, struct device *device)
{
    struct recall_entry *entry;
    size_t at = 0;

    while ((entry = recall_next(&alarm->recall, device->location, device->id, &at))) {
        struct alert alert = alarm_make_alert(alarm, entry);

        entry->is_taken = true;
        if (!alarm_find_rule(alarm, device->plan, entry->rule, &alert.rule)) {
            effect_queue_add(&alarm->effects,
                             &(struct effect){ .kind = EFFECT_LAPSED, .device = device });
            continue;
        }
        /* It has been silent since before we looked: its next reading ends that. */
        if (alert_is_active(&alert) && alarm->watch.rules->rules[alert.rule].watch == RULE_STALE)
            device->is_stale = true;
        if (alert.state == ALERT_FIRING)
            alert_schedule(&alert, &alarm->watch.rules->rules[alert.rule], alarm->watch.now_ms);
        watch_recall(&alarm->watch, device, &alert);
    }
}

void alarm_judge_recall(struct alarm *alarm)
{
    for (size_t i = 0; i < alarm->recall.n; i++) {
        struct recall_entry *entry = &alarm->recall.entries[i];
        const struct plan *plan;
        uint16_t rule;

        if (entry->is_taken)
            continue;
        plan = plan_table_get(alarm->plans, entry->location, entry->devices);
        entry->is_lapsed = !alarm_find_rule(alarm, plan, entry->rule, &rule);
    }
}

const struct recall_entry *alarm_next_lapsed(const struct alarm *alarm, size_t *at)
{
    return recall_next_lapsed(&alarm->recall, at);
}

void alarm_drop_lapsed(struct alarm *alarm, const struct recall_entry *first)
{
    struct recall_entry *entry;
    size_t at = 0;

    while ((entry = recall_next(&alarm->recall, first->location, first->devices, &at)))
        entry->is_taken = true;
    alarm->n_edges++;
}

void alarm_restore(struct alarm *alarm, struct recall *take_recall)
{
    recall_finish(&alarm->recall);
    alarm->recall = *take_recall;
    *take_recall = (struct recall){ 0 };
    for (size_t i = 0; i < alarm->recall.n; i++) {
        struct recall_entry *entry = &alarm->recall.entries[i];

        if (entry->location)
            continue;
        entry->is_taken = true;
        maintenance_set(&alarm->maintenance, entry->devices, alarm_recall_until_ms(alarm, entry),
                        alarm->watch.now_ms);
    }
    alarm_judge_recall(alarm);
}

/* --- what is to be known again ------------------------------------------------- */

/* What is written, and how the last rule reads: the next alert is likely one of the same. */
struct alarm_memory {
    const struct alarm *alarm;
    struct recall_writer writer;
    const struct rule *rule;
    struct buf rule_text;
};

static char *alarm_remember_rule(struct alarm_memory *memory, const struct rule *rule)
{
    if (rule != memory->rule) {
        buf_clear(&memory->rule_text);
        rule_text_format(rule, &memory->rule_text);
        memory->rule = rule;
    }
    return memory->rule_text.data;
}

static void alarm_remember_alert(struct alarm_memory *memory, const struct device *device,
                                 const struct alert *alert)
{
    const struct alarm *alarm = memory->alarm;
    enum alert_state state = (enum alert_state)alert->state;
    struct recall_entry entry = {
        .state = state == ALERT_PENDING ? ALERT_QUIET : state,
        .is_told = alert->is_told,
        .since_ms = alert->since_ms + alarm->wall_offset_ms,
        .seen_ms = alarm->watch.now_ms + alarm->wall_offset_ms,
        .value = alert->value,
        .location = (char *)device->location,
        .devices = (char *)device->id,
        .rule = alarm_remember_rule(memory, &alarm->watch.rules->rules[alert->rule]),
    };

    if (alert_snoozed_until_ms(alert))
        entry.until_ms = alert_snoozed_until_ms(alert) + alarm->wall_offset_ms;
    recall_add(&memory->writer, &entry);
}

static void alarm_remember_maintenance(const struct alarm *alarm, struct recall_writer *writer)
{
    for (size_t i = 0; i < alarm->maintenance.n; i++) {
        const struct maintenance_entry *work = &alarm->maintenance.entries[i];
        struct recall_entry entry = { .until_ms = work->until_ms + alarm->wall_offset_ms,
                                      .seen_ms = alarm->watch.now_ms + alarm->wall_offset_ms,
                                      .devices = work->devices };

        recall_add(writer, &entry);
    }
}

void alarm_remember(const struct alarm *alarm, const struct device_table *table, struct buf *out)
{
    struct alarm_memory memory = { .alarm = alarm };
    struct recall_writer *writer = &memory.writer;

    recall_begin(writer, out);
    alarm_remember_maintenance(alarm, writer);
    for (size_t i = 0; i < device_table_count(table) && !recall_is_full(writer); i++) {
        const struct device *device = device_table_get(table, i);

        for (size_t k = 0; k < device->n_alerts; k++)
            if (alert_is_active(&device->alerts[k]) || alert_snoozed_until_ms(&device->alerts[k]))
                alarm_remember_alert(&memory, device, &device->alerts[k]);
    }
    /* Those of devices that did not come back yet. */
    for (size_t i = 0; i < alarm->recall.n; i++)
        if (!alarm->recall.entries[i].is_taken)
            recall_add(writer, &alarm->recall.entries[i]);
    recall_end(writer);
    buf_finish(&memory.rule_text);
}
