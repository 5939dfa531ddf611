/* SPDX-License-Identifier: MIT
 *
 * What a message leads to, in each of the forms that leave the program.
 */
#include "core/line-csv.h"
#include "core/line-json.h"
#include "core/line-text.h"
#include "core/rule-text.h"

#include "row.h"

/* 2023-11-14 22:13:20 UTC. */
static const int64_t START_MS = 1700000000000;

enum form { TEXT, JSON, CSV };

/* Each model has heard that a is online and 20 °C, half a minute ago. */
struct row {
    const char *name;
    const char *topic;
    const char *payload;
    bool retained;
    const char *lines[3]; /* of each form */
};

static struct model *start(void)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct model_options options = { .max_devices = 10,
                                     .history_samples = 10,
                                     .payload_bytes_max = 65536 };
    struct rule_list rules = { 0 };
    struct buf err = { 0 };
    struct model *model;

    assert_true(rule_text_parse("temperature > 30", &defaults, &rules, &err));
    assert_true(rule_text_parse("humidity > 70 warn", &defaults, &rules, &err));
    assert_true(rule_text_parse("offline", &defaults, &rules, &err));
    assert_true(rule_text_parse("temperature rises 5 in 1h warn", &defaults, &rules, &err));
    model = model_create(&options, &rules);
    return model;
}

static void apply(struct model *model, int64_t at_ms, const char *topic, const char *payload,
                  bool retained)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload),
                               .retained = retained };

    model_apply(model, at_ms, &message);
}

static void say(enum form form, const struct model *model, uint64_t seen, struct buf *out)
{
    const struct event_log *log = model_events(model);
    const struct applied *applied = model_applied(model);
    struct event_format format = { .with_location = true };

    switch (form) {
    case TEXT:
        if (applied->kind == APPLIED_READING)
            line_text_reading(applied, format, out);
        break;
    case JSON: line_json_applied(applied, START_MS, out); break;
    case CSV: line_csv_applied(applied, START_MS, out); break;
    }
    for (; seen < event_log_total(log); seen++) {
        const struct event *event = event_log_get(log, event_log_total(log) - 1 - seen);

        switch (form) {
        case TEXT: line_text_event(event, format, out); break;
        case JSON: line_json_event(event, START_MS, out); break;
        case CSV: line_csv_event(event, START_MS, out); break;
        }
    }
}

#define T "{\"time\":\"2023-11-14T22:13:20.000Z\","
#define C "2023-11-14T22:13:20.000Z,"

