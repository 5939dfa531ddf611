/* SPDX-License-Identifier: MIT */
#include "core/reading.h"

#include "core/number.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1
#define DEVICE         "porch-05"
#define WALL_MS        INT64_C(1700003600000)
#define K63            "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
#define NESTED_8       "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":"

/* A reading as one line: "temperature=22.5 pressure= @1700000000123 +2 other-id | faults". */
static void describe(const struct reading *reading, const struct faults *faults, struct buf *out)
{
    for (size_t i = 0; i < reading->n_metrics; i++) {
        buf_addf(out, "%s=", reading->metrics[i].name);
        if (reading->metrics[i].has_value)
            number_format_exact(out, reading->metrics[i].value);
        buf_puts(out, " ");
    }
    if (reading->has_time)
        buf_addf(out, "@%lld ", (long long)reading->time_ms);
    if (reading->n_metrics_ignored)
        buf_addf(out, "+%zu ", reading->n_metrics_ignored);
    buf_puts(out, reading->has_other_id ? "other-id " : "");
    for (size_t i = 0; i < faults->n && i < FAULTS_KEPT; i++)
        buf_addf(out, "| %s ", faults->text[i]);
}

static void read_line(const char *payload, size_t len, struct buf *out)
{
    struct reading_parser *parser = reading_parser_create();
    struct reading_input input = { .payload = payload,
                                   .len = len,
                                   .device = DEVICE,
                                   .device_len = strlen(DEVICE),
                                   .wall_ms = WALL_MS };
    struct reading reading = { 0 };
    struct faults faults = { 0 };

    if (!reading_parse(parser, &input, &reading, &faults))
        buf_puts(out, "spoiled ");
    describe(&reading, &faults, out);
    reading_parser_destroy(parser);
}

