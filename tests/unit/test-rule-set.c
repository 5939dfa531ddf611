/* SPDX-License-Identifier: MIT */
#include "core/rule-set.h"

#include "core/option.h"
#include "core/rule-text.h"
#include "row.h"

enum { WORDS_MAX = 12 };

/* The rules of what a user has typed. */
static void make(const char *const *words, struct rule_list *out)
{
    const char *argv[WORDS_MAX + 1] = { "sensortop" };
    struct config config;
    struct buf err = { 0 };
    int argc = 1;

    while (words[argc - 1]) {
        argv[argc] = words[argc - 1];
        argc++;
    }
    config_init(&config);
    if (!config_apply_arguments(&config, OPTION_SENSORTOP, argc, (char *const *)argv, &err))
        fail_msg("%s", buf_text(&err));
    rule_set_make(&config, out);
    config_finish(&config);
}

static const struct {
    const char *name;
    const char *words[WORDS_MAX];
    const char *expected;
} rows[] = {
    { "the default", { NULL }, "--high temperature > 30C hysteresis 0.5C crit\n" },
    { "nothing", { "--high", "off" }, "" },
    { "four limits, in one order however they are given",
      { "--warn-low", "8", "--warn-high", "77F", "--low=5", "--hysteresis", "1" },
      "--high temperature > 30C hysteresis 1C crit\n"
      "--low temperature < 5C hysteresis 1C crit\n"
      "--warn-high temperature > 25C hysteresis 1C warn\n"
      "--warn-low temperature < 8C hysteresis 1C warn\n" },
    { "rules come behind them",
      { "--alert", "freezer: temperature > -15", "--high", "28", "--alert", "offline" },
      "--high temperature > 28C hysteresis 0.5C crit\n"
      "--alert freezer: temperature > -15C hysteresis 0.5C crit\n"
      "--alert offline crit\n" },
    { "a hysteresis for all rules that have none of their own",
      { "--alert", "temperature < 3", "--hysteresis", "2", "--alert",
        "temperature < 4 hysteresis 1", "--high=off" },
      "--alert temperature < 3C hysteresis 2C crit\n"
      "--alert temperature < 4C hysteresis 1C crit\n" },
    { "said twice, because the last one counts",
      { "--high=off", "--alert", "offline for 1m", "--alert", "offline", "--alert",
        "offline for 1m" },
      "--alert offline for 1m crit\n--alert offline crit\n--alert offline for 1m crit\n" },
};

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct rule_list list = { 0 };
        struct buf got = { 0 };

        make(rows[i].words, &list);
        for (size_t r = 0; r < list.n; r++) {
            buf_addf(&got, "%s ", list.rules[r].origin);
            rule_text_format(&list.rules[r], &got);
            buf_puts(&got, "\n");
        }
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        rule_list_finish(&list);
        buf_finish(&got);
    }
}

static const char *const house[] = {
    "--alert", "freezer-*: temperature > -15 for 10m",
    "--alert", "sauna: temperature > off",
    "--alert", "offline for 2m",
    "--alert", "office/*: offline off",
    "--alert", "offline for 5m",
    NULL,
};

static void check_listing(const char *location, const char *device, const char *expected)
{
    struct rule_list list = { 0 };
    struct buf got = { 0 };

    make(house, &list);
    if (device)
        rule_set_format_device(&list, location, device, &got);
    else
        rule_set_format(&list, &got);
    assert_string_equal(buf_text(&got), expected);
    rule_list_finish(&list);
    buf_finish(&got);
}

static void test_listing(void **state)
{
    (void)state;
    check_listing(
        NULL, NULL,
        "  1  temperature > 30C hysteresis 0.5C crit  (--high): every device, but where a "
        "later one matches: 2, 3\n"
        "  2  freezer-*: temperature > -15C hysteresis 0.5C for 10m crit  (--alert): "
        "devices like freezer-*, but where a later one matches: 3\n"
        "  3  sauna: temperature > off  (--alert): switches off such rules before it for "
        "devices like sauna\n"
        "  4  offline for 2m crit  (--alert): nobody, 6 takes its place\n"
        "  5  office/*: offline off  (--alert): switches off such rules before it for "
        "devices like office/*\n"
        "  6  offline for 5m crit  (--alert): every device\n");
}

