/* SPDX-License-Identifier: MIT */
#include "ui/column-cell.h"
#include "ui/column-layout.h"
#include "ui/column-list.h"
#include "ui/device-names.h"
#include "ui/roster.h"

#include "row.h"

#include <stdio.h>

enum { WANTS_MAX = 8 };

static struct model *model_make(void)
{
    static const char *const says[][2] = {
        { "a/1/sensors", "{\"temperature_c\":5,\"co2\":500,\"x\":1}" },
        { "a/2/sensors", "{\"temperature_c\":5,\"co2\":500,\"battery\":90}" },
        { "a/3/sensors", "{\"temperature_c\":5,\"co2\":500,\"battery\":80}" },
        { "a/4/sensors", "{\"temperature_c\":5}" },
        { "a/5/sensors", "{\"temperature_c\":5}" },
    };
    struct model_options options = {
        .max_devices = 10, .history_samples = 10, .payload_bytes_max = 1000, .seed = 1
    };
    struct rule_list rules = { 0 };
    struct model *model = model_create(&options, &rules);

    for (size_t i = 0; i < ROW_COUNT(says); i++) {
        struct message message = { .topic = says[i][0],
                                   .topic_len = strlen(says[i][0]),
                                   .payload = says[i][1],
                                   .payload_len = strlen(says[i][1]) };

        model_apply(model, 1000, &message);
    }
    return model;
}

static void list_make(struct column_list *list, const char *const wants[WANTS_MAX])
{
    *list = (struct column_list){ 0 };
    for (size_t i = 0; i < WANTS_MAX && wants[i]; i++)
        column_list_add(list, wants[i]);
}

static void list_format(const struct column_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->n; i++)
        buf_addf(out, "%s%s", i ? " " : "",
                 list->wants[i].metric ? list->wants[i].metric
                                       : column_get(list->wants[i].column)->name);
}

/* --- layout ---------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *wants[WANTS_MAX];
    int screen_cols;
    const char *expected; /* name and width */
} layout_rows[] = {
    { "40 columns", {}, 40, "device:14 status:7 temperature:7 age:6" },
    { "51 columns", {}, 51, "device:14 status:7 temperature:7 age:6" },
    { "52 columns", {}, 52, "device:14 status:7 temperature:7 age:5 alert:12" },
    { "58 columns", {}, 58, "device:14 status:7 temperature:7 humidity:5 age:5 alert:12" },
    { "80 columns",
      {},
      80,
      "device:14 status:7 temperature:7 trend:9 humidity:5 age:5 min:5 max:5 alert:12" },
    { "batteries, which two of five have, and not x",
      {},
      200,
      "device:14 status:7 temperature:7 trend:60 humidity:5 co2:7 battery:6 age:6 min:6 max:6 "
      "alert:40" },
    { "what is wanted, in its order",
      { "age", "device", "temperature" },
      80,
      "device:14 age:6 temperature:7" },
    { "the device in front", { "device", "age" }, 40, "device:14 age:6" },
    { "metrics",
      { "co2", "x", "wind.speed.of.day" },
      80,
      "device:14 co2:7 x:6 wind.speed.of.day:12" },
    { "no room for the least important",
      { "trend", "co2", "alert", "battery" },
      40,
      "device:14 co2:7 battery:6" },
    { "only the device at last", { "co2" }, 20, "device:14" },
};

static void test_layout(void **state)
{
    struct model *model = model_make();
    struct roster *roster = roster_create();

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(layout_rows); i++) {
        struct column_list list;
        struct device_names names = { 0 };
        struct view_context context = {
            .model = model, .columns = &list, .roster = roster, .names = &names
        };
        struct column_layout layout;
        struct buf got = { 0 };
        int end = 0;

        list_make(&list, layout_rows[i].wants);
        device_names_look(&names, model);
        column_layout_make(&layout, &context, layout_rows[i].screen_cols);
        for (size_t k = 0; k < layout.n; k++) {
            const struct column_place *place = &layout.places[k];

            row_check(layout_rows[i].name, place->col > end);
            end = place->col + place->width_cols;
            buf_addf(&got, "%s%s:%d", k ? " " : "",
                     place->metric ? place->metric : column_get(place->column)->name,
                     place->width_cols);
        }
        row_check(layout_rows[i].name, end <= layout_rows[i].screen_cols);
        row_check_text(layout_rows[i].name, buf_text(&got), layout_rows[i].expected);
        buf_finish(&got);
        column_list_finish(&list);
    }
    roster_destroy(roster);
    model_destroy(model);
}

