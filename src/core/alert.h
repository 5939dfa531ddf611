/* SPDX-License-Identifier: MIT
 *
 * alert: one rule on one device.
 *
 *              beyond                held for for_ms            ack
 *      ┌────┐ ────────▶ ┌─────────┐ ────────────────▶ ┌────────┐ ───▶ ┌───────┐
 *      │ ok │           │ pending │                   │ firing │      │ acked │
 *      └────┘ ◀──────── └─────────┘                   └────────┘      └───────┘
 *        ▲ ▲  not beyond                       snooze  │  ▲   │          ▲ │
 *        │ │                                           ▼  │ its time is  │ │
 *        │ │ its time is   ┌───────┐    back      ┌─────────┐ over       │ │
 *        │ └─ over ─────── │ quiet │ ◀─────────── │ snoozed │ ── ack ────┘ │
 *        │                 └───────┘              └─────────┘              │
 *        │                     │  beyond, held for for_ms ▲   │            │
 *        │                     └──────────────────────────┘   │            │
 *        └────────────────────────────────────────────────────┴────────────┘
 *                    back inside the limit by the hysteresis
 *
 * A snooze holds for its time, however often the value comes and goes: what is back meanwhile is
 * quiet, on its way beyond pending, and then snoozed again instead of firing.
 * While it is firing, a rule with a `repeat` tells it again every so often.
 *
 * Edges, not levels: a step returns what changed, and only that is told.
 * Knows no clock: the reading's own time comes from the caller.
 */
#ifndef SENSORTOP_CORE_ALERT_H
#define SENSORTOP_CORE_ALERT_H

#include "core/rule.h"

enum alert_state {
    ALERT_OK,
    ALERT_PENDING,
    ALERT_QUIET, /* nothing is beyond, but the snooze goes on */
    ALERT_FIRING,
    ALERT_ACKED,
    ALERT_SNOOZED,
    ALERT_COUNT_
};

struct alert {
    uint16_t rule;    /* index in the model's rule_list */
    uint8_t state;    /* enum alert_state */
    bool is_told;     /* it fired, and not only under maintenance or a snooze */
    uint32_t until_s; /* FIRING: told again then, 0: never; else when the snooze is over, 0: there
                         is none. Model time, in whole seconds */
    int64_t since_ms; /* when the value went beyond the limit */
    double value;     /* the last one judged */
};

enum alert_edge {
    ALERT_NOTHING,
    ALERT_FIRED,
    ALERT_AGAIN,    /* still firing when the snooze was over, or after the rule's `repeat` */
    ALERT_SILENCED, /* by somebody: acknowledged, or snoozed */
    ALERT_CLEARED,
    ALERT_AWAKE,   /* the snooze was over, and nothing is beyond */
    ALERT_RECALLED /* it was there before the program started */
};

/* One more value of what the rule watches, measured at at_ms. */
enum alert_edge alert_apply(struct alert *alert, const struct rule *rule, double value,
                            int64_t at_ms);

/* Time passes without a value: a pending alert whose last value was beyond may fire, a snoozed one
 * may wake up, a firing one be told again. */
enum alert_edge alert_tick(struct alert *alert, const struct rule *rule, int64_t now_ms);

/* It was told: of a rule with a `repeat` it will be told again. */
void alert_schedule(struct alert *alert, const struct rule *rule, int64_t now_ms);

/* Nobody is told of it any more until it clears. False: it was neither firing nor snoozed. */
bool alert_ack(struct alert *alert);

/* Nor until then, rounded up to a second. False: it was neither active nor snoozed. */
bool alert_snooze(struct alert *alert, int64_t until_ms);

/* The snooze is over with the next tick. */
void alert_wake(struct alert *alert);

bool alert_is_active(const struct alert *alert); /* firing, acked or snoozed */

/* When its snooze is over, active or not; 0: there is none. */
int64_t alert_snoozed_until_ms(const struct alert *alert);

#endif
