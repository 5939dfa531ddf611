/* SPDX-License-Identifier: MIT */
#include "core/bulletin.h"

#include "row.h"

#define WANTED "a topic with {device} in it, such as {location}/{device}/alert"
#define OURS   "a topic of its own, such as {location}/{device}/alert: this one could be a sensor's"

static const struct {
    const char *pattern;
    const char *expected; /* the topic of office/desk-1, or why not */
} patterns[] = {
    { "{location}/{device}/alert", "office/desk-1/alert" },
    { "alerts/{location}/{device}/now", "alerts/office/desk-1/now" },
    { "{device}", "desk-1" },
    { "alert-{device}", "alert-desk-1" },
    { "{location}/{device}/sensors/alert", "office/desk-1/sensors/alert" },
    { "", WANTED },
    { "alerts", WANTED },
    { "{location}/alert", WANTED },
    { "{device}/#", WANTED },
    { "+/{device}", WANTED },
    { "{device}/{metric}", WANTED },
    { "{device", WANTED },
    { "{device}}", WANTED },
    { "$SYS/{device}", WANTED },
    { "{device}/\n", WANTED },
    { "{device}/\xff", WANTED },
    { "{location}/{device}/sensors", OURS },
    { "{location}/{device}/status", OURS },
    { "alerts/{location}/{device}", OURS }, /* a device may be called status */
    { "a/{location}/x-{device}", OURS },
};

static void test_topics(void **state)
{
    static const struct device device = { .location = "office", .id = "desk-1", .id_len = 6 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(patterns); i++) {
        struct buf got = { 0 };
        const char *why;

        if (bulletin_is_topic(patterns[i].pattern, &why))
            row_check(patterns[i].pattern,
                      bulletin_format_topic(patterns[i].pattern, device.location, device.id, &got));
        else
            buf_puts(&got, why);
        row_check_text(patterns[i].pattern, buf_text(&got), patterns[i].expected);
        buf_finish(&got);
    }
}

/* What no pattern can be blamed for. */
static void test_devices_with_odd_names(void **state)
{
    static const struct device system = { .location = "$SYS", .id = "x", .id_len = 1 };
    struct buf topic = { 0 };

    (void)state;
    assert_false(
        bulletin_format_topic("{location}/{device}/alert", system.location, system.id, &topic));
    buf_finish(&topic);
}

static void test_words(void **state)
{
    static const struct rule rules[] = {
        { .watch = RULE_OFFLINE, .severity = SEVERITY_WARN },
        { .metric = "temperature", .watch = RULE_ABOVE, .limit = 30, .severity = SEVERITY_CRIT },
    };
    static const struct rule_list list = { (struct rule *)rules, 2 };
    static struct alert alerts[] = {
        { .rule = 0, .state = ALERT_ACKED, .value = 1, .since_ms = 1000 },
        { .rule = 1, .state = ALERT_PENDING, .value = 31, .since_ms = 2000 },
    };
    static struct device device = { .location = "home",
                                    .id = "a",
                                    .id_len = 1,
                                    .worst = SEVERITY_WARN,
                                    .alerts = alerts,
                                    .n_alerts = 2 };
    struct notice notice = { .wall_offset_ms = 1700000000000 };
    struct buf got = { 0 };

    (void)state;
    bulletin_format(&device, &list, 11000, &notice, &got);
    assert_string_equal(buf_text(&got),
                        "{\"time\":\"2023-11-14T22:13:31Z\",\"location\":\"home\",\"device\":\"a\","
                        "\"state\":\"acked\",\"severity\":\"warn\",\"alerts\":["
                        "{\"time\":\"2023-11-14T22:13:31Z\",\"location\":\"home\",\"device\":\"a\","
                        "\"severity\":\"warn\",\"state\":\"acked\",\"rule\":\"offline warn\","
                        "\"metric\":\"offline\",\"since\":\"2023-11-14T22:13:21Z\",\"for_s\":10,"
                        "\"text\":\"a: has been offline for 10s\"}]}");

    /* What nobody has seen yet counts more. */
    alerts[1].state = ALERT_FIRING;
    buf_clear(&got);
    bulletin_format(&device, &list, 11000, &notice, &got);
    assert_non_null(strstr(buf_text(&got), "\"device\":\"a\",\"state\":\"firing\","));
    assert_non_null(strstr(buf_text(&got), "10s\"},{\"time\""));

    alerts[0].state = ALERT_OK;
    alerts[1].state = ALERT_PENDING;
    buf_clear(&got);
    bulletin_format(&device, &list, 11000, &notice, &got);
    assert_int_equal(got.len, 0);
    buf_finish(&got);
}

static void test_queue(void **state)
{
    struct bulletin_queue queue = { 0 };
    uint32_t device;

    (void)state;
    assert_false(bulletin_queue_first(&queue, &device));
    for (uint32_t round = 0; round < 3; round++)
        for (uint32_t i = 0; i < 200; i++)
            bulletin_queue_add(&queue, 1000 - i);
    assert_int_equal(queue.n, 200);
    for (uint32_t i = 0; i < 100; i++) {
        assert_true(bulletin_queue_first(&queue, &device));
        assert_int_equal(device, 1000 - i);
        bulletin_queue_drop(&queue);
        bulletin_queue_add(&queue, device); /* it changed again */
    }
    assert_true(bulletin_queue_first(&queue, &device));
    assert_int_equal(device, 900);
    assert_int_equal(queue.n, 200);
    bulletin_queue_finish(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_topics),
        cmocka_unit_test(test_devices_with_odd_names),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_queue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
