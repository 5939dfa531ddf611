/* SPDX-License-Identifier: MIT */
#include "ui/prompt.h"

#include "row.h"
#include "ui/keycode.h"

enum { KEYS_MAX = 8, BACKSPACE = KEYCODE_BACKSPACE, CTRL_U = 'U' - '@' };

/* The last key decides the result. */
static const struct {
    const char *name;
    int keys[KEYS_MAX];
    enum prompt_result expected;
    const char *text;
} rows[] = {
    { "letters", { 'a', ' ', '~' }, PROMPT_EDITED, "oa ~" },
    { "two bytes", { 0xe9 }, PROMPT_EDITED, "o\xc3\xa9" },
    { "three bytes", { 0x20ac }, PROMPT_EDITED, "o\xe2\x82\xac" },
    { "four bytes", { 0x1f321 }, PROMPT_EDITED, "o\xf0\x9f\x8c\xa1" },
    { "backspace takes a whole character", { 0x1f321, BACKSPACE }, PROMPT_EDITED, "o" },
    { "delete", { 'a', 0x7f }, PROMPT_EDITED, "o" },
    { "Ctrl-H", { 'a', 'H' - '@' }, PROMPT_EDITED, "o" },
    { "Ctrl-U", { 'a', CTRL_U }, PROMPT_EDITED, "" },
    { "backspace in an empty one leaves", { CTRL_U, BACKSPACE }, PROMPT_CANCELLED, "" },
    { "Enter", { 'k', KEYCODE_ENTER }, PROMPT_DONE, "ok" },
    { "Esc", { 'k', KEYCODE_ESCAPE }, PROMPT_CANCELLED, "ok" },
    { "an arrow is not for it", { KEYCODE_DOWN }, PROMPT_UNUSED, "o" },
    { "nor a function key", { KEYCODE_F1 }, PROMPT_UNUSED, "o" },
    { "nor a control character", { 'L' - '@' }, PROMPT_UNUSED, "o" },
    { "nor one of C1", { 0x9b }, PROMPT_UNUSED, "o" },
    { "nor half a character", { 0xd800 }, PROMPT_UNUSED, "o" },
};

static void test_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct prompt prompt = { 0 };
        enum prompt_result result = PROMPT_UNUSED;
        bool leaves = rows[i].expected == PROMPT_DONE || rows[i].expected == PROMPT_CANCELLED;

        prompt_open(&prompt, PROMPT_FILTER, "o");
        for (size_t k = 0; k < KEYS_MAX && rows[i].keys[k]; k++)
            result = prompt_key(&prompt, rows[i].keys[k]);
        row_check(rows[i].name, result == rows[i].expected);
        row_check_text(rows[i].name, buf_text(&prompt.text), rows[i].text);
        row_check(rows[i].name, (prompt.kind == PROMPT_CLOSED) == leaves);
        prompt_finish(&prompt);
    }
}

/* What is offered is typed over, unless it is gone on with. */
static const struct {
    const char *name;
    int keys[KEYS_MAX];
    enum prompt_result expected;
    const char *text;
} offers[] = {
    { "taken", { KEYCODE_ENTER }, PROMPT_DONE, "1h" },
    { "typed over", { '2', 'd' }, PROMPT_EDITED, "2d" },
    { "gone on with by backspace", { BACKSPACE, 'm' }, PROMPT_EDITED, "1m" },
    { "by an arrow", { KEYCODE_RIGHT, 'x' }, PROMPT_EDITED, "1hx" },
    { "the first one alone", { KEYCODE_LEFT, KEYCODE_LEFT }, PROMPT_UNUSED, "1h" },
    { "emptied", { CTRL_U, 'x' }, PROMPT_EDITED, "x" },
};

static void test_offers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(offers); i++) {
        struct prompt prompt = { 0 };
        enum prompt_result result = PROMPT_UNUSED;

        prompt_offer(&prompt, PROMPT_SNOOZE, "1h");
        for (size_t k = 0; k < KEYS_MAX && offers[i].keys[k]; k++)
            result = prompt_key(&prompt, offers[i].keys[k]);
        row_check(offers[i].name, result == offers[i].expected);
        row_check_text(offers[i].name, buf_text(&prompt.text), offers[i].text);
        prompt_finish(&prompt);
    }
}

static void test_it_is_bounded(void **state)
{
    struct prompt prompt = { 0 };

    (void)state;
    prompt_open(&prompt, PROMPT_SEARCH, "");
    for (int i = 0; i < 1000; i++)
        prompt_key(&prompt, i % 2 ? 'x' : 0x20ac);
    assert_true(prompt.text.len <= PROMPT_BYTES_MAX);
    assert_true(text_is_utf8(prompt.text.data, prompt.text.len));
    prompt_finish(&prompt);
}

/* One sees the end of what one types. */
static void test_a_long_text_shows_its_end(void **state)
{
    struct prompt prompt = { 0 };
    struct canvas canvas;
    struct buf text = { 0 };

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 1, 60);
    prompt_open(&prompt, PROMPT_FILTER, "0123456789abcdefghijklmnopqrstuvwxyz");
    prompt_draw(&prompt, "1 of 2", &canvas, 0);
    canvas_format(&canvas, true, &text);
    assert_string_equal(text.data, " Filter: hijklmnopqrstuvwxyz                          1 of 2\n"
                                   ".ttttttt....................S\n");
    buf_finish(&text);
    canvas_finish(&canvas);
    prompt_finish(&prompt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_offers),
        cmocka_unit_test(test_it_is_bounded),
        cmocka_unit_test(test_a_long_text_shows_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
