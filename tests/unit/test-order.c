/* SPDX-License-Identifier: MIT */
#include "ui/order.h"

#include "row.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAMES_MAX = 128, CROWD = 3000 };

static struct model *model_make(void)
{
    struct model_options options = {
        .max_devices = 100000, .history_samples = 10, .payload_bytes_max = 1000, .seed = 1
    };
    char metric[] = "temperature", freezers[] = "f*";
    struct rule crit = { .metric = metric, .limit = 30, .severity = SEVERITY_CRIT };
    struct rule warn = { .metric = metric, .limit = -15, .severity = SEVERITY_WARN };
    struct rule_list rules = { 0 };

    warn.devices = freezers;
    rule_list_add(&rules, &crit);
    rule_list_add(&rules, &warn);
    return model_create(&options, &rules);
}

static void model_say(struct model *model, int64_t at_s, const char *topic, const char *payload)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload) };

    model_apply(model, at_s * 1000, &message);
}

/* b/aa and a/b stand for: location first. "mid" is stale, "off" offline, "fan" warns, "hot" is
 * critical, "new" has said nothing. */
static void model_say_house(struct model *model)
{
    static const char *const says[][2] = {
        { "b/aa/sensors", "{\"temperature_c\":5,\"humidity\":50}" },
        { "a/mid/sensors", "{\"temperature_c\":20,\"humidity\":60}" },
        { "a/hot/sensors", "{\"temperature_c\":29}" },
        { "a/hot/sensors", "{\"temperature_c\":31,\"humidity\":40}" },
        { "a/fan/sensors", "{\"temperature_c\":-10,\"humidity\":50}" },
        { "a/off/sensors", "{\"temperature_c\":20}" },
        { "a/b/sensors", "{\"temperature_c\":-30,\"humidity\":null}" },
        { "a/fan/status", "online" },
        { "a/hot/status", "online" },
        { "a/new/status", "online" },
        { "a/off/status", "offline" },
    };

    for (size_t i = 0; i < ROW_COUNT(says); i++)
        model_say(model, 1000 + (int64_t)i, says[i][0], says[i][1]);
    for (int64_t s = 1010; s < 1200; s++) {
        if (s % 5 == 0) {
            model_say(model, s, says[0][0], says[0][1]);
            model_say(model, s, says[3][0], says[3][1]);
            model_say(model, s + 1, says[4][0], says[4][1]);
            model_say(model, s + 2, says[6][0], says[6][1]);
        }
        model_tick(model, (s + 2) * 1000);
    }
}

static const struct {
    const char *name;
    struct order order;
    const char *expected;
} rows[] = {
    { "by name", { ORDER_NAME, false, false }, "b fan hot mid new off aa" },
    { "by name, inverted", { ORDER_NAME, true, false }, "aa off new mid hot fan b" },
    { "problems first", { ORDER_NAME, false, true }, "hot fan off mid new b aa" },
    { "problems first, inverted", { ORDER_NAME, true, true }, "hot fan off new mid aa b" },
    { "coldest first", { ORDER_TEMPERATURE, false, false }, "b fan aa mid off hot new" },
    { "hottest first", { ORDER_TEMPERATURE, true, false }, "hot mid off aa fan b new" },
    { "problems first, then the coldest",
      { ORDER_TEMPERATURE, false, true },
      "hot fan off mid new b aa" },
    { "by humidity", { ORDER_HUMIDITY, false, false }, "hot fan aa mid b new off" },
    { "by humidity, inverted", { ORDER_HUMIDITY, true, false }, "mid fan aa hot b new off" },
    { "youngest first", { ORDER_AGE, false, false }, "b fan hot aa off mid new" },
    { "oldest first", { ORDER_AGE, true, false }, "mid off hot aa fan b new" },
    { "by lowest", { ORDER_MIN, false, false }, "b fan aa mid off hot new" },
    { "by highest, inverted", { ORDER_MAX, true, false }, "hot mid off aa fan b new" },
    { "by alert", { ORDER_ALERT, false, false }, "hot fan b mid new off aa" },
    { "by alert, inverted", { ORDER_ALERT, true, false }, "fan hot b mid new off aa" },
    { "by any metric", { ORDER_METRIC, .metric = METRIC_HUMIDITY }, "hot fan aa mid b new off" },
    { "by any metric, inverted",
      { ORDER_METRIC, true, .metric = METRIC_HUMIDITY },
      "mid fan aa hot b new off" },
    { "by a metric that nobody has", { ORDER_METRIC, .metric = -1 }, "b fan hot mid new off aa" },
    { "by status", { ORDER_STATUS, false, false }, "fan hot off mid new b aa" },
};

static void order_get_names(struct order_list *list, struct buf *out)
{
    const struct device *window[NAMES_MAX];
    size_t n = order_list_window(list, 0, NAMES_MAX, window);

    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s", i ? " " : "", window[i]->id);
}

