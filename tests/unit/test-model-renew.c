/* SPDX-License-Identifier: MIT
 *
 * Another configuration for a model that has devices and alerts: what goes on,
 * what is over, and what is called otherwise.
 */
#include "core/model.h"

#include "core/rule-text.h"
#include "row.h"

enum { RULES_IN_A_ROW = 3 };

static void make_rules(const char *const texts[RULES_IN_A_ROW], struct rule_list *out)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct buf err = { 0 };

    for (size_t i = 0; i < RULES_IN_A_ROW && texts[i]; i++)
        assert_true(rule_text_parse(texts[i], &defaults, out, &err));
}

static struct model_options options_with(struct device_set *devices, int64_t stale_after_ms)
{
    return (struct model_options){ .max_devices = 10,
                                   .history_samples = 10,
                                   .payload_bytes_max = 1000,
                                   .stale_after_ms = stale_after_ms,
                                   .take_devices = devices };
}

static struct model *make_model(const char *const texts[RULES_IN_A_ROW])
{
    struct rule_list rules = { 0 };
    struct model_options options = options_with(NULL, 60000);
    struct link_state link = { .phase = LINK_UP };
    struct model *model;

    make_rules(texts, &rules);
    model = model_create(&options, &rules);
    model_link(model, 1000, &link);
    return model;
}

static void send(struct model *model, int64_t now_ms, const char *topic, const char *payload)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload) };

    model_apply(model, now_ms, &message);
}

static void renew(struct model *model, const char *const texts[RULES_IN_A_ROW],
                  struct device_set *devices)
{
    struct rule_list rules = { 0 };
    struct model_options options = options_with(devices, 60000);

    make_rules(texts, &rules);
    model_renew(model, 2000, &options, &rules);
    assert_int_equal(rules.n, 0);
}

static const char *state_of(const struct device *device)
{
    static const char *const names[] = { "ok", "pending", "quiet", "firing", "acked", "snoozed" };

    return device->n_alerts ? names[device->alerts[0].state] : "ok";
}

// clang-format off
/* A device of 35 °C that is offline, and what becomes of its one alert when the rules change. */
static const struct {
    const char *name;
    const char *before[RULES_IN_A_ROW];
    const char *after[RULES_IN_A_ROW];
    bool acked;
    const char *expected;
    bool is_told; /* that it is over */
} rows[] = {
    { "the same", { "temperature > 30" }, { "temperature > 30" }, false, "firing", false },
    { "at another place of the list", { "temperature > 30" }, { "stale", "humidity > 3", "temperature > 30" },
      false, "firing", false },
    { "a limit that it is beyond, too", { "temperature > 30" }, { "temperature > 34" }, false, "firing", false },
    { "acknowledged stays so", { "temperature > 30" }, { "temperature > 34" }, true, "acked", false },
    { "no longer beyond", { "temperature > 30" }, { "temperature > 36" }, false, "ok", true },
    { "inside, not by the hysteresis", { "temperature > 30" }, { "temperature > 35.2" }, false, "firing", false },
    { "no rule", { "temperature > 30" }, { NULL }, false, "ok", true },
    { "no rule, acknowledged", { "temperature > 30" }, { NULL }, true, "ok", true },
    { "for others", { "temperature > 30" }, { "cellar: temperature > 30" }, false, "ok", true },
    { "off", { "temperature > 30" }, { "temperature > 30", "attic: temperature > off" }, false, "ok", true },
    { "another severity", { "temperature > 30" }, { "temperature > 30 warn" }, false, "ok", true },
    { "pending goes on", { "temperature > 30 for 1h" }, { "temperature > 31 for 1h" }, false, "pending", false },
    { "pending is forgotten", { "temperature > 30 for 1h" }, { "temperature > 35 for 1h" }, false, "ok", false },
    { "offline, a new rule", { NULL }, { "offline" }, false, "firing", false },
    { "offline, no rule", { "offline" }, { NULL }, false, "ok", true },
    { "a new limit waits for a value", { NULL }, { "temperature > 30" }, false, "ok", false },
};
// clang-format on

