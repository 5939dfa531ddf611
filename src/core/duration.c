/* SPDX-License-Identifier: MIT */
#include "core/duration.h"

#include "core/number.h"

#include <assert.h>
#include <string.h>

struct duration_unit {
    const char *name;
    int64_t ms;
};

static const struct duration_unit duration_units[] = {
    { "d", 86400000 }, { "h", 3600000 }, { "m", 60000 }, { "s", 1000 }, { "ms", 1 },
};

enum { DURATION_UNITS = sizeof duration_units / sizeof *duration_units, DURATION_UNIT_S = 3 };

/* Some 30,000 years; far from any overflow. */
static const double duration_max_ms = 1e15;

/* The unit of that name, not before the one given; DURATION_UNITS: none. */
static size_t duration_unit_find(const char *name, size_t len, size_t unit)
{
    while (unit < DURATION_UNITS && (strlen(duration_units[unit].name) != len ||
                                     memcmp(duration_units[unit].name, name, len) != 0))
        unit++;
    return unit;
}

/* A number and its unit; the bytes they take, 0: neither. *unit goes on to the next smaller one. */
static size_t duration_part(const char *text, size_t *unit, double *total_ms)
{
    size_t zeros = strspn(text, "0"), span, name;
    double value;

    if (zeros && strspn(text + zeros, "123456789") == 0)
        zeros--;
    span = number_span(text + zeros, strlen(text + zeros));
    if (!number_parse(text + zeros, span, &value) || value < 0)
        return 0;
    span += zeros;
    name = strspn(text + span, "dhms");
    *unit = duration_unit_find(text + span, name, *unit);
    if (*unit == DURATION_UNITS)
        return 0;
    *total_ms += value * (double)duration_units[(*unit)++].ms;
    return span + name;
}

bool duration_parse(const char *text, int64_t *out_ms)
{
    double total_ms = 0, seconds;
    size_t unit = 0;

    if (number_parse(text, strlen(text), &seconds))
        total_ms = seconds * 1000;
    else if (!*text)
        return false;
    else
        for (size_t n; *text; text += n)
            if (!(n = duration_part(text, &unit, &total_ms)))
                return false;
    if (!(total_ms >= 0 && total_ms <= duration_max_ms))
        return false;
    *out_ms = (int64_t)(total_ms + 0.5);
    return true;
}

void duration_format(struct buf *out, int64_t duration_ms)
{
    int64_t rest = duration_ms > 0 ? duration_ms : 0;
    size_t unit = 0;

    while (unit < DURATION_UNIT_S && rest < duration_units[unit].ms)
        unit++;
    for (size_t last = unit + 1; unit <= last && unit <= DURATION_UNIT_S; unit++) {
        int64_t n = rest / duration_units[unit].ms;

        if (n || unit + 1 == last) {
            number_format_int(out, n);
            buf_puts(out, duration_units[unit].name);
        }
        rest %= duration_units[unit].ms;
    }
}

void duration_format_exact(struct buf *out, int64_t duration_ms)
{
    size_t start = out->len;
    int64_t again;

    assert(duration_ms >= 0);
    duration_format(out, duration_ms);
    if (duration_parse(out->data + start, &again) && again == duration_ms)
        return;
    out->len = start;
    if (duration_ms % 1000 == 0)
        buf_addf(out, "%llds", (long long)(duration_ms / 1000));
    else
        buf_addf(out, "%lldms", (long long)duration_ms);
}
