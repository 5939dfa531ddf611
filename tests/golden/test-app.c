/* SPDX-License-Identifier: MIT */
#include "scene.h"

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

static void test_every_size(void **state)
{
    static const int row_counts[] = { 0, 1, 9, 10, 24, 70 };
    static const int keys[] = { KEYCODE_RESIZE, '!', 'e', '?' };

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
        { "unknown key", 'x', 0 },
        { "back on the grid", KEYCODE_ESCAPE, 0 },
        { "quit", 'q', APP_QUIT },
        { "repaint", 'L' - '@', APP_REPAINT },
        { "down", 'j', APP_REDRAW },
        { "another size", KEYCODE_RESIZE, APP_REDRAW },
        { "acknowledge", 'a', APP_ACK | APP_REDRAW },
        { "help", '?', APP_REDRAW },
        { "nothing to acknowledge in help", 'a', 0 },
        { "no order in help", 'I', 0 },
        { "back from help", KEYCODE_ESCAPE, APP_REDRAW },
        { "acknowledge again", 'a', APP_ACK | APP_REDRAW },
    };
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    scene_draw(&scene, 24, 80);
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
        { "events twice", { 'e', 'e' }, "DEVICE" },
        { "round and round", { 'e', '?', 'e', '?', '?', 'e' }, "DEVICE" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct scene scene;

        scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
        for (size_t k = 0; k < ROW_COUNT(rows[i].keys) && rows[i].keys[k]; k++)
            scene_press(&scene, rows[i].keys[k]);
        scene_draw(&scene, 24, 80);
        row_check(rows[i].name, picture_has(&scene, rows[i].expected));
        scene_finish(&scene);
    }
}

static void test_pause(void **state)
{
    struct buf before = { 0 }, after = { 0 };
    struct scene scene;

    (void)state;
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    scene_draw(&scene, 24, 80);
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
    scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
    scene_draw(&scene, 24, 80);
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

        scene_init(&scene, SCENE_CROWD, SCENE_LINK_UP, false);
        scene_draw(&scene, 24, 80); /* 19 rows of devices */
        for (size_t k = 0; k < ROW_COUNT(rows[i].keys) && rows[i].keys[k]; k++)
            scene_press(&scene, rows[i].keys[k]);
        scene_draw(&scene, 24, 80);
        row_check_text(rows[i].name, app_selected(scene.app)->id, rows[i].expected);
        row_check(rows[i].name, picture_has(&scene, rows[i].expected));
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
        cmocka_unit_test(test_events_stand_still),
        cmocka_unit_test(test_events_of_another_day),
        cmocka_unit_test(test_mute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
