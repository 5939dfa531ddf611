/* SPDX-License-Identifier: MIT */
#include "core/tally.h"

#include <assert.h>

enum { TALLY_WORST_BITS = 2 };

static_assert(SEVERITY_COUNT_ <= 1 << TALLY_WORST_BITS, "a kind holds every severity");

enum device_health tally_health(const struct device *device)
{
    if (device->status == STATUS_OFFLINE)
        return DEVICE_OFFLINE;
    if (device->is_stale)
        return DEVICE_STALE;
    return device->status == STATUS_ONLINE ? DEVICE_ONLINE : DEVICE_UNKNOWN;
}

static uint32_t *tally_health_count(struct tally *tally, enum device_health health)
{
    switch (health) {
    case DEVICE_ONLINE: return &tally->online;
    case DEVICE_OFFLINE: return &tally->offline;
    case DEVICE_STALE: return &tally->stale;
    case DEVICE_UNKNOWN: break;
    }
    return &tally->unknown;
}

static void tally_change(struct tally *tally, enum device_health health, enum severity worst,
                         uint32_t by)
{
    *tally_health_count(tally, health) += by;
    if (worst == SEVERITY_CRIT)
        tally->crit += by;
    if (worst == SEVERITY_WARN)
        tally->warn += by;
}

void tally_take_out(struct tally *tally, const struct device *device)
{
    tally_take_out_kind(tally, tally_kind(device));
}

void tally_put_in(struct tally *tally, const struct device *device)
{
    tally_change(tally, tally_health(device), (enum severity)device->worst, 1);
}

uint8_t tally_kind(const struct device *device)
{
    return (uint8_t)(tally_health(device) << TALLY_WORST_BITS | device->worst);
}

void tally_take_out_kind(struct tally *tally, uint8_t kind)
{
    /* minus one, modulo 2^32 */
    tally_change(tally, (enum device_health)(kind >> TALLY_WORST_BITS),
                 (enum severity)(kind & ((1 << TALLY_WORST_BITS) - 1)), UINT32_MAX);
}

size_t tally_count(const struct tally *tally)
{
    return (size_t)tally->online + tally->offline + tally->stale + tally->unknown;
}
