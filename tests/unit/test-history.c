/* SPDX-License-Identifier: MIT */
#include "core/history.h"

#include "row.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static void fill(struct history **h, int64_t first_ms, int64_t step_ms, int n)
{
    for (int i = 0; i < n; i++)
        assert_true(history_push(h, (struct history_sample){ first_ms + i * step_ms, i }));
}

static void test_drops_the_oldest_first(void **state)
{
    struct history *h = history_create(10);

    (void)state;
    fill(&h, 1000, 1000, 25);
    assert_int_equal(history_count(h), 10);
    assert_true(history_get(h, 0).value == 15);
    assert_true(history_get(h, 9).value == 24);
    assert_int_equal(history_get(h, 0).at_ms, 16000);
    assert_int_equal(history_get(h, 9).at_ms, 25000);
    free(h);
}

static void test_a_cap_that_is_no_power_of_two(void **state)
{
    for (size_t cap = 1; cap < 40; cap++) {
        struct history *h = history_create(cap);

        (void)state;
        fill(&h, 0, 100, 100);
        assert_int_equal(history_count(h), cap);
        for (size_t i = 0; i < cap; i++)
            assert_true(history_get(h, i).value == (double)(100 - cap + i));
        free(h);
    }
}

static void test_time_never_goes_back(void **state)
{
    struct history *h = history_create(10);

    (void)state;
    fill(&h, 5000, 1000, 3);
    assert_false(history_push(&h, (struct history_sample){ 6000, 1 }));
    assert_false(history_push(&h, (struct history_sample){ 4000, 1 }));
    assert_true(history_push(&h, (struct history_sample){ 7000, 9 }));
    assert_int_equal(history_count(h), 4);
    free(h);
}

static const struct {
    const char *name;
    int64_t from_ms, to_ms;
    double expected[4]; /* of four columns; NAN: a gap */
} columns_rows[] = {
    { "a sample a column", 0, 4000, { 0, 1, 2, 3 } },
    { "the mean of two", 0, 8000, { 0.5, 2.5, 4.5, 6.5 } },
    { "the last column excludes the end", 4000, 8000, { 4, 5, 6, 7 } },
    { "before the first sample", -8000, 0, { NAN, NAN, NAN, NAN } },
    { "half before", -2000, 2000, { NAN, NAN, 0, 1 } },
    { "a gap stays a gap", 8000, 16000, { NAN, NAN, 10.5, 12.5 } },
    { "after the last", 100000, 104000, { NAN, NAN, NAN, NAN } },
};

static void test_columns(void **state)
{
    struct history *h = history_create(100);

    (void)state;
    fill(&h, 0, 1000, 8);
    for (int i = 10; i < 14; i++)
        history_push(&h, (struct history_sample){ 12000 + (i - 10) * 1000, i });
    for (size_t r = 0; r < ROW_COUNT(columns_rows); r++) {
        double cols[4];

        history_columns(h, columns_rows[r].from_ms, columns_rows[r].to_ms, cols, 4);
        for (int c = 0; c < 4; c++) {
            double expected = columns_rows[r].expected[c];

            row_check(columns_rows[r].name, isnan(expected) ? isnan(cols[c]) : cols[c] == expected);
        }
    }
    free(h);
}

static void test_no_history_is_all_gaps(void **state)
{
    double cols[3] = { 1, 2, 3 };

    (void)state;
    history_columns(NULL, 0, 1000, cols, 3);
    for (int c = 0; c < 3; c++)
        assert_true(isnan(cols[c]));
}

/* Compared with looking at every sample, round and round the ring. */
static void test_extremes(void **state)
{
    struct history *h = history_create(13);
    uint32_t seed = 5;
    double min, max;

    (void)state;
    assert_false(history_extremes(NULL, 0, &min, &max));
    assert_false(history_extremes(h, 0, &min, &max));
    for (int64_t t = 0; t < 100; t++) {
        seed = seed * 1664525 + 1013904223;
        assert_true(history_push(&h, (struct history_sample){ t * 1000, (seed >> 16) % 1000 }));
        for (int64_t from = t - 15; from <= t; from++) {
            double low = 1e9, high = -1e9;

            for (size_t i = 0; i < history_count(h); i++) {
                struct history_sample sample = history_get(h, i);

                if (sample.at_ms < from * 1000)
                    continue;
                low = sample.value < low ? sample.value : low;
                high = sample.value > high ? sample.value : high;
            }
            assert_true(history_extremes(h, from * 1000, &min, &max));
            assert_true(min == low && max == high);
        }
        assert_false(history_extremes(h, t * 1000 + 100, &min, &max));
    }
    free(h);
}

static void test_covers_what_was_not_dropped(void **state)
{
    struct history *h = history_create(3);

    (void)state;
    fill(&h, 10000, 1000, 2);
    assert_true(history_covers(h, 0));
    fill(&h, 12000, 1000, 2);
    assert_false(history_covers(h, 10999));
    assert_true(history_covers(h, 11000));
    free(h);
}

/* A mean or a scale of them is a number still. */
static void test_too_large_for_a_float(void **state)
{
    struct history *h = history_create(4);
    double min, max;

    (void)state;
    history_push(&h, (struct history_sample){ 1000, 1e300 });
    history_push(&h, (struct history_sample){ 2000, -1e300 });
    history_push(&h, (struct history_sample){ 3000, 1 });
    assert_true(history_extremes(h, 0, &min, &max));
    assert_true(max == (double)FLT_MAX && min == -(double)FLT_MAX);
    assert_true(history_get(h, 2).value == 1);
    free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drops_the_oldest_first),
        cmocka_unit_test(test_a_cap_that_is_no_power_of_two),
        cmocka_unit_test(test_time_never_goes_back),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_no_history_is_all_gaps),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_covers_what_was_not_dropped),
        cmocka_unit_test(test_too_large_for_a_float),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
