/* SPDX-License-Identifier: MIT
 *
 * Every screen as a text file, NAME.txt beside this one. UPDATE_GOLDEN=1 writes
 * them anew; then look at the difference before you commit it.
 */
#include "scene.h"

#include "../unit/row.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEYS_MAX = 8, ENTER = KEYCODE_ENTER };

enum { ASCII = 1, STYLES = 2 };

// clang-format off
static const struct screen {
    const char *name;
    enum scene_play play;
    enum scene_link link;
    int rows, cols;
    int flags;
    int keys[KEYS_MAX]; /* pressed before */
} screens[] = {
    { "house-60x16",            SCENE_HOUSE,     SCENE_LINK_UP,         16,  60, 0,      { 0 } },
    { "house-100x30",           SCENE_HOUSE,     SCENE_LINK_UP,         30, 100, 0,      { 0 } },
    { "house-20x5",             SCENE_HOUSE,     SCENE_LINK_UP,          5,  20, 0,      { 0 } },
    { "house-problems-first",   SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { '!' } },
    { "house-hottest-first",    SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { '>', '>', 'I' } },
    { "house-fahrenheit",       SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { 'u' } },
    { "house-muted-paused",     SCENE_HOUSE,     SCENE_LINK_UP,         12,  40, 0,      { 'm', 'p' } },
    { "house-acked",            SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, STYLES, { '!', 'a', 'j' } },
    { "air-80x24",              SCENE_AIR,       SCENE_LINK_UP,         24,  80, 0,      { 0 } },
    { "air-120x24",             SCENE_AIR,       SCENE_LINK_UP,         24, 120, 0,      { 'u' } },
    { "air-200x60",             SCENE_AIR,       SCENE_LINK_UP,         60, 200, 0,      { 0 } },
    { "menu-sort-80x24",        SCENE_AIR,       SCENE_LINK_UP,         24,  80, STYLES, { KEYCODE_F1 + 5, 'j' } },
    { "menu-sort-40x10-ascii",  SCENE_AIR,       SCENE_LINK_UP,         10,  40, ASCII,  { 's', KEYCODE_END } },
    { "menu-sorted-by-metric",  SCENE_AIR,       SCENE_LINK_UP,         24, 120, 0,      { 's', KEYCODE_END, 'k', 'k', 'k', 'k', 'k', ENTER } },
    { "menu-columns-80x24",     SCENE_AIR,       SCENE_LINK_UP,         24,  80, STYLES, { 'C', 'j', ' ', KEYCODE_END, ENTER } },
    { "menu-columns-40x12",     SCENE_AIR,       SCENE_LINK_UP,         12,  40, 0,      { 'C', KEYCODE_END } },
    { "menu-forget-80x24",      SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { 'x' } },
    { "menu-forget-40x10",      SCENE_LOCATIONS, SCENE_LINK_UP,         10,  40, STYLES, { 'x', 'j' } },
    { "menu-clear-80x24-ascii", SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, ASCII,  { 'x', 'j', ENTER } },
    { "menu-forget-hostile",    SCENE_HOSTILE,   SCENE_LINK_UP,         12,  80, 0,      { 'x' } },
    { "detail-80x24-styles",    SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, STYLES, { '!', ENTER, '+', 'j' } },
    { "detail-80x24-ascii",     SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, ASCII,  { '!', ENTER, '+' } },
    { "detail-40x12",           SCENE_HOUSE,     SCENE_LINK_UP,         12,  40, 0,      { '!', ENTER, '+' } },
    { "detail-40x10-chart",     SCENE_HOUSE,     SCENE_LINK_UP,         10,  40, 0,      { '!', ENTER, '+', KEYCODE_PAGE_DOWN, 'j' } },
    { "detail-40x10-last",      SCENE_HOUSE,     SCENE_LINK_UP,         10,  40, STYLES, { '!', ENTER, KEYCODE_PAGE_DOWN, KEYCODE_PAGE_DOWN, KEYCODE_PAGE_DOWN } },
    { "detail-40x10-no-chart",  SCENE_HOUSE,     SCENE_LINK_UP,         10,  40, ASCII,  { '?', '?', KEYCODE_END, ENTER, KEYCODE_PAGE_DOWN } },
    { "detail-200x60",          SCENE_HOUSE,     SCENE_LINK_UP,         60, 200, 0,      { '!', ENTER, '+' } },
    { "detail-gap",             SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { 'j', ENTER, 'u' } },
    { "detail-retained",        SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { '?', '?', KEYCODE_END, ENTER } },
    { "detail-of-much",         SCENE_MUCH,      SCENE_LINK_UP,         24,  80, 0,      { ENTER, KEYCODE_UP } },
    { "detail-of-much-100x40",  SCENE_MUCH,      SCENE_LINK_UP,         40, 100, 0,      { ENTER } },
    { "detail-hostile",         SCENE_HOSTILE,   SCENE_LINK_UP,         24,  80, 0,      { ENTER } },
    { "events-80x24-styles",    SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, STYLES, { 'u', 'e' } },
    { "events-40x12",           SCENE_HOUSE,     SCENE_LINK_UP,         12,  40, 0,      { 'u', 'e', 'j' } },
    { "events-40x10-next",      SCENE_HOUSE,     SCENE_LINK_UP,         10,  40, STYLES, { 'e', KEYCODE_PAGE_DOWN } },
    { "events-40x10-end",       SCENE_HOSTILE,   SCENE_LINK_UP,         10,  40, 0,      { 'e', KEYCODE_END } },
    { "help-80x24-end",         SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { '?', KEYCODE_END } },
    { "help-40x70-ascii",       SCENE_HOUSE,     SCENE_LINK_UP,         70,  40, ASCII,  { 'h' } },
    { "link-view-80x24",        SCENE_HOUSE,     SCENE_LINK_WAITING,    24,  80, STYLES, { 'i' } },
    { "link-view-80x40",        SCENE_HOUSE,     SCENE_LINK_TLS,        40,  80, 0,      { 'i' } },
    { "link-view-40x12-ascii",  SCENE_HOUSE,     SCENE_LINK_TLS,        12,  40, ASCII,  { 'i', KEYCODE_END } },
    { "link-connecting",        SCENE_NOBODY,    SCENE_LINK_CONNECTING, 24,  80, 0,      { 0 } },
    { "link-waiting-80x24",     SCENE_HOUSE,     SCENE_LINK_WAITING,    24,  80, STYLES, { 0 } },
    { "link-waiting-40x12",     SCENE_HOUSE,     SCENE_LINK_WAITING,    12,  40, 0,      { 0 } },
    { "link-warning",           SCENE_HOUSE,     SCENE_LINK_WARNING,    24,  80, 0,      { 0 } },
    { "empty-80x24",            SCENE_NOBODY,    SCENE_LINK_UP,         24,  80, 0,      { 0 } },
    { "empty-40x12",            SCENE_NOBODY,    SCENE_LINK_UP,         12,  40, 0,      { 0 } },
    { "hostile-80x24",          SCENE_HOSTILE,   SCENE_LINK_UP,         24,  80, 0,      { 0 } },
    { "hostile-80x24-ascii",    SCENE_HOSTILE,   SCENE_LINK_UP,         24,  80, ASCII,  { 0 } },
    { "hostile-40x12",          SCENE_HOSTILE,   SCENE_LINK_UP,         12,  40, 0,      { 0 } },
    { "hostile-120x24",         SCENE_HOSTILE,   SCENE_LINK_UP,         24, 120, 0,      { 0 } },
    { "hostile-events",         SCENE_HOSTILE,   SCENE_LINK_UP,         24,  80, 0,      { 'e' } },
    { "locations-80x24",        SCENE_LOCATIONS, SCENE_LINK_UP,         24,  80, 0,      { 0 } },
    { "locations-120x24",       SCENE_LOCATIONS, SCENE_LINK_UP,         24, 120, 0,      { 0 } },
    { "filter-80x24",           SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, STYLES, { '\\', 't', '>', '2', '0' } },
    { "filter-40x12",           SCENE_HOUSE,     SCENE_LINK_UP,         12,  40, 0,      { '\\', '-', '0', ENTER } },
    { "filter-40x10",           SCENE_HOUSE,     SCENE_LINK_UP,         10,  40, 0,      { '\\', '-', '0', ENTER } },
    { "filter-prompt-40x10",    SCENE_HOUSE,     SCENE_LINK_UP,         10,  40, 0,      { '\\', '-', '0' } },
    { "search-not-found",       SCENE_HOUSE,     SCENE_LINK_UP,         12,  80, 0,      { '/', 'x', 'y' } },
    { "problems-only-80x24",    SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, 0,      { 'f', '*' } },
    { "groups-80x24",           SCENE_LOCATIONS, SCENE_LINK_UP,         24,  80, STYLES, { 'j', 'j', 'G', ' ', 'j' } },
    { "groups-40x12-ascii",     SCENE_LOCATIONS, SCENE_LINK_UP,         12,  40, ASCII,  { 'G', ' ' } },
    { "tiles-80x24-styles",     SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, STYLES, { 'g', '!', KEYCODE_DOWN, KEYCODE_RIGHT } },
    { "tiles-80x24-ascii",      SCENE_HOUSE,     SCENE_LINK_UP,         24,  80, ASCII,  { 'g', 'u' } },
    { "tiles-40x12",            SCENE_HOUSE,     SCENE_LINK_UP,         12,  40, 0,      { 'g', KEYCODE_END } },
    { "tiles-200x60",           SCENE_CROWD,     SCENE_LINK_UP,         60, 200, 0,      { 'g' } },
    { "tiles-hostile",          SCENE_HOSTILE,   SCENE_LINK_UP,         24, 120, 0,      { 'g' } },
    { "tiles-locations",        SCENE_LOCATIONS, SCENE_LINK_UP,         12,  80, 0,      { 'g' } },
    { "tiles-of-groups",        SCENE_LOCATIONS, SCENE_LINK_UP,         12,  80, 0,      { 'G', 'g' } },
    { "alerts-80x24",           SCENE_ALERTS,    SCENE_LINK_UP,         24,  80, 0,      { 0 } },
    { "alerts-100x12",          SCENE_ALERTS,    SCENE_LINK_UP,         12, 100, STYLES, { 'u' } },
    { "alerts-events",          SCENE_ALERTS,    SCENE_LINK_UP,         24,  80, 0,      { 'e' } },
    { "alerts-silenced",        SCENE_ALERTS,    SCENE_LINK_UP,         24,  80, STYLES, { 'j', 'z', ENTER, 'j', 'M', ENTER, 'A' } },
    { "alerts-maintained",      SCENE_ALERTS,    SCENE_LINK_UP,         24, 100, 0,      { 'j', 'z', ENTER, 'j', 'M', ENTER, ENTER } },
    { "maintenance-prompt",     SCENE_ALERTS,    SCENE_LINK_UP,         12,  80, 0,      { 'M', KEYCODE_RIGHT, '!', ENTER } },
    { "maintenance-prompt-40x10", SCENE_ALERTS, SCENE_LINK_UP,         10,  40, STYLES, { 'j', 'j', 'j', 'j', 'M' } },
    { "nothing-to-snooze",      SCENE_HOUSE,     SCENE_LINK_UP,         12,  80, 0,      { KEYCODE_END, 'z' } },
    { "crowd-last",             SCENE_CROWD,     SCENE_LINK_UP,         12,  80, STYLES, { KEYCODE_END, KEYCODE_UP } },
};
// clang-format on

