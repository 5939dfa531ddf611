/* SPDX-License-Identifier: MIT */
#include "core/record.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1
#define TST            "\"tst\":\"2023-11-14T22:13:20.5Z\""
#define TOPIC          "\"topic\":\"home/a/sensors\""

static const int64_t tst_ms = 1700000000500;

static const struct {
    const char *name;
    struct message message;
    const char *line;
} format_rows[] = {
    { "a reading",
      { BYTES("home/a/sensors"), BYTES("{\"temperature_c\":21.5}"), false, 1 },
      "{\"tst\":\"2023-11-14T22:13:20.500000Z+0000\",\"topic\":\"home/a/sensors\",\"qos\":1,"
      "\"retain\":0,\"payloadlen\":22,\"payload\":\"{\\\"temperature_c\\\":21.5}\"}\n" },
    { "cleared",
      { BYTES("home/a/status"), BYTES(""), true, 0 },
      "{\"tst\":\"2023-11-14T22:13:20.500000Z+0000\",\"topic\":\"home/a/status\",\"qos\":0,"
      "\"retain\":1,\"payloadlen\":0,\"payload\":null}\n" },
    { "not UTF-8",
      { BYTES("home/a/status"), BYTES("on\xff\x00"), false, 2 },
      "{\"tst\":\"2023-11-14T22:13:20.500000Z+0000\",\"topic\":\"home/a/status\",\"qos\":2,"
      "\"retain\":0,\"payloadlen\":4,\"payload_b64\":\"b27/AA==\"}\n" },
    { "what a terminal would obey",
      { BYTES("home/k\u00fcche\x1b/status"), BYTES("\x00\x1b[2J\u202e\n"), false, 0 },
      "{\"tst\":\"2023-11-14T22:13:20.500000Z+0000\",\"topic\":\"home/k\u00fcche\\u001b/status\","
      "\"qos\":0,\"retain\":0,\"payloadlen\":9,"
      "\"payload\":\"\\u0000\\u001b[2J\\u202e\\u000a\"}\n" },
};

static void check_same(const char *name, const struct message *got, const struct message *expected)
{
    row_check(name, got->topic_len == expected->topic_len);
    row_check(name, memcmp(got->topic, expected->topic, got->topic_len) == 0);
    row_check(name, got->payload_len == expected->payload_len);
    row_check(name, memcmp(got->payload, expected->payload, got->payload_len) == 0);
    row_check(name, got->retained == expected->retained && got->qos == expected->qos);
}

static void test_both_ways(void **state)
{
    struct record record = { 0 };
    struct faults faults = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        const char *name = format_rows[i].name;
        struct buf line = { 0 };
        struct message got;

        record_format(tst_ms, &format_rows[i].message, &line);
        row_check_text(name, buf_text(&line), format_rows[i].line);
        row_check(name, record_parse(&record, line.data, line.len, &faults));
        got = record_message(&record);
        row_check(name, record.at_ms == tst_ms);
        check_same(name, &got, &format_rows[i].message);
        buf_finish(&line);
    }
    record_finish(&record);
}