static const struct {
    const char *name;
    const char *payload;
    size_t len;
    const char *expected;
} rows[] = {
    { "ordinary",
      BYTES("{\"device_id\":\"porch-05\",\"temperature_c\":22.5,\"temperature_f\":72.5,"
            "\"humidity\":45.1,\"timestamp\":1700000000.123}"),
      "temperature=22.5 humidity=45.1 @1700000000123 " },
    { "nothing in it", BYTES("{}"), "" },

    /* the wrapping */
    { "white space around", BYTES(" \t\r\n{\"humidity\":45}\r\n"), "humidity=45 " },
    { "byte order mark", BYTES("\xef\xbb\xbf{\"humidity\":45}"), "humidity=45 " },
    { "byte order mark and white space", BYTES("\xef\xbb\xbf \n{\"humidity\":45}"),
      "humidity=45 " },
    { "a C string", BYTES("{\"humidity\":45}\0"), "humidity=45 " },
    { "a C string of a line", BYTES("{\"humidity\":45}\n\0"), "humidity=45 " },
    { "all of it", BYTES("\xef\xbb\xbf {\"humidity\":45} \0"), "humidity=45 " },
    { "two byte order marks", BYTES("\xef\xbb\xbf\xef\xbb\xbf{}"),
      "spoiled | byte 1: not JSON: '\\u{feff}{}' " },
    { "two NULs", BYTES("{}\0\0"), "spoiled | byte 3: more text behind the JSON value: '\\x00' " },
    { "NUL in the middle", BYTES("{}\0{}"),
      "spoiled | byte 3: more text behind the JSON value: '\\x00{}' " },
    { "only white space", BYTES("  \r\n\t"), "spoiled | nothing but white space " },
    { "only a NUL", BYTES("\0"), "spoiled | nothing but white space " },
    { "only a byte order mark", BYTES("\xef\xbb\xbf"), "spoiled | nothing but white space " },
    { "UTF-16", BYTES("{\0\"\0a\0\"\0:\0001\0}\0"),
      "spoiled | byte 2: a key without double quotes: '\\x00\"\\x00a\\x00\"\\x00:\\x0…' " },

    /* spoiled */
    { "number", BYTES("22.5"), "spoiled | JSON, but not an object: 22.5 " },
    { "string", BYTES("\"online\""), "spoiled | JSON, but not an object: \"online\" " },
    { "array", BYTES("[{\"temperature_c\":22.5}]"),
      "spoiled | JSON, but not an object: [{\"temperature_c\":22.5}] " },
    { "null", BYTES("null"), "spoiled | JSON, but not an object: null " },
    { "true", BYTES("true"), "spoiled | JSON, but not an object: true " },
    { "NaN", BYTES("{\"temperature_c\":NaN}"), "spoiled | byte 18: not a JSON value: 'NaN}' " },
    { "single quotes", BYTES("{'temperature_c':22.5}"),
      "spoiled | byte 2: single quotes, where JSON has double quotes: "
      "''temperature_c':22.5}' " },
    { "raw escape in a string", BYTES("{\"n\":\"\x1b[2J\"}"),
      "spoiled | byte 7: a raw control character in a string: '\\x1b[2J\"}' " },
    { "lone surrogate", BYTES("{\"n\":\"\\ud800\"}"),
      "spoiled | byte 7: half of a surrogate pair: '\\ud800\"}' " },
    { "33 levels", BYTES("{\"a\":" NESTED_8 NESTED_8 NESTED_8 NESTED_8 "1"),
      "spoiled | byte 161: nested more than 32 deep: '{\"a\":1' " },

    /* keys that come twice */
    { "temperature_c twice", BYTES("{\"temperature_c\":22.5,\"temperature_c\":99}"),
      "spoiled | the key temperature_c comes 2 times " },
    { "twice, once escaped", BYTES("{\"humidity\":22.5,\"\\u0068umidit\\u0079\":99}"),
      "spoiled | the key humidity comes 2 times " },
    { "twice the same", BYTES("{\"timestamp\":1,\"timestamp\":1}"),
      "spoiled | the key timestamp comes 2 times " },
    { "three times", BYTES("{\"device_id\":1,\"device_id\":2,\"device_id\":3}"),
      "spoiled | the key device_id comes 3 times " },
    { "temperature_f twice, null", BYTES("{\"temperature_f\":null,\"temperature_f\":null}"),
      "spoiled | the key temperature_f comes 2 times " },
    { "a bare temperature twice", BYTES("{\"temperature\":20,\"temperature\":21}"),
      "spoiled | the key temperature comes 2 times " },
    { "an unknown key twice", BYTES("{\"pressure\":1,\"pressure\":2}"), "pressure=2 " },
    { "twice on different levels", BYTES("{\"humidity\":45,\"x\":{\"humidity\":46}}"),
      "humidity=45 x.humidity=46 " },
    { "a key with a NUL is another one",
      BYTES("{\"temperature_c\":22.5,\"temperature_c\\u0000\":99}"),
      "temperature=22.5 temperature_c\ufffd=99 " },
    { "a key with a NUL alone", BYTES("{\"humidity\\u0000x\":99}"), "humidity\ufffdx=99 " },
    { "a backslash is no escape", BYTES("{\"a\\\\u0000\":1}"), "a\\u0000=1 " },

    /* temperature */
    { "°F alone", BYTES("{\"temperature_f\":72.5}"), "temperature=22.5 " },
    { "°F rounded to whole degrees", BYTES("{\"temperature_c\":21,\"temperature_f\":70}"),
      "temperature=21 " },
    { "0.2 °C apart", BYTES("{\"temperature_c\":20,\"temperature_f\":68.36}"), "temperature=20 " },
    { "more than that", BYTES("{\"temperature_c\":20,\"temperature_f\":68.4}"),
      "temperature=20 | temperature_f: not the same temperature as temperature_c: 68.4 " },
    { "°C null, °F given", BYTES("{\"temperature_c\":null,\"temperature_f\":68}"),
      "temperature=20 " },
    { "°F null", BYTES("{\"temperature_c\":20,\"temperature_f\":null}"), "temperature=20 " },
    { "both null", BYTES("{\"temperature_c\":null,\"temperature_f\":null}"), "temperature= " },
    { "°C bad, °F good", BYTES("{\"temperature_c\":\"x\",\"temperature_f\":68}"),
      "temperature= | temperature_c: not a number: \"x\" " },
    { "°C implausible, °F good", BYTES("{\"temperature_c\":-300,\"temperature_f\":68}"),
      "temperature= | temperature_c: outside -90…300 °C: -300 " },
    { "°C good, °F of the wrong type", BYTES("{\"temperature_c\":20,\"temperature_f\":[68]}"),
      "temperature=20 | temperature_f: not a number: [68] " },
    { "°F implausible", BYTES("{\"temperature_f\":1000}"),
      "temperature= | temperature_f: outside -90…300 °C: 1000 " },
    { "bare", BYTES("{\"temperature\":21.5}"), "temperature=21.5 " },
    { "bare beside °C", BYTES("{\"temperature\":21.5,\"temperature_c\":20}"), "temperature=20 " },
    { "bare beside °F", BYTES("{\"temperature\":21.5,\"temperature_f\":68}"), "temperature=20 " },
    { "bare beside null", BYTES("{\"temperature\":21.5,\"temperature_c\":null}"),
      "temperature=21.5 " },
    { "bare beside a bad °C", BYTES("{\"temperature\":21.5,\"temperature_c\":true}"),
      "temperature= | temperature_c: not a number: true " },
    { "bare, implausible", BYTES("{\"temperature\":999}"),
      "temperature= | temperature: outside -90…300 °C: 999 " },
    { "bare, null", BYTES("{\"temperature\":null}"), "temperature= " },
    { "bare text is nobody's fault", BYTES("{\"temperature\":\"warm\"}"), "" },
    { "the coldest", BYTES("{\"temperature_c\":-90}"), "temperature=-90 " },
    { "colder", BYTES("{\"temperature_c\":-90.01}"),
      "temperature= | temperature_c: outside -90…300 °C: -90.01 " },
    { "the hottest", BYTES("{\"temperature_c\":300}"), "temperature=300 " },
    { "hotter", BYTES("{\"temperature_c\":300.01}"),
      "temperature= | temperature_c: outside -90…300 °C: 300.01 " },
    { "85 °C", BYTES("{\"temperature_c\":85.0}"), "temperature=85 " },
    { "-127 °C: no sensor on the wire", BYTES("{\"temperature_c\":-127}"),
      "temperature= | temperature_c: outside -90…300 °C: -127 " },
    { "other case", BYTES("{\"Temperature_C\":22.5}"), "Temperature_C=22.5 " },
    { "look-alike", BYTES("{\"t\u0435mperature_c\":22.5}"), "t\u0435mperature_c=22.5 " },
    { "blank behind the key", BYTES("{\"temperature_c \":22.5}"), "temperature_c =22.5 " },

    /* humidity */
    { "dry", BYTES("{\"humidity\":0}"), "humidity=0 " },
    { "100", BYTES("{\"humidity\":100}"), "humidity=100 " },
    { "a little more is 100", BYTES("{\"humidity\":100.4}"), "humidity=100 " },
    { "105 is 100", BYTES("{\"humidity\":105}"), "humidity=100 " },
    { "105.1", BYTES("{\"humidity\":105.1}"), "humidity= | humidity: outside 0…105 %: 105.1 " },
    { "negative", BYTES("{\"humidity\":-0.1}"), "humidity= | humidity: outside 0…105 %: -0.1 " },
    { "one field bad, the other good", BYTES("{\"temperature_c\":20,\"humidity\":\"unknown\"}"),
      "temperature=20 humidity= | humidity: not a number: \"unknown\" " },

    /* numbers */
    { "minus zero", BYTES("{\"temperature_c\":-0.0,\"humidity\":-0,\"x\":-0e0}"),
      "temperature=0 humidity=0 x=0 " },
    { "exponent", BYTES("{\"temperature_c\":8.85e1,\"humidity\":1.2E+1}"),
      "temperature=88.5 humidity=12 " },
    { "underflow", BYTES("{\"temperature_c\":1e-999}"), "temperature=0 " },
    { "overflow", BYTES("{\"temperature_c\":1e999,\"humidity\":45.1}"),
      "temperature= humidity=45.1 | temperature_c: too large: 1e999 " },
    { "beyond 64 bits", BYTES("{\"temperature_c\":99999999999999999999999}"),
      "temperature= | temperature_c: too large: beyond 9.2e18 " },
    { "beyond 64 bits, negative", BYTES("{\"humidity\":-99999999999999999999999}"),
      "humidity= | humidity: too large: beyond -9.2e18 " },
    { "beyond 64 bits, not as a metric",
      BYTES("{\"timestamp\":99999999999999999999,\"device_id\":-99999999999999999999}"),
      "other-id | timestamp: not a time between 1970 and tomorrow: beyond 9.2e18 "
      "| device_id: not the device of the topic: beyond -9.2e18 " },
    { "as text", BYTES("{\"temperature_c\":\"22.5\",\"humidity\":\"45\"}"),
      "temperature=22.5 humidity=45 " },
    { "text with an exponent", BYTES("{\"temperature_c\":\"2.25e1\"}"), "temperature=22.5 " },
    { "°F as text", BYTES("{\"temperature_f\":\"72.5\"}"), "temperature=22.5 " },
    { "text with a unit", BYTES("{\"temperature_c\":\"22.5 C\"}"),
      "temperature= | temperature_c: not a number: \"22.5 C\" " },
    { "text with blanks", BYTES("{\"temperature_c\":\" 22.5\"}"),
      "temperature= | temperature_c: not a number: \" 22.5\" " },
    { "text with a comma", BYTES("{\"temperature_c\":\"22,5\"}"),
      "temperature= | temperature_c: not a number: \"22,5\" " },
    { "text with a plus", BYTES("{\"temperature_c\":\"+22.5\"}"),
      "temperature= | temperature_c: not a number: \"+22.5\" " },
    { "hexadecimal text", BYTES("{\"temperature_c\":\"0x16\"}"),
      "temperature= | temperature_c: not a number: \"0x16\" " },
    { "nan text", BYTES("{\"temperature_c\":\"nan\"}"),
      "temperature= | temperature_c: not a number: \"nan\" " },
    { "infinite text", BYTES("{\"temperature_c\":\"1e999\"}"),
      "temperature= | temperature_c: not a number: \"1e999\" " },
    { "empty text", BYTES("{\"temperature_c\":\"\"}"),
      "temperature= | temperature_c: not a number: \"\" " },
    { "text with a NUL", BYTES("{\"temperature_c\":\"22.5\\u0000\"}"),
      "temperature= | temperature_c: not a number: \"22.5\ufffd\" " },
    { "true", BYTES("{\"temperature_c\":true}"),
      "temperature= | temperature_c: not a number: true " },
    { "array", BYTES("{\"temperature_c\":[22.5]}"),
      "temperature= | temperature_c: not a number: [22.5] " },
    { "object", BYTES("{\"temperature_c\":{\"value\":22.5}}"),
      "temperature= | temperature_c: not a number: {\"value\":22.5} " },
    { "a long value is cut", BYTES("{\"humidity\":\"" K63 "\"}"),
      "humidity= | humidity: not a number: \"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… " },
    { "a hostile value is escaped", BYTES("{\"humidity\":\"\\u009b2J\\u202e\"}"),
      "humidity= | humidity: not a number: \"\\u{9b}2J\\u{202e}\" " },

    /* other members */
    { "others", BYTES("{\"rssi\":-71,\"fw\":\"1.4.2\",\"ok\":true,\"list\":[1,2]}"), "rssi=-71 " },
    { "nested", BYTES("{\"bme\":{\"pressure\":1013.2,\"raw\":{\"t\":3}},\"n\":{}}"),
      "bme.pressure=1013.2 bme.raw.t=3 " },
    { "known keys are known at the top alone",
      BYTES("{\"x\":{\"temperature_c\":1,\"device_id\":2,\"timestamp\":3}}"),
      "x.temperature_c=1 x.device_id=2 x.timestamp=3 " },
    { "the same name twice", BYTES("{\"a.b\":1,\"a\":{\"b\":2}}"), "a.b=1 +1 " },
    { "empty names", BYTES("{\"\":1,\"a\":{\"\":2}}"), "a.=2 +1 " },
    { "63 bytes", BYTES("{\"" K63 "\":1}"), K63 "=1 " },
    { "64 bytes", BYTES("{\"" K63 "k\":1}"), "+1 " },
    { "64 bytes by nesting", BYTES("{\"" K63 "\":{\"a\":1},\"b\":2}"), "b=2 +1 " },
    { "null takes a value back", BYTES("{\"pressure\":null,\"bme\":{\"gas\":null}}"),
      "pressure= bme.gas= " },
    { "too large", BYTES("{\"pressure\":1e999,\"n\":99999999999999999999,\"m\":1e300}"),
      "pressure= n= m=1e+300 | pressure: too large: 1e999 | n: too large: beyond 9.2e18 " },
    { "numbers as text are for known keys", BYTES("{\"pressure\":\"1013\"}"), "" },
    { "room for 16",
      BYTES("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,"
            "\"k\":11,\"l\":12,\"m\":13,\"n\":14,\"o\":15,\"p\":16,\"q\":17,\"r\":null,"
            "\"temperature_c\":20,\"humidity\":45}"),
      "temperature=20 humidity=45 a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=10 k=11 l=12 m=13 n=14 "
      "+4 " },
    { "32 levels",
      BYTES("{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":"
            "{\"a\":{\"a\":{\"a\":{\"a\":1"
            "}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}"),
      "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1 " },

    /* timestamp */
    { "milliseconds", BYTES("{\"timestamp\":1700000300123}"), "@1700000300123 " },
    { "text", BYTES("{\"timestamp\":\"2023-11-14T23:13:20.5+01:00\"}"), "@1700000000500 " },
    { "number as text", BYTES("{\"timestamp\":\"1700000000\"}"), "@1700000000000 " },
    { "without a zone", BYTES("{\"timestamp\":\"2023-11-14T22:13:20\"}"), "" },
    { "never set", BYTES("{\"timestamp\":0}"), "" },
    { "no time", BYTES("{\"timestamp\":null}"), "" },
    { "negative time", BYTES("{\"timestamp\":-1700000000}"),
      "| timestamp: not a time between 1970 and tomorrow: -1700000000 " },
    { "the day after tomorrow", BYTES("{\"timestamp\":1700200000}"),
      "| timestamp: not a time between 1970 and tomorrow: 1700200000 " },
    { "an array is no time", BYTES("{\"timestamp\":[1700000000]}"),
      "| timestamp: not a time between 1970 and tomorrow: [1700000000] " },
    { "true is no time", BYTES("{\"timestamp\":true}"),
      "| timestamp: not a time between 1970 and tomorrow: true " },
    { "a word is no time", BYTES("{\"timestamp\":\"now\",\"humidity\":45}"),
      "humidity=45 | timestamp: not a time between 1970 and tomorrow: \"now\" " },
    { "endless time", BYTES("{\"timestamp\":1e999}"),
      "| timestamp: not a time between 1970 and tomorrow: 1e999 " },

    /* device_id */
    { "null", BYTES("{\"device_id\":null}"), "" },
    { "escaped", BYTES("{\"device_id\":\"\\u0070orch-05\"}"), "" },
    { "another one", BYTES("{\"device_id\":\"vault-01\",\"humidity\":45}"),
      "humidity=45 other-id | device_id: not the device of the topic: \"vault-01\" " },
    { "longer", BYTES("{\"device_id\":\"porch-051\"}"),
      "other-id | device_id: not the device of the topic: \"porch-051\" " },
    { "shorter", BYTES("{\"device_id\":\"porch-0\"}"),
      "other-id | device_id: not the device of the topic: \"porch-0\" " },
    { "other case", BYTES("{\"device_id\":\"Porch-05\"}"),
      "other-id | device_id: not the device of the topic: \"Porch-05\" " },
    { "empty", BYTES("{\"device_id\":\"\"}"),
      "other-id | device_id: not the device of the topic: \"\" " },
    { "the same up to a NUL", BYTES("{\"device_id\":\"porch-05\\u0000evil\"}"),
      "other-id | device_id: not the device of the topic: \"porch-05\ufffdevil\" " },
    { "the same and a NUL", BYTES("{\"device_id\":\"porch-05\\u0000\"}"),
      "other-id | device_id: not the device of the topic: \"porch-05\ufffd\" " },
    { "a number", BYTES("{\"device_id\":5}"),
      "other-id | device_id: not the device of the topic: 5 " },
    { "false", BYTES("{\"device_id\":false}"),
      "other-id | device_id: not the device of the topic: false " },
    { "a query", BYTES("{\"device_id\":{\"$ne\":1}}"),
      "other-id | device_id: not the device of the topic: {\"$ne\":1} " },
    { "clipboard", BYTES("{\"device_id\":\"\\u001b]52;c;eA==\\u0007\"}"),
      "other-id | device_id: not the device of the topic: \"\\u001b]52;c;eA==\\u0007\" " },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf line = { 0 };

        read_line(rows[i].payload, rows[i].len, &line);
        row_check_text(rows[i].name, buf_text(&line), rows[i].expected);
        buf_finish(&line);
    }
}

