/* SPDX-License-Identifier: MIT */
#include "scene.h"
#include "ui/event-row.h"

#include "../unit/row.h"

/* What must hold of any picture: every cell is drawable, and no wide cluster is cut in half. */
static void picture_check(const struct canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++)
        for (int col = 0; col < canvas->cols; col++) {
            const struct cell *cell = canvas_at(canvas, row, col);
            size_t len = strlen(cell->bytes);

            assert_true(cell->style < STYLE_COUNT_);
            assert_true(cell->width_cols <= 2);
            assert_int_equal(cell->width_cols == 0, len == 0);
            assert_true(text_is_utf8(cell->bytes, len));
            assert_true(len == 0 || (unsigned char)cell->bytes[0] >= ' ');
            if (cell->width_cols == 2)
                assert_int_equal(canvas_at(canvas, row, col + 1)->width_cols, 0);
            if (cell->width_cols == 0)
                assert_int_equal(canvas_at(canvas, row, col - 1)->width_cols, 2);
        }
}

static void picture_get(const struct scene *scene, struct buf *out)
{
    buf_clear(out);
    canvas_format(&scene->canvas, true, out);
}

static bool picture_has(const struct scene *scene, const char *text)
{
    struct buf picture = { 0 };
    bool has;

    picture_get(scene, &picture);
    has = strstr(buf_text(&picture), text) != NULL;
    buf_finish(&picture);
    return has;
}

/* With the link up, on 80x24. */
static void scene_open(struct scene *scene, enum scene_play play)
{
    scene_init(scene, play, SCENE_LINK_UP, false);
    scene_draw(scene, 24, 80);
}

/* At most so many; 0 ends them. */
static void press_keys(struct scene *scene, const int *keys, size_t n)
{
    for (size_t i = 0; i < n && keys[i]; i++)
        scene_press(scene, keys[i]);
}

static void press_all(struct scene *scene, const char *keys)
{
    for (; *keys; keys++) {
        scene_press(scene, *keys == '\n' ? KEYCODE_ENTER : *keys == '\b' ? KEYCODE_ESCAPE : *keys);
        scene_draw(scene, 24, 80);
    }
}

static void test_every_size(void **state)
{
    static const int row_counts[] = { 0, 1, 9, 10, 24, 70 };
    static const int keys[] = {
        KEYCODE_RESIZE, '!', KEYCODE_ENTER, 'e', '?', KEYCODE_ESCAPE, KEYCODE_ESCAPE,
        KEYCODE_ESCAPE, 'g', '\\',          '0'
    };

    (void)state;
    for (int ascii = 0; ascii < 2; ascii++)
        for (enum scene_play play = SCENE_NOBODY; play <= SCENE_LOCATIONS; play++) {
            struct scene scene;

            scene_init(&scene, play, SCENE_LINK_WAITING, ascii);
            for (size_t k = 0; k < ROW_COUNT(keys); k++) {
                scene_press(&scene, keys[k]);
                for (size_t r = 0; r < ROW_COUNT(row_counts); r++)
                    for (int cols = 0; cols < 230; cols += cols >= 38 && cols < 106 ? 1 : 7) {
                        scene_draw(&scene, row_counts[r], cols);
                        picture_check(&scene.canvas);
                    }
            }
            scene_finish(&scene);
        }
}

static void test_a_key_before_the_first_picture(void **state)
{
    struct scene scene;

    (void)state;
    for (int key = 1; key < 128; key++) {
        scene_init(&scene, SCENE_NOBODY, SCENE_LINK_CONNECTING, false);
        scene_press(&scene, key);
        scene_press(&scene, KEYCODE_PAGE_DOWN);
        assert_null(app_selected(scene.app));
        scene_finish(&scene);
    }
}

static void test_reactions(void **state)
{
    static const struct {
        const char *name;
        int key;
        unsigned expected;
    } rows[] = {
        { "unknown key", 'X', 0 },
        { "forget", 'x', APP_REDRAW },
        { "no other key in a menu", 'a', 0 },
        { "not even that one to leave by", KEYCODE_F1 + 9, 0 },
        { "keep it", KEYCODE_ENTER, APP_REDRAW },
        { "forget, and", 'x', APP_REDRAW },
        { "yes", 'j', APP_REDRAW },
        { "forgotten", KEYCODE_ENTER, APP_FORGET | APP_REDRAW },
        { "clear?", KEYCODE_DOWN, APP_REDRAW },
        { "cleared", ' ', APP_CLEAR | APP_REDRAW },
        { "all is done", KEYCODE_ENTER, APP_REDRAW },
        { "back from the detail", KEYCODE_ESCAPE, APP_REDRAW },
        { "sort", 's', APP_REDRAW },
        { "nothing", 'q', APP_REDRAW },
        { "all devices again", KEYCODE_ESCAPE, APP_REDRAW },
        { "quit", 'q', APP_QUIT },
        { "repaint", 'L' - '@', APP_REPAINT },
        { "down", 'j', APP_REDRAW },
        { "another size", KEYCODE_RESIZE, APP_REDRAW },
        { "bell test", 'b', APP_BELL },
        { "nothing to acknowledge, which is said", 'a', APP_REDRAW },
        { "help", '?', APP_REDRAW },
        { "nothing to acknowledge in help", 'a', 0 },
        { "no order in help", 'I', 0 },
        { "back from help", KEYCODE_ESCAPE, APP_REDRAW },
    };
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_CROWD);
    for (size_t i = 0; i < ROW_COUNT(rows); i++)
        row_check(rows[i].name, app_key(scene.app, rows[i].key, scene.now_ms) == rows[i].expected);
    scene_finish(&scene);
}

