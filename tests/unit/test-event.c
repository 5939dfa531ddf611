/* SPDX-License-Identifier: MIT */
#include "core/device.h"
#include "core/event.h"

#include "row.h"

#include <stdio.h>

static void test_newest_first_and_bounded(void **state)
{
    struct event_log *log = event_log_create(100);

    (void)state;
    for (int i = 0; i < 250; i++) {
        char text[16];

        snprintf(text, sizeof text, "%d", i);
        event_log_add(log, &(struct event){ .at_ms = i, .text = text });
        assert_string_equal(event_log_get(log, 0)->text, text);
    }
    assert_int_equal(event_log_count(log), 100);
    assert_int_equal(event_log_total(log), 250);
    assert_string_equal(event_log_get(log, 99)->text, "150");
    event_log_destroy(log);
}

static void test_long_texts_are_cut(void **state)
{
    struct event_log *log = event_log_create(1);
    char text[2 * EVENT_TEXT_BYTES_MAX];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    event_log_add(log, &(struct event){ .text = text });
    assert_int_equal(strlen(event_log_get(log, 0)->text), EVENT_TEXT_BYTES_MAX);
    event_log_destroy(log);
}

static const struct device kitchen = { .location = "home", .id = "kitchen-01" };
static const struct rule high = { .metric = "temperature", .limit = 30 };
static const struct rule rises = {
    .metric = "temperature", .watch = RULE_RISES, .limit = 5, .in_ms = 600000
};
static const struct rule falls = {
    .metric = "co2", .watch = RULE_FALLS, .limit = 12.5, .in_ms = 90000
};
static const struct rule offline = { .watch = RULE_OFFLINE };
static const struct rule stale = { .watch = RULE_STALE };
static const struct rule low = { .metric = "temperature", .watch = RULE_BELOW, .limit = -15 };

static const struct {
    const char *name;
    struct event event;
    struct event_format format;
    const char *expected;
} format_rows[] = {
    { "fired",
      { .device = &kitchen, .rule = &high, .kind = EVENT_ALERT, .value = 31.4 },
      { 0 },
      "kitchen-01: temperature 31.4 °C > 30.0 °C" },
    { "a value that looks like its limit",
      { .device = &kitchen, .rule = &high, .kind = EVENT_ALERT, .value = 30.02 },
      { 0 },
      "kitchen-01: temperature 30.02 °C > 30.0 °C" },
    { "fired after a while",
      { .device = &kitchen,
        .rule = &high,
        .kind = EVENT_ALERT,
        .value = 31.4,
        .duration_ms = 130000 },
      { 0 },
      "kitchen-01: temperature 31.4 °C > 30.0 °C for 2m10s" },
    { "cleared",
      { .device = &kitchen,
        .rule = &low,
        .kind = EVENT_CLEAR,
        .value = -16,
        .duration_ms = 130000 },
      { 0 },
      "kitchen-01: temperature -16.0 °C, back from < -15.0 °C after 2m10s" },
    { "in the user's unit",
      { .device = &kitchen, .rule = &high, .kind = EVENT_ALERT, .value = 31 },
      { .fahrenheit = true },
      "kitchen-01: temperature 87.8 °F > 86.0 °F" },
    { "rises",
      { .device = &kitchen, .rule = &rises, .kind = EVENT_ALERT, .value = 5.2000003 },
      { 0 },
      "kitchen-01: temperature rose 5.2 °C > 5 °C in 10m" },
    { "a difference in the user's unit",
      { .device = &kitchen, .rule = &rises, .kind = EVENT_ALERT, .value = 10 },
      { .fahrenheit = true },
      "kitchen-01: temperature rose 18 °F > 9 °F in 10m" },
    { "falls no more",
      { .device = &kitchen, .rule = &falls, .kind = EVENT_CLEAR, .value = 2, .duration_ms = 60000 },
      { 0 },
      "kitchen-01: co2 fell 2 ppm, back from > 12.5 ppm in 1m30s after 1m" },
    { "offline at once",
      { .device = &kitchen, .rule = &offline, .kind = EVENT_ALERT, .value = 1 },
      { 0 },
      "kitchen-01: is offline" },
    { "stale for a while",
      { .device = &kitchen, .rule = &stale, .kind = EVENT_ALERT, .duration_ms = 300000 },
      { 0 },
      "kitchen-01: has been stale for 5m" },
    { "offline no more",
      { .device = &kitchen, .rule = &offline, .kind = EVENT_CLEAR, .duration_ms = 420000 },
      { 0 },
      "kitchen-01: no longer offline after 7m" },
    { "with something to add",
      { .device = &kitchen, .rule = &offline, .kind = EVENT_ALERT, .text = " (maintenance)" },
      { 0 },
      "kitchen-01: is offline (maintenance)" },
    { "acknowledged",
      { .device = &kitchen,
        .rule = &high,
        .kind = EVENT_SILENCE,
        .value = 31.4,
        .duration_ms = 130000,
        .text = " acknowledged" },
      { .fahrenheit = true },
      "kitchen-01: temperature > 86.0 °F acknowledged" },
    { "a change snoozed",
      { .device = &kitchen, .rule = &rises, .kind = EVENT_SILENCE, .text = " snoozed for 1h" },
      { 0 },
      "kitchen-01: temperature rises > 5 °C in 10m snoozed for 1h" },
    { "a state snoozed",
      { .device = &kitchen, .rule = &offline, .kind = EVENT_SILENCE, .text = " snoozed for 1h" },
      { 0 },
      "kitchen-01: offline snoozed for 1h" },
    { "of several locations",
      { .device = &kitchen, .text = "offline" },
      { .with_location = true },
      "home/kitchen-01: offline" },
    { "about the link", { .text = "connected" }, { 0 }, "connected" },
};

static void test_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf out = { 0 };

        event_format(&format_rows[i].event, format_rows[i].format, &out);
        row_check_text(format_rows[i].name, buf_text(&out), format_rows[i].expected);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_newest_first_and_bounded),
        cmocka_unit_test(test_long_texts_are_cut),
        cmocka_unit_test(test_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
