/* SPDX-License-Identifier: MIT */
#include "ui/value.h"

#include "core/number.h"

#include <math.h>
#include <string.h>

/* Of a number that we do not know: four digits, and whole from here on. */
static const double value_whole_from = 1000;

static bool value_is_fahrenheit(const struct view_context *context, const char *unit)
{
    return context->fahrenheit && strcmp(unit, "°C") == 0;
}

void value_format(struct buf *out, const struct view_context *context, const char *metric,
                  double value)
{
    const struct metric_kind *kind = metric_find(metric);

    if (!kind)
        buf_addf(out, fabs(value) < value_whole_from ? "%.4g" : "%.0f", value);
    else if (value_is_fahrenheit(context, kind->unit))
        number_format(out, metric_to_fahrenheit(value), kind->decimals);
    else
        number_format(out, value, kind->decimals);
}

void value_format_change(struct buf *out, const struct view_context *context, const char *metric,
                         double change)
{
    const struct metric_kind *kind = metric_find(metric);
    bool is_fahrenheit = kind && value_is_fahrenheit(context, kind->unit);

    buf_addf(out, "%.4g", is_fahrenheit ? change * 9 / 5 : change);
}

const char *value_unit(const struct view_context *context, const char *metric)
{
    const struct metric_kind *kind = metric_find(metric);

    if (!kind)
        return "";
    return value_is_fahrenheit(context, kind->unit) ? "°F" : kind->unit;
}
