/* SPDX-License-Identifier: MIT
 *
 * Bytes of a terminal, and the keys that they are. Each row is fed at once, byte by byte, and in
 * two parts cut everywhere: always the same keys.
 */
#include "io/term-input.h"

#include "core/buf.h"
#include "ui/keycode.h"

#include "row.h"

static const struct {
    const char *name;
    const char *bytes;
    const char *keys; /* with blanks between */
} key_rows[] = {
    { "letters", "qJ", "q J" },
    { "UTF-8", "é温🌡", "U+00E9 U+6E29 U+1F321" },
    { "return and tab", "\r\n\t\033[Z", "Enter Enter Tab Shift-Tab" },
    { "backspace, both", "\b\x7f", "Backspace Backspace" },
    { "control", "\x0c\x01", "Ctrl-L Ctrl-A" },
    { "broken UTF-8", "a\xff\xc3(\xe2\x82 b", "a ( Space b" },
    { "a C1 control",
      "\xc2\x9b"
      "A",
      "A" },
    { "arrows", "\033[A\033[B\033[C\033[D", "Up Down Right Left" },
    { "arrows of the application", "\033OA\033OB\033OC\033OD", "Up Down Right Left" },
    { "arrows with modifiers", "\033[1;5A\033[1;2D", "Up Left" },
    { "home and end", "\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~",
      "Home End Home End Home End Home End" },
    { "pages", "\033[5~\033[6~\033[5;5~", "PgUp PgDn PgUp" },
    { "F1 to F4", "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4" },
    { "F1 to F5 of linux", "\033[[A\033[[E", "F1 F5" },
    { "F1 to F12 of VT", "\033[11~\033[15~\033[17~\033[21~\033[24~", "F1 F5 F6 F10 F12" },
    { "enter of the keypad", "\033OM", "Enter" },
    { "escape", "\033", "Esc" },
    { "escape twice", "\033\033", "Esc Esc" },
    { "Alt and a key", "\033x", "Esc x" },
    { "Alt and a bracket", "\033[", "Esc [" },
    { "escape and an arrow", "\033\033[A", "Esc Up" },
    { "the terminal's own", "\033?q\033?1", "F2 F3" },
    { "what it is", "a\033[?62;22cb", "a b" },
    { "where the cursor is", "a\033[12;40Rb", "a b" },
    { "a focus report", "\033[I\033[Oq", "q" },
    { "pasted", "\033[200~q\033[201~", "q" },
    { "a colour", "a\033]11;rgb:0000/0000/0000\033\\b", "a b" },
    { "a colour, ended by BEL", "a\033]11;rgb:0000/0000/0000\007b", "a b" },
    { "a control string", "a\033P1$r0m\033\\\033_Gi=1;OK\033\\b", "a b" },
    { "a control string that an arrow ends", "a\033]0;x\033[A", "a Up" },
    { "an unknown one", "\033[99;1;2;3;4~\033[>0qz", "z" },
    { "broken off by return", "\033[12\rq", "Enter q" },
    { "a click", "\033[<0;10;5M\033[<0;10;5m", "click@4,9" },
    { "a click with control", "\033[<16;1;1M", "click@0,0" },
    { "the wheel", "\033[<64;200;50M\033[<65;1;1M", "up@49,199 down@0,0" },
    { "other buttons, moving", "\033[<2;10;5M\033[<35;10;5Mq", "q" },
    { "far away", "\033[<0;99999;1M\033[<0;0;1M\033[<0;1;10001Mq", "q" },
    { "a click of old", "\033[M !!", "click@0,0" },
    { "the wheel of old", "\033[M`*&\033[Ma*&", "up@5,9 down@5,9" },
    { "a release of old", "\033[M#!!q", "q" },
};

static void put_key(const struct term_input *input, int key, struct buf *out)
{
    static const char *const kinds[] = {
        [MOUSE_CLICK] = "click", [MOUSE_WHEEL_UP] = "up", [MOUSE_WHEEL_DOWN] = "down"
    };

    if (out->len)
        buf_puts(out, " ");
    if (key == KEYCODE_MOUSE)
        buf_addf(out, "%s@%d,%d", kinds[input->mouse.kind], input->mouse.row, input->mouse.col);
    else
        keycode_format(key, out);
}

static void feed(struct term_input *input, const char *bytes, size_t len, bool is_all,
                 struct buf *out)
{
    int key;

    assert_int_equal(term_input_feed(input, bytes, len), len);
    while ((key = term_input_next(input, is_all)) != KEYCODE_NONE)
        put_key(input, key, out);
}

/* In pieces of two lengths in turn. */
static void check_pieces(const char *name, const char *bytes, size_t first, size_t second,
                         const char *expected)
{
    struct term_input input = { 0 };
    struct buf out = { 0 };
    size_t len = strlen(bytes);

    term_input_add_key(&input, "\033?q", KEYCODE_F1 + 1);
    term_input_add_key(&input, "\033?1", KEYCODE_F1 + 2);
    term_input_add_key(&input, NULL, KEYCODE_F1);
    term_input_add_key(&input, "\033-much-too-long", KEYCODE_F1);
    for (size_t at = 0, n = 0; at < len; n++) {
        size_t piece = n % 2 ? second : first;

        piece = piece < len - at ? piece : len - at;
        feed(&input, bytes + at, piece, false, &out);
        at += piece;
    }
    feed(&input, "", 0, true, &out);
    row_check(name, !term_input_is_waiting(&input));
    row_check_text(name, buf_text(&out), expected);
    buf_finish(&out);
}

static void test_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(key_rows); i++) {
        size_t len = strlen(key_rows[i].bytes);

        check_pieces(key_rows[i].name, key_rows[i].bytes, 1, 1, key_rows[i].keys);
        for (size_t first = 1; first <= len; first++)
            check_pieces(key_rows[i].name, key_rows[i].bytes, first, len, key_rows[i].keys);
    }
}

/* However long: it is taken, and the next key counts. */
static void test_endless(void **state)
{
    static const char *const begins[] = { "\033]52;c;", "\033P", "\033[", "\033[1;" };
    static const char digits[] = "0123456789";

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(begins); i++) {
        struct term_input input = { 0 };
        struct buf out = { 0 };

        feed(&input, begins[i], strlen(begins[i]), false, &out);
        for (int n = 0; n < 1000; n++)
            feed(&input, digits, i < 2 ? strlen(digits) : 1, false, &out);
        if (i >= 2) /* the scrap of a sequence is dropped, what is after it may be keys */
            buf_clear(&out);
        feed(&input, i < 2 ? "\033\\" : "m", i < 2 ? 2 : 1, false, &out);
        buf_clear(&out);
        feed(&input, "q", 1, true, &out);
        row_check_text(begins[i], buf_text(&out), "q");
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_endless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
