/* SPDX-License-Identifier: MIT
 *
 * intake: what one reading does to its device: values, lowest and highest,
 * history, interval, age; and which readings do nothing because we had them.
 */
#ifndef SENSORTOP_CORE_INTAKE_H
#define SENSORTOP_CORE_INTAKE_H

#include "core/device.h"

enum intake_verdict {
    INTAKE_FRESH,     /* a live reading: judge it */
    INTAKE_SNAPSHOT,  /* a stored copy, taken over: show it */
    INTAKE_DUPLICATE, /* same timestamp and values as the last one (QoS 1 may deliver twice) */
    INTAKE_LATE,      /* older than the last one: a sign of life, no more */
    INTAKE_KNOWN      /* a stored copy of what live readings already told better */
};

struct intake {
    struct metric_names *names;
    size_t history_samples;     /* a metric; 0 = none */
    int64_t now_ms;             /* arrival */
    int64_t wall_offset_ms;     /* now_ms + this = since 1970 */
    uint64_t n_metrics_ignored; /* out: this many found no room, added up */
    bool is_out_of_names;       /* out: for want of a number for a new name */

    /* out, of what was taken: where in the device's metrics each of the reading's is, -1 for none.
     */
    int8_t places[READING_METRICS_MAX];
};

/* *at_ms: the time, by our clock, at which the reading was made; set unless INTAKE_KNOWN. */
enum intake_verdict intake_apply(struct intake *intake, struct device *device,
                                 const struct reading *reading, bool retained, int64_t *at_ms);

/* Samples of a metric from before the first that it has, oldest first; cap: see history_create. */
void intake_restore(struct metric *metric, const struct history_sample *samples, size_t n,
                    size_t cap);

/* The retained reading was cleared: no reading is known any more, its history stays. */
void intake_clear(struct device *device);

#endif
