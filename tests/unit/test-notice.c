/* SPDX-License-Identifier: MIT */
#include "core/notice.h"

#include "row.h"

static const struct rule above = { .metric = "temperature",
                                   .watch = RULE_ABOVE,
                                   .limit = 30,
                                   .hysteresis = 0.5,
                                   .severity = SEVERITY_CRIT };
static const struct rule named = { .devices = "freezer-*",
                                   .metric = "temperature",
                                   .watch = RULE_ABOVE,
                                   .limit = -15,
                                   .for_ms = 600000,
                                   .severity = SEVERITY_WARN,
                                   .name = "freezers",
                                   .message = "look at the door\n\x1b[2J" };
static const struct rule offline = { .watch = RULE_OFFLINE, .severity = SEVERITY_CRIT };
static const struct device kitchen = { .location = "home", .id = "kitchen-01" };
static const struct device hostile = { .location = "ho\nme", .id = "\x1b]0;x\a\xe2\x80\xae" };

static const struct {
    const char *name;
    struct effect effect;
    const char *facts; /* each with a '|' behind it */
    const char *json;
} rows[] = {
    { "fired",
      { EFFECT_ALERT,
        ALERT_FIRED,
        { .state = ALERT_FIRING, .value = 31.4, .since_ms = 1000 },
        &kitchen,
        &above,
        131000,
        130999 },
      "kitchen-01|home|temperature|31.4|30|>|firing|crit|2023-11-14T22:13:21Z|130||"
      "kitchen-01: temperature 31.4 °C > 30.0 °C for 2m10s|",
      "{\"time\":\"2023-11-14T22:15:31Z\",\"location\":\"home\",\"device\":\"kitchen-01\","
      "\"severity\":\"crit\",\"state\":\"firing\",\"rule\":\"temperature > 30C hysteresis 0.5C "
      "crit\",\"metric\":\"temperature\",\"value\":31.4,\"limit\":30,"
      "\"since\":\"2023-11-14T22:13:21Z\",\"for_s\":130,"
      "\"text\":\"kitchen-01: temperature 31.4 °C > 30.0 °C for 2m10s\"}" },
    { "over",
      { EFFECT_ALERT,
        ALERT_CLEARED,
        { .state = ALERT_OK, .value = 20, .since_ms = 1000 },
        &kitchen,
        &above,
        5000,
        4000 },
      "kitchen-01|home|temperature|20|30|>|ok|crit|2023-11-14T22:13:21Z|4||"
      "kitchen-01: temperature 20.0 °C, back from > 30.0 °C after 4s|",
      NULL },
    { "without a value",
      { EFFECT_ALERT,
        ALERT_SILENCED,
        { .state = ALERT_ACKED, .value = 1 },
        &kitchen,
        &offline,
        5000,
        5000 },
      "kitchen-01|home|offline|||offline|acked|crit|2023-11-14T22:13:20Z|5||"
      "kitchen-01: has been offline for 5s|",
      "{\"time\":\"2023-11-14T22:13:25Z\",\"location\":\"home\",\"device\":\"kitchen-01\","
      "\"severity\":\"crit\",\"state\":\"acked\",\"rule\":\"offline crit\",\"metric\":\"offline\","
      "\"since\":\"2023-11-14T22:13:20Z\",\"for_s\":5,"
      "\"text\":\"kitchen-01: has been offline for 5s\"}" },
    { "hostile, and with a message of the rule's author",
      { EFFECT_ALERT,
        ALERT_AGAIN,
        { .state = ALERT_FIRING, .value = -10 },
        &hostile,
        &named,
        0,
        -5 },
      "\\x1b]0;x\\x07\\u{202e}|ho\\x0ame|temperature|-10|-15|>|firing|warn|2023-11-14T22:13:20Z|0|"
      "freezers|\\x1b]0;x\\x07\\u{202e}: temperature -10.0 °C > -15.0 °C - look at the "
      "door\\x0a\\x1b[2J|",
      "{\"time\":\"2023-11-14T22:13:20Z\",\"location\":\"ho\\u000ame\","
      "\"device\":\"\\u001b]0;x\\u0007\\u202e\",\"severity\":\"warn\",\"state\":\"firing\","
      "\"name\":\"freezers\",\"rule\":\"freezer-*: temperature > -15C hysteresis 0C for 10m "
      "warn\",\"metric\":\"temperature\",\"value\":-10,\"limit\":-15,"
      "\"since\":\"2023-11-14T22:13:20Z\",\"for_s\":0,"
      "\"message\":\"look at the door\\u000a\\u001b[2J\","
      "\"text\":\"\\u001b]0;x\\u0007\\u202e: temperature -10.0 °C > -15.0 °C\"}" },
};

static void test_facts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct notice notice = { .effect = &rows[i].effect, .wall_offset_ms = 1700000000000 };
        struct buf got = { 0 };

        for (enum notice_fact fact = 0; fact < NOTICE_FACT_COUNT_; fact++) {
            notice_format_fact(&notice, fact, &got);
            buf_puts(&got, "|");
        }
        row_check_text(rows[i].name, buf_text(&got), rows[i].facts);
        buf_clear(&got);
        notice_format_json(&notice, &got);
        if (rows[i].json)
            row_check_text(rows[i].name, buf_text(&got), rows[i].json);
        buf_finish(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_facts) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
