/* SPDX-License-Identifier: MIT */
#include "ui/limits.h"

#include <math.h>
#include <string.h>

/* °C: a room, where no limit says more; and how near a limit is near. */
static const double limits_cold = 10, limits_warm = 27;
static const double limits_near = 3;

void limits_find(struct limits *limits, const struct view_context *context,
                 const struct device *device, const char *metric)
{
    const struct rule_list *rules = model_rules(context->model);

    limits->n = 0;
    for (size_t i = 0; i < rules->n && limits->n < LIMITS_MAX; i++) {
        const struct rule *rule = &rules->rules[i];
        bool has_limit = rule->watch == RULE_ABOVE || rule->watch == RULE_BELOW;

        if (has_limit && !rule->off && strcmp(rule->metric, metric) == 0 &&
            rule_holds(rules, i, device->location, device->id))
            limits->rules[limits->n++] = rule;
    }
}

enum style limits_heat(const struct limits *limits, double celsius)
{
    double high = INFINITY, low = -INFINITY;

    for (size_t i = 0; i < limits->n; i++) {
        if (limits->rules[i]->watch == RULE_ABOVE)
            high = fmin(high, limits->rules[i]->limit);
        else
            low = fmax(low, limits->rules[i]->limit);
    }
    if (celsius > (isfinite(high) ? high - limits_near : limits_warm))
        return STYLE_WARM;
    if (celsius < (isfinite(low) ? low + limits_near : limits_cold))
        return STYLE_COLD;
    return STYLE_NORMAL;
}