static void test_back_leads_to_the_screen_before(void **state)
{
    static const struct {
        const char *name;
        int keys[6];
        const char *expected;
    } rows[] = {
        { "help", { '?' }, " HELP" },
        { "help twice", { '?', '?' }, "DEVICE" },
        { "help from the events and back", { 'e', '?', KEYCODE_ESCAPE }, " EVENTS" },
        { "and further back", { 'e', '?', KEYCODE_ESCAPE, KEYCODE_ESCAPE }, "DEVICE" },
        { "events from the help", { '?', 'e' }, " EVENTS" },
        { "link", { 'i' }, " LINK" },
        { "link and back", { 'e', 'i', KEYCODE_ESCAPE }, " EVENTS" },
        { "events twice", { 'e', 'e' }, "DEVICE" },
        { "tiles", { 'g', KEYCODE_ESCAPE }, "DEVICE" },
        { "tiles, where the filter goes first", { 'g', 'f', KEYCODE_ESCAPE }, "┌ sensor-000" },
        { "and further back", { 'g', 'f', KEYCODE_ESCAPE, KEYCODE_ESCAPE }, "DEVICE" },
        { "tab", { KEYCODE_TAB }, "┌ sensor-000" },
        { "tab, twice", { KEYCODE_TAB, KEYCODE_TAB }, "METRIC" },
        { "tab to the events", { KEYCODE_TAB, KEYCODE_TAB, KEYCODE_TAB }, " EVENTS" },
        { "tab, back to tiles",
          { KEYCODE_TAB, KEYCODE_TAB, KEYCODE_TAB, KEYCODE_ESCAPE },
          "┌ sensor-000" },
        { "tab all the way round",
          { KEYCODE_TAB, KEYCODE_TAB, KEYCODE_TAB, KEYCODE_TAB, KEYCODE_TAB },
          "DEVICE" },
        { "tab backwards", { KEYCODE_BACK_TAB }, " LINK" },
        { "tab out of the help", { '?', KEYCODE_TAB }, "DEVICE" },
        { "round and round", { 'e', '?', 'e', '?', '?', 'e' }, "DEVICE" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_open(&scene, SCENE_CROWD);
        for (size_t k = 0; k < ROW_COUNT(rows[i].keys) && rows[i].keys[k]; k++) {
            scene_press(&scene, rows[i].keys[k]);
            scene_draw(&scene, 24, 80);
        }
        row_check(rows[i].name, picture_has(&scene, rows[i].expected));
        scene_finish(&scene);
    }
}

static void test_pause(void **state)
{
    struct buf before = { 0 }, after = { 0 };
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_CROWD);
    assert_false(picture_has(&scene, "PAUSED"));
    scene_press(&scene, 'p');
    scene_draw(&scene, 24, 80);
    assert_true(app_is_paused(scene.app));
    assert_true(picture_has(&scene, "PAUSED"));
    picture_get(&scene, &before);

    scene_wait(&scene, 60);
    scene_say(&scene, "home/aaa/sensors", "{\"temperature_c\":1}", false);
    scene_draw(&scene, 24, 80);
    picture_get(&scene, &after);
    assert_string_equal(before.data, after.data);

    scene_press(&scene, 'j');
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "aaa"));
    assert_true(picture_has(&scene, "PAUSED"));
    scene_say(&scene, "home/aab/sensors", "{\"temperature_c\":1}", false);
    scene_draw(&scene, 24, 81);
    assert_true(picture_has(&scene, "aab"));

    scene_press(&scene, 'p');
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "PAUSED"));
    buf_finish(&before);
    buf_finish(&after);
    scene_finish(&scene);
}

static void test_cursor_stays_on_its_device(void **state)
{
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_CROWD);
    assert_string_equal(app_selected(scene.app)->id, "sensor-000");
    scene_say(&scene, "home/aaa/sensors", "{\"temperature_c\":1}", false);
    scene_draw(&scene, 24, 80);
    assert_string_equal(app_selected(scene.app)->id, "aaa"); /* nobody moved it yet */

    scene_press(&scene, 'j');
    scene_press(&scene, 'j');
    scene_say(&scene, "home/aab/sensors", "{\"temperature_c\":1}", false);
    scene_draw(&scene, 24, 80);
    assert_string_equal(app_selected(scene.app)->id, "sensor-001");
    scene_press(&scene, 'I');
    scene_draw(&scene, 24, 80);
    assert_string_equal(app_selected(scene.app)->id, "sensor-001");
    assert_true(picture_has(&scene, "sensor-001"));
    assert_false(picture_has(&scene, "sensor-099"));
    scene_finish(&scene);
}

