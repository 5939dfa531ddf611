/* SPDX-License-Identifier: MIT */
#include "io/term-caps.h"

#include "core/mem.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static const struct {
    const char *name;
    const char *ansi; /* what nearly all terminals have, and we write faster than tparm() */
    char final;
} term_cap_rows[TERM_CAP_COUNT_] = {
    [TERM_CUP] = { "cup", "\033[%i%p1%d;%p2%dH", 'H' },
    [TERM_CUF] = { "cuf", "\033[%p1%dC", 'C' },
    [TERM_CUB] = { "cub", "\033[%p1%dD", 'D' },
    [TERM_EL] = { "el", "\033[K", 'K' },
    [TERM_CLEAR] = { "clear" },
    [TERM_RESET] = { "sgr0" },
    [TERM_BOLD] = { "bold" },
    [TERM_DIM] = { "dim" },
    [TERM_REVERSE] = { "rev" },
    [TERM_UNDERLINE] = { "smul" },
    [TERM_FOREGROUND] = { "setaf" },
    [TERM_BACKGROUND] = { "setab" },
    [TERM_ENTER] = { "smcup" },
    [TERM_LEAVE] = { "rmcup" },
    [TERM_KEYS_ON] = { "smkx" },
    [TERM_KEYS_OFF] = { "rmkx" },
    [TERM_CURSOR_OFF] = { "civis" },
    [TERM_CURSOR_ON] = { "cnorm" },
    [TERM_WRAP_OFF] = { "rmam" },
    [TERM_WRAP_ON] = { "smam" },
    [TERM_COLOURS_OWN] = { "op" },
    [TERM_BELL] = { "bel" },
    [TERM_MOUSE] = { "kmous" },
    [TERM_TITLE_BEGIN] = { "tsl" },
    [TERM_TITLE_END] = { "fsl" },
    [TERM_CLIPBOARD] = { "Ms" },
};

/* NULL when there is none. */
static const char *term_caps_find(const char *name)
{
    const char *bytes = tigetstr((char *)name);

    return bytes == (const char *)-1 ? NULL : bytes;
}

const char *term_caps_key(const char *name)
{
    return term_caps_find(name);
}

/* Without the delays "$<5>": they are for lines without flow control, and of hardware. */
static char *term_caps_without_delays(const char *bytes)
{
    struct buf out = { 0 };

    while (*bytes) {
        size_t n = strcspn(bytes, "$");
        const char *end = bytes[n] && bytes[n + 1] == '<' ? strchr(bytes + n, '>') : NULL;

        if (!end && bytes[n])
            n++;
        buf_add(&out, bytes, n);
        bytes = end ? end + 1 : bytes + n;
    }
    return buf_detach(&out);
}

static bool term_caps_is(const char *name, const char *expected)
{
    const char *bytes = term_caps_find(name);

    return bytes && strcmp(bytes, expected) == 0;
}

/* No colours at all rather than seven that mean something else. */
static int term_caps_colours(const struct term_caps *caps)
{
    int n = tigetnum((char *)"colors");

    return n >= 8 && caps->strings[TERM_FOREGROUND] && caps->strings[TERM_BACKGROUND] ? n : 0;
}

/* Terminals that have a line of their own for it instead are none of these. xterm and whatever
 * calls itself one takes titles, although its entry does not say how. */
static void term_caps_find_title(struct term_caps *caps)
{
    char **begin = &caps->strings[TERM_TITLE_BEGIN];
    char **end = &caps->strings[TERM_TITLE_END];

    if (*begin && *end && strncmp(*begin, "\033]", 2) == 0)
        return;
    free(*begin);
    free(*end);
    *begin = *end = NULL;
    if (tigetflag((char *)"XT") != 1)
        return;
    *begin = mem_text("\033]0;", 4);
    *end = mem_text("\a", 1);
}

static void term_caps_read(struct term_caps *caps)
{
    for (int cap = 0; cap < TERM_CAP_COUNT_; cap++) {
        const char *bytes = term_caps_find(term_cap_rows[cap].name);
        const char *ansi = term_cap_rows[cap].ansi;

        caps->strings[cap] = bytes ? term_caps_without_delays(bytes) : NULL;
        caps->is_ansi[cap] = bytes && ansi && strcmp(caps->strings[cap], ansi) == 0;
    }
    /* Attributes that take up a cell of their own: an old kind of hardware. */
    if (tigetnum((char *)"xmc") > 0)
        for (int cap = TERM_BOLD; cap <= TERM_UNDERLINE; cap++) {
            free(caps->strings[cap]);
            caps->strings[cap] = NULL;
        }
    caps->colours = term_caps_colours(caps);
    if (tigetnum((char *)"ncv") > 0)
        caps->not_with_colours = (unsigned)tigetnum((char *)"ncv");
    caps->last_cell_scrolls = tigetflag((char *)"am") == 1 && tigetflag((char *)"xenl") != 1 &&
                              !caps->strings[TERM_WRAP_OFF];
    caps->has_controls =
        term_caps_is("cub1", "\b") && term_caps_is("cud1", "\n") && term_caps_is("cr", "\r");
    term_caps_find_title(caps);
}

bool term_caps_init(struct term_caps *caps, const char *type, struct buf *err)
{
    int result;

    *caps = (struct term_caps){ 0 };
    if (!type)
        type = getenv("TERM");
    if (setupterm((char *)type, STDOUT_FILENO, &result) != OK) {
        buf_addf(err,
                 "TERM: no such terminal type is known here, xterm-256color or linux would do: "
                 "'%s'",
                 type ? type : "");
        return false;
    }
    term_caps_read(caps);
    if (!caps->strings[TERM_CUP]) {
        buf_addf(err,
                 "TERM: this terminal type cannot move the cursor, xterm-256color or linux "
                 "would do: '%s'",
                 type ? type : "");
        term_caps_finish(caps);
        return false;
    }
    return true;
}

void term_caps_finish(struct term_caps *caps)
{
    for (int cap = 0; cap < TERM_CAP_COUNT_; cap++)
        free(caps->strings[cap]);
    *caps = (struct term_caps){ 0 };
    if (cur_term)
        del_curterm(cur_term);
}

/* --- putting ---------------------------------------------------------------- */

static void term_caps_put_ansi(enum term_cap cap, int a, int b, struct buf *out)
{
    char text[32];
    char *at = text + sizeof text;

    *--at = term_cap_rows[cap].final;
    if (cap == TERM_CUP) {
        a++;
        b++;
    }
    /* A last parameter of 1 is the default. */
    if (cap == TERM_CUP && b > 1) {
        for (; b; b /= 10)
            *--at = (char)('0' + b % 10);
        *--at = ';';
    }
    if (cap != TERM_EL && (a > 1 || *at == ';'))
        for (; a; a /= 10)
            *--at = (char)('0' + a % 10);
    *--at = '[';
    *--at = '\033';
    buf_add(out, at, (size_t)(text + sizeof text - at));
}

void term_caps_put(const struct term_caps *caps, enum term_cap cap, int a, int b, struct buf *out)
{
    const char *bytes = caps->strings[cap];

    if (!bytes)
        return;
    if (caps->is_ansi[cap]) {
        term_caps_put_ansi(cap, a, b, out);
        return;
    }
    if (strchr(bytes, '%'))
        bytes = tparm((char *)bytes, (long)a, (long)b, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    if (bytes)
        buf_puts(out, bytes);
}