static void test_many_faults(void **state)
{
    struct buf payload = { 0 }, line = { 0 };

    (void)state;
    buf_puts(&payload, "{\"humidity\":45");
    for (int i = 0; i < 12; i++)
        buf_addf(&payload, ",\"k%d\":1e999", i);
    buf_puts(&payload, "}");
    read_line(payload.data, payload.len, &line);
    assert_non_null(strstr(buf_text(&line), "humidity=45 "));
    assert_non_null(strstr(buf_text(&line), "| k7: too large: 1e999 "));
    assert_null(strstr(buf_text(&line), "| k8"));
    buf_finish(&payload);
    buf_finish(&line);
}

static void test_five_thousand_members(void **state)
{
    struct buf payload = { 0 }, line = { 0 };

    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_addf(&payload, "%c\"k%d\":%d", i ? ',' : '{', i, i);
    buf_puts(&payload, ",\"temperature_c\":22.5}");
    read_line(payload.data, payload.len, &line);
    assert_memory_equal(buf_text(&line), "temperature=22.5 k0=0 k1=1 ", 27);
    assert_non_null(strstr(buf_text(&line), "k14=14 +4985 "));
    buf_finish(&payload);
    buf_finish(&line);
}

/* One message leaves nothing behind for the next one. */
static void test_parser_is_reused(void **state)
{
    static const char *const payloads[] = { "{\"temperature_c\":", "{\"a\\u0000\":1}", "[[[[",
                                            "{\"temperature_c\":1e999}", "{\"a\":\"\xff\"}" };
    struct reading_parser *parser = reading_parser_create();
    struct reading_input input = { .device = DEVICE, .device_len = 8, .wall_ms = WALL_MS };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(payloads); i++) {
        struct reading reading;
        struct faults faults = { 0 };

        input.payload = payloads[i];
        input.len = strlen(payloads[i]);
        reading_parse(parser, &input, &reading, &faults);
        faults = (struct faults){ 0 };
        input.payload = "{\"temperature_c\":22.5}";
        input.len = strlen(input.payload);
        row_check(payloads[i], reading_parse(parser, &input, &reading, &faults));
        row_check(payloads[i], reading.n_metrics == 1 && reading.metrics[0].value == 22.5);
        row_check(payloads[i], faults.n == 0);
    }
    reading_parser_destroy(parser);
    reading_parser_destroy(NULL);
}

static void test_out_is_untouched_when_spoiled(void **state)
{
    struct reading_parser *parser = reading_parser_create();
    struct reading_input input = { .payload = "[]", .len = 2, .device = DEVICE, .device_len = 8 };
    struct reading reading = { .time_ms = 4711 };
    struct faults faults = { 0 };

    (void)state;
    assert_false(reading_parse(parser, &input, &reading, &faults));
    assert_int_equal(reading.time_ms, 4711);
    reading_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_many_faults),
        cmocka_unit_test(test_five_thousand_members),
        cmocka_unit_test(test_parser_is_reused),
        cmocka_unit_test(test_out_is_untouched_when_spoiled),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
