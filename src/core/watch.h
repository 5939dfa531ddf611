/* SPDX-License-Identifier: MIT
 *
 * watch: all rules on one device. Keeps the device's list of alerts (only those
 * that are not ok) and its worst severity, and tells every edge.
 */
#ifndef SENSORTOP_CORE_WATCH_H
#define SENSORTOP_CORE_WATCH_H

#include "core/device.h"

/* An alert fired or cleared. Borrowed, as all. */
struct watch_edge {
    enum alert_edge edge;
    enum alert_state was;
    const struct device *device;
    const struct rule *rule;
    const struct alert *alert; /* as it is now */
};

typedef void watch_edge_fn(void *data, const struct watch_edge *edge);

struct watch {
    const struct rule_list *rules;
    watch_edge_fn *fn;
    void *data;
};

/* A value of a metric, measured at at_ms. */
void watch_apply(const struct watch *watch, struct device *device, const char *metric, double value,
                 int64_t at_ms);

/* Time passes: pending alerts may fire. */
void watch_tick(const struct watch *watch, struct device *device, int64_t now_ms);

/* Every firing alert becomes acked; returns how many did. */
unsigned watch_ack(struct device *device);

#endif
