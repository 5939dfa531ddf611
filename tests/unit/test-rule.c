/* SPDX-License-Identifier: MIT */
#include "core/rule.h"

#include "row.h"

static const struct {
    const char *name;
    enum rule_watch watch;
    double value;
    bool is_beyond, is_clear;
} edge_rows[] = {
    { "exactly at the limit does not fire", RULE_ABOVE, 30.0, false, false },
    { "strictly beyond", RULE_ABOVE, 30.1, true, false },
    { "inside, not by the hysteresis", RULE_ABOVE, 29.6, false, false },
    { "inside by the hysteresis", RULE_ABOVE, 29.5, false, true },
    { "below: at the limit", RULE_BELOW, 30.0, false, false },
    { "below: beyond", RULE_BELOW, 29.9, true, false },
    { "below: back inside", RULE_BELOW, 30.5, false, true },
};

static void test_limits_are_strict(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(edge_rows); i++) {
        struct rule rule = { .watch = edge_rows[i].watch, .limit = 30, .hysteresis = 0.5 };

        row_check(edge_rows[i].name,
                  rule_is_beyond(&rule, edge_rows[i].value) == edge_rows[i].is_beyond);
        row_check(edge_rows[i].name,
                  rule_is_clear(&rule, edge_rows[i].value) == edge_rows[i].is_clear);
    }
}

static const struct {
    const char *name;
    const char *device;
    const char *metric;
    const char *expected; /* a digit for each rule: does it hold */
} hold_rows[] = {
    { "the general rule", "kitchen-01", "temperature", "10010" },
    { "the last one that matches wins", "freezer-02", "temperature", "01010" },
    { "off switches off", "sauna", "temperature", "00010" },
    { "other metric", "kitchen-01", "humidity", "00000" },
};

static void test_last_match_wins(void **state)
{
    static const struct rule rules[] = {
        { .metric = "temperature", .limit = 30, .severity = SEVERITY_CRIT },
        { .devices = "freezer-*",
          .metric = "temperature",
          .limit = -15,
          .severity = SEVERITY_CRIT },
        { .devices = "sauna", .metric = "temperature", .severity = SEVERITY_CRIT, .off = true },
        /* Another severity and another side are other rules. */
        { .metric = "temperature", .limit = 28, .severity = SEVERITY_WARN },
        { .devices = "nobody",
          .metric = "temperature",
          .watch = RULE_BELOW,
          .severity = SEVERITY_CRIT },
    };
    struct rule_list list = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rules); i++)
        rule_list_add(&list, &rules[i]);
    for (size_t r = 0; r < ROW_COUNT(hold_rows); r++)
        for (size_t i = 0; i < list.n; i++)
            row_check(hold_rows[r].name,
                      rule_holds(&list, i, hold_rows[r].device, hold_rows[r].metric) ==
                          (hold_rows[r].expected[i] == '1'));
    rule_list_finish(&list);
    assert_null(list.rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits_are_strict),
        cmocka_unit_test(test_last_match_wins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
