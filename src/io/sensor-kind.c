/* SPDX-License-Identifier: MIT */
#include "io/sensor-kind.h"

#include "core/mem.h"
#include "io/sysfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name longer than that is none that anybody would write. */
enum { SENSOR_KIND_NAME_BYTES_MAX = 128 };

/* --- parts --- */

/* The text of an attribute, or NULL. */
static char *sensor_kind_text(int fd, const char *file)
{
    struct buf text = { 0 };
    struct buf why = { 0 };
    char *found = NULL;

    if (sysfs_read_text(fd, file, &text, &why) == SYSFS_OK &&
        text.len <= SENSOR_KIND_NAME_BYTES_MAX && strlen(text.data) == text.len)
        found = buf_detach(&text);
    buf_finish(&text);
    buf_finish(&why);
    return found;
}

static bool sensor_kind_measures(const struct sensor_site *site, const char *name)
{
    for (size_t i = 0; i < site->n_channels; i++)
        if (strcmp(site->channels[i].name, name) == 0)
            return true;
    return false;
}

/* NULL: no room, or the site has such a channel already. */
static struct sensor_channel *sensor_kind_add_channel(struct sensor_site *site, const char *name,
                                                      double factor)
{
    struct sensor_channel *channel = &site->channels[site->n_channels];

    if (site->n_channels == SENSOR_CHANNELS_MAX || sensor_kind_measures(site, name))
        return NULL;
    site->n_channels++;
    *channel = (struct sensor_channel){ .name = name, .factor = factor };
    return channel;
}

/* Names the file, if the directory has it. */
static bool sensor_kind_has(int fd, char out[SENSOR_FILE_BYTES], const char *base,
                            const char *ending)
{
    char file[SENSOR_FILE_BYTES];
    int len = snprintf(file, sizeof file, "%s%s", base, ending);

    if (len < 0 || (size_t)len >= sizeof file || !sysfs_has(fd, file))
        return false;
    memcpy(out, file, sizeof file);
    return true;
}

/* --- IIO: Documentation/ABI/testing/sysfs-bus-iio --- */

/* Its units: milli-°C, milli-percent, kPa, percent (of a gas), lux, µg/m³. */
// clang-format off
static const struct {
    const char *base;
    const char *type; /* whose offset and scale may be shared */
    const char *name;
    double factor;
} sensor_kind_iio[] = {
    { "in_temp",                    "in_temp",              "temperature",    0.001 },
    { "in_temp_ambient",            "in_temp",              "temperature",    0.001 },
    { "in_temp0",                   "in_temp",              "temperature",    0.001 },
    { "in_humidityrelative",        "in_humidityrelative",  "humidity",       0.001 },
    { "in_pressure",                "in_pressure",          "pressure_hpa",      10 },
    { "in_concentration_co2",       "in_concentration",     "co2_ppm",        10000 },
    { "in_illuminance",             "in_illuminance",       "illuminance_lx",     1 },
    { "in_illuminance0",            "in_illuminance",       "illuminance_lx",     1 },
    { "in_massconcentration_pm2p5", "in_massconcentration", "pm2_5_ugm3",         1 },
    { "in_temp_object",             "in_temp",              "object_c",       0.001 },
};

/* What has these channels measures its own temperature to correct them. */
static const char *const sensor_kind_others[] = {
    "in_accel", "in_anglvel", "in_current", "in_magn", "in_power", "in_voltage",
};
// clang-format on

static void sensor_kind_take_iio(int fd, struct sensor_site *site, size_t row)
{
    const char *base = sensor_kind_iio[row].base;
    const char *type = sensor_kind_iio[row].type;
    char input[SENSOR_FILE_BYTES] = "", raw[SENSOR_FILE_BYTES] = "";
    struct sensor_channel *channel;

    if (!sensor_kind_has(fd, input, base, "_input") && !sensor_kind_has(fd, raw, base, "_raw"))
        return;
    channel = sensor_kind_add_channel(site, sensor_kind_iio[row].name, sensor_kind_iio[row].factor);
    if (!channel)
        return;
    memcpy(channel->file, *input ? input : raw, sizeof channel->file);
    if (*input)
        return;
    if (!sensor_kind_has(fd, channel->offset, base, "_offset"))
        sensor_kind_has(fd, channel->offset, type, "_offset");
    if (!sensor_kind_has(fd, channel->scale, base, "_scale"))
        sensor_kind_has(fd, channel->scale, type, "_scale");
}

static enum sensor_rank sensor_kind_rank_iio(int fd, const struct sensor_site *site)
{
    bool has_others = false;

    if (!sensor_kind_measures(site, "temperature"))
        return SENSOR_NAMED;
    if (sensor_kind_measures(site, "humidity"))
        return SENSOR_ROOM;
    for (size_t i = 0; i < sizeof sensor_kind_others / sizeof sensor_kind_others[0]; i++) {
        struct sysfs_names names;

        sysfs_list(fd, sensor_kind_others[i], "", &names);
        has_others |= names.n > 0;
        sysfs_names_finish(&names);
    }
    return has_others ? SENSOR_NAMED : SENSOR_PLAIN;
}

