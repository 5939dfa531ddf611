/* SPDX-License-Identifier: MIT
 *
 * effect: what the model asks the program to do, as data: ring, tell others of
 * an alert; and a bounded queue of them. Nothing here does any of it.
 */
#ifndef SENSORTOP_CORE_EFFECT_H
#define SENSORTOP_CORE_EFFECT_H

#include "core/device.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EFFECTS_MAX = 10000 };

enum effect_kind {
    EFFECT_BELL,
    EFFECT_ALERT,  /* it fired, is still there, was silenced by somebody, or is over */
    EFFECT_LAPSED, /* what an earlier run told of an alert of the device: its rule is gone */
    EFFECT_KIND_COUNT_
};

/* Of EFFECT_ALERT alone is all there; of EFFECT_LAPSED the device. What is borrowed lives as long
 * as the model. */
struct effect {
    enum effect_kind kind;
    enum alert_edge edge;
    struct alert alert;          /* as it is now: state, value, since when */
    const struct device *device; /* borrowed */
    const struct rule *rule;     /* borrowed */
    int64_t at_ms;               /* model time */
    int64_t duration_ms;         /* beyond the limit, by the device's own times */
};

/* A zeroed one is empty. */
struct effect_queue {
    struct effect *effects; /* a ring */
    size_t size;            /* allocated, grows up to EFFECTS_MAX */
    size_t first;
    size_t n;
    uint64_t n_lost; /* ever: there was no room */
};

void effect_queue_add(struct effect_queue *queue, const struct effect *effect);
bool effect_queue_take(struct effect_queue *queue, struct effect *out);
void effect_queue_finish(struct effect_queue *queue);

#endif
