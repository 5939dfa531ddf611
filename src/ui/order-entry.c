/* SPDX-License-Identifier: MIT */
#include "ui/order-entry.h"

#include "ui/mark.h"

static bool order_key_status(const struct device *device, double *key)
{
    *key = tally_health(device);
    return true;
}

static bool order_key_metric(const struct device *device, int name, double *key)
{
    const struct metric *metric = device_metric(device, name);

    if (!metric || !metric->has_value)
        return false;
    *key = metric->value;
    return true;
}

static bool order_key_temperature(const struct device *device, double *key)
{
    return order_key_metric(device, METRIC_TEMPERATURE, key);
}

static bool order_key_humidity(const struct device *device, double *key)
{
    return order_key_metric(device, METRIC_HUMIDITY, key);
}

/* Youngest first needs no clock. */
static bool order_key_age(const struct device *device, double *key)
{
    *key = -(double)device->reading_ms;
    return device->has_reading && device->age_known;
}

/* The temperature of a device that has a lowest and a highest one, or NULL. */
static const struct metric *order_range(const struct device *device)
{
    const struct metric *metric = device_metric(device, METRIC_TEMPERATURE);

    return metric && metric->min <= metric->max ? metric : NULL;
}

static bool order_key_min(const struct device *device, double *key)
{
    const struct metric *range = order_range(device);

    if (range)
        *key = (double)range->min;
    return range;
}

static bool order_key_max(const struct device *device, double *key)
{
    const struct metric *range = order_range(device);

    if (range)
        *key = (double)range->max;
    return range;
}

static bool order_key_alert(const struct device *device, double *key)
{
    *key = -(double)device->worst;
    return device->worst != SEVERITY_NONE;
}

typedef bool order_key_fn(const struct device *device, double *key);

/* By name the rank is the key, and the device need not be read. */
static order_key_fn *const order_keys[ORDER_COUNT_] = {
    [ORDER_STATUS] = order_key_status,     [ORDER_TEMPERATURE] = order_key_temperature,
    [ORDER_HUMIDITY] = order_key_humidity, [ORDER_AGE] = order_key_age,
    [ORDER_MIN] = order_key_min,           [ORDER_MAX] = order_key_max,
    [ORDER_ALERT] = order_key_alert,
};

static uint32_t order_problem(const struct device *device)
{
    enum mark mark = mark_of(device);

    return mark <= MARK_STALE ? mark : MARK_STALE + 1;
}

/* From the highest bit down: the location, not pinned, the problem, no value. */
enum { ORDER_NO_VALUE_BITS = 1, ORDER_PROBLEM_BITS = 3, ORDER_PIN_BITS = 1 };

static uint32_t order_group_make(const struct order *order, const struct device *device,
                                 struct order_place place)
{
    uint32_t group = order->by_location ? place.location : 0;

    group = group << ORDER_PIN_BITS | !place.is_pinned;
    group = group << ORDER_PROBLEM_BITS | (order->problems_first ? order_problem(device) : 0);
    return group << ORDER_NO_VALUE_BITS;
}

struct order_entry order_entry_make(const struct order *order, const struct device *device,
                                    struct order_place place)
{
    order_key_fn *key_of = order_keys[order->by];
    struct order_entry entry = { .key = place.rank,
                                 .group = order_group_make(order, device, place),
                                 .rank = place.rank };

    bool has_value = true;

    if (order->by == ORDER_METRIC)
        has_value = order_key_metric(device, order->metric, &entry.key);
    else if (key_of)
        has_value = key_of(device, &entry.key);
    if (!has_value) {
        entry.group |= 1;
        entry.key = 0;
    }
    if (order->inverted)
        entry.key = -entry.key;
    return entry;
}

void order_entry_set_rank(const struct order *order, struct order_entry *entry, uint32_t rank)
{
    entry->rank = rank;
    if (order->by == ORDER_NAME)
        entry->key = order->inverted ? -(double)rank : rank;
}

int order_entry_compare(const void *a, const void *b)
{
    return order_entry_less(a, b) ? -1 : order_entry_less(b, a);
}
