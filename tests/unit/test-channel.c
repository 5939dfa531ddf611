/* SPDX-License-Identifier: MIT */
#include "core/channel.h"

#include "row.h"

#include <math.h>
#include <stdio.h>

static void test_judge(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        double value;
        const char *expected; /* as listed, or the sentence */
    } rows[] = {
        { "temperature", 22.54, "22.5 °C" },
        { "temperature", -0.04, "0.0 °C" },
        { "temperature", -90, "-90.0 °C" },
        { "temperature", 300, "300.0 °C" },
        { "temperature", -127, "temperature of -127, plausible is -90…300 °C" },
        { "temperature", 300.1, "temperature of 300.1, plausible is -90…300 °C" },
        { "temperature", NAN, "temperature is not a finite number" },
        { "temperature", INFINITY, "temperature is not a finite number" },
        { "humidity", 0, "0.0 %" },
        { "humidity", 100.4, "100.0 %" },
        { "humidity", 105, "100.0 %" },
        { "humidity", 105.1, "humidity of 105.1, plausible is 0…105 %" },
        { "humidity", -1, "humidity of -1, plausible is 0…105 %" },
        { "pressure_hpa", 1013.25, "1013.2 hPa" },
        { "pressure_hpa", 0, "pressure_hpa of 0, plausible is 200…1300 hPa" },
        { "co2_ppm", 417.6, "418 ppm" },
        { "co2_ppm", 0, "co2_ppm of 0, plausible is 1…100000 ppm" },
        { "battery_v", 3.911, "battery_v 3.911" },
        { "battery_v", -1e9, "battery_v -1000000000" },
        { "battery_v", NAN, "battery_v is not a finite number" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        double value = rows[i].value;
        struct buf got = { 0 };

        if (channel_judge(rows[i].name, &value, &got)) {
            row_check(rows[i].expected, !signbit(value) || value < 0);
            channel_format(&got, rows[i].name, value);
        } else {
            row_check(rows[i].expected, isnan(value) || value == rows[i].value);
        }
        row_check_text(rows[i].expected, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

static void test_add(void **state)
{
    // clang-format off
    static const struct {
        const char *names; /* a blank between two */
        const char *expected;
    } rows[] = {
        { "", "" },
        { "temperature", "temperature" },
        { "humidity temperature", "temperature humidity" },
        { "temperature humidity", "temperature humidity" },
        { "co2_ppm humidity x temperature", "temperature humidity co2_ppm x" },
        { "b a humidity", "humidity b a" },
        { "b temperature a", "temperature b a" },
        { "a a temperature temperature", "temperature a" },
        { "a b c d e f g h i j k l m n o p q", "a b c d e f g h i j k l m n o p" },
        { "a b c d e f g h i j k l m n o temperature p", "temperature a b c d e f g h i j k l m n o" },
        { "0123456789012345678901234567890123456789012345678901234567890123 a", "a" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct reading reading = { 0 };
        struct buf got = { 0 };
        char name[80];
        int n;

        for (const char *c = rows[i].names; sscanf(c, "%79s%n", name, &n) == 1; c += n) {
            struct reading_metric *metric = channel_add(&reading, name);

            row_check(rows[i].names, !metric || strcmp(metric->name, name) == 0);
            row_check(rows[i].names, !metric || !metric->has_value);
            if (metric)
                metric->value = name[0]; /* moves along with its name */
        }
        for (size_t k = 0; k < reading.n_metrics; k++) {
            buf_addf(&got, "%s%s", k ? " " : "", reading.metrics[k].name);
            row_check(rows[i].names, reading.metrics[k].value == reading.metrics[k].name[0]);
        }
        row_check_text(rows[i].names, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judge),
        cmocka_unit_test(test_add),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
