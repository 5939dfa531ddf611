/* SPDX-License-Identifier: MIT */
#include "ui/pace.h"

int64_t pace_due_ms(const struct pace *pace, int delay_ms)
{
    return pace->booked_ms - delay_ms;
}

void pace_note(struct pace *pace, int64_t now_ms, int delay_ms)
{
    int64_t from_ms = pace->booked_ms > now_ms ? pace->booked_ms : now_ms;

    if (from_ms > now_ms + delay_ms)
        from_ms = now_ms + delay_ms;
    pace->booked_ms = from_ms + delay_ms;
}
