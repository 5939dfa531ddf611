/* SPDX-License-Identifier: MIT */
#include "core/pubmessage.h"

#include "row.h"

#include <math.h>

enum { METRICS_MAX = 5 };

static const int64_t WALL_MS = 1700000000123;

struct given {
    const char *name; /* NULL: no more */
    double value;     /* NAN: none */
};

static struct reading make_reading(const struct given *given)
{
    struct reading reading = { 0 };

    for (size_t i = 0; i < METRICS_MAX && given[i].name; i++) {
        struct reading_metric *metric = &reading.metrics[reading.n_metrics++];

        memcpy(metric->name, given[i].name, strlen(given[i].name) + 1);
        metric->has_value = !isnan(given[i].value);
        metric->value = metric->has_value ? given[i].value : 0;
    }
    return reading;
}

#define NONE NAN

// clang-format off
static const struct {
    const char *name;
    const char *device;
    struct given given[METRICS_MAX];
    int64_t time_ms; /* 0: none */
    bool simulated;
    const char *expected;
} rows[] = {
    { "the convention's own example", "living-room-01",
      { { "temperature", 22.5 }, { "humidity", 45.1 } }, 1700000000123, false,
      "{\"device_id\":\"living-room-01\",\"temperature_c\":22.5,\"temperature_f\":72.5,"
      "\"humidity\":45.1,\"timestamp\":1700000000.123}" },
    { "rounded to one decimal", "a",
      { { "temperature", 21.0625 }, { "humidity", 45.06 } }, 1700000000000, false,
      "{\"device_id\":\"a\",\"temperature_c\":21.1,\"temperature_f\":69.9,\"humidity\":45.1,"
      "\"timestamp\":1700000000.000}" },
    { "Fahrenheit comes from the exact value", "a",
      { { "temperature", 21.04 } }, 1700000000000, false,
      "{\"device_id\":\"a\",\"temperature_c\":21.0,\"temperature_f\":69.9,"
      "\"timestamp\":1700000000.000}" },
    { "never -0.0", "a",
      { { "temperature", -0.04 }, { "humidity", 0 } }, 1700000000999, false,
      "{\"device_id\":\"a\",\"temperature_c\":0.0,\"temperature_f\":31.9,\"humidity\":0.0,"
      "\"timestamp\":1700000000.999}" },
    { "below zero", "a",
      { { "temperature", -17.8 } }, 1700000000123, false,
      "{\"device_id\":\"a\",\"temperature_c\":-17.8,\"temperature_f\":0.0,"
      "\"timestamp\":1700000000.123}" },
    { "simulated", "a",
      { { "temperature", 22 }, { "humidity", 45 } }, 1700000000123, true,
      "{\"device_id\":\"a\",\"temperature_c\":22.0,\"temperature_f\":71.6,\"humidity\":45.0,"
      "\"timestamp\":1700000000.123,\"simulated\":true}" },
    { "more channels", "a",
      { { "temperature", 22 }, { "humidity", 45 }, { "pressure_hpa", 1013.249 },
        { "co2_ppm", 417.6 }, { "battery_v", 3.9125 } }, 1700000000123, true,
      "{\"device_id\":\"a\",\"temperature_c\":22.0,\"temperature_f\":71.6,\"humidity\":45.0,"
      "\"timestamp\":1700000000.123,\"pressure_hpa\":1013.2,\"co2_ppm\":418,\"battery_v\":3.9125,"
      "\"simulated\":true}" },
    { "alive without values", "a",
      { { "temperature", NONE }, { "humidity", NONE }, { "pressure_hpa", NONE } },
      1700000000123, false,
      "{\"device_id\":\"a\",\"temperature_c\":null,\"temperature_f\":null,\"humidity\":null,"
      "\"timestamp\":1700000000.123,\"pressure_hpa\":null}" },
    { "only humidity", "a", { { "humidity", 45.1 } }, 1700000000123, false,
      "{\"device_id\":\"a\",\"humidity\":45.1,\"timestamp\":1700000000.123}" },
    { "nothing at all", "a", { { NULL, 0 } }, 1700000000123, false,
      "{\"device_id\":\"a\",\"timestamp\":1700000000.123}" },
    { "no clock", "a", { { "humidity", 45.1 } }, 0, false,
      "{\"device_id\":\"a\",\"humidity\":45.1,\"timestamp\":null}" },
    { "a name that needs quoting", "a\"\\\xc3\xa4", { { NULL, 0 } }, 1700000000123, false,
      "{\"device_id\":\"a\\\"\\\\\xc3\xa4\",\"timestamp\":1700000000.123}" },
};
// clang-format on

static void test_format(void **state)
{
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct reading reading = make_reading(rows[i].given);
        struct buf got = { 0 };

        reading.has_time = rows[i].time_ms != 0;
        reading.time_ms = rows[i].time_ms;
        pubmessage_format(&got, rows[i].device, &reading, rows[i].simulated);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

/* What we publish is what the dashboard reads: the same metrics, the same time, no fault. */
static void test_reads_back(void **state)
{
    struct reading_parser *parser = reading_parser_create();

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct reading reading = make_reading(rows[i].given);
        struct faults faults = { 0 };
        struct reading back;

        struct reading_input input = { .payload = rows[i].expected,
                                       .len = strlen(rows[i].expected),
                                       .device = rows[i].device,
                                       .device_len = strlen(rows[i].device),
                                       .wall_ms = WALL_MS };

        row_check(rows[i].name, reading_parse(parser, &input, &back, &faults));
        row_check(rows[i].name, faults.n == 0);
        row_check(rows[i].name, back.n_metrics == reading.n_metrics && !back.has_other_id);
        for (size_t k = 0; k < back.n_metrics; k++) {
            const struct reading_metric *a = &reading.metrics[k];
            const struct reading_metric *b = &back.metrics[k];

            row_check_text(rows[i].name, b->name, a->name);
            row_check(rows[i].name, a->has_value == b->has_value);
            row_check(rows[i].name, fabs(a->value - b->value) <= 0.5);
        }
        row_check(rows[i].name, back.has_time == (rows[i].time_ms != 0));
        row_check(rows[i].name, !back.has_time || back.time_ms == rows[i].time_ms);
    }
    reading_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
