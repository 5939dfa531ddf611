/* SPDX-License-Identifier: MIT */
#include "core/model-state.h"

#include "core/mem.h"
#include "core/rule-text.h"

#include <stdlib.h>
#include <string.h>

enum { MODEL_RATE_WINDOW_MS = 5000, MODEL_IDLE_RULE_MS = 10 * 60 * 1000 };

/* --- link ------------------------------------------------------------------ */

/* While we did not listen nothing was held for its time, and nothing went on being offline. */
static void model_postpone(struct model *model, int64_t by_ms)
{
    model_change_begin_all(model);
    for (size_t i = 0; i < device_table_count(model->devices); i++)
        watch_postpone(&model->alarm.watch, device_table_get(model->devices, i), by_ms);
    model_change_end_all(model);
}

void model_link(struct model *model, int64_t now_ms, const struct link_state *state)
{
    bool was_up = link_state_is_up(&model->link);
    bool is_up = link_state_is_up(state);
    bool was_cut = was_up && is_up && model->link.session != state->session;

    model_begin(model, now_ms);
    if (!link_state_is_same(&model->link, state))
        model->version++;
    if (was_up && (!is_up || was_cut) && model->link.phase != LINK_OFF) {
        model->link_changed_ms = now_ms;
        snapshot_lose(&model->snapshot);
        model_tell(model, EVENT_LINK, SEVERITY_WARN, NULL,
                   state->reason[0] ? state->reason : "connection to the broker lost");
    } else if (!is_up && !model->told_away && state->reason[0]) {
        model_tell(model, EVENT_LINK, SEVERITY_WARN, NULL, state->reason);
    }
    model->told_away |= state->reason[0] != '\0';
    if (is_up && !was_up)
        model_postpone(model, now_ms - model->link_changed_ms);
    if (is_up && (!was_up || was_cut)) {
        model->link_changed_ms = now_ms;
        snapshot_begin(&model->snapshot, now_ms);
        model_tell(model, EVENT_LINK, SEVERITY_INFO, NULL, "connected");
    }
    if (state->warning[0] && strcmp(state->warning, model->link.warning) != 0)
        model_tell(model, EVENT_LINK, SEVERITY_WARN, NULL, state->warning);
    model->link = *state;
}

void model_slept(struct model *model, int64_t now_ms, int64_t for_ms)
{
    if (!link_state_is_up(&model->link))
        return;
    model->link_changed_ms = now_ms;
    model_postpone(model, for_ms);
}

int64_t model_age_clock_ms(const struct model *model, int64_t now_ms)
{
    return link_state_is_up(&model->link) ? now_ms : model->link_changed_ms;
}

/* --- time ------------------------------------------------------------------ */

static void model_judge_stale(struct model *model, struct device *device)
{
    if (model->now_ms < model_stale_due_ms(model, device))
        return;
    device->is_stale = true;
    device->stale_untold = device->live_ms && device->status == STATUS_OFFLINE;
    model->version++;
    /* Of a device that was never alive for us the row says enough. */
    if (device->live_ms && !device->stale_untold)
        model_tell_change(model, EVENT_STALE, SEVERITY_WARN, device, "stale: no readings any more");
    watch_state(&model->alarm.watch, device);
}

/* Those whose time has come; the others are not even read. */
static void model_judge_devices(struct model *model)
{
    model->alarm.watch.repeat_ms = 0;
    for (size_t i = 0; agenda_find(&model->agenda, model->now_ms, &i); i++) {
        struct device *device = device_table_get(model->devices, i);

        model_change_begin(model, device);
        model_judge_stale(model, device);
        watch_tick(&model->alarm.watch, device);
        model_change_end(model, device);
    }
}

/* What was cleared while we could not hear of it. */
static void model_judge_stored(struct model *model)
{
    for (size_t i = 0; i < device_table_count(model->devices); i++) {
        struct device *device = device_table_get(model->devices, i);

        if (!snapshot_misses_status(&model->snapshot, device))
            continue;
        if (device->is_gone) {
            device_lose_status(device, 0);
            continue;
        }
        model_change_begin(model, device);
        device_lose_status(device, model->now_ms);
        model_tell_change(model, EVENT_STATUS, SEVERITY_INFO, device,
                          "status cleared while we were not connected");
        watch_state(&model->alarm.watch, device);
        model_change_end(model, device);
    }
}

