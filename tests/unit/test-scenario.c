/* SPDX-License-Identifier: MIT */
#include "core/scenario.h"

#include "row.h"

#include <stdlib.h>

static struct scenario *need(const char *text)
{
    struct buf err = { 0 };
    struct scenario *scenario = scenario_parse(text, strlen(text), &err);

    if (!scenario)
        fail_msg("%s", buf_text(&err));
    buf_finish(&err);
    return scenario;
}

static void test_what_is_refused_and_why(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *said;
    } rows[] = {
        { "no time", "a at", "line 1: not a time such as 500ms, 90s or 1m30s: ''" },
        { "no at", "# one\n\nkitchen die",
          "line 3: not WHICH at WHEN [every PERIOD] heat to C|die|"
          "silent|blank|garbage [for DURATION], or: devices NAME...: 'kitchen'" },
        { "no act", "a at 1s", "line 1: not heat, die, silent, blank or garbage: ''" },
        { "another act", "a at 1s explode",
          "line 1: not heat, die, silent, blank or garbage: 'explode'" },
        { "a period of nothing", "a at 0 every 0s die",
          "line 1: not a time such as 500ms, 90s or 1m30s: '0s'" },
        { "negative", "a at -1s die", "line 1: not a time such as 500ms, 90s or 1m30s: '-1s'" },
        { "heat to nothing", "a at 1s heat 34",
          "line 1: not \"to\" and a temperature between -90 and 300 °C: ''" },
        { "too hot", "a at 1s heat to 301C",
          "line 1: not \"to\" and a temperature between -90 and 300 °C: '301C'" },
        { "something after it", "a at 1s die for 2s now",
          "line 1: not WHICH at WHEN [every PERIOD] "
          "heat to C|die|silent|blank|garbage [for DURATION], or: devices NAME...: 'now'" },
        { "never", "a at 10s every 10s die", "line 1: it begins after the period is over" },
        { "an open escape", "a\\ at 1s die", "line 1: not a pattern of names: 'a\\'" },
        { "no name", "devices a b/c",
          "line 1: not a name of 1 to 128 bytes without '/', '+', '#' or control characters, "
          "not only blanks: 'b/c'" },
        { "no UTF-8", "devices \xff", "not a text in UTF-8 of at most 65536 bytes" },
        { "shown as it cannot hurt", "\x1b[2J at 1s die now", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf err = { 0 };
        struct scenario *scenario = scenario_parse(rows[i].text, strlen(rows[i].text), &err);

        row_check(rows[i].name, !scenario);
        row_check(rows[i].name, !strchr(buf_text(&err), '\x1b'));
        if (rows[i].said)
            row_check_text(rows[i].name, buf_text(&err), rows[i].said);
        buf_finish(&err);
    }
}

static const char STORY[] =
    "# a comment\n"
    "*          at 1m                   blank        for 1s\n"
    "kitchen-*  at 8s     every 1m      heat to 34C  for 52s # and one behind\r\n"
    "attic-01\tat 8s\tevery 1m\tdie\tfor 52s\n"
    "garage-01  at 8s                   silent\n"
    "porch-01   at 2s     every 10s     garbage      for 500ms\n"
    "oven-01    at 0                    heat to 200";

static void test_what_happens_when(void **state)
{
    static const struct {
        const char *name;
        const char *device;
        int64_t at_ms;
        enum scenario_act act;
        int weight_percent;
    } rows[] = {
        { "nothing yet", "kitchen-01", 7999, SCENARIO_ORDINARY, 0 },
        { "it begins as it was", "kitchen-01", 8000, SCENARIO_HEAT, 0 },
        { "there in the middle", "kitchen-02", 34000, SCENARIO_HEAT, 100 },
        { "back at the end", "kitchen-01", 59999, SCENARIO_HEAT, 0 },
        { "for all for a second, but the last line counts", "kitchen-01", 68000, SCENARIO_HEAT, 0 },
        { "for all for a second", "kitchen-01", 60500, SCENARIO_BLANK, 0 },
        { "over", "hall-01", 61000, SCENARIO_ORDINARY, 0 },
        { "once more", "kitchen-01", 94000, SCENARIO_HEAT, 100 },
        { "dead", "attic-01", 8000, SCENARIO_DIE, 0 },
        { "another attic", "attic-02", 8000, SCENARIO_ORDINARY, 0 },
        { "alive again", "attic-01", 61500, SCENARIO_ORDINARY, 0 },
        { "silent for ever", "garage-01", 1000000, SCENARIO_SILENT, 0 },
        { "garbage, shortly", "porch-01", 12499, SCENARIO_GARBAGE, 0 },
        { "no longer", "porch-01", 12500, SCENARIO_ORDINARY, 0 },
        { "on its way", "oven-01", 30000, SCENARIO_HEAT, 50 },
        { "there", "oven-01", 90000, SCENARIO_HEAT, 100 },
    };
    struct scenario *scenario = need(STORY);

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scenario_state got;

        scenario_at(scenario, rows[i].device, rows[i].at_ms, &got);
        row_check(rows[i].name, got.act == rows[i].act);
        row_check(rows[i].name, (int)(got.weight * 100 + 0.5) == rows[i].weight_percent);
    }
    scenario_destroy(scenario);
}