static void test_orders(void **state)
{
    struct model *model = model_make();
    struct order_list *list = order_list_create();

    (void)state;
    model_say_house(model);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf names = { 0 };

        order_list_update(list, &rows[i].order, model);
        order_get_names(list, &names);
        row_check_text(rows[i].name, buf_text(&names), rows[i].expected);
        buf_finish(&names);
    }
    order_list_destroy(list);
    model_destroy(model);
}

static void test_names_are_bytes(void **state)
{
    static const char *const topics[] = {
        "home/\xc3\xa4/status", "home/a/status", "home/B/status",
        "home/a b/status",      "z/a/status",    "home/\xf0\x9f\x8c\xa1/status",
    };
    const struct order order = { ORDER_NAME, false, false };
    struct model *model = model_make();
    struct order_list *list = order_list_create();
    struct buf names = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(topics); i++) {
        model_say(model, 1, topics[i], "online");
        order_list_update(list, &order, model); /* one after the other: each is merged in */
    }
    order_get_names(list, &names);
    assert_string_equal(names.data, "B a a b \xc3\xa4 \xf0\x9f\x8c\xa1 a");
    buf_finish(&names);
    order_list_destroy(list);
    model_destroy(model);
}

static void test_empty(void **state)
{
    const struct order order = { ORDER_TEMPERATURE, true, true };
    struct model *model = model_make();
    struct order_list *list = order_list_create();
    const struct device *window[4];

    (void)state;
    assert_int_equal(order_list_window(list, 0, 4, window), 0);
    order_list_update(list, &order, model);
    assert_int_equal(order_list_count(list), 0);
    assert_int_equal(order_list_window(list, 0, 4, window), 0);
    order_list_destroy(list);
    model_destroy(model);
}

/* --- a crowd ---------------------------------------------------------------- */

/* Deterministic, and with many equal values. */
static void crowd_say(struct model *model, unsigned i, unsigned round)
{
    char topic[64], payload[64];

    snprintf(topic, sizeof topic, "l%u/d%05u/sensors", i % 7, i * 7919 % 100000);
    snprintf(payload, sizeof payload, "{\"temperature_c\":%u,\"humidity\":%u}",
             (i * 31 + round * 17) % 29, (i * 13 + round) % 101);
    model_say(model, 1000 + round, topic, payload);
}

static double crowd_key(const struct device *device)
{
    return device_metric(device, METRIC_TEMPERATURE)->value;
}

static int crowd_compare(const void *a, const void *b)
{
    const struct device *x = *(const struct device *const *)a;
    const struct device *y = *(const struct device *const *)b;
    int by_location = strcmp(x->location, y->location);

    if (crowd_key(x) != crowd_key(y))
        return crowd_key(x) > crowd_key(y) ? -1 : 1;
    return by_location ? by_location : strcmp(x->id, y->id);
}

/* All of them by plain sorting. */
static void crowd_sort(const struct model *model, const struct device **out)
{
    size_t n = device_table_count(model_devices(model));

    for (size_t i = 0; i < n; i++)
        out[i] = device_table_get(model_devices(model), i);
    qsort(out, n, sizeof *out, crowd_compare);
}

static void crowd_check_windows(struct order_list *list, const struct device **sorted, size_t count)
{
    static const size_t sizes[] = { 1, 2, 20, 60, CROWD, CROWD + 10 };
    static const struct device *window[CROWD + 10];

    for (size_t s = 0; s < ROW_COUNT(sizes); s++)
        for (size_t first = 0; first < count + 5; first += count / 9 + 1) {
            size_t n = order_list_window(list, first, sizes[s], window);
            size_t expected = first < count ? count - first : 0;

            assert_int_equal(n, expected < sizes[s] ? expected : sizes[s]);
            for (size_t i = 0; i < n; i++)
                assert_ptr_equal(window[i], sorted[first + i]);
        }
    for (size_t i = 0; i < count; i += 37)
        assert_int_equal(order_list_place(list, sorted[i]), i);
}

/* Whatever window is asked for, it is the piece of the whole sorted list. */
static void test_windows_of_a_crowd(void **state)
{
    const struct order order = { ORDER_TEMPERATURE, true, false };
    struct model *model = model_make();
    struct order_list *list = order_list_create();
    const struct device **sorted = calloc(CROWD, sizeof *sorted);
    unsigned n = 0;

    (void)state;
    assert_non_null(sorted);
    for (unsigned round = 0; round < 7; round++) {
        unsigned more = round == 0 ? 1 : n * 3;

        for (; n < CROWD && more; more--)
            crowd_say(model, n++, round);
        for (unsigned i = 0; i < n; i += 3)
            crowd_say(model, i, round);
        order_list_update(list, &order, model);
        assert_int_equal(order_list_count(list), n);
        crowd_sort(model, sorted);
        crowd_check_windows(list, sorted, n);
    }
    free(sorted);
    order_list_destroy(list);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_names_are_bytes),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_windows_of_a_crowd),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
