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

/* The shorter one of those that are said; 0: none is. */
static int64_t bell_repeat_ms(const struct bell *bell)
{
    if (!bell->rule_repeat_ms || (bell->repeat_ms && bell->repeat_ms < bell->rule_repeat_ms))
        return bell->repeat_ms;
    return bell->rule_repeat_ms;
}

bool bell_tick(struct bell *bell, bool is_firing, int64_t now_ms)
{
    int64_t quiet_ms = now_ms - bell->rung_ms;
    int64_t repeat_ms = bell_repeat_ms(bell);

    if (repeat_ms && is_firing && bell->has_rung && quiet_ms >= repeat_ms)
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
