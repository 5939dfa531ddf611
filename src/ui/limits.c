/* SPDX-License-Identifier: MIT */
#include "ui/limits.h"

#include "core/plan.h"

#include <math.h>

/* °C: from cold to hot, where the limits do not say both. */
static const double limits_span = 20, limits_hot = 30;

void limits_find(struct limits *limits, const struct view_context *context,
                 const struct device *device, int metric)
{
    const struct rule_list *rules = model_rules(context->model);
    const struct plan *plan = device->plan;

    limits->n = 0;
    for (size_t i = 0; i < plan->n && limits->n < LIMITS_MAX; i++) {
        const struct rule *rule = &rules->rules[plan->items[i].rule];

        if (plan->items[i].subject == metric &&
            (rule->watch == RULE_ABOVE || rule->watch == RULE_BELOW))
            limits->rules[limits->n++] = rule;
    }
}

enum { LIMITS_HEATS = STYLE_HEAT_8 - STYLE_HEAT_1 + 1 };

enum style limits_heat(const struct limits *limits, double celsius)
{
    double high = INFINITY, low = -INFINITY;
    int step;

    for (size_t i = 0; i < limits->n; i++) {
        if (limits->rules[i]->watch == RULE_ABOVE)
            high = fmin(high, limits->rules[i]->limit);
        else
            low = fmax(low, limits->rules[i]->limit);
    }
    if (!isfinite(high))
        high = isfinite(low) ? low + limits_span : limits_hot;
    if (!isfinite(low))
        low = high - limits_span;
    step =
        (int)fmax(0, fmin(LIMITS_HEATS - 1, floor((celsius - low) / (high - low) * LIMITS_HEATS)));
    return (enum style)(STYLE_HEAT_1 + step);
}
