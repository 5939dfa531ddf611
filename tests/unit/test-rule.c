/* SPDX-License-Identifier: MIT */
#include "core/rule.h"

#include "core/glob.h"
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
    { "a change of exactly the limit", RULE_RISES, 30.0, false, false },
    { "a change beyond", RULE_RISES, 30.1, true, false },
    { "a smaller change", RULE_RISES, 29.5, false, true },
    { "a fall is a change, too", RULE_FALLS, 30.1, true, false },
    { "offline", RULE_OFFLINE, 1, true, false },
    { "not offline", RULE_OFFLINE, 0, false, true },
    { "stale", RULE_STALE, 1, true, false },
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
    const char *location;
    const char *device;
    const char *expected; /* a digit for each rule: does it hold */
} hold_rows[] = {
    { "the general rules", "home", "kitchen-01", "1001010000" },
    { "the last one that matches wins", "home", "freezer-02", "0101010000" },
    { "off switches off", "home", "sauna", "0001010000" },
    { "off without a severity switches off all", "home", "attic-1", "0000010000" },
    { "by location", "office", "desk", "1001010010" },
    { "an offline rule of its own", "home", "porch", "1001001000" },
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
        /* Another severity, another side and another watch are other rules. */
        { .metric = "temperature", .limit = 28, .severity = SEVERITY_WARN },
        { .devices = "nobody",
          .metric = "temperature",
          .watch = RULE_BELOW,
          .severity = SEVERITY_CRIT },
        { .watch = RULE_OFFLINE, .severity = SEVERITY_CRIT },
        { .devices = "porch", .watch = RULE_OFFLINE, .for_ms = 1000, .severity = SEVERITY_CRIT },
        { .devices = "attic-?", .metric = "temperature", .off = true },
        { .devices = "office/*", .metric = "humidity", .limit = 60, .severity = SEVERITY_CRIT },
        { .devices = "home/*", .metric = "humidity", .severity = SEVERITY_CRIT, .off = true },
    };
    struct rule_list list = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rules); i++)
        rule_list_add(&list, &rules[i]);
    for (size_t r = 0; r < ROW_COUNT(hold_rows); r++)
        for (size_t i = 0; i < list.n; i++)
            row_check(hold_rows[r].name,
                      rule_holds(&list, i, hold_rows[r].location, hold_rows[r].device) ==
                          (hold_rows[r].expected[i] == '1'));
    assert_int_equal(rule_find_replacement(&list, 0, "home", "freezer-02"), 1);
    assert_int_equal(rule_find_replacement(&list, 0, "home", "sauna"), 2);
    assert_int_equal(rule_find_replacement(&list, 0, "home", "kitchen-01"), list.n);
    rule_list_finish(&list);
    assert_null(list.rules);
}

static void test_globs(void **state)
{
    static const struct {
        const char *pattern;
        const char *location;
        const char *device;
        bool expected;
    } rows[] = {
        { NULL, "home", "a", true },
        { "*", "home", "a", true },
        { "a", "home", "a", true },
        { "a", "home", "ab", false },
        { "a*", "home", "ab", true },
        { "A", "home", "a", false },
        { "desk-[12]", "home", "desk-2", true },
        { "desk-[12]", "home", "desk-3", false },
        { "[!d]*", "home", "desk-3", false },
        { "\\*", "home", "*", true },
        { "\\*", "home", "a", false },
        { "home/a", "home", "a", true },
        { "home/a", "office", "a", false },
        { "*/a", "office", "a", true },
        { "home/*", "home", "a", true },
        { "home", "home", "a", false },
        { "*.*", "home", ".a", true },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++)
        row_check(rows[i].pattern ? rows[i].pattern : "NULL",
                  glob_matches(rows[i].pattern, rows[i].location, rows[i].device) ==
                      rows[i].expected);
    assert_null(glob_fault("a\\\\"));
    assert_null(glob_fault("a/b"));
    assert_null(glob_fault("a[/]b/c"));
    assert_string_equal(glob_fault("a\\"), "that ends in '\\'");
    assert_string_equal(glob_fault("a/b/c"), "with more than one '/', as in location/device");
    assert_string_equal(glob_fault(""), "that is empty");
}

/* What a list has is its own: the text it came from may go. */
static void test_list_copies(void **state)
{
    char text[] = "freezer\0Close the door\0beep --loud";
    struct rule rule = {
        .name = text, .message = text + 8, .hook = text + 23, .watch = RULE_STALE
    };
    struct rule_list list = { 0 };

    (void)state;
    rule_list_add(&list, &rule);
    memset(text, 'x', sizeof text);
    assert_string_equal(list.rules[0].name, "freezer");
    assert_string_equal(list.rules[0].message, "Close the door");
    assert_string_equal(list.rules[0].hook, "beep --loud");
    assert_null(list.rules[0].devices);
    rule_list_finish(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits_are_strict),
        cmocka_unit_test(test_last_match_wins),
        cmocka_unit_test(test_globs),
        cmocka_unit_test(test_list_copies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
