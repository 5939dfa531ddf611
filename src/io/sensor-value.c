/* SPDX-License-Identifier: MIT */
#include "io/sensor-value.h"

#include "core/channel.h"
#include "core/w1slave.h"

#include <math.h>
#include <string.h>

/* The range of a DS18B20, its data sheet. 127.94 °C is what it says without power for a conversion
 * (Documentation/ABI/testing/sysfs-driver-w1_therm). */
static const double sensor_value_w1_min_c = -55, sensor_value_w1_max_c = 125;

/* So near to a good reading 85 °C is no surprise. */
static const double sensor_value_near_c = 5;

/* Up to here a relative humidity from sysfs is in percent, as older kernels gave it for a BME280
 * (bmp280-core.c: value / 1024). In the milli-percent of all others it would be dry beyond belief.
 */
static const double sensor_value_percent_max = 105;

static enum sysfs_verdict sensor_value_fail(struct buf *why, const char *file, const char *what)
{
    buf_addf(why, "%s: %s", file, what);
    return SYSFS_FAILED;
}

static enum sysfs_verdict sensor_value_slave(const struct sensor_probe *probe, const char *file,
                                             struct w1slave *out, struct buf *why)
{
    struct buf text = { 0 };
    struct buf what = { 0 };
    enum sysfs_verdict verdict = sysfs_read_text(probe->dir_fd, file, &text, why);

    if (verdict == SYSFS_OK && !w1slave_parse(text.data, text.len, out, &what))
        verdict = sensor_value_fail(why, file, what.data);
    buf_finish(&text);
    buf_finish(&what);
    return verdict;
}

static enum sysfs_verdict sensor_value_w1(const struct sensor_probe *probe,
                                          const struct sensor_channel *channel, double *out,
                                          struct buf *why)
{
    struct w1slave slave = { 0 };
    enum sysfs_verdict verdict;
    double milli;

    if (strcmp(channel->file, "w1_slave") == 0) {
        verdict = sensor_value_slave(probe, channel->file, &slave, why);
    } else {
        verdict = sysfs_read_number(probe->dir_fd, channel->file, &milli, why);
        slave.celsius = verdict == SYSFS_OK ? milli / 1000 : 0;
        slave.is_measured = !w1slave_is_power_on(slave.celsius);
    }
    if (verdict != SYSFS_OK)
        return verdict;
    if (slave.celsius < sensor_value_w1_min_c || slave.celsius > sensor_value_w1_max_c)
        return sensor_value_fail(why, channel->file, "outside -55…125 °C");
    if (!slave.is_measured &&
        !(probe->has_last && fabs(probe->last_c - slave.celsius) <= sensor_value_near_c))
        return sensor_value_fail(why, channel->file,
                                 "85 °C, which it also says before it has measured");
    *out = slave.celsius;
    return SYSFS_OK;
}

/* A number that is only there if the file has a name; otherwise *out stays. */
static enum sysfs_verdict sensor_value_part(const struct sensor_probe *probe, const char *file,
                                            double *out, struct buf *why)
{
    return *file ? sysfs_read_number(probe->dir_fd, file, out, why) : SYSFS_OK;
}

static bool sensor_value_is_percent(const struct sensor_probe *probe,
                                    const struct sensor_channel *channel, double value)
{
    return probe->kind == SENSORSPEC_IIO && !*channel->scale && value <= sensor_value_percent_max &&
           strcmp(channel->name, "humidity") == 0;
}

static enum sysfs_verdict sensor_value_file(const struct sensor_probe *probe,
                                            const struct sensor_channel *channel, double *out,
                                            struct buf *why)
{
    double value = 0, offset = 0, scale = 1, fault = 0;
    enum sysfs_verdict verdict = sensor_value_part(probe, channel->fault, &fault, why);

    if (verdict == SYSFS_OK && fault != 0)
        return sensor_value_fail(why, channel->fault, "the chip reports a fault of its sensor");
    if (verdict == SYSFS_OK)
        verdict = sensor_value_part(probe, channel->file, &value, why);
    if (verdict == SYSFS_OK)
        verdict = sensor_value_part(probe, channel->offset, &offset, why);
    if (verdict == SYSFS_OK)
        verdict = sensor_value_part(probe, channel->scale, &scale, why);
    if (verdict == SYSFS_OK)
        *out = (value + offset) * scale *
               (sensor_value_is_percent(probe, channel, value) ? 1 : channel->factor);
    return verdict;
}

enum sysfs_verdict sensor_value_read(struct sensor_probe *probe,
                                     const struct sensor_channel *channel, double *out,
                                     struct buf *why)
{
    enum sysfs_verdict verdict = probe->kind == SENSORSPEC_W1
                                     ? sensor_value_w1(probe, channel, out, why)
                                     : sensor_value_file(probe, channel, out, why);

    if (verdict == SYSFS_OK && !channel_judge(channel->name, out, why))
        verdict = SYSFS_FAILED;
    if (verdict == SYSFS_OK && strcmp(channel->name, "temperature") == 0) {
        probe->last_c = *out;
        probe->has_last = true;
    }
    return verdict;
}
