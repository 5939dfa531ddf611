/* SPDX-License-Identifier: MIT */
#include "ui/mark.h"

#include "core/tally.h"

#include <assert.h>

// clang-format off
static const struct mark_row mark_rows[MARK_COUNT_] = {
    [MARK_CRIT]    = { "!!", STYLE_CRIT,    "critical alert" },
    [MARK_WARN]    = { "! ", STYLE_WARN,    "alert" },
    [MARK_OFFLINE] = { " x", STYLE_OFFLINE, "offline: the device said so, or its last will" },
    [MARK_STALE]   = { " ~", STYLE_STALE,   "stale: no live reading for too long" },
    [MARK_SILENT]  = { " ?", STYLE_DIM,     "neither a status nor a reading yet" },
    [MARK_NONE]    = { "  ", STYLE_NORMAL,  "all is well" },
};
// clang-format on

const struct mark_row *mark_get(enum mark mark)
{
    assert(mark < MARK_COUNT_);
    return &mark_rows[mark];
}

enum mark mark_of(const struct device *device)
{
    if (device->worst == SEVERITY_CRIT)
        return MARK_CRIT;
    if (device->worst == SEVERITY_WARN)
        return MARK_WARN;
    switch (tally_health(device)) {
    case DEVICE_OFFLINE: return MARK_OFFLINE;
    case DEVICE_STALE: return MARK_STALE;
    case DEVICE_UNKNOWN: return device->has_reading ? MARK_NONE : MARK_SILENT;
    case DEVICE_ONLINE: break;
    }
    return MARK_NONE;
}

bool mark_is_acked(const struct device *device)
{
    for (size_t i = 0; i < device->n_alerts; i++)
        if (device->alerts[i].state == ALERT_FIRING)
            return false;
    return device->worst != SEVERITY_NONE;
}

int64_t mark_snoozed_until_ms(const struct device *device)
{
    int64_t latest_ms = 0;

    for (size_t i = 0; i < device->n_alerts; i++) {
        int64_t until_ms = alert_snoozed_until_ms(&device->alerts[i]);

        if (until_ms > latest_ms)
            latest_ms = until_ms;
    }
    return latest_ms;
}
