/* SPDX-License-Identifier: MIT */
#include "core/throttle.h"

static void throttle_refill(struct throttle *throttle, int64_t now_ms)
{
    if (now_ms > throttle->at_ms)
        throttle->left += (double)(now_ms - throttle->at_ms) / 1000 * throttle->per_s;
    if (throttle->left > throttle->burst)
        throttle->left = throttle->burst;
    throttle->at_ms = now_ms;
}

bool throttle_pass(struct throttle *throttle, int64_t now_ms)
{
    throttle_refill(throttle, now_ms);
    if (throttle->left < 1) {
        throttle->n_held++;
        return false;
    }
    throttle->left--;
    return true;
}

uint64_t throttle_take_held(struct throttle *throttle, int64_t now_ms)
{
    uint64_t n_held = throttle->n_held;

    throttle_refill(throttle, now_ms);
    if (throttle->left < 1)
        return 0;
    throttle->n_held = 0;
    return n_held;
}