static void test_moving(void **state)
{
    static const struct {
        const char *name;
        int keys[5];
        const char *expected;
    } rows[] = {
        { "up at the top", { KEYCODE_UP }, "sensor-000" },
        { "down", { KEYCODE_DOWN, 'j', 'k' }, "sensor-001" },
        { "page down", { KEYCODE_PAGE_DOWN }, "sensor-019" },
        { "page down and up", { KEYCODE_PAGE_DOWN, 'j', KEYCODE_PAGE_UP }, "sensor-001" },
        { "end", { KEYCODE_END, 'j' }, "sensor-099" },
        { "end and a page up", { KEYCODE_END, KEYCODE_PAGE_UP }, "sensor-080" },
        { "home", { KEYCODE_END, 'k', KEYCODE_HOME }, "sensor-000" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_open(&scene, SCENE_CROWD); /* 19 rows of devices */
        press_keys(&scene, rows[i].keys, ROW_COUNT(rows[i].keys));
        scene_draw(&scene, 24, 80);
        row_check_text(rows[i].name, app_selected(scene.app)->id, rows[i].expected);
        row_check(rows[i].name, picture_has(&scene, rows[i].expected));
        scene_finish(&scene);
    }
}

/* What was in the window is out of it. */
static void test_a_page_is_a_page(void **state)
{
    static const struct {
        const char *name;
        int keys[4];
        const char *first, *gone;
    } rows[] = {
        { "grid", { KEYCODE_PAGE_DOWN }, "sensor-019", "sensor-018" },
        { "grid, from the middle", { 'j', 'j', KEYCODE_PAGE_DOWN }, "sensor-019", "sensor-018" },
        { "grid, and back",
          { KEYCODE_PAGE_DOWN, KEYCODE_PAGE_DOWN, KEYCODE_PAGE_UP },
          "sensor-019",
          "sensor-038" },
        { "grid, from the end", { KEYCODE_END, KEYCODE_PAGE_UP }, "sensor-062", "sensor-081" },
        { "tiles", { 'g', KEYCODE_PAGE_DOWN }, "sensor-015", "sensor-014" },
        { "tiles, and back",
          { 'g', KEYCODE_PAGE_DOWN, KEYCODE_PAGE_DOWN, KEYCODE_PAGE_UP },
          "sensor-015",
          "sensor-030" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_open(&scene, SCENE_CROWD);
        for (size_t k = 0; k < ROW_COUNT(rows[i].keys) && rows[i].keys[k]; k++) {
            scene_press(&scene, rows[i].keys[k]);
            scene_draw(&scene, 24, 80);
        }
        row_check(rows[i].name, picture_has(&scene, rows[i].first));
        row_check(rows[i].name, !picture_has(&scene, rows[i].gone));
        scene_finish(&scene);
    }
}

/* A small screen has the detail on pages, a large one has one. */
static void test_pages_of_the_detail(void **state)
{
    enum { DOWN = KEYCODE_PAGE_DOWN, UP = KEYCODE_PAGE_UP };
    static const struct {
        const char *name;
        int rows;
        int keys[6];
        const char *has, *has_not;
    } rows[] = {
        { "overview", 10, { KEYCODE_ENTER }, "PgDn: more", "[5m]" },
        { "chart", 10, { KEYCODE_ENTER, DOWN }, "[5m]", "METRIC" },
        { "a chart has times", 10, { KEYCODE_ENTER, DOWN, '+' }, "[1h]", "METRIC" },
        { "a page follows the chart", 10, { KEYCODE_ENTER, DOWN }, "PgDn: more", "METRIC" },
        { "messages", 10, { KEYCODE_ENTER, DOWN, DOWN }, "Last message", "PgDn" },
        { "no page behind the last",
          10,
          { KEYCODE_ENTER, DOWN, DOWN, DOWN, UP },
          "[5m]",
          "METRIC" },
        { "back", 10, { KEYCODE_ENTER, DOWN, UP, UP }, "METRIC", "[5m]" },
        { "another device begins in front",
          10,
          { KEYCODE_ENTER, DOWN, KEYCODE_ESCAPE, KEYCODE_DOWN, KEYCODE_ENTER },
          "METRIC",
          "[5m]" },
        { "all fits", 24, { KEYCODE_ENTER }, "Last message", "PgDn" },
        { "no page to turn", 24, { KEYCODE_ENTER, DOWN }, "METRIC", "PgDn" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
        scene_draw(&scene, rows[i].rows, 40);
        for (size_t k = 0; k < ROW_COUNT(rows[i].keys) && rows[i].keys[k]; k++) {
            scene_press(&scene, rows[i].keys[k]);
            scene_draw(&scene, rows[i].rows, 40);
        }
        row_check(rows[i].name, picture_has(&scene, rows[i].has));
        row_check(rows[i].name, !picture_has(&scene, rows[i].has_not));
        scene_finish(&scene);
    }
}

/* Forgotten in the detail: back to the list, on the next one; with what it said all gone. */
static void test_forgotten(void **state)
{
    struct buf before = { 0 }, after = { 0 };
    struct scene scene;
    const struct device *device;

    (void)state;
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    scene_press(&scene, 'j');
    scene_draw(&scene, 24, 80);
    scene_press(&scene, KEYCODE_ENTER);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "METRIC"));
    device = app_selected(scene.app);
    scene_press(&scene, 'x');
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "sensor-001: forget it?"));
    picture_get(&scene, &before);
    scene_wait(&scene, 5);
    scene_draw(&scene, 24, 80);
    picture_get(&scene, &after);
    assert_string_not_equal(before.data, after.data); /* the clock goes on */
    scene_press(&scene, 'j');
    scene_press(&scene, KEYCODE_ENTER);
    assert_ptr_equal(app_asked(scene.app), device);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "also clear what the broker retains"));
    scene_press(&scene, KEYCODE_ESCAPE);
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "\n   sensor-001"));
    assert_true(picture_has(&scene, "99 devices"));
    assert_string_equal(app_selected(scene.app)->id, "sensor-002");

    scene_say(&scene, "home/sensor-001/sensors", "{\"humidity\":77}", false);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "\n   sensor-001"));
    assert_true(picture_has(&scene, "100 devices"));
    buf_finish(&before);
    buf_finish(&after);
    scene_finish(&scene);
}

