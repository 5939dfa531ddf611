/* SPDX-License-Identifier: MIT */
#include "io/link-gather.h"

#include "row.h"

enum { LOOKS = 200 };

/* Messages come at a pace; each look takes what has come, then there is the sleep. */
static const struct {
    const char *name;
    int per_s;
    bool acknowledged;
    int at_least_ms, at_most_ms; /* that it sleeps in the end */
} rows[] = {
    { "one every 3 s", 0, false, 0, 0 },
    { "four a second", 4, false, 0, 0 },
    { "a thousand a second", 1000, false, 10, 10 },
    { "four thousand a second", 4000, false, 10, 10 },
    { "a flood", 1000000, false, 0, 1 },
    { "a thousand a second, QoS 1", 1000, true, 2, 6 },
    { "four thousand a second, QoS 1", 4000, true, 0, 2 },
    { "a flood, QoS 1", 1000000, true, 0, 0 },
};

static void test_sleeps(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct link_gather gather = { 0 };
        double now_ms = 1000, taken_ms = 1000;
        double step_ms = rows[i].per_s ? 1000.0 / rows[i].per_s : 3000;

        for (int look = 0; look < LOOKS; look++) {
            uint64_t n;

            now_ms += gather.ms;
            if (now_ms < taken_ms + step_ms)
                now_ms = taken_ms + step_ms; /* poll() waits for the next one */
            n = (uint64_t)((now_ms - taken_ms) / step_ms + 1e-6);
            taken_ms += (double)n * step_ms;
            link_gather_note(&gather, (int64_t)now_ms, n, rows[i].acknowledged ? n : 0);
        }
        row_check(rows[i].name, gather.ms >= rows[i].at_least_ms);
        row_check(rows[i].name, gather.ms <= rows[i].at_most_ms);
    }
}

/* A look that finds fewer in between does not bring the sleep back. */
static void test_a_broker_that_waits(void **state)
{
    struct link_gather gather = { 0 };

    (void)state;
    for (int i = 0; i < 100; i++) {
        link_gather_note(&gather, 1000 + i, i % 3 ? 2 : 20, i % 3 ? 2 : 20);
        assert_int_equal(gather.ms, 0);
    }
}

static void test_wakes_up_at_once_after_a_pause(void **state)
{
    struct link_gather gather = { 0 };

    (void)state;
    for (int i = 0; i < 50; i++)
        link_gather_note(&gather, 1000 + i * 10, 5, 0);
    assert_int_equal(gather.ms, LINK_GATHER_MS_MAX);
    link_gather_note(&gather, 5000, 1, 0);
    assert_int_equal(gather.ms, 0);
    link_gather_note(&gather, 5001, 0, 0);
    assert_int_equal(gather.last_ms, 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sleeps),
        cmocka_unit_test(test_a_broker_that_waits),
        cmocka_unit_test(test_wakes_up_at_once_after_a_pause),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