/* --- ages ------------------------------------------------------------------ */

/* The clock on the screen is 700 ms ahead of the model's. */
static void test_ages_step_with_the_clock(void **state)
{
    struct model *model = model_make();
    struct link_state link = { .phase = LINK_UP };
    struct view_context context = { .model = model, .local_offset_ms = 700 };

    (void)state;
    model_link(model, 2000, &link);
    for (context.now_ms = 5300; context.now_ms < 6300; context.now_ms++)
        assert_int_equal(column_age_clock_ms(&context), 5300);
    assert_int_equal(column_age_clock_ms(&context), 6300);
    link.phase = LINK_WAITING;
    model_link(model, 6543, &link);
    for (context.now_ms = 7000; context.now_ms < 8000; context.now_ms += 100)
        assert_int_equal(column_age_clock_ms(&context), 6543);
    model_destroy(model);
}

/* --- list ------------------------------------------------------------------ */

static const struct {
    const char *name;
    const char *wants[WANTS_MAX];
    const char *toggled;
    const char *expected;
} toggle_rows[] = {
    { "away", { "status", "age" }, "status", "device age" },
    { "back where it was", { "temperature", "age" }, "status", "device status temperature age" },
    { "a metric, before the age",
      { "temperature", "age", "alert" },
      "co2",
      "device temperature co2 age alert" },
    { "one more, behind it", { "co2", "age" }, "x", "device co2 x age" },
    { "a metric, away", { "co2", "x", "age" }, "co2", "device x age" },
    { "the device stays", { "co2" }, "device", "device co2" },
    { "twice is once", { "age", "age", "co2", "co2" }, "x", "device x age co2" },
};

static void test_toggle(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(toggle_rows); i++) {
        struct column_list list;
        struct buf got = { 0 };

        list_make(&list, toggle_rows[i].wants);
        column_list_toggle(&list, toggle_rows[i].toggled);
        list_format(&list, &got);
        row_check_text(toggle_rows[i].name, buf_text(&got), toggle_rows[i].expected);
        buf_finish(&got);
        column_list_finish(&list);
    }
}

static void test_no_more_than_there_is_room_for(void **state)
{
    struct column_list list = { 0 };
    char name[16];

    (void)state;
    for (int i = 0; i < 2 * COLUMNS_MAX; i++) {
        snprintf(name, sizeof name, "m%d", i);
        column_list_add(&list, name);
    }
    column_list_toggle(&list, "age");
    assert_int_equal(list.n, COLUMNS_MAX);
    assert_true(column_list_has(&list, "m30"));
    assert_false(column_list_has(&list, "m31"));
    assert_false(column_list_has(&list, "age"));
    column_list_finish(&list);
}

/* --- order ----------------------------------------------------------------- */

static void test_sort(void **state)
{
    struct column_list list;
    struct model *model = model_make();
    struct device_names names = { 0 };
    struct roster *roster = roster_create();
    struct view_context context = {
        .model = model, .columns = &list, .roster = roster, .names = &names
    };
    struct column_layout layout;
    struct order order = { 0 };
    int co2 = metric_names_find(model_metrics(model), "co2");
    int x = metric_names_find(model_metrics(model), "x");

    (void)state;
    list_make(&list, (const char *const[WANTS_MAX]){ "trend", "co2", "x" });
    column_layout_make(&layout, &context, 80);
    column_sort(&layout, &order, false); /* a trend is no order */
    assert_int_equal(order.by, ORDER_METRIC);
    assert_int_equal(order.metric, co2);
    column_sort(&layout, &order, false);
    assert_int_equal(order.metric, x);
    column_sort(&layout, &order, false);
    assert_int_equal(order.by, ORDER_NAME);
    column_sort(&layout, &order, true);
    assert_int_equal(order.metric, x);
    assert_false(order.inverted);
    assert_true(column_click(&layout, &order, layout.places[3].col));
    assert_true(order.inverted);
    assert_true(column_click(&layout, &order, layout.places[2].col));
    assert_int_equal(order.metric, co2);
    assert_false(order.inverted);
    assert_false(column_click(&layout, &order, layout.places[1].col));
    column_list_finish(&list);
    roster_destroy(roster);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout), cmocka_unit_test(test_ages_step_with_the_clock),
        cmocka_unit_test(test_toggle), cmocka_unit_test(test_no_more_than_there_is_room_for),
        cmocka_unit_test(test_sort),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