/* A click on a row of the menu takes it, one beside it closes it. */
static void test_mouse_in_a_menu(void **state)
{
    static const struct mouse on_status = { MOUSE_CLICK, 4, 4 }, beside = { MOUSE_CLICK, 4, 40 };
    static const struct mouse wheel = { MOUSE_WHEEL_DOWN, 10, 60 };
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    scene_press(&scene, 's');
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "Sort by"));
    app_mouse(scene.app, &beside, scene.now_ms);
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "Sort by"));
    assert_true(picture_has(&scene, "DEVICE▲"));
    scene_press(&scene, 's');
    scene_draw(&scene, 24, 80);
    app_mouse(scene.app, &on_status, scene.now_ms);
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "Sort by"));
    assert_true(picture_has(&scene, "STATUS▲"));
    scene_press(&scene, 's');
    app_mouse(scene.app, &wheel, scene.now_ms);
    scene_press(&scene, KEYCODE_ENTER);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "TEMP°C▲"));
    assert_string_equal(app_selected(scene.app)->id, "sensor-000");
    scene_finish(&scene);
}

static void test_mouse_on_the_footer(void **state)
{
    static const struct {
        const char *name;
        int keys[3];
        struct mouse mouse;
        const char *expected;
    } rows[] = {
        { "help", { 0 }, { MOUSE_CLICK, 23, 0 }, " HELP" },
        { "the gap before tiles", { 0 }, { MOUSE_CLICK, 23, 6 }, "DEVICE" },
        { "tiles", { 0 }, { MOUSE_CLICK, 23, 7 }, "┌ sensor-000" },
        { "the end of tiles", { 0 }, { MOUSE_CLICK, 23, 13 }, "┌ sensor-000" },
        { "behind the last", { 0 }, { MOUSE_CLICK, 23, 79 }, "DEVICE" },
        { "the row above", { 0 }, { MOUSE_CLICK, 22, 7 }, "DEVICE" },
        { "no wheel", { 0 }, { MOUSE_WHEEL_DOWN, 23, 7 }, "DEVICE" },
        { "a prompt is kept", { '\\', '9' }, { MOUSE_CLICK, 23, 2 }, "only: 9" },
        { "a prompt is cleared", { '\\', '9' }, { MOUSE_CLICK, 23, 12 }, "F1Help F5Tiles" },
        { "a menu is closed", { 's' }, { MOUSE_CLICK, 23, 15 }, "F1Help F5Tiles" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_open(&scene, SCENE_CROWD);
        press_keys(&scene, rows[i].keys, ROW_COUNT(rows[i].keys));
        app_mouse(scene.app, &rows[i].mouse, scene.now_ms);
        scene_draw(&scene, 24, 80);
        row_check(rows[i].name, picture_has(&scene, rows[i].expected));
        scene_finish(&scene);
    }
}

/* Nothing of the footer is there. */
static void test_mouse_where_nothing_is_drawn(void **state)
{
    static const struct mouse mouse = { MOUSE_CLICK, 4, 0 };
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    scene_draw(&scene, 5, 80);
    assert_int_equal(app_mouse(scene.app, &mouse, scene.now_ms), 0);
    scene_finish(&scene);
}

/* Cut in the middle rather than where it says how long it took. */
static void test_an_event_keeps_its_end(void **state)
{
    static const struct rule rule = { .watch = RULE_ABOVE, .metric = "temperature", .limit = 30 };
    struct event event = { .kind = EVENT_CLEAR, .rule = &rule, .duration_ms = 130000 };
    struct view_context context = { .local_offset_ms = 0 };
    struct buf text = { 0 };
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 1, 50);
    event_row_draw(&context, &event, false, &canvas, (struct view_area){ 0, 1 });
    canvas_format(&canvas, false, &text);
    assert_string_equal(text.data, " 00:00:00      temperature 0.0 °C, ba… after 2m10s\n");
    buf_finish(&text);
    canvas_finish(&canvas);
}

static void test_often(void **state)
{
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_NOBODY, SCENE_LINK_UP, false);
    for (int i = 0; i < 10; i++) {
        scene_say(&scene, "home/a/sensors", "{\"temperature_c\":1}", false);
        scene.now_ms += 200;
    }
    scene_draw(&scene, 24, 80);
    scene_press(&scene, KEYCODE_ENTER);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "every <1s"));
    scene_finish(&scene);
}

static void test_snoozed(void **state)
{
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_HOUSE, SCENE_LINK_UP, false);
    scene_press(&scene, '!');
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "snoozed"));
    model_snooze(scene.model, scene.now_ms, app_selected(scene.app)->index, scene.now_ms + 600000);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "snoozed 10m"));
    scene_press(&scene, 'a');
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "snoozed"));
    assert_true(picture_has(&scene, "> 30.0 ack"));
    scene_finish(&scene);
}