static void test_alerts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct model *model = make_model(rows[i].before);
        const struct device *device;
        const struct event *newest;

        send(model, 1000, "home/attic/status", "offline");
        send(model, 1000, "home/attic/sensors", "{\"temperature_c\":35}");
        device = device_table_get(model_devices(model), 0);
        if (rows[i].acked)
            model_ack(model, 1000, 0);
        renew(model, rows[i].after, NULL);
        row_check_text(rows[i].name, state_of(device), rows[i].expected);
        newest = event_log_get(model_events(model), 0);
        row_check(rows[i].name, (newest->kind == EVENT_CLEAR) == rows[i].is_told);
        row_check(rows[i].name,
                  model_counts(model)->devices.crit == (strcmp(rows[i].expected, "firing") == 0 ||
                                                        strcmp(rows[i].expected, "acked") == 0));
        model_destroy(model);
    }
}

/* What was told keeps its words, however often the rules have changed since. */
static void test_events_outlive_their_rules(void **state)
{
    static const char *const rules[RULES_IN_A_ROW] = { "temperature > 30" };
    static const char *const none[RULES_IN_A_ROW] = { NULL };
    struct model *model = make_model(rules);
    struct buf text = { 0 };

    (void)state;
    send(model, 1000, "home/attic/sensors", "{\"temperature_c\":35}");
    for (size_t i = 0; i < 3; i++)
        renew(model, none, NULL);
    event_format(event_log_get(model_events(model), 1), (struct event_format){ 0 }, &text);
    assert_non_null(strstr(buf_text(&text), "35.0 °C > 30.0 °C"));
    buf_finish(&text);
    model_destroy(model);
}

static void test_settings(void **state)
{
    static const char *const none[RULES_IN_A_ROW] = { NULL };
    struct device_section section = { .devices = (char *)"attic", .path = (char *)"f" };
    struct model *model = make_model(none);
    const struct device *device;
    uint64_t version;

    (void)state;
    send(model, 1000, "home/attic/sensors", "{\"temperature_c\":35}");
    device = device_table_get(model_devices(model), 0);
    device_section_add(&section, "name", "Under the roof", 1);
    version = model_settings_version(model);
    renew(model, none, device_set_create(&section, 1));
    assert_string_equal(device_shown_name(device), "Under the roof");
    assert_true(model_settings_version(model) != version);
    renew(model, none, NULL);
    assert_string_equal(device_shown_name(device), "attic");
    section.devices = section.path = NULL;
    device_section_finish(&section);
    model_destroy(model);
}

/* Devices have named all the metrics that there is room for: another rule's is then nobody's. */
static void test_a_rule_without_room_for_its_metric(void **state)
{
    enum { DEVICES = METRIC_NAMES_MAX / READING_METRICS_MAX };
    static const char *const rules[RULES_IN_A_ROW] = { "late > 1", "temperature > 30" };
    struct model_options options = { .max_devices = DEVICES + 1, .payload_bytes_max = 1000 };
    struct rule_list none = { 0 };
    struct model *model = model_create(&options, &none);

    (void)state;
    for (int i = 0; i < DEVICES; i++) {
        struct buf topic = { 0 }, payload = { 0 };

        buf_addf(&topic, "home/d%d/sensors", i);
        for (int m = 0; m < READING_METRICS_MAX; m++)
            buf_addf(&payload, "%s\"m%d_%d\":1", m ? "," : "{", i, m);
        buf_puts(&payload, "}");
        send(model, 1000, topic.data, payload.data);
        buf_finish(&topic);
        buf_finish(&payload);
    }
    assert_int_equal(metric_names_find(model_metrics(model), "late"), -1);
    renew(model, rules, NULL);
    send(model, 3000, "home/last/sensors", "{\"temperature_c\":31,\"late\":2}");
    assert_int_equal(model_counts(model)->devices.crit, 1);
    model_tick(model, 3000 + 1000000);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alerts),
        cmocka_unit_test(test_events_outlive_their_rules),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_a_rule_without_room_for_its_metric),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
