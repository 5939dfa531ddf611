/* SPDX-License-Identifier: MIT */
#include "core/stale.h"

int64_t stale_limit_ms(const struct device *device, int64_t fixed_ms)
{
    int64_t limit_ms = (int64_t)device->interval_ms * STALE_INTERVALS;

    if (device->settings && device->settings->stale_after_ms != DEVICE_STALE_AS_OTHERS)
        fixed_ms = device->settings->stale_after_ms;
    if (fixed_ms)
        return fixed_ms;
    if (!device->interval_ms)
        return STALE_UNKNOWN_MS;
    return limit_ms > STALE_MIN_MS ? limit_ms : STALE_MIN_MS;
}

int64_t stale_due_ms(const struct device *device, int64_t fixed_ms, int64_t listening_since_ms)
{
    int64_t since_ms = device->live_ms ? device->live_ms : device->first_seen_ms;

    /* A stored copy with a timestamp: the device itself says how old it is. */
    if (!device->live_ms && device->age_known)
        since_ms = device->reading_ms;
    else if (since_ms < listening_since_ms)
        since_ms = listening_since_ms;
    return since_ms + stale_limit_ms(device, fixed_ms) + 1;
}