/* Finite, but more than a history can hold. */
static void test_values_too_large_for_any_sensor(void **state)
{
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_HOUSE);
    while (strcmp(app_selected(scene.app)->id, "kitchen-01") != 0)
        scene_press(&scene, 'j');
    scene_say(&scene, "home/kitchen-01/sensors", "{\"pressure\":1,\"n\":-1e300}", false);
    scene_wait(&scene, 20);
    scene_say(&scene, "home/kitchen-01/sensors", "{\"pressure\":1e300,\"n\":1e300}", false);
    scene_wait(&scene, 20);
    scene_say(&scene, "home/kitchen-01/sensors", "{\"pressure\":1e308,\"n\":1}", false);
    scene_press(&scene, KEYCODE_ENTER);
    for (int i = 0; i < 4; i++) {
        scene_press(&scene, 'j');
        scene_press(&scene, '+');
        scene_draw(&scene, 24, 80);
        scene_draw(&scene, 60, 200);
        scene_draw(&scene, 10, 40);
    }
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "pressure"));
    scene_finish(&scene);
}

/* What comes and goes: the row is as any other, and says that it would be silent. */
static void test_quiet(void **state)
{
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_HOUSE);
    while (strcmp(app_selected(scene.app)->id, "kitchen-01") != 0)
        scene_press(&scene, 'j');
    model_snooze(scene.model, scene.now_ms, app_selected(scene.app)->index, scene.now_ms + 600000);
    scene_say(&scene, "home/kitchen-01/sensors", "{\"temperature_c\":22}", false);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "\n   kitchen-01     online   22.0"));
    assert_true(picture_has(&scene, " snoozed 10m\n"));
    scene_press(&scene, KEYCODE_ENTER);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "   snoozed for another 10m   "));
    scene_press(&scene, KEYCODE_ENTER);
    scene_press(&scene, 'a');
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "nothing to acknowledge here"));
    scene_press(&scene, 'z');
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "Snooze for: 1h"));
    scene_press(&scene, 'o');
    scene_press(&scene, 'f');
    scene_press(&scene, 'f');
    scene_press(&scene, KEYCODE_ENTER);
    scene_wait(&scene, 1);
    scene_draw(&scene, 24, 80);
    assert_false(picture_has(&scene, "snoozed"));
    assert_true(picture_has(&scene, "temperature > 30.0 °C no longer silenced"));
    scene_finish(&scene);
}

