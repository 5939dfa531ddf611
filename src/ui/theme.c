/* SPDX-License-Identifier: MIT */
#include "ui/theme.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum { COLOUR_OWN = -1, BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

struct theme_row {
    char letter;
    struct look looks[SCHEME_COUNT_];
};

/* The default scheme must be readable on a dark and on a light background: text is the terminal's
 * own colour, or a dark one (never blue), or stands on a background of ours. */
// clang-format off
#define PAIR(f, b) .foreground = (f), .background = (b)
#define OWN        PAIR(COLOUR_OWN, COLOUR_OWN)
#define FG(f)      PAIR(f, COLOUR_OWN)
#define ON(b)      PAIR(BLACK, b)

static const struct theme_row theme_rows[STYLE_COUNT_] = {
    [STYLE_NORMAL]   = { '.', { { OWN },                            { OWN } } },
    [STYLE_DIM]      = { 'd', { { OWN, .dim = true },               { OWN, .dim = true } } },
    [STYLE_TITLE]    = { 't', { { OWN, .bold = true },              { OWN, .bold = true } } },
    [STYLE_HEADING]  = { 'h', { { ON(GREEN) },                      { OWN, .underline = true } } },
    [STYLE_SORTED]   = { 's', { { ON(CYAN) },                       { OWN, .underline = true, .bold = true } } },
    [STYLE_KEY]      = { 'k', { { OWN },                            { OWN, .bold = true } } },
    [STYLE_LABEL]    = { 'l', { { ON(CYAN) },                       { OWN, .reverse = true } } },
    [STYLE_GOOD]     = { 'g', { { FG(GREEN) },                      { OWN } } },
    [STYLE_WARN]     = { 'w', { { ON(YELLOW) },                     { OWN, .bold = true } } },
    [STYLE_CRIT]     = { 'c', { { PAIR(WHITE, RED), .bold = true }, { OWN, .bold = true, .underline = true } } },
    [STYLE_OFFLINE]  = { 'o', { { FG(RED) },                        { OWN, .dim = true } } },
    [STYLE_STALE]    = { 'a', { { FG(MAGENTA) },                    { OWN, .dim = true } } },
    [STYLE_ACKED]    = { 'A', { { FG(RED), .bold = true },          { OWN, .bold = true, .dim = true } } },
    [STYLE_TREND]    = { 'r', { { FG(CYAN) },                       { OWN } } },
    [STYLE_COLD]     = { 'C', { { FG(CYAN) },                       { OWN } } },
    [STYLE_WARM]     = { 'W', { { FG(YELLOW), .bold = true },       { OWN, .bold = true } } },
    [STYLE_SELECTED] = { 'S', { { ON(CYAN) },                       { OWN, .reverse = true } } },
};

struct theme_glyph_row {
    const char *utf8;
    const char *ascii;
};

static const struct theme_glyph_row theme_glyphs[GLYPH_COUNT_] = {
    [GLYPH_RISING]     = { "↑", "^" },
    [GLYPH_FALLING]    = { "↓", "v" },
    [GLYPH_ASCENDING]  = { "▲", "^" },
    [GLYPH_DESCENDING] = { "▼", "v" },
    [GLYPH_NONE]       = { "–", "-" },
    [GLYPH_MORE]       = { "…", "~" },
    [GLYPH_DEGREE]     = { "°", ""  },
    [GLYPH_MICRO]      = { "µ", "u" },
    [GLYPH_CUBED]      = { "³", "3" },
    [GLYPH_BAR_1]      = { "▁", "_" },
    [GLYPH_BAR_1 + 1]  = { "▂", "." },
    [GLYPH_BAR_1 + 2]  = { "▃", ":" },
    [GLYPH_BAR_1 + 3]  = { "▄", "-" },
    [GLYPH_BAR_1 + 4]  = { "▅", "=" },
    [GLYPH_BAR_1 + 5]  = { "▆", "+" },
    [GLYPH_BAR_1 + 6]  = { "▇", "*" },
    [GLYPH_BAR_8]      = { "█", "#" },
    [GLYPH_OPEN] = { "▾", "-" },
    [GLYPH_FOLDED] = { "▸", "+" },
    [GLYPH_LIMIT]      = { "┄", "-" },
    [GLYPH_LINE_UP]    = { "│", "|" },
    [GLYPH_LINE_ACROSS]       = { "─", "-" },
    [GLYPH_CORNER_UP_LEFT]    = { "┌", "+" },
    [GLYPH_CORNER_UP_RIGHT]   = { "┐", "+" },
    [GLYPH_CORNER_DOWN_LEFT]  = { "└", "+" },
    [GLYPH_CORNER_DOWN_RIGHT] = { "┘", "+" },
};
// clang-format on

struct look theme_look(enum scheme scheme, enum style style)
{
    assert(scheme < SCHEME_COUNT_ && style < STYLE_COUNT_);
    return theme_rows[style].looks[scheme];
}

char theme_letter(enum style style)
{
    assert(style < STYLE_COUNT_);
    return theme_rows[style].letter;
}

const char *theme_glyph(enum glyph glyph, bool ascii)
{
    assert(glyph < GLYPH_COUNT_);
    return ascii ? theme_glyphs[glyph].ascii : theme_glyphs[glyph].utf8;
}

const char *theme_ascii(const char *cluster)
{
    for (size_t i = 0; i < GLYPH_COUNT_; i++)
        if (strcmp(theme_glyphs[i].utf8, cluster) == 0)
            return theme_glyphs[i].ascii;
    return NULL;
}
