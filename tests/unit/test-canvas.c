/* SPDX-License-Identifier: MIT */
#include "ui/canvas.h"

#include "row.h"

/* On a row of 12 dots, a text in a field. */
static const struct {
    const char *name;
    const char *text;
    int col, width_cols;
    enum canvas_align align;
    bool ascii;
    const char *expected;
    int expected_cols;
} put_rows[] = {
    { "fits", "abc", 2, 3, CANVAS_LEFT, false, "..abc.......", 3 },
    { "is filled", "abc", 2, 5, CANVAS_LEFT, false, "..abc  .....", 3 },
    { "to the right", "abc", 2, 5, CANVAS_RIGHT, false, "..  abc.....", 3 },
    { "nothing blanks the field", "", 2, 3, CANVAS_LEFT, false, "..   .......", 0 },
    { "is cut", "abcdef", 2, 4, CANVAS_LEFT, false, "..abc…......", 4 },
    { "cut to the right as well", "abcdef", 2, 4, CANVAS_RIGHT, false, "..abc…......", 4 },
    { "cut in ASCII", "abcdef", 2, 4, CANVAS_LEFT, true, "..abc~......", 4 },
    { "one column", "abc", 2, 1, CANVAS_LEFT, false, "..….........", 1 },
    { "no column", "abc", 2, 0, CANVAS_LEFT, false, "............", 0 },
    { "less than none", "abc", 2, -3, CANVAS_LEFT, false, "............", 0 },
    { "beyond the end", "abcdef", 9, 6, CANVAS_LEFT, false, ".........abc", 6 },
    { "before the start", "abcdef", -2, 6, CANVAS_LEFT, false, "cdef........", 6 },
    { "far outside", "abc", 100, 6, CANVAS_LEFT, false, "............", 3 },
    { "wide", "温度", 1, 4, CANVAS_LEFT, false, ".温度.......", 4 },
    { "wide to the right", "温", 1, 4, CANVAS_RIGHT, false, ".  温.......", 2 },
    { "wide is cut whole", "温度", 1, 3, CANVAS_LEFT, false, ".温…........", 3 },
    { "half of a wide one is a blank", "温度", 1, 2, CANVAS_LEFT, false, ".… .........", 1 },
    { "half beyond the end", "a温", 10, 3, CANVAS_LEFT, false, "..........a ", 3 },
    { "half before the start", "温a", -1, 3, CANVAS_LEFT, false, " a..........", 3 },
    { "wide in ASCII", "温a", 1, 4, CANVAS_LEFT, true, ".??a .......", 3 },
    { "our glyphs in ASCII", "31 °C – ↑▄", 1, 10, CANVAS_LEFT, true, ".31 C - ^- .", 9 },
    { "other signs in ASCII", "é ж ½", 1, 6, CANVAS_LEFT, true, ".? ? ? .....", 5 },
    { "a mark stays on its letter", "e\xcc\x81!", 1, 3, CANVAS_LEFT, false, ".e\xcc\x81! ........",
      2 },
    { "an escape sequence", "\x1b[2J", 1, 8, CANVAS_LEFT, false, ".\\x1b[2J ...", 7 },
    { "a line break", "a\nb", 1, 8, CANVAS_LEFT, false, ".a\\x0ab  ...", 6 },
    { "a broken byte", "\xff", 1, 4, CANVAS_LEFT, false, ".\\xff.......", 4 },
    { "a right-to-left override", "\xe2\x80\xae", 1, 8, CANVAS_LEFT, false, ".\\u{202e}...", 8 },
};

static void canvas_fill(struct canvas *canvas, int cols, bool ascii)
{
    canvas_init(canvas, ascii);
    canvas_resize(canvas, 3, cols);
    for (int row = 0; row < 3; row++)
        for (int col = 0; col < cols; col++)
            canvas_puts(canvas, row, col, STYLE_NORMAL, ".");
}

static void canvas_get_row(const struct canvas *canvas, int row, struct buf *out)
{
    buf_clear(out);
    for (int col = 0; col < canvas->cols; col++)
        buf_puts(out, canvas_at(canvas, row, col)->bytes);
}

static void test_put(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(put_rows); i++) {
        struct canvas_field field = { .row = 1,
                                      .col = put_rows[i].col,
                                      .width_cols = put_rows[i].width_cols,
                                      .align = put_rows[i].align };
        struct canvas canvas;
        struct buf text = { 0 };
        int cols;

        canvas_fill(&canvas, 12, put_rows[i].ascii);
        cols = canvas_put(&canvas, field, put_rows[i].text, strlen(put_rows[i].text));
        canvas_get_row(&canvas, 1, &text);
        row_check_text(put_rows[i].name, buf_text(&text), put_rows[i].expected);
        row_check(put_rows[i].name, cols == put_rows[i].expected_cols);
        canvas_get_row(&canvas, 0, &text);
        row_check_text(put_rows[i].name, buf_text(&text), "............");
        canvas_get_row(&canvas, 2, &text);
        row_check_text(put_rows[i].name, buf_text(&text), "............");
        buf_finish(&text);
        canvas_finish(&canvas);
    }
}

