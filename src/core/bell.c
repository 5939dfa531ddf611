/* SPDX-License-Identifier: MIT */
#include "core/bell.h"

void bell_want(struct bell *bell)
{
    bell->wanted = true;
}

void bell_resume(struct bell *bell, int64_t now_ms)
{
    if (!bell->has_rung)
        bell->rung_ms = now_ms;
    bell->has_rung = true;
}

bool bell_tick(struct bell *bell, bool is_firing, int64_t now_ms)
{
    int64_t quiet_ms = now_ms - bell->rung_ms;

    if (bell->repeat_ms && is_firing && bell->has_rung && quiet_ms >= bell->repeat_ms)
        bell->wanted = true;
    if (!bell->wanted)
        return false;
    bell->wanted = false;
    /* Whoever heard the bell within this second is looking at the screen already. */
    if (bell->has_rung && quiet_ms < BELL_GAP_MS)
        return false;
    bell->has_rung = true;
    bell->rung_ms = now_ms;
    return true;
}
