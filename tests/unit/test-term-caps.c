/* SPDX-License-Identifier: MIT
 *
 * What terminfo says of real terminals, and what becomes of a style on them.
 */
#include "io/term-pens.h"

#include "row.h"

static const struct {
    const char *type;
    int colours;
    bool has_title, has_clipboard, has_mouse;
    const char *crit, *dim, *good; /* from any pen; the scheme is the default one */
} type_rows[] = {
    { "xterm-256color", 256, true, true, true, "\033[;1;37;41m", "\033[;2m", "\033[;32m" },
    { "tmux-256color", 256, true, true, true, "\033[;1;37;41m", "\033[;2m", "\033[;32m" },
    { "screen", 8, false, false, true, "\033[;1;37;41m", "\033[;2m", "\033[;32m" },
    { "linux", 8, false, false, true, "\033[;1;37;41m", "\033[;2m", "\033[;32m" },
    { "vt100", 0, false, false, false, "\033[;1m", "\033[m", "\033[m" },
};

static void test_types(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(type_rows); i++) {
        const char *name = type_rows[i].type;
        struct term_caps caps;
        struct term_pens pens;
        struct buf err = { 0 };

        row_check(name, term_caps_init(&caps, name, &err));
        row_check(name, caps.colours == type_rows[i].colours);
        row_check(name, !!caps.strings[TERM_TITLE_BEGIN] == type_rows[i].has_title);
        row_check(name, !!caps.strings[TERM_TITLE_END] == type_rows[i].has_title);
        row_check(name, !!caps.strings[TERM_CLIPBOARD] == type_rows[i].has_clipboard);
        row_check(name, !!caps.strings[TERM_MOUSE] == type_rows[i].has_mouse);
        row_check(name, caps.is_ansi[TERM_CUP] && caps.has_controls && !caps.last_cell_scrolls);
        row_check(name, !strstr(caps.strings[TERM_CLEAR], "$<"));
        term_pens_init(&pens, &caps, SCHEME_DEFAULT);
        row_check_text(name, pens.pens[STYLE_CRIT].from_any, type_rows[i].crit);
        row_check_text(name, pens.pens[STYLE_DIM].from_any, type_rows[i].dim);
        row_check_text(name, pens.pens[STYLE_GOOD].from_any, type_rows[i].good);
        term_pens_finish(&pens);
        term_caps_finish(&caps);
        buf_finish(&err);
    }
}

static void test_refusals(void **state)
{
    static const struct {
        const char *type;
        const char *expected;
    } rows[] = {
        { "dumb", "TERM: this terminal type cannot move the cursor, xterm-256color or linux would "
                  "do: 'dumb'" },
        { "no-such-terminal", "TERM: no such terminal type is known here, xterm-256color or linux "
                              "would do: 'no-such-terminal'" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct term_caps caps;
        struct buf err = { 0 };

        row_check(rows[i].type, !term_caps_init(&caps, rows[i].type, &err));
        row_check_text(rows[i].type, buf_text(&err), rows[i].expected);
        buf_finish(&err);
    }
}

/* The fast way and terminfo's own agree. */
static void test_parameters(void **state)
{
    static const struct {
        enum term_cap cap;
        int a, b;
        const char *expected;
    } rows[] = {
        { TERM_CUP, 0, 0, "\033[H" },          { TERM_CUP, 4, 0, "\033[5H" },
        { TERM_CUP, 0, 9, "\033[1;10H" },      { TERM_CUP, 99, 199, "\033[100;200H" },
        { TERM_CUF, 1, 0, "\033[C" },          { TERM_CUF, 10, 0, "\033[10C" },
        { TERM_CUB, 3, 0, "\033[3D" },         { TERM_EL, 0, 0, "\033[K" },
        { TERM_FOREGROUND, 3, 0, "\033[33m" }, { TERM_FOREGROUND, 208, 0, "\033[38;5;208m" },
    };
    struct term_caps caps;
    struct buf err = { 0 }, out = { 0 };

    (void)state;
    assert_true(term_caps_init(&caps, "xterm-256color", &err));
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        buf_clear(&out);
        term_caps_put(&caps, rows[i].cap, rows[i].a, rows[i].b, &out);
        row_check_text(rows[i].expected, buf_text(&out), rows[i].expected);
    }
    caps.is_ansi[TERM_CUP] = false;
    buf_clear(&out);
    term_caps_put(&caps, TERM_CUP, 99, 199, &out);
    assert_string_equal(buf_text(&out), "\033[100;200H");
    buf_finish(&out);
    buf_finish(&err);
    term_caps_finish(&caps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_parameters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
