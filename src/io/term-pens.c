/* SPDX-License-Identifier: MIT */
#include "io/term-pens.h"

#include <stdlib.h>
#include <string.h>

static const char term_pen_sgr[] = "\033[";

/* "\033[1;31m", and nothing but that. */
static bool term_pen_is_sgr(const char *bytes)
{
    size_t n;

    if (strncmp(bytes, term_pen_sgr, strlen(term_pen_sgr)) != 0)
        return false;
    bytes += strlen(term_pen_sgr);
    n = strspn(bytes, "0123456789;");
    return bytes[n] == 'm' && bytes[n + 1] == '\0';
}

/* Two of them in a row are one with the parameters of both. */
static void term_pen_join(struct buf *out, const char *bytes)
{
    if (out->len && term_pen_is_sgr(out->data) && term_pen_is_sgr(bytes)) {
        out->data[out->len - 1] = ';';
        bytes += strlen(term_pen_sgr);
    }
    buf_puts(out, bytes);
}

static void term_pen_add(struct buf *out, const struct term_caps *caps, enum term_cap cap, int n)
{
    struct buf piece = { 0 };

    term_caps_put(caps, cap, n, 0, &piece);
    term_pen_join(out, buf_text(&piece));
    buf_finish(&piece);
}

/* Most put the character set back as well, which nothing here changes. */
static void term_pen_add_reset(struct buf *out, const struct term_caps *caps)
{
    const char *reset = caps->strings[TERM_RESET];

    if (reset && (strstr(reset, "\033[m") || strstr(reset, "\033[0m")))
        buf_puts(out, "\033[m");
    else
        term_caps_put(caps, TERM_RESET, 0, 0, out);
}

static int term_pen_colour(const struct term_caps *caps, struct colour colour)
{
    if (caps->colours >= 256)
        return colour.of_256;
    return caps->colours < 16 && colour.of_16 >= 8 ? colour.of_16 - 8 : colour.of_16;
}

/* What the terminal cannot show together is left out; the colour stays. */
static struct look term_pen_look(const struct term_caps *caps, struct look look)
{
    const struct colour own = { THEME_COLOUR_OWN, THEME_COLOUR_OWN };
    unsigned without = caps->not_with_colours;

    if (!caps->colours)
        look.foreground = look.background = own;
    if (caps->colours && caps->colours < 16 && look.foreground.of_16 >= 8)
        look.bold = true; /* the way to a bright one */
    if (look.foreground.of_16 == THEME_COLOUR_OWN && look.background.of_16 == THEME_COLOUR_OWN)
        return look;
    look.bold &= !(without & TERM_NO_BOLD);
    look.dim &= !(without & TERM_NO_DIM);
    look.reverse &= !(without & TERM_NO_REVERSE);
    look.underline &= !(without & TERM_NO_UNDERLINE);
    return look;
}

static void term_pen_add_look(struct buf *out, const struct term_caps *caps,
                              const struct look *look)
{
    const struct {
        bool is_on;
        enum term_cap cap;
    } rows[] = {
        { look->bold, TERM_BOLD },
        { look->dim, TERM_DIM },
        { look->reverse, TERM_REVERSE },
        { look->underline, TERM_UNDERLINE },
    };
    int foreground = term_pen_colour(caps, look->foreground);
    int background = term_pen_colour(caps, look->background);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].is_on)
            term_pen_add(out, caps, rows[i].cap, 0);
    if (foreground != THEME_COLOUR_OWN)
        term_pen_add(out, caps, TERM_FOREGROUND, foreground);
    if (background != THEME_COLOUR_OWN)
        term_pen_add(out, caps, TERM_BACKGROUND, background);
}

static unsigned term_pen_sets(const struct term_caps *caps, const struct look *look)
{
    const bool rows[] = {
        look->bold,
        look->dim,
        look->reverse,
        look->underline,
        term_pen_colour(caps, look->foreground) != THEME_COLOUR_OWN,
        term_pen_colour(caps, look->background) != THEME_COLOUR_OWN,
    };
    unsigned sets = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        sets |= (unsigned)rows[i] << i;
    return sets;
}

static void term_pen_init(struct term_pen *pen, const struct term_caps *caps, struct look look)
{
    struct buf any = { 0 }, less = { 0 };

    look = term_pen_look(caps, look);
    term_pen_add_look(&less, caps, &look);
    term_pen_add_reset(&any, caps);
    term_pen_join(&any, buf_text(&less));
    pen->sets = term_pen_sets(caps, &look);
    pen->shows_blank = look.background.of_16 != THEME_COLOUR_OWN || look.reverse || look.underline;
    pen->from_any = buf_detach(&any);
    pen->from_less = buf_detach(&less);
}

/* The first one that looks like it, the plain one before all. */
static uint8_t term_pens_find(const struct term_pens *pens, int style)
{
    const char *look = pens->pens[style].from_less;

    if (strcmp(look, pens->pens[TERM_PEN_PLAIN].from_less) == 0)
        return TERM_PEN_PLAIN;
    for (int i = 0; i < style; i++)
        if (strcmp(look, pens->pens[i].from_less) == 0)
            return (uint8_t)i;
    return (uint8_t)style;
}

void term_pens_init(struct term_pens *pens, const struct term_caps *caps, enum scheme scheme)
{
    const struct look plain = { .foreground = { THEME_COLOUR_OWN, THEME_COLOUR_OWN },
                                .background = { THEME_COLOUR_OWN, THEME_COLOUR_OWN } };

    term_pen_init(&pens->pens[TERM_PEN_PLAIN], caps, plain);
    pens->of_style[TERM_PEN_PLAIN] = TERM_PEN_PLAIN;
    for (int style = 0; style < STYLE_COUNT_; style++) {
        term_pen_init(&pens->pens[style], caps, theme_look(scheme, (enum style)style));
        pens->of_style[style] = term_pens_find(pens, style);
    }
}

void term_pens_finish(struct term_pens *pens)
{
    for (int i = 0; i < TERM_PEN_COUNT_; i++) {
        free(pens->pens[i].from_any);
        free(pens->pens[i].from_less);
    }
    *pens = (struct term_pens){ 0 };
}

const char *term_pens_change(const struct term_pens *pens, unsigned from, unsigned to)
{
    bool is_less = (pens->pens[from].sets & ~pens->pens[to].sets) == 0;

    return is_less ? pens->pens[to].from_less : pens->pens[to].from_any;
}
