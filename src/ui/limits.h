/* SPDX-License-Identifier: MIT
 *
 * limits: the limits that hold for a metric of a device, as a chart draws them
 * and a colour stands between them.
 */
#ifndef SENSORTOP_UI_LIMITS_H
#define SENSORTOP_UI_LIMITS_H

#include "ui/view.h"

enum { LIMITS_MAX = 8 };

struct limits {
    size_t n;
    const struct rule *rules[LIMITS_MAX];
};

/* metric: its number. Cost: the rules that hold for the device. */
void limits_find(struct limits *limits, const struct view_context *context,
                 const struct device *device, int metric);

/* STYLE_HEAT_1 … 8, by where a temperature stands between the lowest and the highest limit. */
enum style limits_heat(const struct limits *limits, double celsius);

#endif
