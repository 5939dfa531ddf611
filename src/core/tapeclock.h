/* SPDX-License-Identifier: MIT
 *
 * tapeclock: the times of a recording -> a clock that never goes back, for the
 * model. Where the recorded clock was set back, or nobody recorded for a day,
 * no time has passed: only the offset to the wall clock changes.
 */
#ifndef SENSORTOP_CORE_TAPECLOCK_H
#define SENSORTOP_CORE_TAPECLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum {
    /* So much back is a clock that is being adjusted, or two that wrote one file. */
    TAPECLOCK_BACK_MS = 1000,
    TAPECLOCK_GAP_MS = 24 * 60 * 60 * 1000,
};

struct tapeclock {
    bool has_begun;
    int64_t wall_ms;   /* the latest one */
    int64_t now_ms;    /* what it was mapped to */
    int64_t offset_ms; /* now_ms + this = the recorded wall clock */
};

/* The first call begins: now_ms is wall_ms. Returns now_ms. */
int64_t tapeclock_advance(struct tapeclock *clock, int64_t wall_ms);

#endif
