/* SPDX-License-Identifier: MIT */
#include "core/device.h"

#include "core/hash.h"
#include "core/location.h"
#include "core/mem.h"

#include <assert.h>
#include <float.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { DEVICE_TABLE_FIRST_SLOTS = 64 };

struct device_table {
    size_t max;
    uint64_t seed;
    struct location_names *locations;
    size_t n;
    size_t n_gone; /* of these */
    size_t size;   /* of devices */
    struct device **devices;
    size_t n_slots;  /* a power of two, at least twice n */
    uint32_t *slots; /* 0 = free; index + 1, and above the bits which that may have, those of the
                        hash, so that a device that is another one need not be read */
};

struct device_table *device_table_create(size_t max_devices, uint64_t seed)
{
    struct device_table *table = mem_zero(1, sizeof *table);

    assert(max_devices > 0 && max_devices < UINT32_MAX / 4);
    table->max = max_devices;
    table->seed = seed;
    table->locations = location_names_create(seed);
    table->n_slots = DEVICE_TABLE_FIRST_SLOTS;
    table->slots = mem_zero(table->n_slots, sizeof *table->slots);
    return table;
}

static void device_release(struct device *device)
{
    for (size_t i = 0; i < device->n_metrics; i++)
        free(device->metrics[i].history);
    free(device->payload);
    free(device->metrics);
    free(device->alerts);
}

static void device_destroy(struct device *device)
{
    device_release(device);
    free(device);
}

void device_lose_status(struct device *device, int64_t now_ms)
{
    device->status = STATUS_UNKNOWN;
    device->status_stored = false;
    device->status_ms = now_ms;
}

void device_table_destroy(struct device_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->n; i++)
        device_destroy(table->devices[i]);
    location_names_destroy(table->locations);
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

/* A device's name in the table: location is that of location_names. */
struct device_name {
    const char *location;
    const char *id;
    size_t id_len;
};

static uint32_t device_table_hash(const struct device_table *table, const struct device_name *name)
{
    return (uint32_t)hash_bytes(table->seed ^ (uintptr_t)name->location, name->id, name->id_len);
}

static uint32_t device_table_mask(const struct device_table *table)
{
    return (uint32_t)table->n_slots - 1;
}

static struct device *device_table_in(const struct device_table *table, uint32_t slot)
{
    return table->devices[(slot & device_table_mask(table)) - 1];
}

static bool device_is(const struct device *device, const struct device_name *name)
{
    return device->id_len == name->id_len && device->location == name->location &&
           memcmp(device->id, name->id, name->id_len) == 0;
}

/* The slot that holds the device, or the free one where it belongs. */
static uint32_t *device_table_slot(const struct device_table *table, const struct device_name *name,
                                   uint32_t hash)
{
    uint32_t mask = device_table_mask(table), i = hash & mask, slot;

    while ((slot = table->slots[i]) &&
           (((slot ^ hash) & ~mask) || !device_is(device_table_in(table, slot), name)))
        i = (i + 1) & mask;
    return &table->slots[i];
}

static struct device_name device_table_name(const struct device_table *table,
                                            const struct topic *topic)
{
    return (struct device_name){
        .location = location_names_find(table->locations, topic->location, topic->location_len),
        .id = topic->device,
        .id_len = topic->device_len,
    };
}

struct device *device_table_find(const struct device_table *table, const struct topic *topic)
{
    struct device_name name = device_table_name(table, topic);
    uint32_t slot =
        name.location ? *device_table_slot(table, &name, device_table_hash(table, &name)) : 0;

    return slot ? device_table_in(table, slot) : NULL;
}

static void device_table_put(struct device_table *table, const struct device *device)
{
    struct device_name name = { device->location, device->id, device->id_len };
    uint32_t hash = device_table_hash(table, &name);

    *device_table_slot(table, &name, hash) =
        (hash & ~device_table_mask(table)) | (device->index + 1);
}

