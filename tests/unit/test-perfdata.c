/* SPDX-License-Identifier: MIT */
#include "core/perfdata.h"

#include "core/model.h"
#include "core/rule-text.h"

#include "row.h"

// clang-format off
static const struct {
    const char *name;
    const char *rules; /* a line each */
    const char *device;
    const char *payload;
    bool with_location;
    const char *expected;
} rows[] = {
    { "no limit", "", "a", "{\"temperature_c\":21.5}", false, " 'a temperature'=21.5" },
    { "above", "temperature > 30", "a", "{\"temperature_c\":-1e-7}", false,
      " 'a temperature'=-1e-07;;~:30" },
    { "below", "temperature < -18.5", "a", "{\"temperature_c\":0}", false,
      " 'a temperature'=0;;-18.5:" },
    { "all of them", "temperature > 30\ntemperature > 28 warn\ntemperature < 5\ntemperature < 8 warn",
      "a", "{\"temperature_c\":21}", true, " 'home/a temperature'=21;8:28;5:30" },
    { "a warning alone", "humidity > 70 warn", "a", "{\"temperature_c\":21,\"humidity\":45}", false,
      " 'a temperature'=21 'a humidity'=45%;~:70" },
    { "of another device", "b: temperature > 30", "a", "{\"temperature_c\":21}", false,
      " 'a temperature'=21" },
    { "how fast is no limit", "temperature rises 5 in 1h", "a", "{\"temperature_c\":21}", false,
      " 'a temperature'=21" },
    { "a value that is missing", "", "a", "{\"temperature_c\":null,\"co2\":400}", false,
      " 'a co2'=400" },
    { "a hostile name", "", "x'=1|\xe2\x80\xae y", "{\"a|b\":1}", false,
      " 'x''_1_\\u{202e} y a_b'=1" },
};
// clang-format on

static void test_rows(void **state)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct model_options options = { .max_devices = 2,
                                     .history_samples = 10,
                                     .payload_bytes_max = 65536 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct rule_list rules = { 0 };
        struct buf err = { 0 }, out = { 0 }, topic = { 0 }, rule = { 0 };
        struct message message = { .payload = rows[i].payload,
                                   .payload_len = strlen(rows[i].payload) };
        struct model *model;

        for (const char *at = rows[i].rules; *at; at += strcspn(at, "\n"), at += *at == '\n') {
            buf_clear(&rule);
            buf_add(&rule, at, strcspn(at, "\n"));
            row_check(rows[i].name, rule_text_parse(rule.data, &defaults, &rules, &err));
        }
        buf_addf(&topic, "home/%s/sensors", rows[i].device);
        message.topic = topic.data;
        message.topic_len = topic.len;
        model = model_create(&options, &rules);
        model_apply(model, 1700000000000, &message);
        perfdata_format(device_table_get(model_devices(model), 0), model_metrics(model),
                        model_rules(model), rows[i].with_location, &out);
        row_check_text(rows[i].name, buf_text(&out), rows[i].expected);
        model_destroy(model);
        buf_finish(&rule);
        buf_finish(&topic);
        buf_finish(&out);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
