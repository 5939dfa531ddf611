/* SPDX-License-Identifier: MIT
 *
 * random-life: all that can happen to a model, in any order: messages, ticks,
 * broken links, what people do, another configuration. The same seed, the same
 * life: two models that live it can be compared.
 */
#ifndef SENSORTOP_TESTS_RANDOM_LIFE_H
#define SENSORTOP_TESTS_RANDOM_LIFE_H

#include "core/model.h"

struct random_life {
    struct model *model;
    uint32_t n_devices;
    uint32_t random;
    int64_t now_ms;
    uint32_t session;
    bool is_up;
};

/* Devices that are heard of while the table is full. */
enum { RANDOM_LIFE_MORE = 2 };

/* Devices there may be at a time; not one is there yet. */
void random_life_begin(struct random_life *life, uint32_t seed, uint32_t n_devices);
void random_life_end(struct random_life *life);

/* One thing happens. */
void random_life_step(struct random_life *life);

/* Any number below n, of the life's own: who asks changes what comes. */
uint32_t random_life_any(struct random_life *life, uint32_t n);

#endif
