/* SPDX-License-Identifier: MIT */
#include "core/stamp.h"

#include "row.h"

#include <math.h>
#include <stdio.h>

#define WALL_MS INT64_C(1700003600000) /* 2023-11-14T23:13:20Z */
#define DAY_S   86400

static const struct {
    const char *name;
    double number;
    enum stamp_verdict verdict;
    int64_t ms;
} number_rows[] = {
    { "seconds", 1700000000, STAMP_OK, 1700000000000 },
    { "seconds with a fraction", 1700000000.123, STAMP_OK, 1700000000123 },
    { "milliseconds", 1700000000123, STAMP_OK, 1700000000123 },
    { "microseconds", 1700000000123456, STAMP_OK, 1700000000123 },
    { "nanoseconds", 1700000000123456789.0, STAMP_OK, 1700000000123 },
    { "the first second that counts", 1e9, STAMP_OK, 1000000000000 },
    { "a second before", 999999999, STAMP_NO_CLOCK, 0 },
    { "uptime in milliseconds of three years", 99999999999, STAMP_BAD, 0 },
    { "milliseconds of 1973", 1e11, STAMP_NO_CLOCK, 0 },
    { "microseconds of 1973", 1e14, STAMP_NO_CLOCK, 0 },
    { "nanoseconds of 1973", 1e17, STAMP_NO_CLOCK, 0 },
    { "zero", 0, STAMP_NO_CLOCK, 0 },
    { "uptime", 4711, STAMP_NO_CLOCK, 0 },
    { "minus zero", -0.0, STAMP_NO_CLOCK, 0 },
    { "negative", -1, STAMP_BAD, 0 },
    { "negative by far", -1700000000, STAMP_BAD, 0 },
    { "nearly tomorrow", 1700003600.0 + DAY_S, STAMP_OK, 1700003600000 + DAY_S * 1000 },
    { "tomorrow", 1700003600.0 + DAY_S + 1, STAMP_BAD, 0 },
    { "1e308", 1e308, STAMP_BAD, 0 },
    { "infinite", INFINITY, STAMP_BAD, 0 },
    { "not a number", NAN, STAMP_BAD, 0 },
};

static void test_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(number_rows); i++) {
        const char *name = number_rows[i].name;
        enum stamp_verdict verdict = number_rows[i].verdict;
        int64_t ms = 4711;

        row_check(name, stamp_from_number(number_rows[i].number, WALL_MS, &ms) == verdict);
        row_check(name, ms == (verdict == STAMP_OK ? number_rows[i].ms : 4711));
    }
}

static const struct {
    const char *text;
    enum stamp_verdict verdict;
    int64_t ms;
} text_rows[] = {
    { "1700000000", STAMP_OK, 1700000000000 },
    { "1700000000.5", STAMP_OK, 1700000000500 },
    { "1.7e9", STAMP_OK, 1700000000000 },
    { "1700000000123", STAMP_OK, 1700000000123 },
    { "2023-11-14T22:13:20Z", STAMP_OK, 1700000000000 },
    { "2023-11-14t22:13:20z", STAMP_OK, 1700000000000 },
    { "2023-11-14 22:13:20Z", STAMP_OK, 1700000000000 },
    { "2023-11-14T22:13Z", STAMP_OK, 1699999980000 },
    { "2023-11-14T22:13:20.5Z", STAMP_OK, 1700000000500 },
    { "2023-11-14T22:13:20,25Z", STAMP_OK, 1700000000250 },
    { "2023-11-14T22:13:20.123456789Z", STAMP_OK, 1700000000123 },
    { "2023-11-14T23:13:20.5+01:00", STAMP_OK, 1700000000500 },
    { "2023-11-14T23:13:20+0100", STAMP_OK, 1700000000000 },
    { "2023-11-14T23:13:20+01", STAMP_OK, 1700000000000 },
    { "2023-11-14T17:13:20-05:00", STAMP_OK, 1700000000000 },
    { "2023-11-15T03:43:20+05:30", STAMP_OK, 1700000000000 },
    { "2023-11-14T22:13:20-00:00", STAMP_OK, 1700000000000 },
    { "2016-12-31T23:59:60Z", STAMP_OK, 1483228800000 },
    { "2020-02-29T00:00:00Z", STAMP_OK, 1582934400000 },
    { "2001-09-09T01:46:40Z", STAMP_OK, 1000000000000 },
    { "2001-09-09T01:46:39Z", STAMP_NO_CLOCK, 0 },
    { "2000-02-29T00:00:00Z", STAMP_NO_CLOCK, 0 },
    { "1970-01-01T00:00:00Z", STAMP_NO_CLOCK, 0 },
    { "2023-11-14T22:13:20", STAMP_NO_CLOCK, 0 },
    { "2023-11-14T22:13:20.123456", STAMP_NO_CLOCK, 0 },
    { "2023-11-14 22:13:20", STAMP_NO_CLOCK, 0 },
    { "2023-11-14", STAMP_NO_CLOCK, 0 },
    { "0", STAMP_NO_CLOCK, 0 },
    { "1969-12-31T23:59:59Z", STAMP_BAD, 0 },
    { "1970-01-01T00:59:59+01:00", STAMP_BAD, 0 },
    { "0000-01-01T00:00:00Z", STAMP_BAD, 0 },
    { "2023-11-16T22:13:20Z", STAMP_BAD, 0 },
    { "9999-12-31T23:59:59Z", STAMP_BAD, 0 },
    { "-1700000000", STAMP_BAD, 0 },
    { "1e999", STAMP_BAD, 0 },
    { "", STAMP_BAD, 0 },
    { "now", STAMP_BAD, 0 },
    { "1700000000 ", STAMP_BAD, 0 },
    { "2023-W46-2", STAMP_BAD, 0 },
    { "2023-318", STAMP_BAD, 0 },
    { "20231114T221320Z", STAMP_BAD, 0 },
    { "2023-11-14T", STAMP_BAD, 0 },
    { "2023-11-14Z", STAMP_BAD, 0 },
    { "2023-11-14T22Z", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20.Z", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20ZZ", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20Z ", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20 Z", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20+", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20+1", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20+01:", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20+01:60", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20+24:00", STAMP_BAD, 0 },
    { "2023-11-14T22:13:20 CET", STAMP_BAD, 0 },
    { "2023-00-14T22:13:20Z", STAMP_BAD, 0 },
    { "2023-13-14T22:13:20Z", STAMP_BAD, 0 },
    { "2023-11-00T22:13:20Z", STAMP_BAD, 0 },
    { "2023-11-31T22:13:20Z", STAMP_BAD, 0 },
    { "2023-02-29T22:13:20Z", STAMP_BAD, 0 },
    { "1900-02-29T22:13:20Z", STAMP_BAD, 0 },
    { "2023-11-14T24:00:00Z", STAMP_BAD, 0 },
    { "2023-11-14T22:60:00Z", STAMP_BAD, 0 },
    { "2023-11-14T22:13:61Z", STAMP_BAD, 0 },
    { "2023-1-14T22:13:20Z", STAMP_BAD, 0 },
    { "+2023-11-14T22:13:20Z", STAMP_BAD, 0 },
    { "23-11-14T22:13:20Z", STAMP_BAD, 0 },
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(text_rows); i++) {
        const char *text = text_rows[i].text;
        enum stamp_verdict verdict = text_rows[i].verdict;
        int64_t ms = 4711;

        row_check(text, stamp_from_text(text, strlen(text), WALL_MS, &ms) == verdict);
        row_check(text, ms == (verdict == STAMP_OK ? text_rows[i].ms : 4711));
    }
}

