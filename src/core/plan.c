/* SPDX-License-Identifier: MIT */
#include "core/plan.h"

#include "core/glob.h"
#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct plan_rule {
    uint16_t subject;
    uint16_t alike; /* the first of the rules that are about the same */
};

struct plan_table {
    const struct rule_list *rules;
    struct plan_rule *about;           /* each rule */
    bool (*is_taken)[SEVERITY_COUNT_]; /* by alike, while a plan is made */
    struct plan_item *items;           /* of that plan, last rule first */
    size_t n_plans;
    struct plan **plans;
};

static uint16_t plan_subject(const struct rule *rule, struct metric_names *names)
{
    int number;

    if (rule->watch == RULE_OFFLINE)
        return PLAN_OFFLINE;
    if (rule->watch == RULE_STALE)
        return PLAN_STALE;
    number = metric_names_intern(names, rule->metric);
    return number < 0 ? PLAN_NOTHING : (uint16_t)number;
}

struct plan_table *plan_table_create(const struct rule_list *rules, struct metric_names *names)
{
    struct plan_table *table = mem_zero(1, sizeof *table);

    static_assert(RULES_MAX < METRIC_NAMES_MAX / 2, "at the start there is room for those of all");
    table->rules = rules;
    table->about = mem_zero(rules->n + 1, sizeof *table->about);
    table->is_taken = mem_zero(rules->n + 1, sizeof *table->is_taken);
    table->items = mem_zero(rules->n + 1, sizeof *table->items);
    for (size_t i = 0; i < rules->n; i++) {
        size_t alike = 0;

        while (!rule_is_alike(&rules->rules[alike], &rules->rules[i]))
            alike++;
        table->about[i].alike = (uint16_t)alike;
        table->about[i].subject = plan_subject(&rules->rules[i], names);
    }
    return table;
}

void plan_table_destroy(struct plan_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->n_plans; i++)
        free(table->plans[i]);
    free(table->plans);
    free(table->items);
    free(table->is_taken);
    free(table->about);
    free(table);
}

/* As rule_replaces has it. True: nothing later had taken the rule's place. */
static bool plan_take(const struct rule *rule, bool *is_taken)
{
    bool was_taken = is_taken[rule->severity];

    is_taken[rule->severity] = true;
    if (rule->off && rule->severity == SEVERITY_NONE)
        memset(is_taken, true, SEVERITY_COUNT_);
    return !was_taken && !rule->off;
}

static size_t plan_collect(struct plan_table *table, const char *location, const char *device)
{
    size_t n = 0;

    memset(table->is_taken, false, table->rules->n * sizeof *table->is_taken);
    for (size_t i = table->rules->n; i-- > 0;) {
        const struct rule *rule = &table->rules->rules[i];

        if (glob_matches(rule->devices, location, device) &&
            plan_take(rule, table->is_taken[table->about[i].alike]))
            table->items[n++] = (struct plan_item){ table->about[i].subject, (uint16_t)i };
    }
    return n;
}

static bool plan_is(const struct plan *plan, const struct plan_item *reversed, size_t n)
{
    if (plan->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (plan->items[i].rule != reversed[n - 1 - i].rule)
            return false;
    return true;
}

static const struct plan *plan_table_add(struct plan_table *table, size_t n)
{
    struct plan *plan = mem_zero(1, sizeof *plan + n * sizeof *plan->items);

    plan->n = n;
    for (size_t i = 0; i < n; i++)
        plan->items[i] = table->items[n - 1 - i];
    table->plans = mem_resize(table->plans, table->n_plans + 1, sizeof(struct plan *));
    table->plans[table->n_plans++] = plan;
    return plan;
}

const struct plan *plan_table_get(struct plan_table *table, const char *location,
                                  const char *device)
{
    size_t n = plan_collect(table, location, device);

    for (size_t i = 0; i < table->n_plans; i++)
        if (plan_is(table->plans[i], table->items, n))
            return table->plans[i];
    return plan_table_add(table, n);
}