// clang-format off
static const struct row rows[] = {
    { "a reading", "home/a/sensors", "{\"temperature_c\":21.5,\"humidity\":45,\"timestamp\":1699999999.5}", false,
      { "[SENSOR] home/a temperature 21.5 °C, humidity 45.0 %\n",
        T "\"type\":\"reading\",\"location\":\"home\",\"device\":\"a\",\"retained\":false,"
        "\"measured\":\"2023-11-14T22:13:19.500Z\",\"metrics\":{\"temperature\":21.5,\"humidity\":45}}\n",
        C "reading,home,a,temperature,21.5,°C,no,,\r\n" C "reading,home,a,humidity,45,%,no,,\r\n" } },
    { "a stored copy of another device, with a value that is missing", "home/b/sensors",
      "{\"temperature_c\":-1e-7,\"x\":null}", true,
      { "[SENSOR] home/b temperature 0.0 °C (retained)\n",
        T "\"type\":\"reading\",\"location\":\"home\",\"device\":\"b\",\"retained\":true,"
        "\"metrics\":{\"temperature\":-1e-07}}\n",
        C "reading,home,b,temperature,-1e-07,°C,yes,,\r\n" } },
    { "no value at all", "home/b/sensors", "{}", false,
      { "[SENSOR] home/b no value\n",
        T "\"type\":\"reading\",\"location\":\"home\",\"device\":\"b\",\"retained\":false,\"metrics\":{}}\n",
        "" } },
    { "what we know already", "home/a/status", "online", true, { "", "", "" } },
    { "not ours", "x", "{}", false, { "", "", "" } },
    { "an alert", "home/a/sensors", "{\"temperature_c\":30.5}", false,
      { "[SENSOR] home/a temperature 30.5 °C\n"
        "[ALERT] home/a temperature 30.5 °C > 30.0 °C\n"
        "[ALERT] home/a temperature rose 10.5 °C > 5 °C in 1h (warn)\n",
        T "\"type\":\"reading\",\"location\":\"home\",\"device\":\"a\",\"retained\":false,\"metrics\":{\"temperature\":30.5}}\n"
        T "\"type\":\"alert\",\"location\":\"home\",\"device\":\"a\",\"severity\":\"crit\",\"state\":\"firing\","
        "\"rule\":\"temperature > 30C hysteresis 0.5C crit\",\"metric\":\"temperature\",\"value\":30.5,\"limit\":30,\"for_s\":0,"
        "\"text\":\"a: temperature 30.5 °C > 30.0 °C\"}\n"
        T "\"type\":\"alert\",\"location\":\"home\",\"device\":\"a\",\"severity\":\"warn\",\"state\":\"firing\","
        "\"rule\":\"temperature rises 5C in 1h hysteresis 0.5C warn\",\"metric\":\"temperature\",\"value\":10.5,\"limit\":5,\"for_s\":0,"
        "\"text\":\"a: temperature rose 10.5 °C > 5 °C in 1h\"}\n",
        C "reading,home,a,temperature,30.5,°C,no,,\r\n"
        C "alert,home,a,temperature,30.5,°C,,crit,a: temperature 30.5 °C > 30.0 °C\r\n"
        C "alert,home,a,temperature,10.5,°C,,warn,a: temperature rose 10.5 °C > 5 °C in 1h\r\n" } },
    { "gone", "home/a/status", "offline", false,
      { "[STATUS] home/a offline\n[ALERT] home/a is offline\n",
        T "\"type\":\"status\",\"location\":\"home\",\"device\":\"a\",\"retained\":false,\"status\":\"offline\"}\n"
        T "\"type\":\"status\",\"location\":\"home\",\"device\":\"a\",\"severity\":\"warn\",\"status\":\"offline\",\"text\":\"a: offline\"}\n"
        T "\"type\":\"alert\",\"location\":\"home\",\"device\":\"a\",\"severity\":\"crit\",\"state\":\"firing\","
        "\"rule\":\"offline crit\",\"for_s\":0,\"text\":\"a: is offline\"}\n",
        C "status,home,a,,,,no,,offline\r\n"
        C "status,home,a,,,,,warn,a: offline\r\n"
        C "alert,home,a,,,,,crit,a: is offline\r\n" } },
    { "a fault", "home/a/sensors", "{\"temperature_c\":999}", false,
      { "[SENSOR] home/a no value\n[REFUSED] home/a temperature_c: outside -90…300 °C: 999\n",
        T "\"type\":\"reading\",\"location\":\"home\",\"device\":\"a\",\"retained\":false,\"metrics\":{}}\n"
        T "\"type\":\"refused\",\"location\":\"home\",\"device\":\"a\",\"severity\":\"info\","
        "\"text\":\"a: temperature_c: outside -90…300 °C: 999\"}\n",
        C "refused,home,a,,,,,info,a: temperature_c: outside -90…300 °C: 999\r\n" } },
    { "a hostile name", "home/=1\",\xe2\x80\xae/sensors", "{\"-x,\\n\":1}", false,
      { "[SENSOR] home/=1\",\\u{202e} -x,\\x0a 1\n",
        T "\"type\":\"reading\",\"location\":\"home\",\"device\":\"=1\\\",\\u202e\","
        "\"retained\":false,\"metrics\":{\"-x,\\u000a\":1}}\n",
        C "reading,home,\"'=1\"\",\\u{202e}\",\"'-x,\\x0a\",1,,no,,\r\n" } },
};
// clang-format on

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct model *model = start();
        struct buf out = { 0 };
        uint64_t seen;

        apply(model, START_MS - 30000, "home/a/status", "online", true);
        apply(model, START_MS - 30000, "home/a/sensors", "{\"temperature_c\":20}", false);
        seen = event_log_total(model_events(model));
        apply(model, START_MS, rows[i].topic, rows[i].payload, rows[i].retained);
        for (int form = TEXT; form <= CSV; form++) {
            buf_clear(&out);
            say((enum form)form, model, seen, &out);
            row_check_text(rows[i].name, buf_text(&out), rows[i].lines[form]);
        }
        buf_finish(&out);
        model_destroy(model);
    }
}

