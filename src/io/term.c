/* SPDX-License-Identifier: MIT */
#include "io/term.h"

#include "core/base64.h"
#include "core/mem.h"
#include "core/text.h"
#include "io/term-caps.h"
#include "io/term-keyboard.h"
#include "io/term-output.h"
#include "io/term-paint.h"
#include "io/term-rescue.h"

#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum {
    TERM_LEAVE_MS = 500, /* for a terminal that takes nothing to take our leave */
    TERM_TITLE_COLS = 120,
    TERM_WAITING_MAX = 1 << 16, /* bytes behind which no bell is queued */
    TERM_ROWS = 24,             /* of a terminal that does not tell */
    TERM_COLS = 80,
    TERM_CELLS_MAX = 1000, /* rows, and columns: more is nonsense of a TIOCSWINSZ */
};

struct terminal {
    struct term_caps caps;
    struct term_pens pens;
    struct term_paint paint;
    bool has_colours, has_mouse, has_title;
    struct buf title;     /* as it was set; empty: not yet */
    struct termios modes; /* ours */
    struct term_output output;
    int rows, cols;
    struct canvas shown; /* what the terminal has, once it has taken everything */
    bool paint_all;
    struct term_keyboard keyboard;
    bool is_away; /* given back; in the background */
};

static const char term_mouse_on[] = "\033[?1000h\033[?1006h";
/* No capability switches the mouse off; who has one (kmous) knows these of xterm. */
static const char term_mouse_off[] = "\033[?1000l\033[?1006l";

/* On a stack of the terminal's, and back. It passes over them when it has none. */
static const char term_title_keep[] = "\033[22;2t";
static const char term_title_back[] = "\033[23;2t";

/* --- taking, giving back ------------------------------------------------------ */

static void term_put(struct terminal *term, enum term_cap cap)
{
    term_caps_put(&term->caps, cap, 0, 0, &term->output.bytes);
}

/* Keeps that of the shell. */
static void term_put_title(struct terminal *term)
{
    if (term->has_title)
        buf_puts(&term->output.bytes, term_title_keep);
    buf_clear(&term->title);
}

static void term_put_entry(struct terminal *term)
{
    term_put(term, TERM_KEYS_ON);
    term_put(term, TERM_CURSOR_OFF);
    term_put(term, TERM_WRAP_OFF);
    if (term->has_mouse)
        buf_puts(&term->output.bytes, term_mouse_on);
}

static void term_add_leave(const struct terminal *term, struct buf *out)
{
    if (term->has_mouse)
        buf_puts(out, term_mouse_off);
    if (term->has_title)
        buf_puts(out, term_title_back);
    term_caps_put(&term->caps, TERM_RESET, 0, 0, out);
    if (term->has_colours)
        term_caps_put(&term->caps, TERM_COLOURS_OWN, 0, 0, out);
    term_caps_put(&term->caps, TERM_WRAP_ON, 0, 0, out);
    term_caps_put(&term->caps, TERM_CURSOR_ON, 0, 0, out);
    term_caps_put(&term->caps, TERM_KEYS_OFF, 0, 0, out);
    /* Where there is no alternate screen, the shell goes on below. */
    if (!term->caps.strings[TERM_LEAVE]) {
        term_caps_put(&term->caps, TERM_CUP, term->rows - 1, 0, out);
        term_caps_put(&term->caps, TERM_EL, 0, 0, out);
    }
    term_caps_put(&term->caps, TERM_LEAVE, 0, 0, out);
}

/* Before a crash. */
static void term_arm_rescue(const struct terminal *term)
{
    struct buf bytes = { 0 };

    term_add_leave(term, &bytes);
    term_rescue_arm(buf_text(&bytes), bytes.len);
    buf_finish(&bytes);
}

/* Keys come at once and unseen; what we write stays as it is. Signals of keys and Ctrl-S stay. */
static struct termios term_make_modes(struct termios modes)
{
    modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP);
    modes.c_oflag &= ~(tcflag_t)OPOST;
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    return modes;
}

static void term_take(struct terminal *term)
{
    struct termios found;

    term->is_away = false;
    if (term_rescue_init(&found))
        term->modes = term_make_modes(found);
    term_arm_rescue(term);
    tcsetattr(STDIN_FILENO, TCSANOW, &term->modes);
    term_put_title(term);
    term_put(term, TERM_ENTER);
    term_put_entry(term);
    term_output_flush(&term->output);
    term->paint_all = true;
}

static void term_give_back(struct terminal *term)
{
    if (term->is_away)
        return;
    term->is_away = true;
    term_output_forget(&term->output);
    term_add_leave(term, &term->output.bytes);
    /* TCOON undoes TCOOFF, and with that a Ctrl-S as well. */
    tcflow(term->output.fd, TCOOFF);
    tcflow(term->output.fd, TCOON);
    term_output_insist(&term->output, TERM_LEAVE_MS);
    term_rescue_disarm();
}

/* A screen that cannot be given back is not taken. */
static bool term_can_set_modes(struct termios *modes, struct buf *err)
{
    if (term_rescue_init(modes) && tcsetattr(STDIN_FILENO, TCSANOW, modes) == 0)
        return true;
    buf_addf(err, "the modes of the terminal cannot be set: %s", strerror(errno));
    return false;
}

static void term_apply(struct terminal *term, const struct term_options *options)
{
    term->has_colours = !options->no_color && options->scheme != SCHEME_MONO && term->caps.colours;
    term_pens_init(&term->pens, &term->caps, term->has_colours ? options->scheme : SCHEME_MONO);
    term->has_mouse = !options->no_mouse && term->caps.strings[TERM_MOUSE];
    term->has_title = !options->no_title && term->caps.strings[TERM_TITLE_BEGIN];
}