/* Every view in every size, with the style of every cell, and in ASCII. */
static const struct {
    const char *name;
    int keys[2];
} views[] = {
    { "grid", { 0 } },     { "tiles", { 'g' } }, { "detail", { '!', ENTER } },
    { "events", { 'e' } }, { "link", { 'i' } },  { "help", { '?' } },
};

static const struct {
    int rows, cols;
} sizes[] = { { 24, 80 }, { 10, 40 }, { 12, 40 }, { 60, 200 } };

/* --- files ----------------------------------------------------------------- */

static void golden_path(const char *name, struct buf *out)
{
    const char *top = getenv("top_srcdir");

    buf_addf(out, "%s/tests/golden/%s.txt", top ? top : ".", name);
}

static bool golden_read(const char *name, struct buf *out)
{
    struct buf path = { 0 };
    char chunk[4096];
    FILE *file;
    size_t n;

    golden_path(name, &path);
    file = fopen(buf_text(&path), "r");
    buf_finish(&path);
    if (!file)
        return false;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(out, chunk, n);
    fclose(file);
    return true;
}

static void golden_write(const char *name, const struct buf *text)
{
    struct buf path = { 0 };
    FILE *file;

    golden_path(name, &path);
    file = fopen(buf_text(&path), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->len, file), text->len);
    assert_int_equal(fclose(file), 0);
    buf_finish(&path);
}