static struct sensor_site sensor_kind_make(enum sensorspec_kind kind, const char *id,
                                           char *take_name)
{
    return (struct sensor_site){ .kind = kind,
                                 .id = mem_text(id, strlen(id)),
                                 .name = take_name ? take_name : mem_text(id, strlen(id)) };
}

static void sensor_kind_add_iio(struct sensor_sites *sites, int fd, const char *id)
{
    struct sensor_site site = sensor_kind_make(SENSORSPEC_IIO, id, sensor_kind_text(fd, "name"));

    site.label = sensor_kind_text(fd, "label");
    for (size_t i = 0; i < sizeof sensor_kind_iio / sizeof sensor_kind_iio[0]; i++)
        sensor_kind_take_iio(fd, &site, i);
    site.rank = sensor_kind_rank_iio(fd, &site);
    sensor_sites_add(sites, &site);
}

/* --- 1-wire: Documentation/w1/slaves/w1_therm.rst --- */

static void sensor_kind_add_w1(struct sensor_sites *sites, int fd, const char *id)
{
    // clang-format off
    static const struct {
        const char *family;
        const char *chip;
    } families[] = {
        { "10-", "DS18S20" }, { "22-", "DS1822" }, { "28-", "DS18B20" }, { "3b-", "DS1825" },
        { "42-", "DS28EA00" },
    };
    // clang-format on

    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        const char *chip = families[i].chip;
        struct sensor_site site;
        struct sensor_channel *channel;

        if (strncmp(id, families[i].family, strlen(families[i].family)) != 0)
            continue;
        site = sensor_kind_make(SENSORSPEC_W1, id, mem_text(chip, strlen(chip)));
        channel = sensor_kind_add_channel(&site, "temperature", 0.001);
        /* It says more: the CRC, and the bytes that tell a measured 85 °C from a new chip's. */
        if (!sensor_kind_has(fd, channel->file, "w1_slave", "") &&
            !sensor_kind_has(fd, channel->file, "temperature", ""))
            site.n_channels = 0;
        site.rank = SENSOR_WIRE;
        sensor_sites_add(sites, &site);
    }
}

/* --- hwmon: Documentation/hwmon/sysfs-interface.rst --- */

static void sensor_kind_add_part(struct sensor_sites *sites, int fd, const char *id,
                                 const char *name, const char *input)
{
    struct sensor_site site = sensor_kind_make(SENSORSPEC_HWMON, id, mem_text(name, strlen(name)));
    struct sensor_channel *channel = sensor_kind_add_channel(&site, "temperature", 0.001);
    char file[SENSOR_FILE_BYTES] = "";

    site.part = mem_text(input, strlen(input) - strlen("_input"));
    if (sensor_kind_has(fd, channel->file, site.part, "_input"))
        sensor_kind_has(fd, channel->fault, site.part, "_fault");
    else
        site.n_channels = 0;
    if (sensor_kind_has(fd, file, site.part, "_label"))
        site.label = sensor_kind_text(fd, file);
    site.is_first = !sites->n || strcmp(sites->items[sites->n - 1].id, id) != 0;
    if (site.is_first && site.n_channels && sysfs_has(fd, "humidity1_input")) {
        channel = sensor_kind_add_channel(&site, "humidity", 0.001);
        sensor_kind_has(fd, channel->file, "humidity1_input", "");
        site.rank = SENSOR_ROOM;
    }
    sensor_sites_add(sites, &site);
}

static void sensor_kind_add_hwmon(struct sensor_sites *sites, int fd, const char *id)
{
    char *name = sensor_kind_text(fd, "name");
    struct sysfs_names inputs;

    /* w1_therm's second face of a sensor that is found as 1-wire already. */
    if (name && strcmp(name, "w1_slave_temp") != 0) {
        sysfs_list(fd, "temp", "_input", &inputs);
        for (size_t i = 0; i < inputs.n; i++)
            sensor_kind_add_part(sites, fd, id, name, inputs.items[i]);
        sysfs_names_finish(&inputs);
    }
    free(name);
}

/* --- thermal zones: Documentation/ABI/testing/sysfs-class-thermal --- */

static void sensor_kind_add_thermal(struct sensor_sites *sites, int fd, const char *id)
{
    struct sensor_site site =
        sensor_kind_make(SENSORSPEC_THERMAL, id, sensor_kind_text(fd, "type"));
    struct sensor_channel *channel = sensor_kind_add_channel(&site, "temperature", 0.001);

    if (!sensor_kind_has(fd, channel->file, "temp", ""))
        site.n_channels = 0;
    sensor_sites_add(sites, &site);
}

/* --- all --- */

// clang-format off
const struct sensor_kind sensor_kinds[SENSORSPEC_KIND_COUNT_] = {
    [SENSORSPEC_IIO]     = { "bus/iio/devices", "iio:device",   sensor_kind_add_iio },
    [SENSORSPEC_W1]      = { "bus/w1/devices",  "",             sensor_kind_add_w1 },
    [SENSORSPEC_HWMON]   = { "class/hwmon",     "hwmon",        sensor_kind_add_hwmon },
    [SENSORSPEC_THERMAL] = { "class/thermal",   "thermal_zone", sensor_kind_add_thermal },
};
// clang-format on