static void test_listing_for_a_device(void **state)
{
    (void)state;
    check_listing(
        "home", "freezer-1",
        "no    1  temperature > 30C hysteresis 0.5C crit  (--high): 2 takes its place\n"
        "yes   2  freezer-*: temperature > -15C hysteresis 0.5C for 10m crit  (--alert): "
        "holds, none after it takes its place\n"
        "no    3  sauna: temperature > off  (--alert): for other devices\n"
        "no    4  offline for 2m crit  (--alert): 6 takes its place\n"
        "no    5  office/*: offline off  (--alert): for other devices\n"
        "yes   6  offline for 5m crit  (--alert): holds, none after it takes its place\n");
    check_listing(
        "office", "sauna",
        "no    1  temperature > 30C hysteresis 0.5C crit  (--high): 3 switches it off\n"
        "no    2  freezer-*: temperature > -15C hysteresis 0.5C for 10m crit  (--alert): "
        "for other devices\n"
        "no    3  sauna: temperature > off  (--alert): switches off such rules before "
        "it\n"
        "no    4  offline for 2m crit  (--alert): 5 switches it off\n"
        "no    5  office/*: offline off  (--alert): switches off such rules before it\n"
        "yes   6  offline for 5m crit  (--alert): holds, none after it takes its place\n");
}

static void test_no_rules(void **state)
{
    struct rule_list list = { 0 };
    struct buf got = { 0 };

    (void)state;
    rule_set_format(&list, &got);
    assert_string_equal(buf_text(&got), "No rules: there are no alerts.\n");
    buf_finish(&got);
}

/* Two sections about the same: hardly what was meant. An option's rule may be replaced, and one
 * switched off. */
static void test_lost(void **state)
{
    static const struct rule rules[] = {
        { .metric = "temperature", .severity = SEVERITY_CRIT, .origin = "--high" },
        { .metric = "temperature", .severity = SEVERITY_CRIT, .name = "all", .origin = "f:1" },
        { .metric = "temperature",
          .severity = SEVERITY_CRIT,
          .devices = "freezer-*",
          .name = "warm",
          .origin = "f:5" },
        { .metric = "temperature",
          .severity = SEVERITY_WARN,
          .devices = "freezer-*",
          .name = "warmer",
          .origin = "f:9" },
        { .metric = "temperature",
          .severity = SEVERITY_CRIT,
          .devices = "freezer-*",
          .name = "thawing",
          .origin = "f:13" },
        { .watch = RULE_OFFLINE, .severity = SEVERITY_CRIT, .name = "gone", .origin = "f:17" },
        { .watch = RULE_OFFLINE, .off = true, .name = "quiet", .origin = "f:20" },
        { .watch = RULE_STALE, .severity = SEVERITY_CRIT, .name = "silent", .origin = "f:24" },
        { .watch = RULE_STALE, .severity = SEVERITY_CRIT, .origin = "--alert" },
    };
    struct rule_list list = { 0 };
    struct buf got = { 0 };
    size_t at = 0;

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rules); i++)
        rule_list_add(&list, &rules[i]);
    assert_true(rule_set_next_lost(&list, &at, &got));
    assert_string_equal(buf_text(&got),
                        "f:5: [alert warm] holds for nobody, [alert thawing] takes its place");
    assert_false(rule_set_next_lost(&list, &at, &got));
    assert_string_equal(buf_text(&got), "");
    rule_list_finish(&list);
    buf_finish(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_listing),
        cmocka_unit_test(test_listing_for_a_device),
        cmocka_unit_test(test_no_rules),
        cmocka_unit_test(test_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
