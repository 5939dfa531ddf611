/* SPDX-License-Identifier: MIT */
#include "core/rule-text.h"

#include "core/glob.h"
#include "core/metric.h"
#include "row.h"

#include <stdlib.h>

static const struct rule_defaults defaults = { .hysteresis_c = 0.5, .origin = "--alert" };

/* The rule as rule_text_format gives it, or the sentence. */
static void read_rule(const char *text, struct buf *out)
{
    struct rule_list list = { 0 };

    if (rule_text_parse(text, &defaults, &list, out))
        rule_text_format(&list.rules[0], out);
    rule_list_finish(&list);
}

// clang-format off
static const struct {
    const char *text;
    const char *expected;
} rows[] = {
    { "temperature > 30", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature < -15.5", "temperature < -15.5C hysteresis 0.5C crit" },
    { "temperature>30", "temperature > 30C hysteresis 0.5C crit" },
    { " \ttemperature  >\t30 ", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature > 86F", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature > 30°C", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature > 86°f", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature > -0", "temperature > 0C hysteresis 0.5C crit" },
    { "temperature > 1e1", "temperature > 10C hysteresis 0.5C crit" },
    { "humidity > 60%", "humidity > 60% hysteresis 2% crit" },
    { "humidity > 60", "humidity > 60% hysteresis 2% crit" },
    { "battery < 20%", "battery < 20% hysteresis 0% crit" },
    { "pressure < 990", "pressure < 990 hysteresis 0 crit" },
    { "soil.moisture < 20%", "soil.moisture < 20 hysteresis 0 crit" },
    { "pool.water > 30C", "pool.water > 30 hysteresis 0 crit" },

    { "temperature > 30 hysteresis 1", "temperature > 30C hysteresis 1C crit" },
    { "temperature > 30 hysteresis 0", "temperature > 30C hysteresis 0C crit" },
    { "temperature > 30 hysteresis 1.8F", "temperature > 30C hysteresis 1C crit" },
    { "temperature > 86F hysteresis 1.8", "temperature > 30C hysteresis 1C crit" },
    { "temperature > 86F hysteresis 1C", "temperature > 30C hysteresis 1C crit" },
    { "temperature > 30 for 10m", "temperature > 30C hysteresis 0.5C for 10m crit" },
    { "temperature > 30 for 90", "temperature > 30C hysteresis 0.5C for 1m30s crit" },
    { "temperature > 30 for 0s", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature > 30 warn", "temperature > 30C hysteresis 0.5C warn" },
    { "temperature > 30 crit", "temperature > 30C hysteresis 0.5C crit" },
    { "temperature > 30 warn for 1m hysteresis 2",
      "temperature > 30C hysteresis 2C for 1m warn" },

    { "temperature rises 5 in 10m", "temperature rises 5C in 10m hysteresis 0.5C crit" },
    { "temperature falls 9F in 1h", "temperature falls 5C in 1h hysteresis 0.5C crit" },
    { "temperature falls 9F in 1h hysteresis 1.8",
      "temperature falls 5C in 1h hysteresis 1C crit" },
    { "temperature rises 0.5 in 90s", "temperature rises 0.5C in 1m30s hysteresis 0.25C crit" },
    { "humidity falls 10 in 5m for 1m warn",
      "humidity falls 10% in 5m hysteresis 2% for 1m warn" },

    { "offline", "offline crit" },
    { "offline for 2m warn", "offline for 2m warn" },
    { "stale", "stale crit" },
    { "stale for 10m", "stale for 10m crit" },
    { "temperature > 30 repeat 1h warn", "temperature > 30C hysteresis 0.5C repeat 1h warn" },
    { "offline repeat 90 for 1m", "offline for 1m repeat 1m30s crit" },
    { "\"offline\" > 3", "\"offline\" > 3 hysteresis 0 crit" },

    { "temperature > off", "temperature > off" },
    { "temperature > 30 off", "temperature > off" },
    { "temperature > off warn", "temperature > off warn" },
    { "temperature > 30 hysteresis 1 for 5m crit off", "temperature > off crit" },
    { "temperature rises off", "temperature rises off" },
    { "temperature rises 5 in 10m off", "temperature rises off" },
    { "offline off", "offline off" },
    { "stale for 5m off warn", "stale off warn" },

    { "freezer-*: temperature > -15", "freezer-*: temperature > -15C hysteresis 0.5C crit" },
    { "* : offline", "*: offline crit" },
    { "aa:bb:cc: offline", "\"aa:bb:cc\": offline crit" },
    { "office/desk-[12]: stale", "office/desk-[12]: stale crit" },
    { "living room: offline", "\"living room\": offline crit" },
    { "\"living room\": offline", "\"living room\": offline crit" },
    { "\"say \"\"hi\"\"\": offline", "\"say \"\"hi\"\"\": offline crit" },
    { "\"a: b\": offline", "\"a: b\": offline crit" },
    { "küche: \"soil: wet\" < 3", "küche: \"soil: wet\" < 3 hysteresis 0 crit" },
    { "\"a<b\" > 3", "\"a<b\" > 3 hysteresis 0 crit" },
    { "offline: temperature > 3", "offline: temperature > 3C hysteresis 0.5C crit" },
    { "[[:alpha:]]*: offline", "\"[[:alpha:]]*\": offline crit" },

    { "", "what to watch, such as 'temperature > 30' or 'offline', is missing at the end: ''" },
    { "freezer:", "what to watch, such as 'temperature > 30' or 'offline', is missing at the end: "
                  "'freezer:'" },
    { "temperature", "one of >, <, rises, falls is missing at the end: 'temperature'" },
    { "temperature >", "a temperature such as 30, 30C or 86F is missing at the end: "
                       "'temperature >'" },
    { "temperature = 30", "not one of >, <, rises, falls: '=' in 'temperature = 30'" },
    { "temperature >= 30", "not one of >, <, rises, falls: '>=' in 'temperature >= 30'" },
    { "temperature above 30", "not one of >, <, rises, falls: 'above' in 'temperature above 30'" },
    { "temperature off", "not one of >, <, rises, falls: 'off' in 'temperature off'" },
    { "temperature > 3o", "not a temperature such as 30, 30C or 86F: '3o' in 'temperature > 3o'" },
    { "temperature > 30%", "not a temperature such as 30, 30C or 86F: '30%' in "
                           "'temperature > 30%'" },
    { "temperature > 30K", "not a temperature such as 30, 30C or 86F: '30K' in "
                           "'temperature > 30K'" },
    { "temperature > 30°", "not a temperature such as 30, 30C or 86F: '30°' in "
                           "'temperature > 30°'" },
    { "temperature > \"30\"", "not a temperature such as 30, 30C or 86F: '30' in "
                              "'temperature > \"30\"'" },
    { "temperature > 30,5", "not a temperature such as 30, 30C or 86F: '30,5' in "
                            "'temperature > 30,5'" },
    { "temperature > 30 repeat",
      "a duration such as 90, 90s or 1m30s is missing at the end: 'temperature > 30 repeat'" },
    { "temperature > 30 repeat 0", "not between 1s and 30d: '0' in 'temperature > 30 repeat 0'" },
    { "offline repeat 1m repeat 2m",
      "not to be said twice: 'repeat' in 'offline repeat 1m repeat 2m'" },
    { "temperature > nan", "not a temperature such as 30, 30C or 86F: 'nan' in "
                           "'temperature > nan'" },
    { "temperature > 301", "not between -90.0 °C and 300.0 °C: '301' in 'temperature > 301'" },
    { "temperature < -131F", "not between -90.0 °C and 300.0 °C: '-131F' in "
                             "'temperature < -131F'" },
    { "humidity > 101", "not between 0.0 % and 100.0 %: '101' in 'humidity > 101'" },
    { "humidity > 60C", "not a number such as 60 or 60%: '60C' in 'humidity > 60C'" },
    { "pressure < 990C", "not a number such as 4.5, without a unit: '990C' in 'pressure < 990C'" },
    { "pool > 86F", "not a number such as 4.5: '86F' in 'pool > 86F'" },
    { "temperature > 30 C", "not one of hysteresis, for, repeat, warn, crit, off: 'C' in "
                            "'temperature > 30 C'" },
    { "temperature > 30 for", "a duration such as 90, 90s or 1m30s is missing at the end: "
                              "'temperature > 30 for'" },
    { "temperature > 30 for ever", "not a duration such as 90, 90s or 1m30s: 'ever' in "
                                   "'temperature > 30 for ever'" },
    { "temperature > 30 for 31d", "not at most 30d: '31d' in 'temperature > 30 for 31d'" },
    { "temperature > 30 for 1m for 2m", "not to be said twice: 'for' in "
                                        "'temperature > 30 for 1m for 2m'" },
    { "temperature > 30 warn crit", "not to be said twice: 'crit' in "
                                    "'temperature > 30 warn crit'" },
    { "temperature > 30 loud", "not one of hysteresis, for, repeat, warn, crit, off: 'loud' in "
                               "'temperature > 30 loud'" },
    { "temperature > 30 \"warn\"", "not one of hysteresis, for, repeat, warn, crit, off: 'warn' in "
                                   "'temperature > 30 \"warn\"'" },
    { "temperature > 30 hysteresis -1", "not 0 or more: '-1' in "
                                        "'temperature > 30 hysteresis -1'" },
    { "temperature > 30 hysteresis", "a temperature such as 30, 30C or 86F is missing at the end: "
                                     "'temperature > 30 hysteresis'" },
    { "temperature rises 5", "'in' and a duration such as 10m is missing at the end: "
                             "'temperature rises 5'" },
    { "temperature rises 5 within 10m", "not 'in' and a duration such as 10m: 'within' in "
                                        "'temperature rises 5 within 10m'" },
    { "temperature rises 5 in 0", "not between 1s and 30d: '0' in 'temperature rises 5 in 0'" },
    { "temperature rises 0 in 1m", "not more than 0: '0' in 'temperature rises 0 in 1m'" },
    { "temperature rises -5 in 1m", "not more than 0: '-5' in 'temperature rises -5 in 1m'" },
    { "temperature rises 5 in 1m hysteresis 5", "not less than the change itself: '5' in "
                                                "'temperature rises 5 in 1m hysteresis 5'" },
    { "offline hysteresis 3", "not accepted here, offline and stale have no limit: 'hysteresis' "
                              "in 'offline hysteresis 3'" },
    { "offline > 3", "not one of hysteresis, for, repeat, warn, crit, off: '>' in 'offline > 3'" },
    { "OFFLINE", "one of >, <, rises, falls is missing at the end: 'OFFLINE'" },
    { ": offline", "a device such as freezer-* is missing before the ':': ': offline'" },
    { "a/b/c: offline", "no device matches a name with more than one '/', as in location/device: "
                        "'a/b/c' in 'a/b/c: offline'" },
    { "a\\: offline", "no device matches a name that ends in '\\': 'a\\' in 'a\\: offline'" },
    { "freezer:temperature > 3", "not a metric, a blank is missing behind the ':': "
                                 "'freezer:temperature' in 'freezer:temperature > 3'" },
    { "temperature_c > 3", "not a metric, it is called temperature in both units: "
                           "'temperature_c' in 'temperature_c > 3'" },
    { "\"living room: offline", "the closing '\"' is missing: '\"living room: offline'" },
    { "a: \"b > 3", "the closing '\"' is missing: 'a: \"b > 3'" },
    { "a\nb: offline", "not a text in UTF-8 without control characters: 'a\nb: offline'" },
    { "\xff: offline", "not a text in UTF-8 without control characters: '\xff: offline'" },
};
// clang-format on

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        read_rule(rows[i].text, &got);
        row_check_text(rows[i].text, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

static void test_a_failure_leaves_the_list(void **state)
{
    struct rule_list list = { 0 };
    struct buf err = { 0 };

    (void)state;
    assert_true(rule_text_parse("a: offline", &defaults, &list, &err));
    assert_false(rule_text_parse("b: offline for", &defaults, &list, &err));
    assert_int_equal(list.n, 1);
    assert_string_equal(list.rules[0].devices, "a");
    assert_string_equal(list.rules[0].origin, "--alert");
    rule_list_finish(&list);
    buf_finish(&err);
}

static void test_defaults_of_the_user(void **state)
{
    static const struct rule_defaults wide = { .hysteresis_c = 3 };
    struct rule_list list = { 0 };
    struct buf err = { 0 };

    (void)state;
    assert_true(rule_text_parse("temperature > 30", &wide, &list, &err));
    assert_true(rule_text_parse("humidity > 30", &wide, &list, &err));
    assert_true(rule_text_parse("temperature rises 4 in 1m", &wide, &list, &err));
    assert_true(list.rules[0].hysteresis == 3);
    assert_true(list.rules[1].hysteresis == 2);
    assert_true(list.rules[2].hysteresis == 2);
    assert_null(list.rules[0].origin);
    rule_list_finish(&list);
}

/* --- format and parse are each other's inverse ------------------------------ */

enum { RANDOM_RULES = 20000, RANDOM_TEXTS = 50000 };

static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % below;
}

static void add_random_name(uint32_t *seed, struct buf *out)
{
    static const char *const pieces[] = { "a",    "B7", "-",  "*",      "?",
                                          "[x]",  " ",  ":",  ": ",     "\"",
                                          "\"\"", ">",  "<=", "ü",      "温",
                                          ".",    "/",  "in", "off",    "offline",
                                          "\\*",  "°",  "%",  "for 1m", "temperature" };

    for (uint32_t n = 1 + next_random(seed, 4); n > 0; n--)
        buf_puts(out, pieces[next_random(seed, ROW_COUNT(pieces))]);
}

static double random_number(uint32_t *seed)
{
    double digits = next_random(seed, 1000000) + 1;

    for (uint32_t n = next_random(seed, 8); n > 0; n--)
        digits /= 10;
    return digits / 3.0;
}

static void random_rule(uint32_t *seed, struct buf *devices, struct buf *metric, struct rule *rule)
{
    static const char *const metrics[] = { "temperature", "humidity", "pressure", "battery" };
    bool is_change;

    *rule = (struct rule){ .watch = (enum rule_watch)next_random(seed, RULE_WATCH_COUNT_),
                           .off = next_random(seed, 5) == 0 };
    do {
        buf_clear(devices);
        add_random_name(seed, devices);
    } while (glob_fault(buf_text(devices)));
    rule->devices = next_random(seed, 2) ? buf_text(devices) : NULL;
    if (rule_watch_has_metric(rule->watch)) {
        if (next_random(seed, 2))
            add_random_name(seed, metric);
        else
            buf_puts(metric, metrics[next_random(seed, ROW_COUNT(metrics))]);
        rule->metric = buf_text(metric);
    }
    rule->severity = next_random(seed, 2) ? SEVERITY_WARN : SEVERITY_CRIT;
    if (rule->off) {
        rule->severity = next_random(seed, 2) ? rule->severity : SEVERITY_NONE;
        return;
    }
    is_change = rule_watch_is_change(rule->watch);
    if (rule->metric) {
        rule->limit =
            metric_find(rule->metric) && !is_change ? next_random(seed, 101) : random_number(seed);
        rule->hysteresis = next_random(seed, 2) ? rule->limit / 3 : 0;
    }
    rule->in_ms = is_change ? 1000 + next_random(seed, 1 << 24) : 0;
    rule->for_ms = next_random(seed, 2) ? next_random(seed, 1 << 24) : 0;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_same_rule(const struct rule *a, const struct rule *b)
{
    return is_same_text(a->devices, b->devices) && is_same_text(a->metric, b->metric) &&
           a->watch == b->watch && a->limit == b->limit && a->hysteresis == b->hysteresis &&
           a->in_ms == b->in_ms && a->for_ms == b->for_ms && a->severity == b->severity &&
           a->off == b->off;
}

static void test_random_rules_survive_being_written(void **state)
{
    uint32_t seed = 20;

    (void)state;
    for (int i = 0; i < RANDOM_RULES; i++) {
        struct buf devices = { 0 }, metric = { 0 }, text = { 0 }, err = { 0 };
        struct rule_list list = { 0 };
        struct rule rule;

        random_rule(&seed, &devices, &metric, &rule);
        rule_text_format(&rule, &text);
        if (!rule_text_parse(buf_text(&text), &defaults, &list, &err))
            fail_msg("'%s': %s", buf_text(&text), buf_text(&err));
        if (!is_same_rule(&rule, &list.rules[0]))
            fail_msg("'%s' is read as another rule", buf_text(&text));
        rule_list_finish(&list);
        buf_finish(&devices);
        buf_finish(&metric);
        buf_finish(&text);
        buf_finish(&err);
    }
}

/* Words in any order: most of it is refused, in one sentence that quotes the text; what is accepted
 * comes out the same when it is written and read again. */
static void test_random_texts(void **state)
{
    static const char *const words[] = {
        "temperature", "humidity", "\"a b\"",    "freezer-*:", ">",    "<",    "rises",
        "falls",       "5",        "30C",        "86F",        "60%",  "in",   "10m",
        "for",         "90",       "hysteresis", "1",          "warn", "crit", "off",
        "offline",     "stale",    "\"",         "°",          ">=",   "x:y"
    };
    uint32_t seed = 4;
    int accepted = 0;

    (void)state;
    for (int i = 0; i < RANDOM_TEXTS; i++) {
        struct buf text = { 0 }, first = { 0 }, second = { 0 };
        struct rule_list list = { 0 };

        for (uint32_t n = 1 + next_random(&seed, 7); n > 0; n--) {
            buf_puts(&text, words[next_random(&seed, ROW_COUNT(words))]);
            buf_puts(&text, next_random(&seed, 8) ? " " : "");
        }
        if (rule_text_parse(buf_text(&text), &defaults, &list, &first)) {
            accepted++;
            rule_text_format(&list.rules[0], &first);
            read_rule(buf_text(&first), &second);
            row_check_text(buf_text(&text), buf_text(&second), buf_text(&first));
        } else {
            row_check(buf_text(&text), strstr(buf_text(&first), buf_text(&text)) && list.n == 0);
        }
        rule_list_finish(&list);
        buf_finish(&text);
        buf_finish(&first);
        buf_finish(&second);
    }
    assert_true(accepted > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_a_failure_leaves_the_list),
        cmocka_unit_test(test_defaults_of_the_user),
        cmocka_unit_test(test_random_rules_survive_being_written),
        cmocka_unit_test(test_random_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
