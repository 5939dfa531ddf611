/* SPDX-License-Identifier: MIT
 *
 * channel: what our own sensors measure: unit, decimals, plausible range. The
 * name of a channel is the name of its metric and of its JSON member, so it has
 * the unit in it; temperature and humidity are the two that the convention named.
 */
#ifndef SENSORTOP_CORE_CHANNEL_H
#define SENSORTOP_CORE_CHANNEL_H

#include "core/reading.h"

struct channel {
    const char *name;
    const char *unit;
    int decimals; /* as published and listed */
    double min;   /* beyond min…max a value is refused */
    double max;
    double clamp_max; /* above this, up to max, a value counts as this */
};

/* NULL: not one of ours; then any finite value is plausible and is published as it is. */
const struct channel *channel_find(const char *name);

/* Makes the value fit to publish, or says why it is not. */
bool channel_judge(const char *name, double *value, struct buf *why);

/* Appends "22.5 °C". */
void channel_format(struct buf *out, const char *name, double value);

/* A new metric without a value, temperature and humidity before all others. NULL: no room, it is
 * there already, or the name is too long. Other metrics of the reading may move. */
struct reading_metric *channel_add(struct reading *reading, const char *name);

#endif