static void test_a_nul_ends_nothing(void **state)
{
    int64_t ms;

    (void)state;
    assert_int_equal(stamp_from_text("2023-11-14T22:13:20\0", 20, WALL_MS, &ms), STAMP_BAD);
    assert_int_equal(stamp_from_text("2023-11-14\0", 11, WALL_MS, &ms), STAMP_BAD);
    assert_int_equal(stamp_from_text("2023-11-14T22:13:20Z", 19, WALL_MS, &ms), STAMP_NO_CLOCK);
}

/* Every day of four centuries is one day after the one before. */
static void test_calendar_has_no_gap(void **state)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const int64_t day_ms = INT64_C(1000) * DAY_S;
    int64_t ms, expected = 1009843200000; /* 2002-01-01 */
    char text[] = "2002-01-01T00:00:00Z";
    struct buf formatted = { 0 };

    (void)state;
    for (int year = 2002; year < 2402; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1, last = days[month - 1] + (month == 2 && year % 4 == 0 &&
                                                        (year % 100 != 0 || year % 400 == 0));
                 day <= last; day++, expected += day_ms) {
                snprintf(text, sizeof text, "%04u-%02u-%02uT00:00:00Z", (unsigned)year % 10000,
                         (unsigned)month % 100, (unsigned)day % 100);
                row_check(text, stamp_from_text(text, 20, INT64_MAX / 2, &ms) == STAMP_OK);
                row_check(text, ms == expected);
                buf_clear(&formatted);
                stamp_format(&formatted, ms, 0);
                buf_puts(&formatted, "Z");
                row_check_text(text, buf_text(&formatted), text);
            }
    buf_finish(&formatted);
}

static const struct {
    int64_t ms;
    int decimals;
    const char *text;
} format_rows[] = {
    { 0, 0, "1970-01-01T00:00:00" },
    { 999, 0, "1970-01-01T00:00:00" },
    { 1700000000123, 3, "2023-11-14T22:13:20.123" },
    { 1700000000007, 3, "2023-11-14T22:13:20.007" },
    { 1709164799999, 3, "2024-02-28T23:59:59.999" },
    { 1709251199000, 0, "2024-02-29T23:59:59" },
    { 4107542400000, 0, "2100-03-01T00:00:00" },
    { 253402300799999, 3, "9999-12-31T23:59:59.999" },
};

static void test_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf out = { 0 };

        stamp_format(&out, format_rows[i].ms, format_rows[i].decimals);
        row_check_text(format_rows[i].text, buf_text(&out), format_rows[i].text);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_a_nul_ends_nothing),
        cmocka_unit_test(test_calendar_has_no_gap),
        cmocka_unit_test(test_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