/* What mosquitto_sub 2.0.11 wrote. */
static const struct {
    const char *name;
    const char *line;
    int64_t at_ms;
    struct message message;
} captured_rows[] = {
    { "-F %j",
      "{\"tst\":\"2026-11-26T17:53:14.855007Z+0000\",\"topic\":\"home/a/sensors\",\"qos\":0,"
      "\"retain\":0,\"payloadlen\":22,\"payload\":\"{\\\"temperature_c\\\":21.5}\"}\n",
      1795715594855,
      { BYTES("home/a/sensors"), BYTES("{\"temperature_c\":21.5}"), false, 0 } },
    { "-F %j, in Newfoundland",
      "{\"tst\":\"2026-11-26T14:23:14.855007Z-0330\",\"topic\":\"home/a/status\",\"qos\":0,"
      "\"retain\":1,\"payloadlen\":6,\"payload\":\"online\"}\n",
      1795715594855,
      { BYTES("home/a/status"), BYTES("online"), true, 0 } },
    { "-F %j, with properties",
      "{\"tst\":\"2026-11-26T17:53:14.904661Z+0000\",\"topic\":\"home/a/sensors\",\"qos\":1,"
      "\"retain\":0,\"payloadlen\":4,\"mid\":2,\"properties\":{\"user-properties\":{\"payload\":"
      "\"}\\\"\"},\"content-type\":\"x\"},\"payload\":\"12.5\"}\n",
      1795715594904,
      { BYTES("home/a/sensors"), BYTES("12.5"), false, 1 } },
    { "-F %J, an object",
      "{\"tst\":\"2026-11-26T17:53:55.469978Z+0000\",\"topic\":\"home/a\\\"\\\\\u00e9/"
      "x\",\"qos\":0,"
      "\"retain\":0,\"payloadlen\":40,\"payload\":{\"a\":1.5,\"b\":{\"c\":[1,2]}}}\n",
      1795715635469,
      { BYTES("home/a\"\\\u00e9/x"), BYTES("{\"a\":1.5,\"b\":{\"c\":[1,2]}}"), false, 0 } },
    { "-F %J, a string",
      "{\"tst\":\"2026-11-26T17:53:55.476865Z+0000\",\"topic\":\"home/a/status\",\"qos\":0,"
      "\"retain\":0,\"payloadlen\":8,\"payload\":\"online\"}\n",
      1795715635476,
      { BYTES("home/a/status"), BYTES("online"), false, 0 } },
    { "-F %J, null",
      "{\"tst\":\"2026-11-26T17:53:55.474669Z+0000\",\"topic\":\"home/a/status\",\"qos\":0,"
      "\"retain\":0,\"payloadlen\":4,\"payload\":null}\n",
      1795715635474,
      { BYTES("home/a/status"), BYTES("null"), false, 0 } },
    { "cleared",
      "{\"tst\":\"2026-11-26T17:53:14.866248Z+0000\",\"topic\":\"home/a/status\",\"qos\":0,"
      "\"retain\":0,\"payloadlen\":0,\"payload\":null}\n",
      1795715594866,
      { BYTES("home/a/status"), BYTES(""), false, 0 } },
    { "no more than needed, and white space",
      " { \"payload\" : 7 ,\"topic\" : \"home/a/x\" , \"tst\" : \"2023-11-14T22:13:20Z\" } \r\n",
      1700000000000,
      { BYTES("home/a/x"), BYTES("7"), false, 0 } },
    { "escapes",
      "{" TST ",\"topic\":\"\\u0068ome\\/a\",\"payload\":\"\\u00e9\\ud83c\\udfe0\\b\\f\\n\\r\\t"
      "\\u20AC\"}",
      1700000000500,
      { BYTES("home/a"), BYTES("\u00e9\U0001f3e0\b\f\n\r\t\u20ac"), false, 0 } },
};

static void test_captured(void **state)
{
    struct record record = { 0 };
    struct faults faults = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(captured_rows); i++) {
        const char *name = captured_rows[i].name, *line = captured_rows[i].line;
        struct message got;

        if (!record_parse(&record, line, strlen(line), &faults))
            fail_msg("row '%s': %s", name, faults.text[0]);
        got = record_message(&record);
        row_check(name, record.at_ms == captured_rows[i].at_ms);
        check_same(name, &got, &captured_rows[i].message);
    }
    record_finish(&record);
}

static const struct {
    const char *line;
    const char *fault;
} refused_rows[] = {
    { "", "byte 1: the JSON is cut off here" },
    { "{\"tst\":\"2023-11-14T22:13:20Z\",\"top", "byte 31: a string without an end: '\"top'" },
    { "[]", "JSON, but not an object" },
    { "{" TST "," TOPIC "}", "the payload is not there, or not one" },
    { "{" TST ",\"payload\":1}", "the topic is not there, or not one" },
    { "{" TOPIC ",\"payload\":1}", "the tst is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":1,\"payload\":2}", "the key payload comes twice" },
    { "{" TST "," TOPIC ",\"payload\":1,\"payload_b64\":\"\"}",
      "the payload is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload_b64\":\"AA=\"}", "the payload is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload_b64\":\"AA==\",\"payloadlen\":2}",
      "the payload is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":\"abc\",\"payloadlen\":2}",
      "the payload is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":\"\",\"payloadlen\":-1}",
      "the payloadlen is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":\"\",\"payloadlen\":99999999999}",
      "the payloadlen is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":\"\",\"qos\":3}", "the qos is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":\"\",\"retain\":2}", "the retain is not there, or not one" },
    { "{" TST "," TOPIC ",\"payload\":\"\",\"retain\":true}",
      "the retain is not there, or not one" },
    { "{\"tst\":1700000000," TOPIC ",\"payload\":\"\"}", "the tst is not there, or not one" },
    { "{\"tst\":\"1700000000\"," TOPIC ",\"payload\":\"\"}", "the tst is not there, or not one" },
    { "{\"tst\":\"2023-11-14T22:13:20\"," TOPIC ",\"payload\":\"\"}",
      "the tst is not there, or not one" },
    { "{\"tst\":\"1970-01-01T00:00:20Z\"," TOPIC ",\"payload\":\"\"}",
      "the tst is not there, or not one" },
    { "{\"tst\":\"\"," TOPIC ",\"payload\":\"\"}", "the tst is not there, or not one" },
};

static void test_refused(void **state)
{
    struct record record = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(refused_rows); i++) {
        const char *line = refused_rows[i].line;
        struct faults faults = { 0 };

        row_check(line, !record_parse(&record, line, strlen(line), &faults));
        row_check(line, faults.n == 1);
        row_check_text(line, faults.text[0], refused_rows[i].fault);
    }
    record_finish(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_captured),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
