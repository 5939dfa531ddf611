/* SPDX-License-Identifier: MIT */
#include "core/tally.h"

enum device_health tally_health(const struct device *device)
{
    if (device->status == STATUS_OFFLINE)
        return DEVICE_OFFLINE;
    if (device->is_stale)
        return DEVICE_STALE;
    return device->status == STATUS_ONLINE ? DEVICE_ONLINE : DEVICE_UNKNOWN;
}

static uint32_t *tally_health_count(struct tally *tally, const struct device *device)
{
    switch (tally_health(device)) {
    case DEVICE_ONLINE: return &tally->online;
    case DEVICE_OFFLINE: return &tally->offline;
    case DEVICE_STALE: return &tally->stale;
    case DEVICE_UNKNOWN: break;
    }
    return &tally->unknown;
}

static void tally_change(struct tally *tally, const struct device *device, uint32_t by)
{
    *tally_health_count(tally, device) += by;
    if (device->worst == SEVERITY_CRIT)
        tally->crit += by;
    if (device->worst == SEVERITY_WARN)
        tally->warn += by;
}

void tally_take_out(struct tally *tally, const struct device *device)
{
    tally_change(tally, device, UINT32_MAX); /* minus one, modulo 2^32 */
}

void tally_put_in(struct tally *tally, const struct device *device)
{
    tally_change(tally, device, 1);
}

size_t tally_count(const struct tally *tally)
{
    return (size_t)tally->online + tally->offline + tally->stale + tally->unknown;
}
