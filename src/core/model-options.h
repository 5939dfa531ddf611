/* SPDX-License-Identifier: MIT
 *
 * model-options: what a model is created with.
 */
#ifndef SENSORTOP_CORE_MODEL_OPTIONS_H
#define SENSORTOP_CORE_MODEL_OPTIONS_H

#include "core/device-set.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model_options {
    size_t max_devices;
    size_t history_samples; /* a metric; 0: none, and no payload either */
    size_t payload_bytes_max;
    int64_t stale_after_ms; /* 0: three times the device's own interval, at least 30 s */
    int64_t bell_repeat_ms; /* 0: never again */
    bool alert_on_retained;
    uint64_t seed;                   /* of the device hash */
    struct device_set *take_devices; /* becomes the model's; or NULL */
};

#endif
