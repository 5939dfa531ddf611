/* SPDX-License-Identifier: MIT
 *
 * sensor-kind: what the sensors of each kind look like in sysfs. Reads names,
 * never a value.
 */
#ifndef SENSORTOP_IO_SENSOR_KIND_H
#define SENSORTOP_IO_SENSOR_KIND_H

#include "io/sensor-site.h"

struct sensor_kind {
    const char *folder; /* below the root; NULL: not a kind of sysfs */
    const char *prefix; /* of the directories in it */
    /* Adds what the directory holds, if it is a sensor at all. */
    void (*add)(struct sensor_sites *sites, int dir_fd, const char *id);
};

extern const struct sensor_kind sensor_kinds[SENSORSPEC_KIND_COUNT_];

#endif
