/* SPDX-License-Identifier: MIT
 *
 * sensor: a sensor of this machine, read when asked. A call waits for the
 * sensor: a DHT11 or DHT22 takes up to a second and a second more when it has
 * to be asked again, a DS18B20 750 ms each, a command up to 2 s. What is not
 * plausible is never returned as a value, and a value that could not be had is
 * asked for once more within the call; after that the caller comes back at its
 * own interval, for a sensor that was unplugged as well: it is looked for anew.
 *
 *   sensor_create -> sensor_read… (false: sensor_blank) -> sensor_destroy
 */
#ifndef SENSORTOP_IO_SENSOR_H
#define SENSORTOP_IO_SENSOR_H

#include "core/reading.h"
#include "core/sensorspec.h"

/* Looks below root (SYSFS_ROOT) for the sensor; kinds: all but SENSORSPEC_SIMULATE. The best for
 * "auto", "iio" and "w1": first what measures temperature and humidity, then 1-wire, then other
 * IIO thermometers; never the board's or a chip's own temperature. A command is not run yet. NULL:
 * there is none, or more than one fits; err says which there are. */
struct sensor *sensor_create(const char *root, const struct sensorspec *spec, struct buf *err);
void sensor_destroy(struct sensor *sensor);

/* "iio:dht11@4": the one that was found; finds the same one again. Borrowed. */
const char *sensor_spec(const struct sensor *sensor);

/* False: not one value could be had; out is untouched. True: out has at least one, without a time;
 * metrics named without a value could not be had. Either way why tells what is missing, and that
 * may quote the sensor's bytes: show it through the door of `text`. */
bool sensor_read(struct sensor *sensor, struct reading *out, struct buf *why);

/* The same metrics, none with a value: "alive without values". */
void sensor_blank(const struct sensor *sensor, struct reading *out);

struct sensor_counts {
    uint64_t readings; /* calls that gave a value */
    uint64_t failures; /* calls that gave none */
    uint64_t refused;  /* single values that were not there or not plausible */
    uint64_t retries;  /* calls that asked the sensor again */
};

struct sensor_counts sensor_get_counts(const struct sensor *sensor);

/* Appends a table of all sensors below root, each with what to give to --sensor and its present
 * values or why there are none, and which one "auto" takes. Returns how many. */
size_t sensor_format_list(const char *root, struct buf *out);

#endif
