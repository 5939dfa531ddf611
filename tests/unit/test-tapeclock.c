/* SPDX-License-Identifier: MIT */
#include "core/tapeclock.h"

#include "row.h"

#define START_MS INT64_C(1700000000000)
#define DAY_S    86400.0

enum { STEPS_MAX = 4 };

/* Seconds since the start, after each step. */
static const struct {
    const char *name;
    double wall_s[STEPS_MAX];
    double now_s[STEPS_MAX];
} rows[] = {
    { "goes on", { 0, 1, 61, 61 }, { 0, 1, 61, 61 } },
    { "adjusted by a little", { 0, 10, 9.5, 11 }, { 0, 10, 10, 11 } },
    { "set back", { 0, 10, -3590, -3589 }, { 0, 10, 10, 11 } },
    { "set forward by less than a day", { 0, 10, 3610, 3611 }, { 0, 10, 3610, 3611 } },
    { "nobody recorded for two days", { 0, 10, 2 * DAY_S, 2 * DAY_S + 1 }, { 0, 10, 10, 11 } },
    { "a day is no gap",
      { 0, DAY_S, 2 * DAY_S, 3 * DAY_S + 1 },
      { 0, DAY_S, 2 * DAY_S, 2 * DAY_S } },
    { "an older file behind a newer one", { 0, -30 * DAY_S, -30 * DAY_S + 5, 7 }, { 0, 0, 5, 5 } },
};

static void test_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct tapeclock clock = { 0 };
        int64_t latest_ms = 0;

        for (int k = 0; k < STEPS_MAX; k++) {
            int64_t wall_ms = START_MS + (int64_t)(rows[i].wall_s[k] * 1000);
            int64_t now_ms = tapeclock_advance(&clock, wall_ms);

            row_check(rows[i].name, now_ms == clock.now_ms);
            row_check(rows[i].name, now_ms == START_MS + (int64_t)(rows[i].now_s[k] * 1000));
            row_check(rows[i].name, now_ms >= latest_ms);
            row_check(rows[i].name, now_ms + clock.offset_ms - wall_ms <= TAPECLOCK_BACK_MS);
            latest_ms = now_ms;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_steps) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