static void test_the_house_of_the_demo(void **state)
{
    struct scenario *house = need(scenario_house());
    struct buf names = { 0 };
    unsigned acts = 0;

    (void)state;
    assert_int_equal(scenario_devices(house), 12);
    for (size_t i = 0; i < 12; i++) {
        struct buf name = { 0 };
        struct scenario_state at;

        scenario_name(house, i, &name);
        scenario_at(house, buf_text(&name), 30 * 1000, &at);
        acts |= 1u << at.act;
        buf_finish(&name);
    }
    assert_int_equal(acts, 1u << SCENARIO_ORDINARY | 1u << SCENARIO_HEAT | 1u << SCENARIO_DIE |
                               1u << SCENARIO_SILENT);
    scenario_name(house, 1, &names);
    buf_puts(&names, " ");
    scenario_name(house, 13, &names);
    assert_string_equal(buf_text(&names), "kitchen-01 kitchen-02");
    buf_finish(&names);
    scenario_destroy(house);
}

/* xorshift: the same texts in every run. */
static uint32_t random_next(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

static void check_story(const struct scenario *scenario)
{
    for (int64_t ms = 0; ms < 200000; ms += 7919) {
        struct scenario_state at;

        scenario_at(scenario, "kitchen-01", ms, &at);
        assert_in_range(at.act, 0, SCENARIO_ACT_COUNT_ - 1);
        assert_true(at.weight >= -1e-9 && at.weight <= 1);
        assert_true(at.target_c >= -90 && at.target_c <= 300);
    }
}

/* A story with bytes changed, cut or doubled is either refused in a clean sentence that names the
 * line, or it is a story. */
static void test_damaged_stories(void **state)
{
    static const char spice[] = "\n\t #*?[]\\-0129.smhdCa\x80\xff\x1b";
    uint32_t x = 2463534242u;
    int n_refused = 0, n_taken = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[sizeof STORY];
        size_t len = sizeof STORY - 1 - random_next(&x) % 40;
        struct buf err = { 0 };
        struct scenario *scenario;

        memcpy(text, STORY, sizeof text);
        for (uint32_t n = random_next(&x) % 4; n > 0; n--)
            text[random_next(&x) % len] = spice[random_next(&x) % (sizeof spice - 1)];
        scenario = scenario_parse(text, len, &err);
        if (scenario) {
            check_story(scenario);
            n_taken++;
        } else {
            assert_true(strncmp(err.data, "line ", 5) == 0 ||
                        strncmp(err.data, "not a text", 10) == 0);
            assert_null(strpbrk(err.data, "\x1b\n"));
            n_refused++;
        }
        scenario_destroy(scenario);
        buf_finish(&err);
    }
    assert_true(n_refused > 1000 && n_taken > 300);
}

static void test_bounds(void **state)
{
    struct buf text = { 0 }, err = { 0 };

    (void)state;
    for (int i = 0; i <= SCENARIO_LINES_MAX; i++)
        buf_puts(&text, "#\n");
    assert_null(scenario_parse(text.data, text.len, &err));
    assert_string_equal(buf_text(&err), "line 1001: more than 1000 lines");
    buf_clear(&text);
    buf_clear(&err);
    for (int i = 0; i < 65; i++)
        buf_puts(&text, "a ");
    assert_null(scenario_parse(text.data, text.len, &err));
    assert_string_equal(buf_text(&err),
                        "line 1: more than 64 words, or one of more than 128 bytes");
    buf_finish(&text);
    buf_finish(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_refused_and_why),
        cmocka_unit_test(test_what_happens_when),
        cmocka_unit_test(test_the_house_of_the_demo),
        cmocka_unit_test(test_damaged_stories),
        cmocka_unit_test(test_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
