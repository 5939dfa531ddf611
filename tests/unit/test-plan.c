/* SPDX-License-Identifier: MIT */
#include "core/plan.h"

#include "core/buf.h"
#include "core/rule-text.h"
#include "row.h"

#include <stdio.h>

static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };

static void add_rule(struct rule_list *list, const char *text)
{
    struct buf err = { 0 };

    if (!rule_text_parse(text, &defaults, list, &err))
        fail_msg("%s", buf_text(&err));
}

/* "temperature:0 offline:3" */
static void describe(const struct plan *plan, const struct metric_names *names, struct buf *out)
{
    for (size_t i = 0; i < plan->n; i++) {
        uint16_t subject = plan->items[i].subject;
        const char *name = subject == PLAN_OFFLINE ? "offline"
                           : subject == PLAN_STALE ? "stale"
                                                   : metric_names_get(names, subject);

        buf_addf(out, "%s%s:%d", i ? " " : "", name, plan->items[i].rule);
    }
}

static void test_plans(void **state)
{
    static const char *const rules[] = {
        "temperature > 30",    "freezer-*: temperature > -15 for 10m",
        "offline for 2m",      "stale warn",
        "co2 > 1000 warn",     "co2 > 1500",
        "*: co2 > 2000",       "cellar: temperature > off",
        "office/*: co2 > off", "freezer-*: offline for 1m",
    };
    static const struct {
        const char *location;
        const char *device;
        const char *expected;
    } rows[] = {
        { "home", "kitchen", "temperature:0 offline:2 stale:3 co2:4 co2:6" },
        { "home", "freezer-1", "temperature:1 stale:3 co2:4 co2:6 offline:9" },
        { "home", "cellar", "offline:2 stale:3 co2:4 co2:6" },
        { "office", "cellar", "offline:2 stale:3" },
    };
    struct metric_names *names = metric_names_create(1);
    struct rule_list list = { 0 };
    struct plan_table *table;

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rules); i++)
        add_rule(&list, rules[i]);
    table = plan_table_create(&list, names);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct plan *plan = plan_table_get(table, rows[i].location, rows[i].device);
        struct buf got = { 0 };

        describe(plan, names, &got);
        row_check_text(rows[i].device, buf_text(&got), rows[i].expected);
        row_check(rows[i].device, plan == plan_table_get(table, rows[i].location, rows[i].device));
        buf_finish(&got);
    }
    assert_ptr_equal(plan_table_get(table, "home", "bath"),
                     plan_table_get(table, "home", "kitchen"));
    plan_table_destroy(table);
    rule_list_finish(&list);
    metric_names_destroy(names);
}

static void test_no_rules(void **state)
{
    struct metric_names *names = metric_names_create(1);
    struct rule_list list = { 0 };
    struct plan_table *table = plan_table_create(&list, names);

    (void)state;
    assert_int_equal(plan_table_get(table, "home", "a")->n, 0);
    plan_table_destroy(table);
    metric_names_destroy(names);
    plan_table_destroy(NULL);
}

/* --- the same as rule_holds, which says what is meant and is slow ------------ */

enum { ROUNDS = 300, RULES_PER_ROUND = 25 };

static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % below;
}

static void add_random_rule(uint32_t *seed, struct rule_list *list)
{
    static const char *const devices[] = { "", "*: ", "a*: ", "ab: ", "home/*: ", "office/a?: " };
    static const char *const subjects[] = { "temperature >", "temperature <", "humidity >",
                                            "offline", "stale" };
    static const char *const ends[] = { "", "warn", "crit", "off", "off warn", "off crit" };
    uint32_t subject = next_random(seed, ROW_COUNT(subjects));
    char text[100];

    snprintf(text, sizeof text, "%s%s %s %s", devices[next_random(seed, ROW_COUNT(devices))],
             subjects[subject], subject < 3 ? "20" : "", ends[next_random(seed, ROW_COUNT(ends))]);
    add_rule(list, text);
}

static void check_plan(const struct rule_list *list, const struct plan *plan, const char *location,
                       const char *device)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        if (!rule_holds(list, i, location, device))
            continue;
        row_check(device, n < plan->n && plan->items[n].rule == i);
        n++;
    }
    row_check(device, n == plan->n);
}

static void test_plans_are_what_holds(void **state)
{
    static const char *const devices[] = { "a", "ab", "abc", "b" };
    uint32_t seed = 9;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct metric_names *names = metric_names_create(1);
        struct rule_list list = { 0 };
        struct plan_table *table;

        for (int i = 0; i < RULES_PER_ROUND; i++)
            add_random_rule(&seed, &list);
        table = plan_table_create(&list, names);
        for (size_t i = 0; i < ROW_COUNT(devices); i++) {
            check_plan(&list, plan_table_get(table, "home", devices[i]), "home", devices[i]);
            check_plan(&list, plan_table_get(table, "office", devices[i]), "office", devices[i]);
        }
        plan_table_destroy(table);
        rule_list_finish(&list);
        metric_names_destroy(names);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plans),
        cmocka_unit_test(test_no_rules),
        cmocka_unit_test(test_plans_are_what_holds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
