/* SPDX-License-Identifier: MIT */
#include "io/term.h"

#include "core/mem.h"
#include "io/term-rescue.h"
#include "ui/action.h"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

enum { TERM_ESCAPE_DELAY_MS = 25 };

struct terminal {
    SCREEN *screen;
    enum scheme scheme;
    struct canvas shown; /* what the terminal has */
    bool paint_all;
    struct mouse mouse; /* what it did last */
};

static const struct {
    int curses;
    int key;
} term_keys[] = {
    { KEY_UP, KEYCODE_UP },         { KEY_DOWN, KEYCODE_DOWN },
    { KEY_LEFT, KEYCODE_LEFT },     { KEY_RIGHT, KEYCODE_RIGHT },
    { KEY_PPAGE, KEYCODE_PAGE_UP }, { KEY_NPAGE, KEYCODE_PAGE_DOWN },
    { KEY_HOME, KEYCODE_HOME },     { KEY_END, KEYCODE_END },
    { KEY_FIND, KEYCODE_HOME }, /* TERM=linux, rxvt */
    { KEY_SELECT, KEYCODE_END },    { KEY_ENTER, KEYCODE_ENTER },
    { KEY_BTAB, KEYCODE_BACK_TAB }, { KEY_BACKSPACE, KEYCODE_BACKSPACE },
};

/* --- taking ---------------------------------------------------------------- */

static bool term_is_usable(struct buf *err)
{
    const char *type = getenv("TERM");
    const char *move;
    int result;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        buf_puts(err, "standard input and output must be a terminal for the live grid; "
                      "to look at one message use --explain TOPIC");
        return false;
    }
    if (setupterm(NULL, STDOUT_FILENO, &result) != OK) {
        buf_addf(err,
                 "TERM: no such terminal type is known here, xterm-256color or linux would do: "
                 "'%s'",
                 type ? type : "");
        return false;
    }
    move = tigetstr("cup");
    if (!move || move == (const char *)-1) {
        buf_addf(err,
                 "TERM: this terminal type cannot move the cursor, xterm-256color or linux "
                 "would do: '%s'",
                 type ? type : "");
        del_curterm(cur_term);
        return false;
    }
    del_curterm(cur_term);
    return true;
}

static short term_colour(struct colour colour)
{
    if (COLORS >= 256)
        return colour.of_256;
    return COLORS < 16 && colour.of_16 >= 8 ? (short)(colour.of_16 - 8) : colour.of_16;
}

static void term_init_colours(enum scheme scheme)
{
    if (scheme == SCHEME_MONO)
        return;
    start_color();
    use_default_colors();
    for (int style = 0; style < STYLE_COUNT_; style++) {
        struct look look = theme_look(scheme, (enum style)style);

        init_pair((short)(style + 1), term_colour(look.foreground), term_colour(look.background));
    }
}

static attr_t term_attributes(const struct terminal *term, enum style style)
{
    struct look look = theme_look(term->scheme, style);
    attr_t attributes = A_NORMAL;

    if (look.bold || (look.foreground.of_16 >= 8 && COLORS < 16))
        attributes |= A_BOLD;
    if (look.dim)
        attributes |= A_DIM;
    if (look.reverse)
        attributes |= A_REVERSE;
    if (look.underline)
        attributes |= A_UNDERLINE;
    return attributes;
}

/* Presses alone, told at once: curses would wait to see whether they become clicks. */
static void term_init_mouse(void)
{
    mouseinterval(0);
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}

struct terminal *term_create(const struct term_options *options, struct buf *err)
{
    struct terminal *term;

    if (!term_is_usable(err))
        return NULL;
    term_rescue_init();
    set_escdelay(TERM_ESCAPE_DELAY_MS);
    use_tioctl(TRUE);
    term = mem_zero(1, sizeof *term);
    term->screen = newterm(NULL, stdout, stdin);
    if (!term->screen) {
        buf_puts(err, "the terminal cannot be used by curses");
        free(term);
        return NULL;
    }
    term_rescue_arm();
    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    if (!options->no_mouse)
        term_init_mouse();
    term->scheme = options->no_color || !has_colors() ? SCHEME_MONO : options->scheme;
    term_init_colours(term->scheme);
    canvas_init(&term->shown, false);
    term->paint_all = true;
    return term;
}

void term_destroy(struct terminal *term)
{
    if (!term)
        return;
    endwin();
    term_rescue_disarm();
    delscreen(term->screen);
    canvas_finish(&term->shown);
    free(term);
}

bool term_is_utf8(const struct terminal *term)
{
    (void)term;
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* --- size ------------------------------------------------------------------ */

void term_resize(struct terminal *term)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
        resizeterm(size.ws_row, size.ws_col);
    term->paint_all = true;
}

void term_get_size(const struct terminal *term, int *rows, int *cols)
{
    (void)term;
    getmaxyx(stdscr, *rows, *cols);
}

/* --- keys ------------------------------------------------------------------ */

/* Readable, and nothing to read: the other side is gone. */
static bool term_is_at_end(void)
{
    struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
    int n = 0;

    if (poll(&in, 1, 0) != 1)
        return false;
    if (in.revents & (POLLHUP | POLLERR | POLLNVAL))
        return true;
    return ioctl(STDIN_FILENO, FIONREAD, &n) != 0 || n == 0;
}

