/* SPDX-License-Identifier: MIT
 *
 * stale: has a device been silent for too long? Judged by its own rhythm, and
 * never by a time in which we were not listening.
 */
#ifndef SENSORTOP_CORE_STALE_H
#define SENSORTOP_CORE_STALE_H

#include "core/device.h"

enum {
    STALE_INTERVALS = 3,
    STALE_MIN_MS = 30 * 1000,
    /* No interval seen yet: as for a device that speaks every half minute. */
    STALE_UNKNOWN_MS = STALE_INTERVALS * 30 * 1000,
};

/* Silence that a device may keep; fixed_ms: what the user set for all, 0 = by the device's own
 * interval. Its settings may say something else. */
int64_t stale_limit_ms(const struct device *device, int64_t fixed_ms);

/* From when on it is stale if it says nothing. listening_since_ms: when our link came up. */
int64_t stale_due_ms(const struct device *device, int64_t fixed_ms, int64_t listening_since_ms);

#endif
