/* SPDX-License-Identifier: MIT
 *
 * alert: one rule on one device.
 *
 *              beyond                held for for_ms
 *      ┌────┐ ────────▶ ┌─────────┐ ────────────────▶ ┌────────┐ ack  ┌───────┐
 *      │ ok │           │ pending │                   │ firing │ ───▶ │ acked │
 *      └────┘ ◀──────── └─────────┘                   └────────┘      └───────┘
 *         ▲   not beyond                                   │              │
 *         └────────────────────────────────────────────────┴──────────────┘
 *                         back inside the limit by the hysteresis
 *
 * Edges, not levels: a step returns what changed, and only that is told.
 * Knows no clock: the reading's own time comes from the caller.
 */
#ifndef SENSORTOP_CORE_ALERT_H
#define SENSORTOP_CORE_ALERT_H

#include "core/rule.h"

enum alert_state { ALERT_OK, ALERT_PENDING, ALERT_FIRING, ALERT_ACKED, ALERT_COUNT_ };

struct alert {
    uint16_t rule;    /* index in the model's rule_list */
    uint8_t state;    /* enum alert_state */
    int64_t since_ms; /* when the value went beyond the limit */
    double value;     /* the last one judged */
};

enum alert_edge { ALERT_NOTHING, ALERT_FIRED, ALERT_CLEARED };

/* One more value of the rule's metric, measured at at_ms. */
enum alert_edge alert_apply(struct alert *alert, const struct rule *rule, double value,
                            int64_t at_ms);

/* Time passes without a value: a pending alert whose last value was beyond may fire. */
enum alert_edge alert_tick(struct alert *alert, const struct rule *rule, int64_t now_ms);

bool alert_is_active(const struct alert *alert); /* firing or acked */

#endif
