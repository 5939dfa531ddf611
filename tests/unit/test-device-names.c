/* SPDX-License-Identifier: MIT */
#include "core/mem.h"
#include "ui/column-layout.h"
#include "ui/column-list.h"
#include "ui/device-names.h"
#include "ui/roster.h"

#include "row.h"

enum { DEVICES_MAX = 12 };

static struct model *make_model(const char *const devices[DEVICES_MAX])
{
    struct model_options options = { .max_devices = 20, .payload_bytes_max = 1000, .seed = 1 };
    struct rule_list rules = { 0 };
    struct model *model = model_create(&options, &rules);

    for (size_t i = 0; i < DEVICES_MAX && devices[i]; i++) {
        struct buf topic = { 0 };
        struct message message = { .payload = "online", .payload_len = 6 };

        buf_addf(&topic, "%s/status", devices[i]);
        message.topic = topic.data;
        message.topic_len = topic.len;
        model_apply(model, 1000, &message);
        buf_finish(&topic);
    }
    return model;
}

/* --- widths ---------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *devices[DEVICES_MAX];
    int cols, usual_cols; /* with locations */
    int room_cols, location_cols;
} width_rows[] = {
    { "all have room", { "home/desk", "lab/chair" }, 10, 10, 14, 5 },
    { "just", { "home/desk", "lab/chair" }, 10, 10, 10, 5 },
    { "names come first", { "home/desk", "lab/chair" }, 10, 10, 9, 4 },
    { "a location of two letters says nothing", { "home/desk", "lab/chair" }, 10, 10, 8, 0 },
    { "of several names one may be longer",
      { "home/desk", "lab/chair", "lab/a-name-of-twenty-two-" },
      26,
      10,
      14,
      5 },
    { "and one of nine, but not two of them",
      { "l/1", "k/1", "l/2", "l/3", "l/4", "l/5", "l/6", "l/eighteen-columns--", "l/twelve-colum" },
      20,
      14,
      40,
      2 },
    { "very long ones",
      { "home/a", "a-location-of-thirty-columns--/a-name-of-forty-columns-----------------" },
      40,
      40,
      40,
      0 },
    { "wide characters", { "h/\xe5\xb1\x85\xe9\x96\x93", "k/a" }, 6, 6, 10, 2 },
};

static void test_widths(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(width_rows); i++) {
        struct device_names names = { 0 };
        struct model *model = make_model(width_rows[i].devices);

        device_names_look(&names, model);
        device_names_look(&names, model);
        row_check(width_rows[i].name, names.locations.are_several);
        row_check(width_rows[i].name, device_names_cols(&names, true) == width_rows[i].cols);
        row_check(width_rows[i].name,
                  device_names_usual_cols(&names, true) == width_rows[i].usual_cols);
        row_check(width_rows[i].name, device_names_location_cols(&names, width_rows[i].room_cols) ==
                                          width_rows[i].location_cols);
        model_destroy(model);
    }
}

/* --- a name ---------------------------------------------------------------- */

static const struct {
    int location_cols;
    const char *expected;
} name_rows[] = {
    { 0, "desk-1" }, { 4, "of…/desk-1" }, { 7, "office/desk-1" }, { 20, "office/desk-1" }
};

static void test_a_name(void **state)
{
    struct model *model = make_model((const char *const[DEVICES_MAX]){ "office/desk-1" });
    const struct device *device = device_table_get(model_devices(model), 0);

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(name_rows); i++) {
        struct buf got = { 0 };

        device_names_format(device, name_rows[i].location_cols, &got);
        row_check_text(name_rows[i].expected, buf_text(&got), name_rows[i].expected);
        buf_finish(&got);
    }
    model_destroy(model);
}

/* --- in the grid ----------------------------------------------------------- */

static const struct {
    const char *name;
    int screen_cols;
    bool by_location, is_without;
    int device_cols, location_cols, trend_cols; /* 0: there is none */
} grid_rows[] = {
    { "no room", 40, false, false, 15, 0, 0 },
    { "what others do not need", 51, false, false, 26, 12, 0 },
    { "the trend gives what it can", 80, false, false, 18, 4, 5 },
    { "then it is whole again", 99, false, false, 32, 17, 10 },
    { "below headings locations need no room", 80, true, false, 14, 0, 9 },
    { "one that is longer has what is left", 150, false, false, 37, 17, 33 },
    { "one location is none", 80, false, true, 14, 0, 9 },
};

static void test_in_the_grid(void **state)
{
    struct model *model = make_model((const char *const[DEVICES_MAX]){
        "home/desk-1", "office-3rd-floor/desk-1", "office-3rd-floor/meeting-room-2",
        "lab/a-name-of-twenty----" });
    struct device_names names = { 0 };
    struct roster *roster = roster_create();
    struct column_list list = { 0 };
    struct view_context context = {
        .model = model, .columns = &list, .roster = roster, .names = &names
    };

    (void)state;
    device_names_look(&names, model);
    for (size_t i = 0; i < ROW_COUNT(grid_rows); i++) {
        struct column_layout layout;
        int trend_cols = 0;

        context.with_location = !grid_rows[i].is_without;
        roster_order(roster)->by_location = grid_rows[i].by_location;
        column_layout_make(&layout, &context, grid_rows[i].screen_cols);
        for (size_t k = 0; k < layout.n; k++)
            if (layout.places[k].column == COLUMN_TREND)
                trend_cols = layout.places[k].width_cols;
        row_check(grid_rows[i].name, layout.places[0].width_cols == grid_rows[i].device_cols);
        row_check(grid_rows[i].name, layout.location_cols == grid_rows[i].location_cols);
        row_check(grid_rows[i].name, trend_cols == grid_rows[i].trend_cols);
    }
    roster_destroy(roster);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_a_name),
        cmocka_unit_test(test_in_the_grid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
