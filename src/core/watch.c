/* SPDX-License-Identifier: MIT */
#include "core/watch.h"

#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

/* Stores where the alert's step led, and tells the edge. */
static void watch_keep(const struct watch *watch, struct device *device,
                       const struct alert *stepped, enum alert_edge edge)
{
    struct alert *kept = watch_find(device, stepped->rule);
    struct watch_edge told = { .edge = edge,
                               .was = kept ? (enum alert_state)kept->state : ALERT_OK,
                               .device = device,
                               .rule = &watch->rules->rules[stepped->rule],
                               .alert = stepped };

    if (kept && stepped->state == ALERT_OK)
        watch_remove(device, kept);
    else if (kept)
        *kept = *stepped;
    else if (stepped->state != ALERT_OK)
        watch_add(device, stepped);
    if (edge == ALERT_NOTHING)
        return;
    watch_judge_worst(watch->rules, device);
    watch->fn(watch->data, &told);
}

void watch_apply(const struct watch *watch, struct device *device, const char *metric, double value,
                 int64_t at_ms)
{
    for (size_t i = 0; i < watch->rules->n; i++) {
        const struct rule *rule = &watch->rules->rules[i];
        struct alert *kept;
        struct alert alert = { .rule = (uint16_t)i };
        enum alert_edge edge;

        if (!rule->metric || strcmp(rule->metric, metric) != 0 ||
            !rule_holds(watch->rules, i, device->location, device->id))
            continue;
        kept = watch_find(device, i);
        if (kept)
            alert = *kept;
        edge = alert_apply(&alert, rule, value, at_ms);
        watch_keep(watch, device, &alert, edge);
    }
}

void watch_tick(const struct watch *watch, struct device *device, int64_t now_ms)
{
    for (size_t i = 0; i < device->n_alerts; i++) {
        struct alert alert = device->alerts[i];
        enum alert_edge edge = alert_tick(&alert, &watch->rules->rules[alert.rule], now_ms);

        if (edge != ALERT_NOTHING)
            watch_keep(watch, device, &alert, edge);
    }
}

unsigned watch_ack(struct device *device)
{
    unsigned n = 0;

    for (size_t i = 0; i < device->n_alerts; i++)
        if (device->alerts[i].state == ALERT_FIRING) {
            alert_ack(&device->alerts[i]);
            n++;
        }
    return n;
}
