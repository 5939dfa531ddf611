/* SPDX-License-Identifier: MIT
 *
 * device: what publishes under {location}/{device-id}/, and the table of all of
 * them: hashed with a seed, bounded, never reordered. A borrowed device lives
 * as long as its table; views read its fields, only `model` changes them.
 */
#ifndef SENSORTOP_CORE_DEVICE_H
#define SENSORTOP_CORE_DEVICE_H

#include "core/alert.h"
#include "core/device-section.h"
#include "core/history.h"
#include "core/message.h"
#include "core/metric.h"
#include "core/payload.h"

struct plan;

/* One named number of a device. */
struct metric {
    uint16_t name;  /* number in the table's metric_names */
    bool has_value; /* the last reading that named it had a value */
    float min;      /* over the live readings; min > max: none yet */
    float max;
    double value;
    struct history *history; /* live samples; NULL until the first one */
};

/* Ordered by size, the flags packed: there may be a million of them. */
struct device {
    const char *location; /* NUL-terminated bytes, not fit for a screen before the door of `text`;
                             the same pointer for the same location */
    const struct plan *plan;                /* the rules that hold for it; the model's, as these: */
    const struct device_settings *settings; /* what the user knows of it; or NULL */
    struct payload *payload; /* the last sensors message; NULL: none yet, or none is kept */
    struct metric *metrics;
    struct alert *alerts;     /* only those that are not ok */
    int64_t first_seen_ms;    /* model time, as all times here */
    int64_t reading_ms;       /* when the last reading was made (live: arrived) */
    int64_t live_ms;          /* arrival of the last live reading; 0 when there was none */
    int64_t status_ms;        /* since when the status is what it is */
    int64_t stamp_ms;         /* the last reading's own timestamp, since 1970; 0 = none */
    int64_t skew_ms;          /* arrival minus timestamp of a reading on time: delay and clock error
                                 together */
    uint32_t index;           /* its place in the table, for ever */
    uint32_t version;         /* another one with each change of anything here */
    uint32_t interval_ms;     /* observed between live readings; 0 = not yet known */
    uint32_t status_snapshot; /* the one it was last said in; see snapshot.h */
    uint32_t n_readings;
    uint32_t n_refused; /* bad messages and bad fields */
    uint32_t n_duplicates;
    uint32_t n_late; /* older than what we already had */
    uint32_t lag_ms; /* arrival minus own time of the last reading that was judged */
    uint8_t id_len;
    uint8_t n_metrics;
    uint8_t n_alerts;
    uint8_t status : 2; /* enum status */
    uint8_t worst : 2;  /* enum severity of the alerts that are active */
    bool status_retained : 1;
    bool status_stored : 1; /* the broker was seen to keep it */
    bool is_stale : 1;
    bool stale_untold : 1;     /* no event said so: it was offline, which is worse */
    bool is_gone : 1;          /* forgotten: not listed, not counted, until it speaks again */
    bool has_reading : 1;      /* any reading at all */
    bool reading_retained : 1; /* the last one was a stored copy */
    bool age_known : 1;
    bool was_late : 1; /* the last live reading */
    char id[];         /* NUL-terminated, like location */
};

/* What a person calls it: the name that the user gave it, or its id. */
const char *device_shown_name(const struct device *device);

/* The metric by its number, or NULL. */
const struct metric *device_metric(const struct device *device, int name);

/* Finds or adds; NULL when the device has READING_METRICS_MAX others. */
struct metric *device_add_metric(struct device *device, int name);

/* As if it had never said one, since now_ms. */
void device_lose_status(struct device *device, int64_t now_ms);

struct device_table *device_table_create(size_t max_devices, uint64_t seed);
void device_table_destroy(struct device_table *table);

size_t device_table_count(const struct device_table *table);
struct device *device_table_get(const struct device_table *table, size_t index);
struct device *device_table_find(const struct device_table *table, const struct topic *topic);

/* Finds or adds; NULL when the table is full and the device new. */
struct device *device_table_add(struct device_table *table, const struct topic *topic,
                                int64_t now_ms);

/* It is gone, and there is room for another one. Its place and its name are left, because others
 * point at them, and its status, which the broker may say no more before it speaks again. */
void device_table_forget(struct device_table *table, struct device *device);

/* It is there again; false when others have taken its room. */
bool device_table_bring_back(struct device_table *table, struct device *device, int64_t now_ms);

/* Whether there are devices of more than one location. Devices never go: a zeroed one that is asked
 * again and again looks at each once. */
struct device_locations {
    size_t n_seen;
    bool are_several;
};

bool device_locations_look(struct device_locations *locations, const struct device_table *table);

#endif