static size_t golden_line_len(const char *text)
{
    return strcspn(text, "\n");
}

static const char *golden_next_line(const char *text)
{
    text += golden_line_len(text);
    return *text ? text + 1 : text;
}

static void golden_print_difference(const char *expected, const char *got)
{
    for (int line = 1; *expected || *got; line++) {
        size_t expected_len = golden_line_len(expected), got_len = golden_line_len(got);

        if (expected_len != got_len || memcmp(expected, got, got_len) != 0)
            print_error("%3d - %.*s\n    + %.*s\n", line, (int)expected_len, expected, (int)got_len,
                        got);
        expected = golden_next_line(expected);
        got = golden_next_line(got);
    }
}

/* --- tests ----------------------------------------------------------------- */

static void screen_format(const struct screen *screen, struct buf *out)
{
    struct scene scene;

    scene_init(&scene, screen->play, screen->link, screen->flags & ASCII);
    scene_draw(&scene, screen->rows, screen->cols);
    for (size_t i = 0; i < KEYS_MAX && screen->keys[i]; i++) {
        scene_press(&scene, screen->keys[i]);
        scene_draw(&scene, screen->rows, screen->cols);
    }
    canvas_format(&scene.canvas, screen->flags & STYLES, out);
    scene_finish(&scene);
}

