/* SPDX-License-Identifier: MIT
 *
 * perfdata: values for a monitoring system to draw, in the notation of Nagios
 * plugins: 'kitchen-01 temperature'=31.4;~:28;~:30. A limit is a range that the
 * value should be in; "~" is without end.
 */
#ifndef SENSORTOP_CORE_PERFDATA_H
#define SENSORTOP_CORE_PERFDATA_H

#include "core/device.h"

/* Appends all values of a device, a blank before each; its limits are those of its plan.
 * with_location: 'home/kitchen-01 temperature'. */
void perfdata_format(const struct device *device, const struct metric_names *names,
                     const struct rule_list *rules, bool with_location, struct buf *out);

#endif
