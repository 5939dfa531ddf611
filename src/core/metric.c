/* SPDX-License-Identifier: MIT */
#include "core/metric.h"

#include "core/hash.h"
#include "core/mem.h"
#include "core/number.h"

#include <assert.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

// clang-format off
/* A range only where what lies beyond it is certainly wrong, whatever the sensor. */
static const struct metric_kind metric_kinds[] = {
    { "temperature",     "°C",     "TEMP",   1,    -90.0,   300.0,   300.0 },
    { "humidity",        "%",      "HUM",    1,      0.0,   105.0,   100.0 },
    { "pressure",        "hPa",    "PRES",   1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "battery",         "%",      "BATT",   0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "battery_voltage", "V",      "BATT",   2, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "voltage",         "V",      "VOLT",   2, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "current",         "A",      "CURR",   2, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "power",           "W",      "POWER",  1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "energy",          "kWh",    "ENERGY", 2, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "rssi",            "dBm",    "RSSI",   0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "linkquality",     "",       "LQI",    0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "illuminance",     "lx",     "LIGHT",  0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "co2",             "ppm",    "CO2",    0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "eco2",            "ppm",    "ECO2",   0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "tvoc",            "ppb",    "TVOC",   0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "pm1",             "µg/m³",  "PM1",    1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "pm2_5",           "µg/m³",  "PM2.5",  1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "pm25",            "µg/m³",  "PM2.5",  1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "pm10",            "µg/m³",  "PM10",   1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "moisture",        "%",      "MOIST",  0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "soil_moisture",   "%",      "SOIL",   0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "noise",           "dB",     "NOISE",  0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "uv_index",        "",       "UV",     1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "wind_speed",      "m/s",    "WIND",   1, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "wind_direction",  "°",      "WIND",   0, -DBL_MAX, DBL_MAX, DBL_MAX },
    { "rain",            "mm",     "RAIN",   1, -DBL_MAX, DBL_MAX, DBL_MAX },
};
// clang-format on

/* Twice the names, so that a chain of probes stays short. */
enum { METRIC_SLOTS = 2 * METRIC_NAMES_MAX };

struct metric_names {
    uint64_t seed;
    int n;
    char *names[METRIC_NAMES_MAX];
    uint16_t slots[METRIC_SLOTS]; /* number + 1; 0 = free */
};

const struct metric_kind *metric_find(const char *name)
{
    for (size_t i = 0; i < sizeof metric_kinds / sizeof metric_kinds[0]; i++)
        if (strcmp(metric_kinds[i].name, name) == 0)
            return &metric_kinds[i];
    return NULL;
}

double metric_to_fahrenheit(double celsius)
{
    return celsius * 9 / 5 + 32;
}

static void metric_format_as(struct buf *out, const char *name, double value, bool fahrenheit,
                             bool is_exact)
{
    const struct metric_kind *kind = metric_find(name);
    const char *unit = kind ? kind->unit : "";

    if (fahrenheit && strcmp(unit, "°C") == 0) {
        value = metric_to_fahrenheit(value);
        unit = "°F";
    }
    if (kind && !is_exact)
        number_format(out, value, kind->decimals);
    else
        buf_addf(out, "%.6g", value);
    if (*unit)
        buf_addf(out, " %s", unit);
}

void metric_format(struct buf *out, const char *name, double value, bool fahrenheit)
{
    metric_format_as(out, name, value, fahrenheit, false);
}

void metric_format_exact(struct buf *out, const char *name, double value, bool fahrenheit)
{
    metric_format_as(out, name, value, fahrenheit, true);
}

void metric_format_change(struct buf *out, const char *name, double change, bool fahrenheit)
{
    const struct metric_kind *kind = metric_find(name);
    const char *unit = kind ? kind->unit : "";

    if (fahrenheit && strcmp(unit, "°C") == 0) {
        change = change * 9 / 5;
        unit = "°F";
    }
    buf_addf(out, "%.4g", change);
    if (*unit)
        buf_addf(out, " %s", unit);
}

struct metric_names *metric_names_create(uint64_t seed)
{
    struct metric_names *names = mem_zero(1, sizeof *names);

    names->seed = seed;
    /* All that we know, before anybody can fill the store with names of his own. */
    for (size_t i = 0; i < sizeof metric_kinds / sizeof metric_kinds[0]; i++)
        metric_names_intern(names, metric_kinds[i].name);
    assert(metric_names_find(names, "temperature") == METRIC_TEMPERATURE);
    assert(metric_names_find(names, "humidity") == METRIC_HUMIDITY);
    return names;
}

void metric_names_destroy(struct metric_names *names)
{
    if (!names)
        return;
    for (int i = 0; i < names->n; i++)
        free(names->names[i]);
    free(names);
}

/* The slot that holds the name, or the free one where it belongs. */
static uint16_t *metric_names_slot(const struct metric_names *names, const char *name)
{
    size_t i = hash_bytes(names->seed, name, strlen(name)) % METRIC_SLOTS;
    const uint16_t *slot = &names->slots[i];

    while (*slot && strcmp(names->names[*slot - 1], name) != 0) {
        i = (i + 1) % METRIC_SLOTS;
        slot = &names->slots[i];
    }
    return (uint16_t *)slot;
}

int metric_names_intern(struct metric_names *names, const char *name)
{
    uint16_t *slot = metric_names_slot(names, name);

    if (*slot)
        return *slot - 1;
    if (names->n == METRIC_NAMES_MAX)
        return -1;
    names->names[names->n++] = mem_text(name, strlen(name));
    *slot = (uint16_t)names->n;
    return names->n - 1;
}

int metric_names_find(const struct metric_names *names, const char *name)
{
    return *metric_names_slot(names, name) - 1;
}

const char *metric_names_get(const struct metric_names *names, int number)
{
    assert(number >= 0 && number < names->n);
    return names->names[number];
}
