/* SPDX-License-Identifier: MIT */
#include "core/rule.h"

#include "core/mem.h"

#include <assert.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static const char *const severity_names[] = {
    [SEVERITY_NONE] = "",
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARN] = "warn",
    [SEVERITY_CRIT] = "crit",
};
static_assert(sizeof severity_names / sizeof severity_names[0] == SEVERITY_COUNT_, "a name each");

const char *severity_name(enum severity severity)
{
    assert(severity < SEVERITY_COUNT_);
    return severity_names[severity];
}

static char *rule_copy_text(const char *text)
{
    return text ? mem_text(text, strlen(text)) : NULL;
}

void rule_list_add(struct rule_list *list, const struct rule *rule)
{
    struct rule *copy;

    list->rules = mem_resize(list->rules, list->n + 1, sizeof *list->rules);
    copy = &list->rules[list->n++];
    *copy = *rule;
    copy->devices = rule_copy_text(rule->devices);
    copy->metric = rule_copy_text(rule->metric);
}

void rule_list_finish(struct rule_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free((char *)list->rules[i].devices);
        free((char *)list->rules[i].metric);
    }
    free(list->rules);
    *list = (struct rule_list){ 0 };
}

bool rule_matches(const struct rule *rule, const char *device, const char *metric)
{
    if (strcmp(rule->metric, metric) != 0)
        return false;
    return !rule->devices || fnmatch(rule->devices, device, 0) == 0;
}

bool rule_holds(const struct rule_list *list, size_t i, const char *device, const char *metric)
{
    const struct rule *rule = &list->rules[i];

    if (rule->off || !rule_matches(rule, device, metric))
        return false;
    for (size_t later = i + 1; later < list->n; later++) {
        const struct rule *other = &list->rules[later];

        if (other->watch == rule->watch && other->severity == rule->severity &&
            rule_matches(other, device, metric))
            return false;
    }
    return true;
}

bool rule_is_beyond(const struct rule *rule, double value)
{
    return rule->watch == RULE_ABOVE ? value > rule->limit : value < rule->limit;
}

bool rule_is_clear(const struct rule *rule, double value)
{
    return rule->watch == RULE_ABOVE ? value <= rule->limit - rule->hysteresis
                                     : value >= rule->limit + rule->hysteresis;
}
