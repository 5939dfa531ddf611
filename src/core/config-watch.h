/* SPDX-License-Identifier: MIT
 *
 * config-watch: what to watch, and what is wrong: the model's part of a
 * configuration.
 */
#ifndef SENSORTOP_CORE_CONFIG_WATCH_H
#define SENSORTOP_CORE_CONFIG_WATCH_H

#include "core/config-list.h"
#include "core/device-section.h"
#include "core/rule-section.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CONFIG_ALERTS_MAX = 990 };

struct config_watch {
    struct config_list locations;
    double high_c;
    double low_c;
    bool has_low; /* false: --low off, the default */
    bool no_high; /* --high off */
    double warn_high_c;
    double warn_low_c;
    bool has_warn_high; /* false: off, the default */
    bool has_warn_low;
    struct config_list alerts;     /* texts of rule-text, all good, */
    struct rule_section *sections; /* and these among them: together at most CONFIG_ALERTS_MAX */
    size_t n_sections;
    struct device_section *devices; /* all good */
    size_t n_devices;
    double hysteresis_c;
    int64_t stale_after_ms; /* 0 = by the device's own interval */
    int64_t max_devices;
    int64_t history_samples;
    int64_t payload_bytes_max;
    bool alert_on_retained;
    bool readonly;      /* publishes nothing, whatever is pressed */
    bool alert_at_once; /* whatever a rule says it must be held for: a check cannot wait */
    int64_t bell_repeat_ms;
};

#endif
