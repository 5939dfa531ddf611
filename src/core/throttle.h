/* SPDX-License-Identifier: MIT
 *
 * throttle: how many things may pass in a time: a handful at once, and in the
 * long run so many a second. Counts those that may not.
 */
#ifndef SENSORTOP_CORE_THROTTLE_H
#define SENSORTOP_CORE_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

/* A new one: { .per_s = 10, .burst = 1000, .left = 1000 }. */
struct throttle {
    double per_s;
    double burst;
    double left; /* may pass now */
    int64_t at_ms;
    uint64_t n_held; /* since throttle_take_held */
};

bool throttle_pass(struct throttle *throttle, int64_t now_ms);

/* How many were held back, when the next one may pass again; else, and when there were none, 0. */
uint64_t throttle_take_held(struct throttle *throttle, int64_t now_ms);

#endif
