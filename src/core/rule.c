/* SPDX-License-Identifier: MIT */
#include "core/rule.h"

#include "core/glob.h"
#include "core/mem.h"

#include <assert.h>
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

static const char *const rule_watch_words[] = {
    [RULE_ABOVE] = ">",     [RULE_BELOW] = "<",         [RULE_RISES] = "rises",
    [RULE_FALLS] = "falls", [RULE_OFFLINE] = "offline", [RULE_STALE] = "stale",
};
static_assert(sizeof rule_watch_words / sizeof rule_watch_words[0] == RULE_WATCH_COUNT_,
              "a word each");

const char *rule_watch_word(enum rule_watch watch)
{
    assert(watch < RULE_WATCH_COUNT_);
    return rule_watch_words[watch];
}

bool rule_watch_has_metric(enum rule_watch watch)
{
    return watch != RULE_OFFLINE && watch != RULE_STALE;
}

bool rule_watch_is_change(enum rule_watch watch)
{
    return watch == RULE_RISES || watch == RULE_FALLS;
}

static char *rule_copy_text(const char *text)
{
    return text ? mem_text(text, strlen(text)) : NULL;
}

void rule_list_add(struct rule_list *list, const struct rule *rule)
{
    struct rule *copy;

    assert(list->n < RULES_MAX && rule_watch_has_metric(rule->watch) == (rule->metric != NULL));
    list->rules = mem_resize(list->rules, list->n + 1, sizeof *list->rules);
    copy = &list->rules[list->n++];
    *copy = *rule;
    copy->devices = rule_copy_text(rule->devices);
    copy->metric = rule_copy_text(rule->metric);
    copy->origin = rule_copy_text(rule->origin);
    copy->name = rule_copy_text(rule->name);
    copy->message = rule_copy_text(rule->message);
    copy->hook = rule_copy_text(rule->hook);
}

static void rule_finish(struct rule *rule)
{
    free((char *)rule->devices);
    free((char *)rule->metric);
    free((char *)rule->origin);
    free((char *)rule->name);
    free((char *)rule->message);
    free((char *)rule->hook);
}

void rule_list_finish(struct rule_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        rule_finish(&list->rules[i]);
    free(list->rules);
    *list = (struct rule_list){ 0 };
}

bool rule_is_alike(const struct rule *a, const struct rule *b)
{
    return a->watch == b->watch && (!a->metric || strcmp(a->metric, b->metric) == 0);
}

bool rule_replaces(const struct rule *later, const struct rule *earlier)
{
    bool is_any = later->off && later->severity == SEVERITY_NONE;

    return rule_is_alike(later, earlier) && (is_any || later->severity == earlier->severity);
}

size_t rule_find_replacement(const struct rule_list *list, size_t i, const char *location,
                             const char *device)
{
    size_t later = i + 1;

    while (later < list->n && !(rule_replaces(&list->rules[later], &list->rules[i]) &&
                                glob_matches(list->rules[later].devices, location, device)))
        later++;
    return later;
}

bool rule_holds(const struct rule_list *list, size_t i, const char *location, const char *device)
{
    const struct rule *rule = &list->rules[i];

    return !rule->off && glob_matches(rule->devices, location, device) &&
           rule_find_replacement(list, i, location, device) == list->n;
}

bool rule_is_beyond(const struct rule *rule, double value)
{
    if (!rule_watch_has_metric(rule->watch))
        return value > 0;
    return rule->watch == RULE_BELOW ? value < rule->limit : value > rule->limit;
}

bool rule_is_clear(const struct rule *rule, double value)
{
    if (!rule_watch_has_metric(rule->watch))
        return value <= 0;
    return rule->watch == RULE_BELOW ? value >= rule->limit + rule->hysteresis
                                     : value <= rule->limit - rule->hysteresis;
}
