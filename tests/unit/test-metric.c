/* SPDX-License-Identifier: MIT */
#include "core/metric.h"

#include "row.h"

#include <stdio.h>

static void test_known_rows(void **state)
{
    (void)state;
    assert_string_equal(metric_find("temperature")->unit, "°C");
    assert_true(metric_find("temperature")->min == -90);
    assert_true(metric_find("humidity")->clamp_max == 100);
    assert_null(metric_find("Temperature"));
    assert_null(metric_find(""));
}

static const struct {
    const char *name;
    const char *metric;
    double value;
    bool fahrenheit;
    const char *expected;
} format_rows[] = {
    { "temperature", "temperature", 31.44, false, "31.4 °C" },
    { "temperature in °F", "temperature", 22.5, true, "72.5 °F" },
    { "freezing in °F", "temperature", 0, true, "32.0 °F" },
    { "never -0.0", "temperature", -0.04, false, "0.0 °C" },
    { "°F is for temperatures alone", "humidity", 45.06, true, "45.1 %" },
    { "no decimals", "rssi", -71, false, "-71 dBm" },
    { "unknown", "bme.gas", 12.5, false, "12.5" },
};

static void test_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf out = { 0 };

        metric_format(&out, format_rows[i].metric, format_rows[i].value, format_rows[i].fahrenheit);
        row_check_text(format_rows[i].name, buf_text(&out), format_rows[i].expected);
        buf_finish(&out);
    }
}

static void test_names_are_interned_and_bounded(void **state)
{
    struct metric_names *names = metric_names_create(1);
    int first = metric_names_intern(names, "m0");
    char name[16];

    (void)state;
    assert_int_equal(metric_names_find(names, "temperature"), METRIC_TEMPERATURE);
    assert_int_equal(metric_names_find(names, "humidity"), METRIC_HUMIDITY);
    assert_int_equal(metric_names_find(names, "m1"), -1);
    for (int i = 0; i < METRIC_NAMES_MAX + 100; i++) {
        snprintf(name, sizeof name, "m%d", i);
        assert_int_equal(metric_names_intern(names, name),
                         first + i < METRIC_NAMES_MAX ? first + i : -1);
    }
    assert_int_equal(metric_names_intern(names, "m7"), first + 7);
    assert_int_equal(metric_names_find(names, "m7"), first + 7);
    assert_string_equal(metric_names_get(names, first + 7), "m7");
    /* Those that we know are there before anybody can take their place. */
    assert_true(metric_names_intern(names, "pressure") >= 0);
    assert_true(metric_names_intern(names, "illuminance") >= 0);
    metric_names_destroy(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_rows),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_names_are_interned_and_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
