/* SPDX-License-Identifier: MIT */
#include "io/link-gather.h"

#include <stdbool.h>

void link_gather_note(struct link_gather *gather, int64_t now_ms, uint64_t n,
                      uint64_t n_acknowledged)
{
    bool goes_on = now_ms - gather->last_ms <= LINK_GATHER_MS_MAX + gather->ms;

    if (!n)
        return;
    gather->last_ms = now_ms;
    if (!goes_on)
        gather->ms = 0;
    else if (n >= LINK_GATHER_FLOOD || n_acknowledged >= LINK_GATHER_WINDOW_THIRD)
        gather->ms /= 2;
    else if (gather->ms < LINK_GATHER_MS_MAX && now_ms >= gather->awake_until_ms)
        gather->ms++;
    if (n_acknowledged < LINK_GATHER_WINDOW)
        return;
    gather->ms = 0;
    gather->awake_until_ms = now_ms + LINK_GATHER_AWAKE_MS;
}
