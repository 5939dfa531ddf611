/* SPDX-License-Identifier: MIT */
#include "core/explain.h"

#include "core/text.h"

#include "row.h"

#include <json-c/json.h>
#include <stdio.h>

#define BYTES(literal) (literal), sizeof(literal) - 1
#define WALL_MS        INT64_C(1700003600000)
#define SENSORS        "home/porch-05/sensors"
#define STATUS         "home/porch-05/status"
#define OURS           "{\"location\":\"home\",\"device\":\"porch-05\","
#define NOBODY         "{\"location\":null,\"device\":null,"

static void explain(const char *topic, const char *payload, size_t len, struct buf *out)
{
    struct reading_parser *parser = reading_parser_create();
    struct message message = {
        .topic = topic, .topic_len = strlen(topic), .payload = payload, .payload_len = len
    };
    struct meaning meaning;

    message_read(parser, &message, READING_BYTES_MAX, WALL_MS, &meaning);
    explain_format(&meaning, out);
    reading_parser_destroy(parser);
}

static const struct {
    const char *name;
    const char *topic;
    const char *payload;
    size_t len;
    const char *expected;
} rows[] = {
    { "reading", SENSORS,
      BYTES("{\"temperature_c\":22.5,\"humidity\":45.1,\"timestamp\":1700000000.123,\"n\":0.30}"),
      OURS "\"kind\":\"reading\",\"status\":null,"
           "\"metrics\":{\"temperature\":22.5,\"humidity\":45.1,\"n\":0.3},"
           "\"time\":1700000000.123,\"errors\":[]}" },
    { "no value", SENSORS, BYTES("{\"temperature_c\":null,\"humidity\":45}"),
      OURS "\"kind\":\"reading\",\"status\":null,\"metrics\":{\"humidity\":45},\"time\":null,"
           "\"errors\":[]}" },
    { "a fault", SENSORS, BYTES("{\"temperature_c\":\"\\u001b[2J\"}"),
      OURS "\"kind\":\"reading\",\"status\":null,\"metrics\":{},\"time\":null,"
           "\"errors\":[\"temperature_c: not a number: \\\"\\\\u001b[2J\\\"\"]}" },
    { "spoiled", SENSORS, BYTES("NaN"),
      NOBODY "\"kind\":\"reading\",\"status\":null,\"metrics\":{},\"time\":null,"
             "\"errors\":[\"byte 1: not JSON: 'NaN'\"]}" },
    { "cleared", SENSORS, BYTES(""),
      OURS "\"kind\":\"reading\",\"status\":null,\"metrics\":{},\"time\":null,\"errors\":[]}" },
    { "online", STATUS, BYTES("online"),
      OURS "\"kind\":\"status\",\"status\":\"online\",\"metrics\":{},\"time\":null,"
           "\"errors\":[]}" },
    { "offline", STATUS, BYTES("offline"),
      OURS "\"kind\":\"status\",\"status\":\"offline\",\"metrics\":{},\"time\":null,"
           "\"errors\":[]}" },
    { "another word", STATUS, BYTES("Connected"),
      OURS "\"kind\":\"status\",\"status\":null,\"metrics\":{},\"time\":null,"
           "\"errors\":[\"status: neither online nor offline: 'Connected'\"]}" },
    { "status cleared", STATUS, BYTES(""),
      OURS "\"kind\":\"status\",\"status\":null,\"metrics\":{},\"time\":null,\"errors\":[]}" },
    { "ignored", "home/porch-05/commands", BYTES("online"),
      NOBODY "\"kind\":\"ignored\",\"status\":null,\"metrics\":{},\"time\":null,\"errors\":[]}" },
    { "refused", "home/\xff/status", BYTES("online"),
      NOBODY "\"kind\":\"ignored\",\"status\":null,\"metrics\":{},\"time\":null,"
             "\"errors\":[\"topic: a byte that is not UTF-8 at byte 6: "
             "home/\\\\xff/status\"]}" },
    { "a name to be escaped", "home/a\u202e\"b/sensors", BYTES("{\"k\\n\\\"\":1}"),
      "{\"location\":\"home\",\"device\":\"a\\u202e\\\"b\",\"kind\":\"reading\",\"status\":null,"
      "\"metrics\":{\"k\\u000a\\\"\":1},\"time\":null,\"errors\":[]}" },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf line = { 0 }, clean = { 0 };

        explain(rows[i].topic, rows[i].payload, rows[i].len, &line);
        row_check_text(rows[i].name, buf_text(&line), rows[i].expected);
        text_clean(&clean, line.data, line.len, SIZE_MAX);
        row_check_text(rows[i].name, buf_text(&clean), rows[i].expected);
        buf_finish(&line);
        buf_finish(&clean);
    }
}

static void test_more_errors_than_kept(void **state)
{
    struct buf payload = { 0 }, line = { 0 };

    (void)state;
    for (int i = 0; i < FAULTS_KEPT + 3; i++)
        buf_addf(&payload, "%c\"k%d\":1e999", i ? ',' : '{', i);
    buf_puts(&payload, "}");
    explain(SENSORS, payload.data, payload.len, &line);
    assert_non_null(strstr(buf_text(&line), "\"k7: too large: 1e999\",\"and 3 more\"]}"));
    buf_finish(&payload);
    buf_finish(&line);
}

/* Another program reads back the very bytes of every name. */
static void test_names_survive(void **state)
{
    static const char *const names[] = {
        "küche",      "a\u202eb", "\u200d", "%n", "a\"\\b", "\u2764\ufe0f", "a\u0301\u0302\u0303",
        "\U000e0041", "\ue0b0"
    };
    char topic[64];

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(names); i++) {
        struct buf line = { 0 };
        struct json_object *root, *device;

        snprintf(topic, sizeof topic, "home/%s/sensors", names[i]);
        explain(topic, BYTES("{}"), &line);
        root = json_tokener_parse(buf_text(&line));
        row_check(names[i], json_object_object_get_ex(root, "device", &device));
        row_check_text(names[i], json_object_get_string(device), names[i]);
        json_object_put(root);
        buf_finish(&line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_more_errors_than_kept),
        cmocka_unit_test(test_names_survive),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
