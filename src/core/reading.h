/* SPDX-License-Identifier: MIT
 *
 * reading: a sensors payload -> metrics and a time. With reading-json the only
 * one but `record` that knows json-c.
 */
#ifndef SENSORTOP_CORE_READING_H
#define SENSORTOP_CORE_READING_H

#include "core/fault.h"
#include "core/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { READING_METRICS_MAX = 16, READING_DEPTH_MAX = 32, READING_BYTES_MAX = 64 * 1024 };

struct reading_metric {
    char name[METRIC_NAME_BYTES_MAX + 1];
    double value;   /* temperature in °C; finite, plausible, never -0 */
    bool has_value; /* false: the device named it without a usable value (null, or a fault) */
};

struct reading {
    size_t n_metrics; /* temperature and humidity come first when they are there */
    struct reading_metric metrics[READING_METRICS_MAX];
    size_t n_metrics_ignored; /* no room, or a name too long: counted, no fault */
    bool has_time;            /* false: no usable clock, take the arrival */
    int64_t time_ms;          /* the device's own, since 1970 */
    bool has_other_id;        /* the payload claims another device: counted, ignored */
};

/* Holds json-c's tokener between messages. */
struct reading_parser *reading_parser_create(void);
void reading_parser_destroy(struct reading_parser *parser);

/* A sensors message as it came; all borrowed. */
struct reading_input {
    const char *payload; /* any bytes */
    size_t len;          /* bounded by the caller: json-c takes an int */
    const char *device;  /* the topic's id */
    size_t device_len;
    int64_t wall_ms; /* arrival, since 1970: judges the timestamp */
};

/* False: the message is spoiled, out means nothing. True: out is whole; faults tell what was left
 * out. What is plain goes the short way (reading-flat), everything else by json-c. */
bool reading_parse(struct reading_parser *parser, const struct reading_input *input,
                   struct reading *out, struct faults *faults);

/* The same by json-c alone. */
bool reading_parse_json(struct reading_parser *parser, const struct reading_input *input,
                        struct reading *out, struct faults *faults);

double reading_celsius(double fahrenheit);

/* Said in °C and in °F, these can be one temperature. */
bool reading_scales_agree(double a_c, double b_c);

#endif