/* What is put over "温度計" on columns 0 to 5. */
static void test_overwriting_half(void **state)
{
    static const struct {
        const char *name;
        int col;
        const char *text;
        const char *expected;
    } rows[] = {
        { "a left half", 2, "x", "温x 計" },
        { "a right half", 3, "x", "温 x計" },
        { "two halves", 1, "xy", " xy 計" },
        { "a wide one over two halves", 1, "火", " 火 計" },
        { "a wide one over one", 2, "火", "温火計" },
        { "the last half", 5, "x", "温度 x" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct canvas canvas;
        struct buf text = { 0 };

        canvas_init(&canvas, false);
        canvas_resize(&canvas, 1, 6);
        canvas_puts(&canvas, 0, 0, STYLE_NORMAL, "温度計");
        canvas_puts(&canvas, 0, rows[i].col, STYLE_NORMAL, rows[i].text);
        canvas_get_row(&canvas, 0, &text);
        row_check_text(rows[i].name, buf_text(&text), rows[i].expected);
        buf_finish(&text);
        canvas_finish(&canvas);
    }
}

static void test_wrap(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        int rows_max;
        const char *expected;
        int expected_rows;
        bool break_words;
    } rows[] = {
        { "one row", "short one", 3, "short one", 1 },
        { "nothing", "", 3, "", 0 },
        { "broken at blanks", "cannot connect to it", 3, "cannot|connect to|it", 3 },
        { "the last row is cut", "cannot connect to it", 2, "cannot|connect t…", 2 },
        { "no rows", "cannot connect", 0, "", 0 },
        { "a long word", "a incomprehensible b", 3, "a|incompreh…|b", 3 },
        { "blanks at the break", "cannot    connect", 3, "cannot|connect", 2 },
        { "wide ones", "温度計温 度計", 3, "温度計温|度計", 2 },
        { "a long word, broken", "a incomprehensible b", 4, "a|incomprehe|nsible b", 3, true },
        { "it is cut in the last row", "a incomprehensible", 2, "a|incompreh…", 2, true },
        { "wide ones, broken", "温度計温度計", 3, "温度計温度|計", 2, true },
        { "no escape is broken", "incompre\033nsible", 3, "incompre|\\x1bnsible", 2, true },
        { "a word that fits", "cannot connect", 3, "cannot|connect", 2, true },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct canvas_field field = { .width_cols = 10, .break_words = rows[i].break_words };
        struct canvas canvas, ruler = { .cols = 10 };
        struct buf text = { 0 };
        int n;

        canvas_init(&canvas, false);
        canvas_resize(&canvas, 4, 10);
        n = canvas_wrap(&canvas, field, rows[i].rows_max, rows[i].text);
        canvas_format(&canvas, false, &text);
        for (size_t k = 0; k < text.len; k++)
            if (text.data[k] == '\n')
                text.data[k] = '|';
        while (text.len && text.data[text.len - 1] == '|')
            text.data[--text.len] = '\0';
        row_check_text(rows[i].name, buf_text(&text), rows[i].expected);
        row_check(rows[i].name, n == rows[i].expected_rows);
        n = canvas_wrap(&ruler, field, rows[i].rows_max, rows[i].text);
        row_check(rows[i].name, n == rows[i].expected_rows);
        buf_finish(&text);
        canvas_finish(&canvas);
    }
}

static void test_any_size(void **state)
{
    static const int sizes[][2] = {
        { 0, 0 }, { 1, 1 }, { 0, 80 }, { 24, 0 }, { -1, -1 }, { 500, 1 }
    };
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, false);
    for (size_t i = 0; i < ROW_COUNT(sizes); i++) {
        struct buf text = { 0 };
        struct canvas_field field = { .width_cols = 80 };

        canvas_resize(&canvas, sizes[i][0], sizes[i][1]);
        canvas_puts(&canvas, 0, 0, STYLE_NORMAL, "温度");
        canvas_put(&canvas, field, "text", 4);
        canvas_paint(&canvas, 0, STYLE_WARN);
        canvas_paint(&canvas, 1000, STYLE_WARN);
        canvas_format(&canvas, true, &text);
        buf_finish(&text);
    }
    canvas_resize(&canvas, 2, 4);
    canvas_puts(&canvas, 0, 0, STYLE_WARN, "abcd");
    canvas_resize(&canvas, 2, 3);
    for (int row = 0; row < 2; row++)
        for (int col = 0; col < 3; col++) {
            assert_string_equal(canvas_at(&canvas, row, col)->bytes, " ");
            assert_int_equal(canvas_at(&canvas, row, col)->style, STYLE_NORMAL);
        }
    canvas_finish(&canvas);
}

static void test_format(void **state)
{
    struct canvas canvas;
    struct buf text = { 0 };

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 2, 8);
    canvas_puts(&canvas, 0, 1, STYLE_CRIT, "a温");
    canvas_puts(&canvas, 1, 0, STYLE_NORMAL, "b");
    canvas_format(&canvas, true, &text);
    assert_string_equal(text.data, " a温\n.ccc\nb\n\n");
    buf_clear(&text);
    canvas_paint(&canvas, 1, STYLE_DIM);
    canvas_format(&canvas, true, &text);
    assert_string_equal(text.data, " a温\n.ccc\nb\ndddddddd\n");
    buf_finish(&text);
    canvas_finish(&canvas);
}

