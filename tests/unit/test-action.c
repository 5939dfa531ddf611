/* SPDX-License-Identifier: MIT */
#include "ui/keymap.h"

#include "row.h"

static const struct {
    const char *name;
    int key;
    enum action expected;
    unsigned screen; /* 0: the grid */
} find_rows[] = {
    { "a letter", 'q', ACTION_QUIT },
    { "its twin", KEYCODE_F1 + 9, ACTION_QUIT },
    { "upper case is another key", 'Q', ACTION_NONE },
    { "upper case", 'I', ACTION_INVERT },
    { "F1", KEYCODE_F1, ACTION_HELP },
    { "question mark", '?', ACTION_HELP },
    { "F6 asks for the order", KEYCODE_F1 + 5, ACTION_SORT_MENU },
    { "up in a menu", 'k', ACTION_UP, ACTION_ON_MENU },
    { "escape from a menu", KEYCODE_ESCAPE, ACTION_CANCEL, ACTION_ON_MENU },
    { "no order in a menu", 'I', ACTION_NONE, ACTION_ON_MENU },
    { "arrow", KEYCODE_DOWN, ACTION_DOWN },
    { "control", 'L' - '@', ACTION_REPAINT },
    { "escape", KEYCODE_ESCAPE, ACTION_BACK, ACTION_ON_HELP },
    { "nothing to go back to from the grid", KEYCODE_ESCAPE, ACTION_CLEAR },
    { "no order in the events", 'I', ACTION_NONE, ACTION_ON_EVENTS },
    { "a time in the detail alone", '+', ACTION_LONGER, ACTION_ON_DETAIL },
    { "left in the tiles", KEYCODE_LEFT, ACTION_LEFT, ACTION_ON_TILES },
    { "left in the detail", KEYCODE_LEFT, ACTION_SHORTER, ACTION_ON_DETAIL },
    { "a page in the detail", KEYCODE_PAGE_DOWN, ACTION_PAGE_DOWN, ACTION_ON_DETAIL },
    { "and back", KEYCODE_PAGE_UP, ACTION_PAGE_UP, ACTION_ON_DETAIL },
    { "no end of the detail", KEYCODE_END, ACTION_NONE, ACTION_ON_DETAIL },
    { "enter", KEYCODE_ENTER, ACTION_DETAIL },
    { "no key", KEYCODE_NONE, ACTION_NONE },
    { "resize is no key", KEYCODE_RESIZE, ACTION_NONE },
    { "hangup is no key", KEYCODE_HANGUP, ACTION_NONE },
    { "negative", -1, ACTION_NONE },
    { "beyond all", KEYCODE_F12 + 1, ACTION_NONE },
    { "a letter from far away", 0x416, ACTION_NONE },
};

static const struct {
    const char *expected;
    int key;
} format_rows[] = {
    { "F1", KEYCODE_F1 },
    { "F10", KEYCODE_F1 + 9 },
    { "F12", KEYCODE_F12 },
    { "Up", KEYCODE_UP },
    { "PgDn", KEYCODE_PAGE_DOWN },
    { "Esc", KEYCODE_ESCAPE },
    { "Ctrl-L", 'L' - '@' },
    { "j", 'j' },
    { "<", '<' },
    { "Space", ' ' },
    { "U+0416", 0x416 },
    { "U+007F", 0x7f },
    { "U+1F321", 0x1f321 },
};

static void test_find(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(find_rows); i++) {
        unsigned screen = find_rows[i].screen ? find_rows[i].screen : ACTION_ON_GRID;
        struct keymap keymap;

        keymap_init(&keymap);
        row_check(find_rows[i].name,
                  keymap_find(&keymap, find_rows[i].key, screen) == find_rows[i].expected);
    }
}

static void test_format_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf text = { 0 };

        keycode_format(format_rows[i].key, &text);
        row_check_text(format_rows[i].expected, buf_text(&text), format_rows[i].expected);
        buf_finish(&text);
    }
}

static bool is_function_key(int key)
{
    return key >= KEYCODE_F1 && key <= KEYCODE_F12;
}

static bool has_letter(const struct action_row *row)
{
    for (size_t k = 0; k < ACTION_KEYS_MAX && row->keys[k]; k++)
        if (!is_function_key(row->keys[k]))
            return true;
    return false;
}

static void test_every_row_is_whole(void **state)
{
    (void)state;
    for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT_; a++) {
        const struct action_row *row = action_get(a);

        assert_non_null(row->name);
        row_check(row->name, row->action == a);
        row_check(row->name, row->group && *row->group);
        row_check(row->name, row->help && *row->help);
        row_check(row->name,
                  row->screens && !(row->screens & ~(unsigned)(ACTION_ON_ALL | ACTION_ON_MENU)));
        row_check(row->name,
                  has_letter(row)); /* an F-key alone is out of reach in some terminals */
    }
}

static void test_every_key_has_one_meaning(void **state)
{
    struct keymap keymap;

    (void)state;
    keymap_init(&keymap);
    for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT_; a++) {
        const struct action_row *row = action_get(a);

        for (unsigned screen = 1; screen <= ACTION_ON_MENU; screen <<= 1)
            for (size_t k = 0; k < ACTION_KEYS_MAX && row->keys[k] && row->screens & screen; k++)
                row_check(row->name, keymap_find(&keymap, row->keys[k], screen) == a);
    }
}

/* The help view makes a heading where the group changes. */
static void test_groups_are_together(void **state)
{
    (void)state;
    for (enum action a = ACTION_NONE + 2; a < ACTION_COUNT_; a++)
        for (enum action before = ACTION_NONE + 1; before + 1 < a; before++)
            if (strcmp(action_get(before)->group, action_get(a)->group) == 0)
                row_check_text(action_get(a)->name, action_get(a - 1)->group, action_get(a)->group);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_format_key),
        cmocka_unit_test(test_every_row_is_whole),
        cmocka_unit_test(test_every_key_has_one_meaning),
        cmocka_unit_test(test_groups_are_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