/* Three tiles side by side, five rows of them. */
static void test_moving_in_tiles(void **state)
{
    static const struct {
        const char *name;
        int keys[5];
        const char *expected;
    } rows[] = {
        { "right", { KEYCODE_RIGHT }, "sensor-001" },
        { "left at the start", { KEYCODE_LEFT }, "sensor-000" },
        { "right over the edge", { KEYCODE_RIGHT, KEYCODE_RIGHT, KEYCODE_RIGHT }, "sensor-003" },
        { "down", { KEYCODE_DOWN }, "sensor-003" },
        { "down and up", { 'j', KEYCODE_RIGHT, 'k' }, "sensor-001" },
        { "up at the top", { KEYCODE_RIGHT, 'k' }, "sensor-001" },
        { "page down", { KEYCODE_PAGE_DOWN }, "sensor-015" },
        { "end", { KEYCODE_END, 'j', KEYCODE_RIGHT }, "sensor-099" },
        { "the grid has the same cursor", { 'j', 'g', 'j' }, "sensor-004" },
        { "to the grid and back", { 'j', 'g', 'g', KEYCODE_RIGHT }, "sensor-004" },
        { "detail and back", { 'j', KEYCODE_ENTER, KEYCODE_ESCAPE, 'j' }, "sensor-006" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
        scene_press(&scene, 'g');
        scene_draw(&scene, 24, 80);
        press_keys(&scene, rows[i].keys, ROW_COUNT(rows[i].keys));
        scene_draw(&scene, 24, 80);
        row_check_text(rows[i].name, app_selected(scene.app)->id, rows[i].expected);
        row_check(rows[i].name, picture_has(&scene, rows[i].expected));
        scene_finish(&scene);
    }
}

static void test_mouse(void **state)
{
    static const struct {
        const char *name;
        const char *keys;
        struct mouse mouse[3];
        size_t n;
        const char *selected;
        const char *has;
    } rows[] = {
        { "a device", "", { { MOUSE_CLICK, 5, 10 } }, 1, "sensor-002", "DEVICE" },
        { "twice opens it",
          "",
          { { MOUSE_CLICK, 5, 10 }, { MOUSE_CLICK, 5, 12 } },
          2,
          "sensor-002",
          "METRIC" },
        { "two devices",
          "",
          { { MOUSE_CLICK, 5, 10 }, { MOUSE_CLICK, 6, 10 } },
          2,
          "sensor-003",
          "DEVICE" },
        { "a heading", "j", { { MOUSE_CLICK, 2, 28 } }, 1, "sensor-001", "TEMP°C▲" },
        { "a heading again",
          "j",
          { { MOUSE_CLICK, 2, 28 }, { MOUSE_CLICK, 2, 28 } },
          2,
          "sensor-001",
          "TEMP°C▼" },
        { "a heading that does not sort",
          "",
          { { MOUSE_CLICK, 2, 36 } },
          1,
          "sensor-000",
          "DEVICE▲" },
        { "the summary", "j", { { MOUSE_CLICK, 0, 5 } }, 1, "sensor-001", "DEVICE" },
        { "the footer", "j", { { MOUSE_CLICK, 23, 79 } }, 1, "sensor-001", "DEVICE" },
        { "the wheel",
          "",
          { { MOUSE_WHEEL_DOWN, 5, 5 }, { MOUSE_WHEEL_DOWN, 5, 5 }, { MOUSE_WHEEL_UP, 5, 5 } },
          3,
          "sensor-003",
          "DEVICE" },
        { "a tile", "g", { { MOUSE_CLICK, 7, 30 } }, 1, "sensor-004", "┌" },
        { "a tile, twice",
          "g",
          { { MOUSE_CLICK, 7, 30 }, { MOUSE_CLICK, 7, 30 } },
          2,
          "sensor-004",
          "METRIC" },
        { "beside the tiles", "g", { { MOUSE_CLICK, 7, 79 } }, 1, "sensor-000", "┌" },
        { "in the help",
          "?",
          { { MOUSE_CLICK, 7, 79 }, { MOUSE_WHEEL_DOWN, 7, 7 } },
          2,
          "sensor-000",
          "HELP" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_open(&scene, SCENE_CROWD);
        press_all(&scene, rows[i].keys);
        for (size_t k = 0; k < rows[i].n; k++) {
            scene_draw(&scene, 24, 80);
            app_mouse(scene.app, &rows[i].mouse[k], scene.now_ms + (int64_t)k * 100);
        }
        scene_draw(&scene, 24, 80);
        row_check_text(rows[i].name, app_selected(scene.app)->id, rows[i].selected);
        row_check(rows[i].name, picture_has(&scene, rows[i].has));
        scene_finish(&scene);
    }
}

/* What one reads in the events stays where it is, whatever comes in above. */
static void test_events_stand_still(void **state)
{
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_HOSTILE, SCENE_LINK_UP, false);
    scene_press(&scene, 'e');
    scene_draw(&scene, 12, 80);
    for (int i = 0; i < 8; i++)
        scene_press(&scene, 'j');
    scene_draw(&scene, 12, 80);
    assert_true(picture_has(&scene, "%s%n%d: online"));
    for (int i = 0; i < 50; i++)
        scene_say(&scene, "home/porch-01/status", i % 2 ? "online" : "offline", false);
    scene_draw(&scene, 12, 80);
    assert_true(picture_has(&scene, "%s%n%d: online"));
    scene_press(&scene, KEYCODE_HOME);
    scene_press(&scene, KEYCODE_UP);
    scene_draw(&scene, 12, 80);
    assert_false(picture_has(&scene, "%s%n%d: online"));
    assert_false(picture_has(&scene, "info connected\n")); /* the oldest one */
    scene_finish(&scene);
}

/* An event of several rows is one step, and no page leaves one out. */
static void test_pages_of_long_events(void **state)
{
    enum { DOWN = KEYCODE_PAGE_DOWN, UP = KEYCODE_PAGE_UP };
    static const struct {
        const char *name;
        int keys[6];
        const char *first; /* row below the heading */
    } rows[] = {
        { "the newest", { 'e' }, "PgDn: more\n 14:03:10 info server-room-01" },
        { "one down", { 'e', 'j' }, "PgDn: more\n 14:03:07 info shed-01: status" },
        { "and up", { 'e', 'j', 'k' }, "PgDn: more\n 14:03:10 info server-room-01" },
        { "a page", { 'e', DOWN }, "PgDn: more\n 14:02:40 warn attic-01: offline" },
        { "and back", { 'e', DOWN, UP }, "PgDn: more\n 14:03:10 info server-room-01" },
        { "two pages and back", { 'e', DOWN, DOWN, UP }, "PgDn: more\n 14:02:40 warn" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf text = { 0 };
        struct scene scene;

        scene_init(&scene, SCENE_HOUSE, SCENE_LINK_UP, false);
        for (size_t k = 0; k < ROW_COUNT(rows[i].keys) && rows[i].keys[k]; k++) {
            scene_press(&scene, rows[i].keys[k]);
            scene_draw(&scene, 10, 40);
        }
        canvas_format(&scene.canvas, false, &text);
        row_check(rows[i].name, strstr(buf_text(&text), rows[i].first) != NULL);
        buf_finish(&text);
        scene_finish(&scene);
    }
}

static void test_events_of_another_day(void **state)
{
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_NOBODY, SCENE_LINK_UP, false);
    scene_press(&scene, 'e');
    scene_draw(&scene, 12, 80);
    assert_true(picture_has(&scene, "\n 11:49:22 info connected"));
    scene_wait(&scene, 10 * 3600); /* past midnight */
    scene_draw(&scene, 12, 80);
    assert_true(picture_has(&scene, "\n 11-22 11:49:22 info connected"));
    scene_finish(&scene);
}

static void test_mute(void **state)
{
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    assert_false(app_is_muted(scene.app));
    scene_press(&scene, 'm');
    scene_draw(&scene, 24, 80);
    assert_true(app_is_muted(scene.app));
    assert_true(picture_has(&scene, "bell muted"));
    scene_press(&scene, 'm');
    assert_false(app_is_muted(scene.app));
    scene_finish(&scene);
}

/* "\n" stands for Enter, "\b" for Esc. */
static void test_finding(void **state)
{
    static const struct {
        const char *name;
        const char *keys;
        const char *selected; /* NULL: none */
        const char *has, *has_not;
    } rows[] = {
        { "search", "/-04", "sensor-040", "Search: -04", "not found" },
        { "the cursor's own device counts", "j/sensor", "sensor-001", "Search:", "not found" },
        { "search on", "/-04\nnn", "sensor-042", "sensor-042", "Search:" },
        { "and back round the start", "/-04\nN", "sensor-049", "sensor-049", "Search:" },
        { "one match", "/-044\nnnN", "sensor-044", "sensor-044", "Search:" },
        { "not found", "jj/xyz", "sensor-002", "not found", "13:5x" },
        { "search as a filter does", "/t>28\n", "sensor-017", "sensor-017", "Search:" },
        { "next without a search", "nN", "sensor-000", "sensor-000", "Search:" },
        { "search for a wrong word", "jj/t>\n", "sensor-002", "not found", "13:5x" },
        { "a filter half typed", "\\-04 t>", "sensor-040", "not a number as in temp>28",
          "sensor-000" },
        { "and it stays open", "\\foo:bar\n", "sensor-000", "not location:NAME", "No device" },
        { "filter", "\\-04", "sensor-040", "10 of 100", "sensor-000" },
        { "it stays", "\\-04\n", "sensor-040", "only: -04", "Filter:" },
        { "it goes", "\\-04\n\b", "sensor-000", "sensor-001", "only:" },
        { "it goes at once", "\\-04\b", "sensor-000", "sensor-001", "only:" },
        { "nothing is like that", "\\xyz\n", NULL, "No device is like that", "sensor-0" },
        { "keys are text in the prompt", "\\q?m", NULL, "Filter: q?m", "HELP" },
        { "a filter is edited", "\\-0\n\\41\n", "sensor-041", "only: -041", "Filter:" },
        { "search within a filter", "\\-04\n/9\n", "sensor-049", "sensor-049", "sensor-050" },
        { "problems only", "f", NULL, "only problems", "sensor-0" },
        { "and all again", "ff", "sensor-000", "sensor-000", "only" },
        { "a pin", "/-050\n*!\n\b", "sensor-050", "*sensor-050",
          "sensor-050      unknown  20.0\n *" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct device *selected;
        struct scene scene;

        scene_open(&scene, SCENE_CROWD);
        press_all(&scene, rows[i].keys);
        scene_draw(&scene, 24, 80);
        selected = app_selected(scene.app);
        row_check_text(rows[i].name, selected ? selected->id : "none",
                       rows[i].selected ? rows[i].selected : "none");
        row_check(rows[i].name, picture_has(&scene, rows[i].has));
        row_check(rows[i].name, !picture_has(&scene, rows[i].has_not));
        scene_finish(&scene);
    }
}

/* What is typed for alerts: "\n" stands for Enter, "\b" for Esc, "<" for Ctrl-U. */
static void test_orders(void **state)
{
    enum { CTRL_U = 'U' - '@' };
    static const struct {
        const char *name;
        const char *keys;
        const char *expected; /* the reaction to the last key, and the order */
        const char *has;
    } rows[] = {
        { "all", "A", "ack-all", " ack" },
        { "one", "ja", "ack cold", " ack" },
        { "acknowledged twice", "jaa", "", "acknowledged already" },
        { "snooze", "jz\n", "snooze cold 3600 s", "snoozed 59m" },
        { "snooze for another time", "jz<90s\n", "snooze cold 90 s", "snoozed 1m" },
        { "typed over what is offered", "jz5m\n", "snooze cold 300 s", "snoozed 4m" },
        { "no time", "jz<soon\n", "", "not a duration" },
        { "and put right", "jz<soon\n<2h\n", "snooze cold 7200 s", "snoozed 1h" },
        { "never mind", "jz\b", "", "cold" },
        { "nothing to snooze", "M\nkz", "", "acked" },
        { "maintenance in the detail", "j\nM\n", "maintain cold 7200 s",
          "maintenance for another 1h" },
        { "maintenance of the selected device", "jM\n", "maintain cold 7200 s", "maint 1h" },
        { "of others", "M<\"c*\" for 1m\n", "maintain c* 60 s", "maint 59s" },
        { "no maintenance", "M<c* 1h\n", "", "not like" },
        { "it is over", "jM\nM\n", "maintain cold 0 s", "cold: temperature 4.0 °C < 5.0" },
        { "in the detail, too", "j\nz\n", "snooze cold 3600 s", "snoozed for another 59m" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };
        struct scene scene;

        scene_open(&scene, SCENE_ALERTS);
        for (const char *key = rows[i].keys; *key; key++) {
            int code = *key == '\n'   ? KEYCODE_ENTER
                       : *key == '\b' ? KEYCODE_ESCAPE
                       : *key == '<'  ? CTRL_U
                                      : *key;
            unsigned reactions = scene_press(&scene, code);

            buf_clear(&got);
            if (reactions & APP_ACK_ALL)
                buf_puts(&got, "ack-all");
            if (reactions & APP_ACK)
                buf_addf(&got, "ack %s", app_selected(scene.app)->id);
            if (reactions & APP_SNOOZE)
                buf_addf(&got, "snooze %s", app_selected(scene.app)->id);
            if (reactions & APP_MAINTAIN)
                buf_addf(&got, "maintain %s", app_order(scene.app)->devices);
            if (reactions & (APP_SNOOZE | APP_MAINTAIN))
                buf_addf(&got, " %d s", (int)(app_order(scene.app)->for_ms / 1000));
        }
        scene_wait(&scene, 1);
        scene_draw(&scene, 24, 80);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        row_check(rows[i].name, picture_has(&scene, rows[i].has));
        buf_finish(&got);
        scene_finish(&scene);
    }
}

/* While one types, data comes in, the clock goes on, and one can move about. */
static void test_a_prompt_blocks_nothing(void **state)
{
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_CROWD);
    press_all(&scene, "\\-04");
    scene_press(&scene, KEYCODE_DOWN);
    scene_say(&scene, "home/a-04/sensors", "{\"temperature_c\":1}", false);
    scene_wait(&scene, 10);
    scene_draw(&scene, 24, 80);
    assert_true(picture_has(&scene, "11 of 101"));
    assert_true(picture_has(&scene, "13:53:34"));
    assert_string_equal(app_selected(scene.app)->id, "sensor-041");
    assert_int_equal(app_key(scene.app, KEYCODE_F1 + 9, scene.now_ms), APP_QUIT);
    scene_press(&scene, KEYCODE_F1);
    scene_press(&scene, 'm');
    assert_true(app_is_muted(scene.app));
    scene_finish(&scene);
}

/* A device that is filtered out gives the cursor to the one that takes its place. */
static void test_the_cursor_is_never_lost(void **state)
{
    struct scene scene;

    (void)state;
    scene_open(&scene, SCENE_CROWD);
    press_all(&scene, "jj\\t<15\n");
    scene_draw(&scene, 24, 80);
    assert_string_equal(app_selected(scene.app)->id, "sensor-002"); /* 14 °C */
    scene_say(&scene, "home/sensor-002/sensors", "{\"temperature_c\":16}", false);
    scene_draw(&scene, 24, 80);
    assert_string_equal(app_selected(scene.app)->id, "sensor-005"); /* the next one below 15 */
    scene_press(&scene, KEYCODE_ESCAPE);
    scene_draw(&scene, 24, 80);
    assert_string_equal(app_selected(scene.app)->id, "sensor-002"); /* back to its own */
    scene_finish(&scene);
}

static void test_groups(void **state)
{
    static const struct {
        const char *name;
        const char *keys;
        const char *selected; /* NULL: a heading */
        const char *has, *has_not;
    } rows[] = {
        { "headings", "G", NULL, "▾ lab", "▸" },
        { "the cursor stays on its device", "jG", "desk-1", "▾ lab", "▸" },
        { "fold by the heading", "G ", NULL, "▸ home", "home/desk-1" },
        { "and out", "G  ", NULL, "▾ home", "▸" },
        { "fold by a device", "jjG ", NULL, "▸ office-3rd-floor", "meeting-room" },
        { "a folded one is one row", "G jjjj", "desk-1", "▸ home", "home/desk-1" },
        { "nothing to fold", " ", "desk-1", "home/desk-1", "▸" },
        { "no group, no fold", "G G", "desk-1", "lab/desk-1", "▸" },
        { "Enter on a heading", "G\n", NULL, "▸ home", "METRIC" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct device *selected;
        struct scene scene;

        scene_init(&scene, SCENE_LOCATIONS, SCENE_LINK_UP, false);
        scene_draw(&scene, 24, 100);
        press_all(&scene, rows[i].keys);
        scene_draw(&scene, 24, 100);
        selected = app_selected(scene.app);
        row_check_text(rows[i].name, selected ? selected->id : "none",
                       rows[i].selected ? rows[i].selected : "none");
        row_check(rows[i].name, picture_has(&scene, rows[i].has));
        row_check(rows[i].name, !picture_has(&scene, rows[i].has_not));
        scene_finish(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_a_key_before_the_first_picture),
        cmocka_unit_test(test_reactions),
        cmocka_unit_test(test_back_leads_to_the_screen_before),
        cmocka_unit_test(test_pause),
        cmocka_unit_test(test_cursor_stays_on_its_device),
        cmocka_unit_test(test_moving),
        cmocka_unit_test(test_a_page_is_a_page),
        cmocka_unit_test(test_pages_of_the_detail),
        cmocka_unit_test(test_mouse_on_the_footer),
        cmocka_unit_test(test_mouse_where_nothing_is_drawn),
        cmocka_unit_test(test_an_event_keeps_its_end),
        cmocka_unit_test(test_often),
        cmocka_unit_test(test_snoozed),
        cmocka_unit_test(test_values_too_large_for_any_sensor),
        cmocka_unit_test(test_quiet),
        cmocka_unit_test(test_forgotten),
        cmocka_unit_test(test_mouse_in_a_menu),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_moving_in_tiles),
        cmocka_unit_test(test_events_stand_still),
        cmocka_unit_test(test_pages_of_long_events),
        cmocka_unit_test(test_events_of_another_day),
        cmocka_unit_test(test_mute),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_a_prompt_blocks_nothing),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_the_cursor_is_never_lost),
        cmocka_unit_test(test_groups),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