/* False: it is not the picture on file. */
static bool screen_check(const struct screen *screen)
{
    struct buf expected = { 0 }, got = { 0 };
    bool is_same;

    screen_format(screen, &got);
    if (getenv("UPDATE_GOLDEN"))
        golden_write(screen->name, &got);
    is_same = golden_read(screen->name, &expected) && strcmp(expected.data, got.data) == 0;
    if (!is_same) {
        print_error("%s differs from its picture (UPDATE_GOLDEN=1 writes it anew)\n", screen->name);
        golden_print_difference(buf_text(&expected), buf_text(&got));
    }
    buf_finish(&expected);
    buf_finish(&got);
    return is_same;
}

static void test_screens(void **state)
{
    int n_different = 0;

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(screens); i++)
        n_different += !screen_check(&screens[i]);
    assert_int_equal(n_different, 0);
}

static bool view_check(size_t view, size_t size, int flags)
{
    struct screen screen = { .play = SCENE_HOUSE,
                             .link = SCENE_LINK_UP,
                             .rows = sizes[size].rows,
                             .cols = sizes[size].cols,
                             .flags = flags };
    struct buf name = { 0 };
    bool is_same;

    buf_addf(&name, "views/%s-%dx%d%s", views[view].name, screen.cols, screen.rows,
             flags == ASCII ? "-ascii" : "");
    screen.name = name.data;
    memcpy(screen.keys, views[view].keys, sizeof views[view].keys);
    is_same = screen_check(&screen);
    buf_finish(&name);
    return is_same;
}

static void test_views(void **state)
{
    int n_different = 0;

    (void)state;
    for (size_t view = 0; view < ROW_COUNT(views); view++)
        for (size_t size = 0; size < ROW_COUNT(sizes); size++) {
            n_different += !view_check(view, size, STYLES);
            n_different += !view_check(view, size, ASCII);
        }
    assert_int_equal(n_different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screens),
        cmocka_unit_test(test_views),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