static void model_note_rate(struct model *model)
{
    int64_t step_ms = model->now_ms - model->tick_ms;
    double weight, rate;

    if (step_ms <= 0)
        return;
    rate = (double)(model->counts.messages - model->tick_messages) * 1000 / (double)step_ms;
    weight = step_ms < MODEL_RATE_WINDOW_MS ? (double)step_ms / MODEL_RATE_WINDOW_MS : 1;
    model->counts.messages_per_s += weight * (rate - model->counts.messages_per_s);
    model->tick_ms = model->now_ms;
    model->tick_messages = model->counts.messages;
}

static void model_end_maintenance(struct model *model)
{
    char *devices;

    while ((devices = maintenance_take_over(&model->alarm.maintenance, model->now_ms))) {
        model_tell_maintenance(model, devices, 0);
        free(devices);
    }
}

/* A rule about a metric of whose name we know nothing. */
static bool model_is_doubtful(const struct rule *rule)
{
    return !rule->off && rule->metric && !metric_find(rule->metric);
}

static bool model_has_doubtful_rule(const struct rule_list *rules)
{
    size_t i = 0;

    while (i < rules->n && !model_is_doubtful(&rules->rules[i]))
        i++;
    return i < rules->n;
}

static void model_find_sent(const struct model *model, bool *is_sent)
{
    for (size_t i = 0; i < device_table_count(model->devices); i++) {
        const struct device *device = device_table_get(model->devices, i);

        for (size_t m = 0; m < device->n_metrics; m++)
            is_sent[device->metrics[m].name] = true;
    }
}

static void model_tell_idle_rule(struct model *model, const struct rule *rule)
{
    struct buf text = { 0 };

    buf_addf(&text, "no device has sent '%s' so far: nothing is judged by '", rule->metric);
    rule_text_format(rule, &text);
    buf_puts(&text, "'");
    model_tell(model, EVENT_PROGRAM, SEVERITY_WARN, NULL, text.data);
    buf_finish(&text);
}

/* Devices may send whatever they like, so no name is a mistake; but after ten minutes without it,
 * who mistyped one should hear of it. */
static void model_tell_idle_rules(struct model *model)
{
    const struct rule_list *rules = &model->rules;
    bool *is_sent;

    if (!model->rules_ms)
        model->rules_ms = model->now_ms;
    if (model->told_idle || model->now_ms - model->rules_ms < MODEL_IDLE_RULE_MS)
        return;
    model->told_idle = true;
    if (!model_has_doubtful_rule(rules))
        return;
    is_sent = mem_zero(METRIC_NAMES_MAX, sizeof *is_sent);
    model_find_sent(model, is_sent);
    for (size_t i = 0; i < rules->n; i++) {
        const struct rule *rule = &rules->rules[i];
        int name;

        if (!model_is_doubtful(rule))
            continue;
        name = metric_names_find(model->names, rule->metric);
        if (name < 0 || !is_sent[name])
            model_tell_idle_rule(model, rule);
    }
    free(is_sent);
}

/* What went beyond the quotas; refusals are counted on the screen anyway. */
static void model_tell_untold(struct model *model)
{
    unsigned n = quota_tick(&model->changes);
    struct buf text = { 0 };

    quota_tick(&model->refusals);
    if (!n)
        return;
    buf_addf(&text, "many changes at once: %u more of online, offline and stale", n);
    model_tell(model, EVENT_STATUS, SEVERITY_WARN, NULL, text.data);
    buf_finish(&text);
}

void model_tick(struct model *model, int64_t now_ms)
{
    bool is_up = link_state_is_up(&model->link);

    model_begin(model, now_ms);
    model_note_rate(model);
    if (is_up && snapshot_is_over(&model->snapshot, now_ms))
        model_judge_stored(model);
    if (is_up) {
        model_judge_devices(model);
        model_tell_idle_rules(model);
    }
    alarm_tick(&model->alarm);
    model_end_maintenance(model);
    model_tell_untold(model);
}
