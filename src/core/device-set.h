/* SPDX-License-Identifier: MIT
 *
 * device-set: what the user knows of which device: found out once, when the
 * device is new. Of sections that match, the last one that says a thing counts.
 */
#ifndef SENSORTOP_CORE_DEVICE_SET_H
#define SENSORTOP_CORE_DEVICE_SET_H

#include "core/device-section.h"
#include "core/fault.h"
#include "core/reading.h"

/* Copies the sections, which are good. */
struct device_set *device_set_create(const struct device_section *sections, size_t n);
void device_set_destroy(struct device_set *set);

/* The settings of a device, which live as long as the set; NULL: nothing is known of it. Cost:
 * sections. */
const struct device_settings *device_set_get(struct device_set *set, const char *location,
                                             const char *device);

/* Turns what the device sent into what is: unit, range, offset. A value out of its range is none,
 * and a fault. */
void device_settings_correct(const struct device_settings *settings, struct reading *reading,
                             struct faults *faults);

/* The unit to show behind a metric; NULL: the usual one. settings may be NULL. */
const char *device_settings_unit(const struct device_settings *settings, const char *metric);

#endif
