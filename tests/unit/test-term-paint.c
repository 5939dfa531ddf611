/* SPDX-License-Identifier: MIT
 *
 * Screens one after another, painted on a tiny terminal: it shows them, and got few bytes.
 */
#include "io/term-paint.h"

#include "row.h"
#include "tiny-term.h"

#include <stdlib.h>

enum { ROWS = 4, COLS = 40, TEXTS_MAX = 5 };

struct text {
    int row, col;
    enum style style;
    const char *text; /* NULL: no more */
};

/* From one screen to the next: what is sent, where that matters. */
static const struct {
    const char *name;
    struct text before[TEXTS_MAX];
    struct text after[TEXTS_MAX];
    const char *bytes;
} paint_rows[] = {
    { "nothing", { { 0 } }, { { 0 } }, "" },
    { "the same", { { 1, 3, STYLE_CRIT, "abc" } }, { { 1, 3, STYLE_CRIT, "abc" } }, "" },
    { "a digit",
      { { 1, 3, STYLE_NORMAL, "21.5" } },
      { { 1, 3, STYLE_NORMAL, "21.6" } },
      "\033[2;7H6" },
    { "top left", { { 0 } }, { { 0, 0, STYLE_NORMAL, "x" } }, "\033[Hx" },
    { "first column", { { 0 } }, { { 2, 0, STYLE_NORMAL, "x" } }, "\033[3Hx" },
    { "over one cell, by writing it",
      { { 0, 0, STYLE_NORMAL, "1.5" } },
      { { 0, 0, STYLE_NORMAL, "2.6" } },
      "\033[H2.6" },
    { "over many, by moving",
      { { 0, 0, STYLE_NORMAL, "1234567890" } },
      { { 0, 0, STYLE_NORMAL, "x23456789x" } },
      "\033[Hx\033[8Cx" },
    { "not over those of another colour",
      { { 0, 0, STYLE_NORMAL, "a" }, { 0, 1, STYLE_CRIT, "b" }, { 0, 2, STYLE_NORMAL, "c" } },
      { { 0, 0, STYLE_NORMAL, "x" }, { 0, 1, STYLE_CRIT, "b" }, { 0, 2, STYLE_NORMAL, "x" } },
      "\033[Hx\033[Cx" },
    { "the same column below",
      { { 0 } },
      { { 1, 5, STYLE_NORMAL, "a" }, { 2, 5, STYLE_NORMAL, "b" } },
      "\033[2;6Ha\n\bb" },
    { "left below",
      { { 0 } },
      { { 1, 5, STYLE_NORMAL, "21.5" }, { 2, 5, STYLE_NORMAL, "22.5" } },
      "\033[2;6H21.5\n\b\b\b\b22.5" },
    { "the row below",
      { { 0 } },
      { { 1, 5, STYLE_NORMAL, "21.5" }, { 2, 0, STYLE_NORMAL, "b" } },
      "\033[2;6H21.5\n\rb" },
    { "a colour, which stays", { { 0 } }, { { 0, 0, STYLE_GOOD, "ok" } }, "\033[H\033[32mok" },
    { "the colour of the last time",
      { { 0, 0, STYLE_GOOD, "ok" } },
      { { 0, 0, STYLE_GOOD, "no" } },
      "\033[Hno" },
    { "another one than the last time",
      { { 0, 0, STYLE_TITLE, "a" } },
      { { 0, 0, STYLE_TITLE, "a" }, { 0, 5, STYLE_GOOD, "ok" } },
      "\033[1;6H\033[;32mok" },
    { "none, as the last time was not",
      { { 0, 0, STYLE_GOOD, "a" } },
      { { 0, 0, STYLE_GOOD, "a" }, { 0, 5, STYLE_NORMAL, "ok" } },
      "\033[1;6H\033[mok" },
    { "more than the last time",
      { { 0, 0, STYLE_HEADING, "a" } },
      { { 0, 0, STYLE_CRIT, "a" } },
      "\033[H\033[1;37;41ma" },
    { "from one colour to another",
      { { 0 } },
      { { 0, 0, STYLE_GOOD, "ok" }, { 0, 2, STYLE_OFFLINE, "no" } },
      "\033[H\033[32mok\033[31mno" },
    { "first what has the pen in hand",
      { { 0, 3, STYLE_GOOD, "a" }, { 0, 9, STYLE_NORMAL, "12" }, { 1, 0, STYLE_NORMAL, "x" } },
      { { 0, 3, STYLE_GOOD, "b" }, { 0, 9, STYLE_NORMAL, "34" }, { 1, 0, STYLE_NORMAL, "x" } },
      "\033[1;10H34\033[8D\033[32mb" },
    { "in order, when it is the first one's",
      { { 0, 0, STYLE_NORMAL, "1" }, { 0, 5, STYLE_GOOD, "a" }, { 0, 15, STYLE_NORMAL, "1" } },
      { { 0, 0, STYLE_NORMAL, "2" }, { 0, 5, STYLE_GOOD, "b" }, { 0, 15, STYLE_NORMAL, "2" } },
      "\033[H2\033[4C\033[32mb\033[9C\033[m2" },
    { "in order, behind what may be wider",
      { { 0, 0, STYLE_GOOD, "a" }, { 0, 9, STYLE_NORMAL, "1" }, { 1, 0, STYLE_NORMAL, "x" } },
      { { 0, 0, STYLE_GOOD, "e\xcc\x81" },
        { 0, 9, STYLE_NORMAL, "2" },
        { 1, 0, STYLE_NORMAL, "x" } },
      "\033[H\033[32m \be\xcc\x81\033[1;2H \033[7C\033[m2" },
    { "the rest of a row last",
      { { 0, 0, STYLE_GOOD, "a" },
        { 0, 9, STYLE_NORMAL, "one two three" },
        { 1, 0, STYLE_NORMAL, "x" } },
      { { 0, 0, STYLE_GOOD, "b" }, { 0, 9, STYLE_NORMAL, "two" }, { 1, 0, STYLE_NORMAL, "x" } },
      "\033[1;10Htwo\r\033[32mb\033[12C\033[K" },
    { "a blank has no colour of text",
      { { 0 } },
      { { 0, 0, STYLE_GOOD, "a b" } },
      "\033[H\033[32ma b" },
    { "the same blank in another colour of text",
      { { 0, 0, STYLE_NORMAL, "    " } },
      { { 0, 0, STYLE_GOOD, "    " } },
      "" },
    { "the rest of a row",
      { { 0, 0, STYLE_NORMAL, "one two three" } },
      { { 0, 0, STYLE_NORMAL, "one" } },
      "\033[1;5H\033[K" },
    { "the rest of a row with a background",
      { { 0, 0, STYLE_SELECTED, "one two three" } },
      { { 0, 0, STYLE_NORMAL, "one" } },
      "\033[H\033[mone\033[K" },
    { "a short rest",
      { { 0, 0, STYLE_NORMAL, "20.5" } },
      { { 0, 0, STYLE_NORMAL, "20" } },
      "\033[1;3H  " },
    { "the last cell", { { 0 } }, { { ROWS - 1, COLS - 1, STYLE_NORMAL, "x" } }, "\033[4;40Hx" },
    { "the last column, and on",
      { { 0 } },
      { { 0, COLS - 1, STYLE_NORMAL, "x" }, { 1, COLS - 1, STYLE_NORMAL, "y" } },
      "\033[1;40Hx\033[2;40Hy" },
    { "a wide one", { { 0 } }, { { 0, 0, STYLE_NORMAL, "温a" } }, "\033[H  \r温\033[1;3Ha" },
    { "a wide one goes",
      { { 0, 0, STYLE_NORMAL, "温a" } },
      { { 0, 0, STYLE_NORMAL, "xya" } },
      "\033[Hxya" },
    { "a letter with a mark",
      { { 0 } },
      { { 0, 0, STYLE_NORMAL, "e\xcc\x81t" } },
      "\033[H \be\xcc\x81\033[1;2Ht" },
    { "a sparkline", { { 0 } }, { { 0, 0, STYLE_NORMAL, "▁▂▃█ ↑é" } }, "\033[H▁▂▃█ ↑é" },
    { "all of a row",
      { { 0 } },
      { { 2, 0, STYLE_HEADING, "DEVICE                                  " } },
      "\033[3H\033[30;42mDEVICE                                  " },
};

