/* SPDX-License-Identifier: MIT */
#include "ui/pace.h"

#include "row.h"

enum { DELAY_MS = 100, CHANGES_MAX = 6 };

/* Something changed at `now_ms` and at nothing else: the time of its frame. */
static int64_t draw_change(struct pace *pace, int64_t now_ms)
{
    int64_t due_ms = pace_due_ms(pace, DELAY_MS);
    int64_t drawn_ms = due_ms > now_ms ? due_ms : now_ms;

    pace_note(pace, drawn_ms, DELAY_MS);
    return drawn_ms;
}

static void test_changes(void **state)
{
    static const struct {
        const char *label;
        int64_t changes_ms[CHANGES_MAX]; /* zeros: no more */
        int64_t frames_ms[CHANGES_MAX];
    } rows[] = {
        { "the first", { 5000 }, { 5000 } },
        { "far apart", { 5000, 5250, 5500 }, { 5000, 5250, 5500 } },
        { "just behind another", { 5000, 5001 }, { 5000, 5001 } },
        { "the third waits", { 5000, 5001, 5002 }, { 5000, 5001, 5100 } },
        { "and the fourth", { 5000, 5001, 5002, 5101 }, { 5000, 5001, 5100, 5200 } },
        { "half a pause", { 5000, 5001, 5150, 5151 }, { 5000, 5001, 5150, 5200 } },
        { "a whole one", { 5000, 5001, 5200, 5201 }, { 5000, 5001, 5200, 5201 } },
        { "a clock in between", { 5000, 5151, 5249, 5500 }, { 5000, 5151, 5249, 5500 } },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct pace pace = { 0 };

        for (size_t n = 0; n < CHANGES_MAX && rows[i].changes_ms[n]; n++)
            row_check(rows[i].label,
                      draw_change(&pace, rows[i].changes_ms[n]) == rows[i].frames_ms[n]);
    }
}

/* Always something new, as in a flood: an even beat. */
static void test_flood(void **state)
{
    struct pace pace = { 0 };
    int64_t last_ms = 1000;

    (void)state;
    assert_int_equal(draw_change(&pace, last_ms), last_ms);
    assert_int_equal(draw_change(&pace, last_ms), last_ms);
    for (int64_t due_ms = 1100; due_ms < 5000; due_ms += DELAY_MS) {
        last_ms = draw_change(&pace, last_ms);
        assert_int_equal(last_ms, due_ms);
    }
}

/* They do not wait, and what changes beside them waits no longer for it. */
static void test_keys(void **state)
{
    struct pace pace = { 0 };

    (void)state;
    for (int64_t now_ms = 1000; now_ms < 3000; now_ms += 30) {
        pace_note(&pace, now_ms, DELAY_MS);
        assert_true(pace_due_ms(&pace, DELAY_MS) <= now_ms + DELAY_MS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_flood),
        cmocka_unit_test(test_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