static void test_copy_row(void **state)
{
    struct canvas from, to;
    struct buf text = { 0 };

    (void)state;
    canvas_init(&from, false);
    canvas_resize(&from, 1, 6);
    canvas_puts(&from, 0, 0, STYLE_GOOD, "a温度z");
    canvas_init(&to, false);
    canvas_resize(&to, 2, 4);
    canvas_copy_row(&to, 1, &from, 0);
    canvas_copy_row(&to, 0, &from, 7); /* there is none */
    canvas_format(&to, true, &text);
    assert_string_equal(text.data, "\n\na温\ngggg\n");
    buf_finish(&text);
    canvas_finish(&from);
    canvas_finish(&to);
}

/* Row 0 is opened with a key in each frame, and drawn when it is not kept; then other things are
 * drawn. */
static void test_kept_rows(void **state)
{
    static const struct {
        const char *name;
        uint64_t key;
        bool is_kept;
        int over_row; /* something is drawn there; -1: nowhere */
        const char *picture;
    } rows[] = {
        { "the first frame", 7, false, -1, "one\n\n" },
        { "the same again", 7, true, -1, "one\n\n" },
        { "something beside it", 7, true, 1, "one\n  x\n" },
        { "which is gone in the next frame", 7, true, -1, "one\n\n" },
        { "something over it", 7, true, 0, "onx\n\n" },
        { "which is not kept", 7, false, -1, "one\n\n" },
        { "another key", 8, false, -1, "one\n\n" },
        { "and back", 7, false, -1, "one\n\n" },
        { "0 is no key", 0, false, -1, "one\n\n" },
        { "never", 0, false, -1, "one\n\n" },
    };
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 2, 8);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf picture = { 0 };
        bool is_kept;

        canvas_begin(&canvas);
        is_kept = canvas_open_row(&canvas, 0, rows[i].key);
        row_check(rows[i].name, is_kept == rows[i].is_kept);
        if (!is_kept)
            canvas_puts(&canvas, 0, 0, STYLE_NORMAL, "one");
        canvas_close_row(&canvas);
        if (rows[i].over_row >= 0)
            canvas_puts(&canvas, rows[i].over_row, 2, STYLE_NORMAL, "x");
        canvas_end(&canvas);
        canvas_format(&canvas, false, &picture);
        row_check(rows[i].name, strcmp(picture.data, rows[i].picture) == 0);
        buf_finish(&picture);
    }
    canvas_finish(&canvas);
}

/* What follows a canvas is asked after each frame, and told which rows changed. */
static void test_followed(void **state)
{
    static const struct {
        const char *name;
        uint64_t key;      /* of row 0 */
        const char *under; /* what it stands for */
        const char *over;  /* on row 1, as part of the frame */
        int painted_row;   /* after it; -1: none */
        const char *same;  /* a letter each row: is it what it was? */
    } rows[] = {
        { "the first frame", 7, "one", "x", -1, "nn" },
        { "the same again", 7, "one", "x", -1, "yy" },
        { "one that is drawn anew", 8, "two", "x", -1, "ny" },
        { "as it was, under another key", 9, "two", "x", -1, "yy" },
        { "another", 9, "two", "y", -1, "yn" },
        { "none", 9, "two", "", -1, "yn" },
        { "outside a frame", 9, "two", "", 0, "ny" },
        { "the other one", 9, "two", "", 1, "yn" },
    };
    struct canvas canvas, shown;

    (void)state;
    canvas_init(&canvas, false);
    canvas_init(&shown, false);
    canvas_resize(&canvas, 2, 8);
    canvas_resize(&shown, 2, 8);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        canvas_begin(&canvas);
        if (!canvas_open_row(&canvas, 0, rows[i].key))
            canvas_puts(&canvas, 0, 0, STYLE_NORMAL, rows[i].under);
        canvas_close_row(&canvas);
        if (*rows[i].over)
            canvas_puts(&canvas, 1, 2, STYLE_NORMAL, rows[i].over);
        canvas_end(&canvas);
        if (rows[i].painted_row >= 0)
            canvas_paint(&canvas, rows[i].painted_row, STYLE_DIM);
        for (int row = 0; row < 2; row++) {
            row_check(rows[i].name,
                      canvas_has_row(&shown, &canvas, row) == (rows[i].same[row] == 'y'));
            canvas_take_row(&shown, &canvas, row);
            row_check(rows[i].name, canvas_has_row(&shown, &canvas, row));
        }
    }
    canvas_finish(&canvas);
    canvas_finish(&shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept_rows),        cmocka_unit_test(test_put),
        cmocka_unit_test(test_overwriting_half), cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_any_size),         cmocka_unit_test(test_format),
        cmocka_unit_test(test_copy_row),         cmocka_unit_test(test_followed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