struct screen {
    struct term_caps caps;
    struct term_pens pens;
    struct term_paint paint;
    struct canvas shown;
    struct tiny_term tiny;
};

static void screen_init(struct screen *s, const char *type, enum scheme scheme,
                        enum tiny_opinion opinion)
{
    struct buf err = { 0 };

    if (!term_caps_init(&s->caps, type, &err))
        fail_msg("%s", buf_text(&err));
    term_pens_init(&s->pens, &s->caps, scheme);
    s->paint = (struct term_paint){ .caps = &s->caps, .pens = &s->pens, .pen = TERM_PEN_PLAIN };
    canvas_init(&s->shown, false);
    canvas_resize(&s->shown, ROWS, COLS);
    tiny_term_init(&s->tiny, ROWS, COLS, opinion);
}

static void screen_finish(struct screen *s)
{
    tiny_term_finish(&s->tiny);
    canvas_finish(&s->shown);
    term_pens_finish(&s->pens);
    term_caps_finish(&s->caps);
}

static void canvas_set_texts(struct canvas *canvas, const struct text *texts)
{
    canvas_erase(canvas);
    for (int i = 0; i < TEXTS_MAX && texts[i].text; i++)
        canvas_puts(canvas, texts[i].row, texts[i].col, texts[i].style, texts[i].text);
}

