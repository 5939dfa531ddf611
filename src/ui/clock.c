/* SPDX-License-Identifier: MIT */
#include "ui/clock.h"

#include <time.h>

enum { CLOCK_DAY_MS = 24 * 60 * 60 * 1000 };

void clock_format(struct buf *out, int64_t local_ms, bool with_day)
{
    time_t seconds = (time_t)(local_ms / 1000);
    struct tm tm = { 0 };

    gmtime_r(&seconds, &tm);
    if (with_day)
        buf_addf(out, "%02d-%02d ", tm.tm_mon + 1, tm.tm_mday);
    buf_addf(out, "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
}

bool clock_is_same_day(int64_t a_local_ms, int64_t b_local_ms)
{
    return a_local_ms / CLOCK_DAY_MS == b_local_ms / CLOCK_DAY_MS;
}
