/* SPDX-License-Identifier: MIT
 *
 * tally: how many devices are online, offline, stale, in alert. Kept up to date
 * by taking a device out before it changes and in again afterwards, so that no
 * frame ever counts the table.
 */
#ifndef SENSORTOP_CORE_TALLY_H
#define SENSORTOP_CORE_TALLY_H

#include "core/device.h"

struct tally {
    uint32_t online, offline, stale, unknown; /* a device is in exactly one of them */
    uint32_t crit, warn;                      /* devices with an alert, by their worst */
};

/* What a device counts as: its own word "offline" first, then staleness, then the word "online". */
enum device_health { DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_STALE, DEVICE_UNKNOWN };

enum device_health tally_health(const struct device *device);

void tally_take_out(struct tally *tally, const struct device *device);
void tally_put_in(struct tally *tally, const struct device *device);

/* What it counts as, in a byte that is never TALLY_NONE: for who takes it out when it has changed
 * already. */
enum { TALLY_NONE = UINT8_MAX };

uint8_t tally_kind(const struct device *device);
void tally_take_out_kind(struct tally *tally, uint8_t kind);

/* Devices. */
size_t tally_count(const struct tally *tally);

#endif
