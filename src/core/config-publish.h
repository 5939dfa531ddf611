/* SPDX-License-Identifier: MIT
 *
 * config-publish: what to publish, as plain values: the part of config that
 * only sensorpub has.
 */
#ifndef SENSORTOP_CORE_CONFIG_PUBLISH_H
#define SENSORTOP_CORE_CONFIG_PUBLISH_H

#include "core/config-list.h"

#include <stdbool.h>
#include <stdint.h>

struct config_publish {
    char *device_id;
    char *location;
    struct config_list sensors; /* texts of sensorspec */
    char *sysfs;
    bool list;
    bool no_simulate;
    int64_t interval_ms;
    int64_t jitter_ms; /* 0 = none */
    bool has_on_change;
    double on_change;
    int64_t heartbeat_ms;
    bool retain;
    int64_t buffer; /* messages */
    int64_t count;  /* messages; 0 = no end */
    bool print;
    bool debug;
    int64_t simulate; /* devices; 0 = not simulated, or as many as the scenario names */
    char *scenario;   /* a file, or "house"; or NULL */
    int64_t seed;
};

#endif
