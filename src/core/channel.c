/* SPDX-License-Identifier: MIT */
#include "core/channel.h"

#include "core/number.h"

#include <math.h>
#include <string.h>

/* The ranges of what people put into rooms and gardens; the first two as a dashboard judges them.
 * An SCD30 or SCD4x without a measurement says 0 ppm, a BMP280 without power 0 hPa. */
// clang-format off
static const struct channel channels[] = {
    { "temperature",    "°C",    1, -90,    300,    300 },
    { "humidity",       "%",     1,   0,    105,    100 },
    { "pressure_hpa",   "hPa",   1, 200,   1300,   1300 },
    { "co2_ppm",        "ppm",   0,   1, 100000, 100000 },
    { "illuminance_lx", "lx",    1,   0, 300000, 300000 },
    { "pm2_5_ugm3",     "µg/m³", 1,   0,  10000,  10000 },
    { "object_c",       "°C",    1, -90,   2000,   2000 },
};
// clang-format on

/* How many of them have a place of their own at the head of a reading. */
enum { CHANNEL_LEADERS = 2 };

const struct channel *channel_find(const char *name)
{
    for (size_t i = 0; i < sizeof channels / sizeof channels[0]; i++)
        if (strcmp(channels[i].name, name) == 0)
            return &channels[i];
    return NULL;
}

bool channel_judge(const char *name, double *value, struct buf *why)
{
    const struct channel *channel = channel_find(name);

    if (!isfinite(*value)) {
        buf_addf(why, "%s is not a finite number", name);
        return false;
    }
    if (channel && (*value < channel->min || *value > channel->max)) {
        buf_addf(why, "%s of ", name);
        number_format_exact(why, *value);
        buf_puts(why, ", plausible is ");
        number_format_exact(why, channel->min);
        buf_puts(why, "…");
        number_format_exact(why, channel->max);
        buf_addf(why, " %s", channel->unit);
        return false;
    }
    if (channel && *value > channel->clamp_max)
        *value = channel->clamp_max;
    if (*value == 0)
        *value = 0; /* not -0 */
    return true;
}

void channel_format(struct buf *out, const char *name, double value)
{
    const struct channel *channel = channel_find(name);

    if (channel) {
        number_format(out, value, channel->decimals);
        buf_addf(out, " %s", channel->unit);
    } else {
        buf_addf(out, "%s ", name);
        number_format_exact(out, value);
    }
}

/* Where a metric of this name belongs: the leaders in their order, the rest behind. */
static size_t channel_place(const struct reading *reading, const char *name)
{
    size_t at = 0;

    for (size_t i = 0; i < CHANNEL_LEADERS; i++) {
        if (strcmp(channels[i].name, name) == 0)
            return at;
        if (at < reading->n_metrics && strcmp(reading->metrics[at].name, channels[i].name) == 0)
            at++;
    }
    return reading->n_metrics;
}

struct reading_metric *channel_add(struct reading *reading, const char *name)
{
    size_t len = strlen(name);
    struct reading_metric *metric;

    for (size_t i = 0; i < reading->n_metrics; i++)
        if (strcmp(reading->metrics[i].name, name) == 0)
            return NULL;
    if (!len || len > METRIC_NAME_BYTES_MAX || reading->n_metrics == READING_METRICS_MAX)
        return NULL;
    metric = &reading->metrics[channel_place(reading, name)];
    memmove(metric + 1, metric,
            (size_t)(&reading->metrics[reading->n_metrics] - metric) * sizeof *metric);
    reading->n_metrics++;
    *metric = (struct reading_metric){ 0 };
    memcpy(metric->name, name, len + 1);
    return metric;
}
