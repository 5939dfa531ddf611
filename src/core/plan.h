/* SPDX-License-Identifier: MIT
 *
 * plan: which rules hold for a device, found out once, when the device is new,
 * and not again with each of its messages. Devices for which the same rules
 * hold share a plan.
 */
#ifndef SENSORTOP_CORE_PLAN_H
#define SENSORTOP_CORE_PLAN_H

#include "core/metric.h"
#include "core/rule.h"

/* What a rule judges: a metric by its number, or one of these. A metric for whose name there is no
 * room no device has. */
enum { PLAN_OFFLINE = METRIC_NAMES_MAX, PLAN_STALE, PLAN_NOTHING };

struct plan_item {
    uint16_t subject;
    uint16_t rule; /* index in the rule_list */
};

/* In the order of the list. */
struct plan {
    size_t n;
    struct plan_item items[];
};

/* The rules are borrowed; their metrics get their numbers in names. */
struct plan_table *plan_table_create(const struct rule_list *rules, struct metric_names *names);
void plan_table_destroy(struct plan_table *table);

/* The plan of a device, which lives as long as the table. Cost: rules. */
const struct plan *plan_table_get(struct plan_table *table, const char *location,
                                  const char *device);

#endif
