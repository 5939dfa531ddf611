/* SPDX-License-Identifier: MIT
 *
 * metric: the numbers we know by name (unit, decimals, plausible range), and a
 * bounded store that gives every metric name seen a small number.
 */
#ifndef SENSORTOP_CORE_METRIC_H
#define SENSORTOP_CORE_METRIC_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { METRIC_NAME_BYTES_MAX = 63, METRIC_NAMES_MAX = 4096 };

/* Every metric_names starts with the metrics that we know, so the numbers of these are fixed. */
enum { METRIC_TEMPERATURE = 0, METRIC_HUMIDITY = 1 };

struct metric_kind {
    const char *name;
    const char *unit;
    const char *heading; /* of a column: short, without the unit */
    int decimals;
    double min; /* beyond min…max a value is refused */
    double max;
    double clamp_max; /* above this, up to max, a value counts as this */
};

/* The row of a metric that we know, or NULL. */
const struct metric_kind *metric_find(const char *name);

/* Appends "31.4 °C", "45.1 %", "7": decimals and unit by the metric's row, a number without one as
 * it is. Temperatures as °F when asked. */
void metric_format(struct buf *out, const char *name, double value, bool fahrenheit);

/* The same with as many decimals as the value has. */
void metric_format_exact(struct buf *out, const char *name, double value, bool fahrenheit);

/* A difference between two values, four digits: "5.2 °C". */
void metric_format_change(struct buf *out, const char *name, double change, bool fahrenheit);

double metric_to_fahrenheit(double celsius);

/* Interned names, at most METRIC_NAMES_MAX; seed: of the hash. */
struct metric_names *metric_names_create(uint64_t seed);
void metric_names_destroy(struct metric_names *names);

/* The name's number, adding it when new; -1 when the store is full. */
int metric_names_intern(struct metric_names *names, const char *name);

/* The name's number, or -1 when no device ever sent it. */
int metric_names_find(const struct metric_names *names, const char *name);

/* The name of a number that intern gave; borrowed, lives as long as names. */
const char *metric_names_get(const struct metric_names *names, int number);

#endif
