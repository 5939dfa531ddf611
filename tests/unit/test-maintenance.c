/* SPDX-License-Identifier: MIT */
#include "core/maintenance.h"

#include "row.h"

#include <stdlib.h>

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

static void test_how_it_is_written(void **state)
{
    static const struct {
        const char *text;
        const char *devices; /* NULL: it is wrong, */
        int64_t for_ms;
        const char *err; /* and this is said */
    } rows[] = {
        { "freezer-* for 2h", "freezer-*", 7200000, NULL },
        { "  office/desk-[12]   for 90 ", "office/desk-[12]", 90000, NULL },
        { "\"my desk\" for 1h30m", "my desk", 5400000, NULL },
        { "* off", "*", 0, NULL },
        { "off off", "off", 0, NULL },
        { "", NULL, 0, "a device such as freezer-* is missing at the end: ''" },
        { "a/b/c for 1h", NULL, 0, "not a device such as freezer-*: 'a/b/c' in 'a/b/c for 1h'" },
        { "a\\ for 1h", NULL, 0, "not a device such as freezer-*: 'a\\' in 'a\\ for 1h'" },
        { "a", NULL, 0, "'for' and a duration such as 2h, or 'off' is missing at the end: 'a'" },
        { "a 2h", NULL, 0, "not 'for' and a duration such as 2h, or 'off': '2h' in 'a 2h'" },
        { "a for ever", NULL, 0,
          "not a duration such as 90s, 2h or 1d, at most 30d: 'ever' in 'a for ever'" },
        { "a for 31d", NULL, 0,
          "not a duration such as 90s, 2h or 1d, at most 30d: '31d' in 'a for 31d'" },
        { "a for 0", NULL, 0,
          "not a duration such as 90s, 2h or 1d, at most 30d: '0' in 'a for 0'" },
        { "a for 1h b", NULL, 0, "not accepted behind it: 'b' in 'a for 1h b'" },
        { "\"a for 1h", NULL, 0, "the closing '\"' is missing: '\"a for 1h'" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct maintenance_order order = { 0 };
        struct buf err = { 0 };
        const char *why;
        bool ok = maintenance_parse(rows[i].text, &order, &err);

        row_check(rows[i].text, ok == (rows[i].devices != NULL));
        row_check(rows[i].text, ok == maintenance_is_valid(rows[i].text, &why));
        row_check_text(rows[i].text, ok ? order.devices : buf_text(&err),
                       ok ? rows[i].devices : rows[i].err);
        row_check(rows[i].text, order.for_ms == rows[i].for_ms);
        free(order.devices);
        buf_finish(&err);
    }
}

static void test_what_is_over(void **state)
{
    struct maintenance maintenance = { 0 };
    char *over;

    (void)state;
    maintenance_set(&maintenance, "a", 500, 0);
    maintenance_set(&maintenance, "b", 300, 0);
    assert_null(maintenance_take_over(&maintenance, 299));
    over = maintenance_take_over(&maintenance, 300);
    assert_string_equal(over, "b");
    free(over);
    assert_null(maintenance_take_over(&maintenance, 300));
    assert_int_equal(maintenance.n, 1);
    maintenance_finish(&maintenance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_latest_counts),
        cmocka_unit_test(test_said_again_and_over),
        cmocka_unit_test(test_how_it_is_written),
        cmocka_unit_test(test_what_is_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
