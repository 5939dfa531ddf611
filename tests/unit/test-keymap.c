/* SPDX-License-Identifier: MIT */
#include "ui/keymap.h"

#include "row.h"

enum { KEYS_MAX = 3 };

// clang-format off
/* What the keys of the actions are then, "mute quit" or so, or the sentence. */
static const struct {
    const char *name;
    struct { const char *action, *keys; } wanted[KEYS_MAX];
    enum action action;
    const char *expected;
} rows[] = {
    { "nothing", { { 0 } }, ACTION_QUIT, "F10, q" },
    { "another key", { { "quit", "ß" } }, ACTION_QUIT, "U+00DF" },
    { "several", { { "quit", "Ä, F12 ,Ctrl-X" } }, ACTION_QUIT, "U+00C4, F12, Ctrl-X" },
    { "others stay", { { "quit", "ß" } }, ACTION_MUTE, "m" },
    { "none", { { "mute", "none" } }, ACTION_MUTE, "" },
    { "names", { { "mute", "Space, Comma, PgUp" }, { "fold", "ä" }, { "page-up", "none" } }, ACTION_MUTE, "Space, Comma, PgUp" },
    { "beyond ASCII", { { "mute", "ß" } }, ACTION_MUTE, "U+00DF" },
    { "two change places", { { "mute", "q" }, { "quit", "m" } }, ACTION_MUTE, "q" },
    { "the same key on other screens", { { "shorter", "ß" }, { "tiles", "ß" } }, ACTION_TILES, "U+00DF" },
    { "only blanks between", { { "mute", "ß Ä" } }, ACTION_MUTE, "U+00DF, U+00C4" },

    { "no such action", { { "mutt", "x" } }, 0, "f:1: [keys] mutt: no such action; did you mean mute?" },
    { "no action at all", { { "zzzzzz", "x" } }, 0,
      "f:1: [keys] zzzzzz: no such action; sensortop.conf(5) lists them all" },
    { "no such key", { { "mute", "F13" } }, 0,
      "f:1: [keys] mute: not a key such as x, F7, Ctrl-X, Space, Comma: 'F13'" },
    { "no key", { { "mute", "" } }, 0,
      "f:1: [keys] mute: not a key such as x, F7, Ctrl-X, Space, Comma: ''" },
    { "one missing", { { "mute", "ß,,ä" } }, 0,
      "f:1: [keys] mute: not a key such as x, F7, Ctrl-X, Space, Comma: ''" },
    { "a signal", { { "mute", "Ctrl-C" } }, 0,
      "f:1: [keys] mute: not a key such as x, F7, Ctrl-X, Space, Comma: 'Ctrl-C'" },
    { "too many", { { "mute", "1, 2, 3, 4" } }, 0, "f:1: [keys] mute: not more than 3 keys: '1, 2, 3, 4'" },
    { "taken", { { "ack", "ß" }, { "mute", "q" } }, 0,
      "f:2: [keys] mute: q is a key of quit, too, which needs another one" },
    { "the same for two", { { "mute", "ß" }, { "ack", "ß" } }, 0,
      "f:1: [keys] mute: U+00DF is a key of ack, too, which needs another one" },
    { "no way out", { { "quit", "none" } }, 0, "f:1: [keys] quit: needs a key: 'none'" },
};
// clang-format on

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct config_keys wanted = { 0 };
        struct keymap keymap;
        struct buf got = { 0 };

        for (unsigned n = 0; n < KEYS_MAX && rows[i].wanted[n].action; n++)
            config_keys_set(&wanted,
                            &(struct config_key){ .action = (char *)rows[i].wanted[n].action,
                                                  .keys = (char *)rows[i].wanted[n].keys,
                                                  .path = (char *)"f",
                                                  .line = n + 1 });
        if (keymap_make(&keymap, &wanted, &got))
            keymap_format(&keymap, rows[i].action, ", ", &got);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
        config_keys_finish(&wanted);
    }
}

/* Whatever a key is called in help and footer can be written in a file. */
static void test_names_are_read_back(void **state)
{
    (void)state;
    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++)
        for (size_t k = 0; k < ACTION_KEYS_MAX && action_get(action)->keys[k]; k++) {
            int key;
            struct buf name = { 0 };

            keycode_format(action_get(action)->keys[k], &name);
            row_check(buf_text(&name), keycode_parse(name.data, name.len, &key));
            row_check(buf_text(&name), key == action_get(action)->keys[k]);
            buf_finish(&name);
        }
}

static void test_find(void **state)
{
    struct config_keys wanted = { 0 };
    struct keymap keymap;
    struct buf err = { 0 };

    (void)state;
    config_keys_set(&wanted, &(struct config_key){ (char *)"mute", (char *)"ß", (char *)"f", 1 });
    assert_true(keymap_make(&keymap, &wanted, &err));
    assert_int_equal(keymap_find(&keymap, 0xdf, ACTION_ON_GRID), ACTION_MUTE);
    assert_int_equal(keymap_find(&keymap, 'm', ACTION_ON_GRID), ACTION_NONE);
    assert_int_equal(keymap_find(&keymap, 'q', ACTION_ON_GRID), ACTION_QUIT);
    config_keys_finish(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_names_are_read_back),
        cmocka_unit_test(test_find),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