static void device_table_grow(struct device_table *table)
{
    if (table->n == table->size) {
        table->size = table->size ? 2 * table->size : DEVICE_TABLE_FIRST_SLOTS;
        table->devices = mem_resize(table->devices, table->size, sizeof(struct device *));
    }
    if (2 * (table->n + 1) <= table->n_slots)
        return;
    free(table->slots);
    table->n_slots *= 2;
    table->slots = mem_zero(table->n_slots, sizeof *table->slots);
    for (size_t i = 0; i < table->n; i++)
        device_table_put(table, table->devices[i]);
}

/* One allocation: the struct, then its id. */
static struct device *device_create(const struct device_name *name, int64_t now_ms)
{
    size_t size = offsetof(struct device, id) + name->id_len + 1;
    struct device *device = mem_zero(1, size > sizeof *device ? size : sizeof *device);

    device->location = name->location;
    memcpy(device->id, name->id, name->id_len);
    device->id_len = (uint8_t)name->id_len;
    device->first_seen_ms = now_ms;
    return device;
}

static bool device_table_is_full(const struct device_table *table)
{
    return table->n - table->n_gone >= table->max;
}

struct device *device_table_add(struct device_table *table, const struct topic *topic,
                                int64_t now_ms)
{
    struct device *device = device_table_find(table, topic);
    struct device_name name = { .id = topic->device, .id_len = topic->device_len };

    if (device || device_table_is_full(table))
        return device;
    name.location = location_names_add(table->locations, topic->location, topic->location_len);
    device_table_grow(table);
    device = device_create(&name, now_ms);
    device->index = (uint32_t)table->n;
    table->devices[table->n++] = device;
    device_table_put(table, device);
    return device;
}

void device_table_forget(struct device_table *table, struct device *device)
{
    const struct device left = { .location = device->location,
                                 .plan = device->plan,
                                 .settings = device->settings,
                                 .index = device->index,
                                 .id_len = device->id_len,
                                 .status = device->status,
                                 .status_retained = device->status_retained,
                                 .status_stored = device->status_stored,
                                 .status_snapshot = device->status_snapshot,
                                 .status_ms = device->status_ms,
                                 .is_gone = true };

    device_release(device);
    memcpy(device, &left, offsetof(struct device, id)); /* an assignment would go beyond */
    table->n_gone++;
}

bool device_table_bring_back(struct device_table *table, struct device *device, int64_t now_ms)
{
    if (device_table_is_full(table))
        return false;
    table->n_gone--;
    device->is_gone = false;
    device->first_seen_ms = now_ms;
    return true;
}

const char *device_shown_name(const struct device *device)
{
    return device->settings && device->settings->name ? device->settings->name : device->id;
}

const struct metric *device_metric(const struct device *device, int name)
{
    for (size_t i = 0; i < device->n_metrics; i++)
        if (device->metrics[i].name == name)
            return &device->metrics[i];
    return NULL;
}

/* Room for two, four, eight, sixteen: most have a temperature and a humidity. */
static void device_grow_metrics(struct device *device)
{
    size_t n = device->n_metrics;

    if (n == 0 || (n > 1 && (n & (n - 1)) == 0))
        device->metrics = mem_resize(device->metrics, n ? 2 * n : 2, sizeof *device->metrics);
}

struct metric *device_add_metric(struct device *device, int name)
{
    struct metric *metric = (struct metric *)device_metric(device, name);

    if (metric || device->n_metrics == READING_METRICS_MAX)
        return metric;
    device_grow_metrics(device);
    metric = &device->metrics[device->n_metrics++];
    *metric = (struct metric){ .name = (uint16_t)name, .min = FLT_MAX, .max = -FLT_MAX };
    return metric;
}

bool device_locations_look(struct device_locations *locations, const struct device_table *table)
{
    for (; locations->n_seen < table->n && !locations->are_several; locations->n_seen++)
        locations->are_several =
            table->devices[locations->n_seen]->location != table->devices[0]->location;
    return locations->are_several;
}
