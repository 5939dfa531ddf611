/* SPDX-License-Identifier: MIT */
#include "core/device.h"

#include "core/hash.h"
#include "core/mem.h"

#include <assert.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

enum { DEVICE_TABLE_FIRST_SLOTS = 64 };

struct device_table {
    size_t max;
    uint64_t seed;
    size_t n;
    size_t size; /* of devices */
    struct device **devices;
    size_t n_slots;  /* a power of two, at least twice n */
    uint32_t *slots; /* index + 1; 0 = free */
};

struct device_table *device_table_create(size_t max_devices, uint64_t seed)
{
    struct device_table *table = mem_zero(1, sizeof *table);

    assert(max_devices > 0 && max_devices < UINT32_MAX / 4);
    table->max = max_devices;
    table->seed = seed;
    table->n_slots = DEVICE_TABLE_FIRST_SLOTS;
    table->slots = mem_zero(table->n_slots, sizeof *table->slots);
    return table;
}

static void device_destroy(struct device *device)
{
    for (size_t i = 0; i < device->n_metrics; i++)
        history_destroy(device->metrics[i].history);
    free(device->payload);
    free(device->metrics);
    free(device->alerts);
    free(device);
}

void device_table_destroy(struct device_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->n; i++)
        device_destroy(table->devices[i]);
    free(table->devices);
    free(table->slots);
    free(table);
}

size_t device_table_count(const struct device_table *table)
{
    return table->n;
}

struct device *device_table_get(const struct device_table *table, size_t index)
{
    assert(index < table->n);
    return table->devices[index];
}

/* Location and id are hashed apart, so that "a/b" + "c" is not "a" + "b/c". */
static uint64_t device_table_hash(const struct device_table *table, const struct topic *topic)
{
    return hash_bytes(hash_bytes(table->seed, topic->location, topic->location_len), topic->device,
                      topic->device_len);
}

static bool device_is(const struct device *device, const struct topic *topic)
{
    return device->id_len == topic->device_len &&
           memcmp(device->id, topic->device, topic->device_len) == 0 &&
           strlen(device->location) == topic->location_len &&
           memcmp(device->location, topic->location, topic->location_len) == 0;
}

/* The slot that holds the device, or the free one where it belongs. */
static uint32_t *device_table_slot(const struct device_table *table, const struct topic *topic)
{
    size_t mask = table->n_slots - 1;
    size_t i = device_table_hash(table, topic) & mask;

    while (table->slots[i] && !device_is(table->devices[table->slots[i] - 1], topic))
        i = (i + 1) & mask;
    return &table->slots[i];
}

struct device *device_table_find(const struct device_table *table, const struct topic *topic)
{
    uint32_t slot = *device_table_slot(table, topic);

    return slot ? table->devices[slot - 1] : NULL;
}

static struct topic device_topic(const struct device *device)
{
    return (struct topic){ .location = device->location,
                           .location_len = strlen(device->location),
                           .device = device->id,
                           .device_len = device->id_len };
}

static void device_table_grow_slots(struct device_table *table)
{
    if (2 * (table->n + 1) <= table->n_slots)
        return;
    free(table->slots);
    table->n_slots *= 2;
    table->slots = mem_zero(table->n_slots, sizeof *table->slots);
    for (size_t i = 0; i < table->n; i++) {
        struct topic topic = device_topic(table->devices[i]);

        *device_table_slot(table, &topic) = (uint32_t)i + 1;
    }
}

/* One allocation: the struct, then both names. */
static struct device *device_create(const struct topic *topic, int64_t now_ms)
{
    size_t names_len = topic->location_len + topic->device_len + 2;
    struct device *device = mem_zero(1, sizeof *device + names_len);
    char *names = (char *)(device + 1);

    memcpy(names, topic->location, topic->location_len);
    device->location = names;
    names += topic->location_len + 1;
    memcpy(names, topic->device, topic->device_len);
    device->id = names;
    device->id_len = (uint16_t)topic->device_len;
    device->first_seen_ms = now_ms;
    return device;
}

struct device *device_table_add(struct device_table *table, const struct topic *topic,
                                int64_t now_ms)
{
    struct device *device = device_table_find(table, topic);

    if (device || table->n == table->max)
        return device;

    device_table_grow_slots(table);
    if (table->n == table->size) {
        table->size = table->size ? 2 * table->size : DEVICE_TABLE_FIRST_SLOTS;
        table->devices = mem_resize(table->devices, table->size, sizeof(struct device *));
    }
    device = device_create(topic, now_ms);
    device->index = (uint32_t)table->n;
    *device_table_slot(table, topic) = device->index + 1;
    table->devices[table->n++] = device;
    return device;
}

const struct metric *device_metric(const struct device *device, int name)
{
    for (size_t i = 0; i < device->n_metrics; i++)
        if (device->metrics[i].name == name)
            return &device->metrics[i];
    return NULL;
}

struct metric *device_add_metric(struct device *device, int name)
{
    struct metric *metric = (struct metric *)device_metric(device, name);

    if (metric || device->n_metrics == READING_METRICS_MAX)
        return metric;
    device->metrics =
        mem_resize(device->metrics, (size_t)device->n_metrics + 1, sizeof *device->metrics);
    metric = &device->metrics[device->n_metrics++];
    *metric = (struct metric){ .name = (uint16_t)name, .min = FLT_MAX, .max = -FLT_MAX };
    return metric;
}