/* Paints, and shows what was sent in `sent`. */
static void screen_paint(struct screen *s, const char *name, enum scheme scheme, bool all,
                         const struct canvas *next, struct buf *sent)
{
    char *problem;

    buf_clear(sent);
    (all ? term_paint_all : term_paint)(&s->paint, &s->shown, next, sent);
    tiny_term_feed(&s->tiny, buf_text(sent), sent->len);
    problem = tiny_term_compare(&s->tiny, next, scheme);
    if (problem)
        fail_msg("row '%s', %s: %s", name, all ? "from nothing" : "the next one", problem);
}

static void check_row(size_t i, const char *type, enum scheme scheme, enum tiny_opinion opinion)
{
    const char *name = paint_rows[i].name;
    struct canvas canvas;
    struct screen s;
    struct buf sent = { 0 };

    screen_init(&s, type, scheme, opinion);
    canvas_init(&canvas, false);
    canvas_resize(&canvas, ROWS, COLS);
    canvas_set_texts(&canvas, paint_rows[i].before);
    screen_paint(&s, name, scheme, true, &canvas, &sent);
    canvas_set_texts(&canvas, paint_rows[i].after);
    screen_paint(&s, name, scheme, false, &canvas, &sent);
    if (strcmp(type, "xterm-256color") == 0 && scheme == SCHEME_DEFAULT)
        row_check_text(name, buf_text(&sent), paint_rows[i].bytes);
    screen_paint(&s, name, scheme, false, &canvas, &sent);
    row_check_text(name, buf_text(&sent), "");
    canvas_set_texts(&canvas, paint_rows[i].before);
    screen_paint(&s, name, scheme, false, &canvas, &sent);
    buf_finish(&sent);
    canvas_finish(&canvas);
    screen_finish(&s);
}

static void test_rows(void **state)
{
    static const char *const types[] = { "xterm-256color", "tmux-256color", "screen-256color" };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(paint_rows); i++)
        for (size_t type = 0; type < ROW_COUNT(types); type++)
            for (int scheme = 0; scheme < SCHEME_COUNT_; scheme++)
                for (int opinion = TINY_AS_WE_DO; opinion <= TINY_ALL_WIDE; opinion++)
                    check_row(i, types[type], (enum scheme)scheme, (enum tiny_opinion)opinion);
}

/* What one cannot, another does. */
static void test_capabilities(void **state)
{
    static const struct {
        const char *name;
        enum term_cap without;
    } rows[] = {
        { "no el", TERM_EL },
        { "no clear", TERM_CLEAR },
        { "no cuf", TERM_CUF },
        { "no cub", TERM_CUB },
    };
    struct canvas canvas;
    struct buf sent = { 0 };

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, ROWS, COLS);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct screen s;

        screen_init(&s, "xterm-256color", SCHEME_DEFAULT, TINY_AS_WE_DO);
        free(s.caps.strings[rows[i].without]);
        s.caps.strings[rows[i].without] = NULL;
        for (size_t row = 0; row < ROW_COUNT(paint_rows); row++) {
            canvas_set_texts(&canvas, paint_rows[row].before);
            screen_paint(&s, rows[i].name, SCHEME_DEFAULT, true, &canvas, &sent);
            canvas_set_texts(&canvas, paint_rows[row].after);
            screen_paint(&s, rows[i].name, SCHEME_DEFAULT, false, &canvas, &sent);
        }
        screen_finish(&s);
    }
    buf_finish(&sent);
    canvas_finish(&canvas);
}

/* Where the last cell would move the screen up, it is left out. */
static void test_last_cell(void **state)
{
    const struct text texts[] = { { ROWS - 1, COLS - 2, STYLE_NORMAL, "xy" }, { 0 } };
    struct canvas canvas;
    struct screen s;
    struct buf sent = { 0 };

    (void)state;
    screen_init(&s, "vt100", SCHEME_MONO, TINY_AS_WE_DO);
    assert_false(s.caps.last_cell_scrolls);
    s.caps.last_cell_scrolls = true;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, ROWS, COLS);
    canvas_puts(&canvas, texts[0].row, texts[0].col, texts[0].style, texts[0].text);
    term_paint(&s.paint, &s.shown, &canvas, &sent);
    assert_string_equal(buf_text(&sent), "\033[4;39Hx");
    buf_finish(&sent);
    canvas_finish(&canvas);
    screen_finish(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_capabilities),
        cmocka_unit_test(test_last_cell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