static int term_translate(wint_t curses_key)
{
    if (curses_key >= KEY_F(1) && curses_key <= KEY_F(12))
        return KEYCODE_F1 + (int)curses_key - KEY_F(1);
    for (size_t i = 0; i < sizeof term_keys / sizeof term_keys[0]; i++)
        if (term_keys[i].curses == (int)curses_key)
            return term_keys[i].key;
    return KEYCODE_NONE;
}

static bool term_take_mouse(struct terminal *term)
{
    static const struct {
        mmask_t button;
        enum mouse_kind kind;
    } rows[] = {
        { BUTTON1_PRESSED, MOUSE_CLICK },
        { BUTTON4_PRESSED, MOUSE_WHEEL_UP },
        { BUTTON5_PRESSED, MOUSE_WHEEL_DOWN },
    };
    MEVENT event;

    if (getmouse(&event) != OK)
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (event.bstate & rows[i].button) {
            term->mouse = (struct mouse){ rows[i].kind, event.y, event.x };
            return true;
        }
    return false;
}

struct mouse term_mouse(const struct terminal *term)
{
    return term->mouse;
}

int term_key(struct terminal *term)
{
    for (;;) {
        wint_t c;
        int result = wget_wch(stdscr, &c);
        int key;

        if (result == ERR)
            return term_is_at_end() ? KEYCODE_HANGUP : KEYCODE_NONE;
        if (result != KEY_CODE_YES)
            return c == '\r' || c == '\n' ? KEYCODE_ENTER : c == '\t' ? KEYCODE_TAB : (int)c;
        if (c == KEY_MOUSE && term_take_mouse(term))
            return KEYCODE_MOUSE;
        key = term_translate(c);
        if (key != KEYCODE_NONE)
            return key;
    }
}

/* --- drawing --------------------------------------------------------------- */

/* Our width table and the C library's may differ by a Unicode version; curses believes the library,
 * so what they disagree on is not drawn: one '?' a column keeps the columns straight. */
static bool term_to_wide(const struct cell *cell, wchar_t *wide, size_t size)
{
    const char *at = cell->bytes;
    size_t left = strlen(at);
    size_t n = 0;

    while (left > 0 && n + 1 < size) {
        uint32_t code_point;
        size_t used = text_decode(at, left, &code_point);

        if (used == 0 || wcwidth((wchar_t)code_point) != (n ? 0 : cell->width_cols))
            return false;
        wide[n++] = (wchar_t)code_point;
        at += used;
        left -= used;
    }
    wide[n] = L'\0';
    return n > 0;
}

static void term_put_cell(const struct terminal *term, int row, int col, const struct cell *cell)
{
    attr_t attributes = term_attributes(term, (enum style)cell->style);
    short pair = term->scheme == SCHEME_MONO ? 0 : (short)(cell->style + 1);
    wchar_t wide[2 + TEXT_MARKS_MAX];
    cchar_t c;

    if (cell->width_cols == 0)
        return;
    if (term_to_wide(cell, wide, sizeof wide / sizeof wide[0])) {
        setcchar(&c, wide, attributes, pair, NULL);
        mvadd_wch(row, col, &c);
        return;
    }
    setcchar(&c, L"?", attributes, pair, NULL);
    for (int i = 0; i < cell->width_cols; i++)
        mvadd_wch(row, col + i, &c);
}

static void term_put_row(struct terminal *term, const struct canvas *canvas, int row)
{
    size_t row_bytes = (size_t)canvas->cols * sizeof *canvas->cells;
    const struct cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];
    struct cell *shown = &term->shown.cells[(size_t)row * (size_t)canvas->cols];

    if (!term->paint_all && memcmp(cells, shown, row_bytes) == 0)
        return;
    for (int col = 0; col < canvas->cols; col++)
        term_put_cell(term, row, col, &cells[col]);
    memcpy(shown, cells, row_bytes);
}

void term_show(struct terminal *term, const struct canvas *canvas)
{
    if (term->shown.rows != canvas->rows || term->shown.cols != canvas->cols) {
        canvas_resize(&term->shown, canvas->rows, canvas->cols);
        term->paint_all = true;
    }
    if (term->paint_all)
        erase();
    for (int row = 0; row < canvas->rows; row++)
        term_put_row(term, canvas, row);
    term->paint_all = false;
    refresh();
}

void term_repaint(struct terminal *term)
{
    term->paint_all = true;
    clearok(stdscr, TRUE);
}

void term_bell(struct terminal *term)
{
    (void)term;
    beep();
}

/* --- Ctrl-Z ---------------------------------------------------------------- */

void term_suspend(struct terminal *term)
{
    struct sigaction stop = { .sa_handler = SIG_DFL }, before;
    sigset_t set, mask;

    endwin();
    term_rescue_restore_modes();
    sigaction(SIGTSTP, &stop, &before);
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    raise(SIGTSTP); /* blocked by the loop: stops at the next line */
    sigprocmask(SIG_UNBLOCK, &set, &mask);
    /* Here after SIGCONT. */
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
    term_resize(term);
    term_repaint(term);
    refresh();
}
