/* SPDX-License-Identifier: MIT */
#include "core/pubmessage.h"

#include "core/channel.h"
#include "core/number.h"
#include "core/text.h"

#include <string.h>

enum { PUBMESSAGE_STAMP_DECIMALS = 3, PUBMESSAGE_FAHRENHEIT_DECIMALS = 1 };

static void pubmessage_name(struct buf *out, const char *name)
{
    buf_puts(out, ",");
    text_quote_json(out, name, strlen(name));
    buf_puts(out, ":");
}

static void pubmessage_value(struct buf *out, const char *member,
                             const struct reading_metric *metric)
{
    const struct channel *channel = channel_find(metric->name);

    pubmessage_name(out, member);
    if (!metric->has_value)
        buf_puts(out, "null");
    else if (channel)
        number_format(out, metric->value, channel->decimals);
    else
        number_format_exact(out, metric->value);
}

static void pubmessage_temperature(struct buf *out, const struct reading_metric *metric)
{
    pubmessage_value(out, "temperature_c", metric);
    pubmessage_name(out, "temperature_f");
    if (metric->has_value)
        number_format(out, metric_to_fahrenheit(metric->value), PUBMESSAGE_FAHRENHEIT_DECIMALS);
    else
        buf_puts(out, "null");
}

void pubmessage_format(struct buf *out, const char *device_id, const struct reading *reading,
                       bool simulated)
{
    size_t i = 0;

    buf_puts(out, "{\"device_id\":");
    text_quote_json(out, device_id, strlen(device_id));
    if (i < reading->n_metrics && strcmp(reading->metrics[i].name, "temperature") == 0)
        pubmessage_temperature(out, &reading->metrics[i++]);
    if (i < reading->n_metrics && strcmp(reading->metrics[i].name, "humidity") == 0)
        pubmessage_value(out, "humidity", &reading->metrics[i++]);
    pubmessage_name(out, "timestamp");
    if (reading->has_time)
        number_format(out, (double)reading->time_ms / 1000, PUBMESSAGE_STAMP_DECIMALS);
    else
        buf_puts(out, "null");
    for (; i < reading->n_metrics; i++)
        pubmessage_value(out, reading->metrics[i].name, &reading->metrics[i]);
    buf_puts(out, simulated ? ",\"simulated\":true}" : "}");
}
