/* SPDX-License-Identifier: MIT
 *
 * sensor-value: one value of a sensor in sysfs, in our units, or why not.
 */
#ifndef SENSORTOP_IO_SENSOR_VALUE_H
#define SENSORTOP_IO_SENSOR_VALUE_H

#include "io/sensor-site.h"
#include "io/sysfs.h"

/* A sensor that is there. */
struct sensor_probe {
    enum sensorspec_kind kind;
    int dir_fd;
    bool has_last; /* a good temperature was read: last_c */
    double last_c;
};

/* Never a value that is not plausible: among others, not the 85 °C that a 1-wire chip says before
 * it has measured, unless its bytes or the temperature before show that it is that hot. */
enum sysfs_verdict sensor_value_read(struct sensor_probe *probe,
                                     const struct sensor_channel *channel, double *out,
                                     struct buf *why);

#endif
