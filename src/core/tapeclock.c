/* SPDX-License-Identifier: MIT */
#include "core/tapeclock.h"

int64_t tapeclock_advance(struct tapeclock *clock, int64_t wall_ms)
{
    int64_t step_ms = wall_ms - clock->wall_ms;

    if (!clock->has_begun) {
        *clock = (struct tapeclock){ .has_begun = true, .wall_ms = wall_ms, .now_ms = wall_ms };
        return wall_ms;
    }
    if (step_ms < -TAPECLOCK_BACK_MS || step_ms > TAPECLOCK_GAP_MS)
        clock->offset_ms += step_ms;
    else if (step_ms > 0)
        clock->now_ms += step_ms;
    else
        return clock->now_ms;
    clock->wall_ms = wall_ms;
    return clock->now_ms;
}
