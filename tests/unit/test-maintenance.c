/* SPDX-License-Identifier: MIT */
#include "core/maintenance.h"

#include "row.h"

static void test_the_latest_counts(void **state)
{
    static const struct {
        const char *location;
        const char *device;
        int64_t expected;
    } rows[] = {
        { "home", "kitchen", 0 },
        { "home", "garage-1", 500 },
        { "home", "garage-2", 900 },
        { "office", "garage-1", 700 },
    };
    struct maintenance maintenance = { 0 };

    (void)state;
    maintenance_set(&maintenance, "garage-*", 500, 0);
    maintenance_set(&maintenance, "garage-2", 900, 0);
    maintenance_set(&maintenance, "office/*", 700, 0);
    for (size_t i = 0; i < ROW_COUNT(rows); i++)
        row_check(rows[i].device, maintenance_until_ms(&maintenance, rows[i].location,
                                                       rows[i].device) == rows[i].expected);
    maintenance_finish(&maintenance);
    assert_int_equal(maintenance_until_ms(&maintenance, "home", "garage-1"), 0);
}

static void test_said_again_and_over(void **state)
{
    struct maintenance maintenance = { 0 };

    (void)state;
    maintenance_set(&maintenance, "a", 500, 0);
    maintenance_set(&maintenance, "a", 200, 100);
    assert_int_equal(maintenance.n, 1);
    assert_int_equal(maintenance_until_ms(&maintenance, "home", "a"), 200);
    maintenance_set(&maintenance, "b", 900, 200);
    assert_int_equal(maintenance.n, 1);
    maintenance_set(&maintenance, "b", 300, 300);
    assert_int_equal(maintenance.n, 0);
    maintenance_finish(&maintenance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_latest_counts),
        cmocka_unit_test(test_said_again_and_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
