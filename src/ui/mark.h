/* SPDX-License-Identifier: MIT
 *
 * mark: the worst that is to be said of a device, as two characters and a
 * style. The grid draws it, the help explains it, "problems first" sorts by it.
 */
#ifndef SENSORTOP_UI_MARK_H
#define SENSORTOP_UI_MARK_H

#include "core/device.h"
#include "ui/theme.h"

/* Worst first. */
enum mark { MARK_CRIT, MARK_WARN, MARK_OFFLINE, MARK_STALE, MARK_SILENT, MARK_NONE, MARK_COUNT_ };

enum { MARK_COLS = 2 };

struct mark_row {
    const char *text; /* MARK_COLS columns */
    enum style style; /* of the device's row */
    const char *help;
};

const struct mark_row *mark_get(enum mark mark);
enum mark mark_of(const struct device *device);

/* Of a device with an alert: none is left that nobody acknowledged or put off. */
bool mark_is_acked(const struct device *device);

/* When the last of its snoozes is over, model time, whether it has an alert now or not; 0: there is
 * none. */
int64_t mark_snoozed_until_ms(const struct device *device);

#endif