static void test_how_long(void **state)
{
    static const struct rule rule = {
        .metric = "temperature", .watch = RULE_ABOVE, .limit = 30, .severity = SEVERITY_WARN
    };
    static const struct device device = { .location = "home", .id = "kitchen-01" };
    struct event event = { .kind = EVENT_ALERT,
                           .severity = SEVERITY_CRIT,
                           .device = &device,
                           .rule = &rule,
                           .value = 31.4,
                           .duration_ms = 130000 };
    struct buf out = { 0 };

    (void)state;
    line_text_event(&event, (struct event_format){ 0 }, &out);
    event.severity = SEVERITY_WARN;
    line_text_event(&event, (struct event_format){ .fahrenheit = true }, &out);
    event.kind = EVENT_CLEAR;
    event.severity = SEVERITY_INFO;
    event.value = 29;
    event.text = " (maintenance)";
    line_text_event(&event, (struct event_format){ 0 }, &out);
    assert_string_equal(buf_text(&out),
                        "[ALERT] kitchen-01 temperature 31.4 °C > 30.0 °C (for 2m10s)\n"
                        "[ALERT] kitchen-01 temperature 88.5 °F > 86.0 °F (warn, for 2m10s)\n"
                        "[CLEAR] kitchen-01 temperature 29.0 °C, back from > 30.0 °C (after 2m10s) "
                        "(maintenance)\n");
    buf_finish(&out);
}

static void test_silenced(void **state)
{
    static const struct rule rule = {
        .metric = "temperature", .watch = RULE_ABOVE, .limit = 30, .severity = SEVERITY_CRIT
    };
    static const struct device device = { .location = "home", .id = "kitchen-01" };
    struct event event = { .kind = EVENT_SILENCE,
                           .severity = SEVERITY_INFO,
                           .state = ALERT_ACKED,
                           .device = &device,
                           .rule = &rule,
                           .value = 31.4,
                           .duration_ms = 130000,
                           .text = " acknowledged" };
    struct buf out = { 0 };

    (void)state;
    line_text_event(&event, (struct event_format){ 0 }, &out);
    line_json_event(&event, START_MS, &out);
    line_csv_event(&event, START_MS, &out);
    assert_string_equal(
        buf_text(&out),
        "[SILENCE] kitchen-01 temperature > 30.0 °C acknowledged\n"
        "{\"time\":\"2023-11-14T22:13:20.000Z\",\"type\":\"silence\",\"location\":\"home\","
        "\"device\":\"kitchen-01\",\"severity\":\"info\",\"state\":\"acked\","
        "\"rule\":\"temperature > 30C hysteresis 0C crit\",\"metric\":\"temperature\","
        "\"value\":31.4,\"limit\":30,\"for_s\":130,"
        "\"text\":\"kitchen-01: temperature > 30.0 °C acknowledged\"}\n"
        "2023-11-14T22:13:20.000Z,silence,home,kitchen-01,temperature,31.4,°C,,info,"
        "kitchen-01: temperature > 30.0 °C acknowledged\r\n");
    buf_finish(&out);
}

/* An event of any kind may be about no device: "many changes at once". */
static void test_events_without_a_device(void **state)
{
    (void)state;
    for (int kind = 0; kind < EVENT_KIND_COUNT_; kind++) {
        struct event event = { .at_ms = START_MS,
                               .kind = (enum event_kind)kind,
                               .severity = SEVERITY_WARN,
                               .text = "many changes at once: 7 more" };
        struct event_format format = { .with_location = true };
        struct buf text = { 0 }, json = { 0 }, csv = { 0 };

        line_text_event(&event, format, &text);
        line_json_event(&event, START_MS, &json);
        line_csv_event(&event, START_MS, &csv);
        assert_non_null(strstr(buf_text(&text), event.text));
        assert_non_null(strstr(buf_text(&json), event.text));
        assert_non_null(strstr(buf_text(&csv), event.text));
        buf_finish(&text);
        buf_finish(&json);
        buf_finish(&csv);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines),
                                               cmocka_unit_test(test_silenced),
                                               cmocka_unit_test(test_how_long),
                                               cmocka_unit_test(test_events_without_a_device) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
