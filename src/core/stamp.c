/* SPDX-License-Identifier: MIT */
#include "core/stamp.h"

#include "core/number.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Before September 2001: no sensor of today, but many a clock that counts from its power-on. */
static const int64_t stamp_first_ms = INT64_C(1000000000) * 1000;

static const struct {
    double from;
    double per_ms;
} stamp_scales[] = {
    { 1e17, 1e6 },
    { 1e14, 1e3 },
    { 1e11, 1 },
    { 0, 1e-3 },
};

static enum stamp_verdict stamp_judge(int64_t ms, int64_t wall_ms, int64_t *out_ms)
{
    if (ms < 0 || ms - wall_ms > STAMP_FUTURE_MS)
        return STAMP_BAD;
    if (ms < stamp_first_ms)
        return STAMP_NO_CLOCK;
    *out_ms = ms;
    return STAMP_OK;
}

enum stamp_verdict stamp_from_number(double number, int64_t wall_ms, int64_t *out_ms)
{
    size_t i = 0;

    /* 1e21 ns is beyond the year 33000, and still no trouble for an int64_t of ms. */
    if (!isfinite(number) || number < 0 || number > 1e21)
        return STAMP_BAD;
    while (number < stamp_scales[i].from)
        i++;
    if (number < 1e9)
        return STAMP_NO_CLOCK;
    return stamp_judge(llround(number / stamp_scales[i].per_ms), wall_ms, out_ms);
}

/* --- ISO-8601 --- */

struct stamp_cursor {
    const char *at;
    const char *end;
};

struct stamp_date {
    int year, month, day;
    int hour, minute, second;
    int fraction_ms;
    int offset_min; /* of the zone, east of Greenwich */
    bool has_zone;
};

/* One of the characters, which is skipped. */
static bool stamp_skip(struct stamp_cursor *c, const char *any)
{
    if (c->at == c->end || !*c->at || !strchr(any, *c->at))
        return false;
    c->at++;
    return true;
}

/* Exactly so many digits, with a value in range. */
static bool stamp_digits(struct stamp_cursor *c, int digits, int min, int max, int *out)
{
    int value = 0;

    for (; digits; digits--, c->at++) {
        if (c->at == c->end || *c->at < '0' || *c->at > '9')
            return false;
        value = value * 10 + (*c->at - '0');
    }
    *out = value;
    return value >= min && value <= max;
}

static bool stamp_fraction(struct stamp_cursor *c, int *out_ms)
{
    const char *start = c->at;
    int digit_ms = 100;

    for (; c->at != c->end && *c->at >= '0' && *c->at <= '9'; c->at++, digit_ms /= 10)
        *out_ms += (*c->at - '0') * digit_ms;
    return c->at != start;
}

static bool stamp_zone(struct stamp_cursor *c, struct stamp_date *date)
{
    int hours, minutes = 0, sign;

    date->has_zone = c->at != c->end;
    if (!date->has_zone || stamp_skip(c, "Zz"))
        return true;
    sign = *c->at == '-' ? -1 : 1;
    if (!stamp_skip(c, "+-") || !stamp_digits(c, 2, 0, 23, &hours))
        return false;
    if (c->at != c->end) {
        stamp_skip(c, ":");
        if (!stamp_digits(c, 2, 0, 59, &minutes))
            return false;
    }
    date->offset_min = sign * (hours * 60 + minutes);
    return true;
}

static bool stamp_clock(struct stamp_cursor *c, struct stamp_date *date)
{
    if (!stamp_digits(c, 2, 0, 23, &date->hour) || !stamp_skip(c, ":") ||
        !stamp_digits(c, 2, 0, 59, &date->minute))
        return false;
    if (stamp_skip(c, ":")) {
        if (!stamp_digits(c, 2, 0, 60, &date->second)) /* 60: a leap second */
            return false;
        if (stamp_skip(c, ".,") && !stamp_fraction(c, &date->fraction_ms))
            return false;
    }
    return stamp_zone(c, date);
}

static int stamp_days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && is_leap);
}

static bool stamp_read_date(struct stamp_cursor *c, struct stamp_date *date)
{
    if (!stamp_digits(c, 4, 0, 9999, &date->year) || !stamp_skip(c, "-") ||
        !stamp_digits(c, 2, 1, 12, &date->month) || !stamp_skip(c, "-") ||
        !stamp_digits(c, 2, 1, stamp_days_in_month(date->year, date->month), &date->day))
        return false;
    if (c->at == c->end)
        return true;
    return stamp_skip(c, "Tt ") && stamp_clock(c, date) && c->at == c->end;
}

/* Days since 1970-01-01 in the Gregorian calendar: years begin in March, so that the day which
 * comes and goes is the last one. */
static int64_t stamp_days(int year, int month, int day)
{
    int64_t y = month > 2 ? year : year - 1;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    /* 719468: from 0000-03-01 to 1970-01-01. A round of 400 years has 97 leap days; one more of
     * them keeps the divisions above zero. */
    return 365 * y + (y + 400) / 4 - (y + 400) / 100 + (y + 400) / 400 - 97 + day_of_year - 719468;
}

enum stamp_verdict stamp_from_text(const char *text, size_t len, int64_t wall_ms, int64_t *out_ms)
{
    struct stamp_cursor cursor = { text, text + len };
    struct stamp_date date = { 0 };
    int64_t minutes;
    double number;

    if (number_parse(text, len, &number))
        return stamp_from_number(number, wall_ms, out_ms);
    if (!stamp_read_date(&cursor, &date))
        return STAMP_BAD;
    if (!date.has_zone)
        return STAMP_NO_CLOCK;
    minutes = (stamp_days(date.year, date.month, date.day) * 24 + date.hour) * 60 + date.minute -
              date.offset_min;
    return stamp_judge((minutes * 60 + date.second) * 1000 + date.fraction_ms, wall_ms, out_ms);
}

/* stamp_days the other way around: rounds of 400 years, years that begin in March. */
static void stamp_date_of(int64_t days, struct stamp_date *date)
{
    int64_t from_march = days + 719468;
    int64_t round = from_march / 146097;
    int64_t in_round = from_march % 146097;
    int64_t year = (in_round - in_round / 1460 + in_round / 36524 - in_round / 146096) / 365;
    int64_t in_year = in_round - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;

    date->day = (int)(in_year - (153 * month + 2) / 5 + 1);
    date->month = (int)(month < 10 ? month + 3 : month - 9);
    date->year = (int)(400 * round + year + (month >= 10));
}

void stamp_format(struct buf *out, int64_t ms, int decimals)
{
    const int64_t day_ms = INT64_C(24) * 60 * 60 * 1000;
    int in_day_s = (int)(ms % day_ms / 1000);
    struct stamp_date date;

    assert(ms >= 0 && ms < INT64_C(253402300800000));
    stamp_date_of(ms / day_ms, &date);
    buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02d", date.year, date.month, date.day, in_day_s / 3600,
             in_day_s / 60 % 60, in_day_s % 60);
    if (decimals)
        buf_addf(out, ".%03d", (int)(ms % 1000));
}