struct terminal *term_create(const struct term_options *options, struct buf *err)
{
    struct termios found;
    struct terminal *term;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        buf_puts(err, "standard input and output must be a terminal for the live grid; "
                      "without one use --batch or --json");
        return NULL;
    }
    if (!term_can_set_modes(&found, err))
        return NULL;
    term = mem_zero(1, sizeof *term);
    term->modes = term_make_modes(found);
    if (!term_caps_init(&term->caps, NULL, err)) {
        free(term);
        return NULL;
    }
    term_apply(term, options);
    term->paint = (struct term_paint){ .caps = &term->caps, .pens = &term->pens };
    term_keyboard_init(&term->keyboard);
    term_output_init(&term->output, options->loop);
    canvas_init(&term->shown, false);
    term_resize(term);
    term_take(term);
    return term;
}

void term_set_options(struct terminal *term, const struct term_options *options)
{
    struct buf *out = &term->output.bytes;

    if (!term->is_away && term->has_mouse)
        buf_puts(out, term_mouse_off);
    if (!term->is_away && term->has_title)
        buf_puts(out, term_title_back);
    term_pens_finish(&term->pens);
    term_apply(term, options);
    term->paint_all = true;
    if (term->is_away)
        return;
    term_arm_rescue(term);
    term_put_title(term);
    if (term->has_mouse)
        buf_puts(out, term_mouse_on);
    term_output_flush(&term->output);
}

void term_destroy(struct terminal *term)
{
    if (!term)
        return;
    term_give_back(term);
    canvas_finish(&term->shown);
    term_output_finish(&term->output);
    buf_finish(&term->title);
    term_pens_finish(&term->pens);
    term_caps_finish(&term->caps);
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
    struct winsize size = { 0 };

    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    term->rows = size.ws_row ? size.ws_row : TERM_ROWS;
    term->cols = size.ws_col ? size.ws_col : TERM_COLS;
    if (term->rows > TERM_CELLS_MAX)
        term->rows = TERM_CELLS_MAX;
    if (term->cols > TERM_CELLS_MAX)
        term->cols = TERM_CELLS_MAX;
    term->paint_all = true;
}

void term_get_size(const struct terminal *term, int *rows, int *cols)
{
    *rows = term->rows;
    *cols = term->cols;
}

/* --- keys ------------------------------------------------------------------ */

int term_key(struct terminal *term)
{
    return term_keyboard_next(&term->keyboard);
}

struct mouse term_mouse(const struct terminal *term)
{
    return term->keyboard.input.mouse;
}

/* --- drawing --------------------------------------------------------------- */

bool term_is_busy(const struct terminal *term)
{
    return term->is_away || term_output_waiting(&term->output) > 0;
}

void term_show(struct terminal *term, const struct canvas *canvas)
{
    if (term_is_busy(term))
        return;
    if (term->shown.rows != canvas->rows || term->shown.cols != canvas->cols) {
        canvas_resize(&term->shown, canvas->rows, canvas->cols);
        term->paint_all = true;
    }
    if (term->paint_all)
        term_paint_all(&term->paint, &term->shown, canvas, &term->output.bytes);
    else
        term_paint(&term->paint, &term->shown, canvas, &term->output.bytes);
    term->paint_all = false;
    term_output_flush(&term->output);
}

void term_repaint(struct terminal *term)
{
    term->paint_all = true;
}

void term_bell(struct terminal *term)
{
    if (term->is_away || term_output_waiting(&term->output) > TERM_WAITING_MAX)
        return;
    term_put(term, TERM_BELL);
    term_output_flush(&term->output);
}

void term_title(struct terminal *term, const char *title)
{
    if (!term->has_title || term_is_busy(term) || strcmp(buf_text(&term->title), title) == 0)
        return;
    buf_clear(&term->title);
    buf_puts(&term->title, title);
    term_put(term, TERM_TITLE_BEGIN);
    text_clean(&term->output.bytes, title, strlen(title), TERM_TITLE_COLS);
    term_put(term, TERM_TITLE_END);
    term_output_flush(&term->output);
}

bool term_copy(struct terminal *term, const char *bytes, size_t len)
{
    if (!term->caps.strings[TERM_CLIPBOARD] || len > TERM_COPY_MAX || term_is_busy(term))
        return false;
    buf_puts(&term->output.bytes, "\033]52;c;");
    base64_add(&term->output.bytes, bytes, len);
    buf_puts(&term->output.bytes, "\a");
    term_output_flush(&term->output);
    return true;
}

/* --- Ctrl-Z ---------------------------------------------------------------- */

void term_suspend(struct terminal *term)
{
    struct sigaction stop = { .sa_handler = SIG_DFL }, before;
    sigset_t set, mask;

    term_give_back(term);
    sigaction(SIGTSTP, &stop, &before);
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    raise(SIGTSTP); /* blocked by the loop: stops at the next line */
    sigprocmask(SIG_UNBLOCK, &set, &mask);
    /* Here after SIGCONT. */
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
    term_resume(term);
}

/* In the background (bg; a kill while we were stopped) the terminal is the shell's: to change its
 * modes would stop us, and then no signal could end us. */
void term_resume(struct terminal *term)
{
    if (tcgetpgrp(STDIN_FILENO) != getpgrp())
        return;
    term_resize(term);
    if (term->is_away) {
        term_take(term);
        return;
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &term->modes);
    term_put_entry(term);
    term_output_flush(&term->output);
}
