/* SPDX-License-Identifier: MIT */
#include "core/alert.h"

#include <assert.h>

bool alert_is_active(const struct alert *alert)
{
    return alert->state >= ALERT_FIRING;
}

int64_t alert_snoozed_until_ms(const struct alert *alert)
{
    bool is_other = alert->state == ALERT_FIRING || alert->state == ALERT_ACKED;

    return is_other ? 0 : alert->until_s * INT64_C(1000);
}

static enum alert_edge alert_fire_when_due(struct alert *alert, const struct rule *rule,
                                           int64_t at_ms)
{
    if (at_ms - alert->since_ms < rule->for_ms)
        return ALERT_NOTHING;
    if (at_ms < alert_snoozed_until_ms(alert)) {
        alert->state = ALERT_SNOOZED;
    } else {
        alert->state = ALERT_FIRING;
        alert->until_s = 0;
    }
    return ALERT_FIRED;
}

static enum alert_edge alert_begin(struct alert *alert, const struct rule *rule, int64_t at_ms)
{
    alert->state = ALERT_PENDING;
    alert->is_told = false;
    alert->since_ms = at_ms;
    return alert_fire_when_due(alert, rule, at_ms);
}

static enum alert_edge alert_calm(struct alert *alert, enum alert_edge edge)
{
    bool is_snoozed = alert_snoozed_until_ms(alert) > 0;

    alert->state = is_snoozed ? ALERT_QUIET : ALERT_OK;
    alert->until_s = is_snoozed ? alert->until_s : 0;
    return edge;
}

enum alert_edge alert_apply(struct alert *alert, const struct rule *rule, double value,
                            int64_t at_ms)
{
    bool beyond = rule_is_beyond(rule, value);

    alert->value = value;
    switch ((enum alert_state)alert->state) {
    case ALERT_OK:
    case ALERT_QUIET: return beyond ? alert_begin(alert, rule, at_ms) : ALERT_NOTHING;
    case ALERT_PENDING:
        /* Not the hysteresis: what never fired need not be far inside to be forgotten. */
        if (!beyond)
            return alert_calm(alert, ALERT_NOTHING);
        return alert_fire_when_due(alert, rule, at_ms);
    case ALERT_FIRING:
    case ALERT_ACKED:
    case ALERT_SNOOZED:
        return rule_is_clear(rule, value) ? alert_calm(alert, ALERT_CLEARED) : ALERT_NOTHING;
    case ALERT_COUNT_: break;
    }
    assert(!"a state that does not exist");
    return ALERT_NOTHING;
}

enum alert_edge alert_tick(struct alert *alert, const struct rule *rule, int64_t now_ms)
{
    if (alert->state == ALERT_PENDING)
        return alert_fire_when_due(alert, rule, now_ms);
    if (alert->state == ALERT_OK || alert->state == ALERT_ACKED ||
        (alert->state == ALERT_FIRING && !alert->until_s) ||
        now_ms < alert->until_s * INT64_C(1000))
        return ALERT_NOTHING;
    alert->until_s = 0;
    if (alert->state == ALERT_QUIET)
        return alert_calm(alert, ALERT_AWAKE);
    alert->state = ALERT_FIRING;
    return ALERT_AGAIN;
}

void alert_schedule(struct alert *alert, const struct rule *rule, int64_t now_ms)
{
    int64_t due_ms = now_ms + rule->repeat_ms;

    alert->until_s = rule->repeat_ms ? (uint32_t)((due_ms + 999) / 1000) : 0;
}

bool alert_ack(struct alert *alert)
{
    if (alert->state != ALERT_FIRING && alert->state != ALERT_SNOOZED)
        return false;
    alert->state = ALERT_ACKED;
    alert->until_s = 0;
    return true;
}

bool alert_snooze(struct alert *alert, int64_t until_ms)
{
    if (alert_is_active(alert))
        alert->state = ALERT_SNOOZED;
    else if (!alert_snoozed_until_ms(alert))
        return false;
    alert->until_s = (uint32_t)((until_ms + 999) / 1000);
    return true;
}

void alert_wake(struct alert *alert)
{
    if (alert_snoozed_until_ms(alert))
        alert->until_s = 0;
}
