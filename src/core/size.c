/* SPDX-License-Identifier: MIT */
#include "core/size.h"

#include "core/number.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char size_units[] = "KMGT";

/* Some 8,000 terabytes; exact as a double. */
static const double size_max = 9007199254740991.0;

bool size_parse(const char *text, int64_t *out_bytes)
{
    size_t len = strlen(text);
    char last = len ? (char)(text[len - 1] & ~0x20) : '\0';
    const char *unit = last ? strchr(size_units, last) : NULL;
    double value;

    if (!number_parse(text, len - (unit != NULL), &value))
        return false;
    for (; unit && unit >= size_units; unit--)
        value *= 1024;
    if (!(value >= 0 && value <= size_max))
        return false;
    *out_bytes = llround(value);
    return true;
}

void size_format(struct buf *out, int64_t bytes)
{
    size_t unit = 0;

    assert(bytes >= 0);
    while (bytes && bytes % 1024 == 0 && size_units[unit]) {
        bytes /= 1024;
        unit++;
    }
    buf_addf(out, "%lld", (long long)bytes);
    if (unit)
        buf_add(out, &size_units[unit - 1], 1);
}
