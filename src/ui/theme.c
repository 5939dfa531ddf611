/* SPDX-License-Identifier: MIT */
#include "ui/theme.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, BRIGHT };

struct theme_row {
    char letter;
    struct look looks[SCHEME_COUNT_];
};

/* Both where there are 256 colours and where there are 16. The first sixteen are the user's own
 * palette and are the same in both; what a scheme must be sure of comes from the cube, 16…255. */
// clang-format off
#define FROM_256(c, fallback) { (c), (fallback) }
#define OWN           { THEME_COLOUR_OWN, THEME_COLOUR_OWN }
#define PLAIN(c)      { (c), (c) }
#define PAIR(f, b)    .foreground = f, .background = b
#define TEXT          PAIR(OWN, OWN)
#define FG(c)         PAIR(PLAIN(c), OWN)
#define FG256(c, f)   PAIR(FROM_256(c, f), OWN)
#define ON(c)         PAIR(PLAIN(BLACK), PLAIN(c))
#define ON256(c, f)   PAIR(FROM_256(16, BLACK), FROM_256(c, f))
#define WHITE_ON(c)   PAIR(PLAIN(WHITE), PLAIN(c))
#define WHITE256_ON(c, f) PAIR(FROM_256(231, WHITE), FROM_256(c, f))
/* high-contrast paints its own background. */
#define HC(c, f)      PAIR(FROM_256(c, f), FROM_256(16, BLACK))
#define HC_TEXT       HC(231, WHITE + BRIGHT)

/* default: readable on a dark and on a light background: text is the terminal's own colour, or a
 * dark one (never blue), or stands on a background of ours.
 * colour-blind: what means trouble differs in lightness and between blue and yellow, never between
 * red and green alone. */
static const struct theme_row theme_rows[STYLE_COUNT_] = {
    [STYLE_NORMAL] = { '.', {
        { TEXT }, { TEXT }, { TEXT }, { HC_TEXT }, { TEXT } } },
    [STYLE_DIM] = { 'd', {
        { TEXT, .dim = true }, { FG256(240, BLACK + BRIGHT) }, { TEXT, .dim = true },
        { HC_TEXT }, { TEXT, .dim = true } } },
    [STYLE_TITLE] = { 't', {
        { TEXT, .bold = true }, { TEXT, .bold = true }, { TEXT, .bold = true },
        { HC_TEXT, .bold = true }, { TEXT, .bold = true } } },
    [STYLE_HEADING] = { 'h', {
        { ON(GREEN) }, { WHITE256_ON(24, BLUE) }, { TEXT, .underline = true },
        { ON256(231, WHITE) }, { ON256(110, CYAN) } } },
    [STYLE_SORTED] = { 's', {
        { ON(CYAN) }, { ON256(153, CYAN) }, { TEXT, .underline = true, .bold = true },
        { ON256(123, CYAN), .bold = true }, { ON256(222, WHITE) } } },
    [STYLE_KEY] = { 'k', {
        { TEXT }, { TEXT, .bold = true }, { TEXT, .bold = true },
        { HC_TEXT, .bold = true }, { TEXT } } },
    [STYLE_LABEL] = { 'l', {
        { ON(CYAN) }, { WHITE256_ON(24, BLUE) }, { TEXT, .reverse = true },
        { ON256(231, WHITE) }, { ON256(110, CYAN) } } },
    [STYLE_GOOD] = { 'g', {
        { FG(GREEN) }, { FG256(22, GREEN) }, { TEXT },
        { HC(120, GREEN + BRIGHT) }, { FG256(32, CYAN) } } },
    [STYLE_WARN] = { 'w', {
        { ON(YELLOW) }, { ON256(220, YELLOW) }, { TEXT, .bold = true },
        { ON256(226, YELLOW), .bold = true }, { ON256(220, YELLOW) } } },
    [STYLE_CRIT] = { 'c', {
        { WHITE_ON(RED), .bold = true }, { WHITE256_ON(124, RED), .bold = true },
        { TEXT, .bold = true, .underline = true },
        { WHITE256_ON(88, RED), .bold = true, .underline = true },
        { WHITE256_ON(54, MAGENTA), .bold = true } } },
    [STYLE_OFFLINE] = { 'o', {
        { FG(RED) }, { FG256(124, RED) }, { TEXT, .dim = true },
        { HC(217, RED + BRIGHT) }, { FG256(166, YELLOW) } } },
    [STYLE_STALE] = { 'a', {
        { FG(MAGENTA) }, { FG256(90, MAGENTA) }, { TEXT, .dim = true },
        { HC(219, MAGENTA + BRIGHT) }, { FG256(244, MAGENTA) } } },
    [STYLE_ACKED] = { 'A', {
        { FG(RED), .bold = true }, { FG256(124, RED), .bold = true },
        { TEXT, .bold = true, .dim = true },
        { HC_TEXT, .bold = true, .underline = true }, { FG256(133, MAGENTA), .bold = true } } },
    [STYLE_TREND] = { 'r', {
        { FG(CYAN) }, { FG256(25, BLUE) }, { TEXT },
        { HC(123, CYAN + BRIGHT) }, { FG256(32, CYAN) } } },
    [STYLE_LIMIT_WARN] = { 'M', {
        { FG256(136, YELLOW) }, { FG256(94, YELLOW) }, { TEXT },
        { HC(226, YELLOW + BRIGHT) }, { FG256(136, YELLOW) } } },
    [STYLE_LIMIT_CRIT] = { 'L', {
        { FG(RED) }, { FG256(124, RED) }, { TEXT, .bold = true },
        { HC(217, RED + BRIGHT), .bold = true }, { FG256(133, MAGENTA), .bold = true } } },
    [STYLE_SELECTED] = { 'S', {
        { ON(CYAN) }, { ON256(153, CYAN) }, { TEXT, .reverse = true },
        { ON256(123, CYAN), .bold = true }, { ON256(222, WHITE) } } },

#define HEAT(n, def, light, contrast, blind) [STYLE_HEAT_1 + (n) - 1] = { '0' + (n), { \
        { def }, { light }, { TEXT }, { contrast }, { blind } } }
    HEAT(1, FG256(32, CYAN),   FG256(20, BLUE),   HC(117, CYAN + BRIGHT),   FG256(32, CYAN)),
    HEAT(2, FG256(31, CYAN),   FG256(25, BLUE),   HC(123, CYAN + BRIGHT),   FG256(67, CYAN)),
    HEAT(3, FG256(30, THEME_COLOUR_OWN), FG256(23, THEME_COLOUR_OWN),
            HC(158, WHITE + BRIGHT), FG256(66, THEME_COLOUR_OWN)),
    HEAT(4, FG256(29, THEME_COLOUR_OWN), FG256(22, THEME_COLOUR_OWN),
            HC(157, WHITE + BRIGHT), FG256(244, THEME_COLOUR_OWN)),
    HEAT(5, FG256(64, THEME_COLOUR_OWN), FG256(58, THEME_COLOUR_OWN),
            HC(192, WHITE + BRIGHT), FG256(101, THEME_COLOUR_OWN)),
    HEAT(6, FG256(100, THEME_COLOUR_OWN), FG256(94, THEME_COLOUR_OWN),
            HC(228, WHITE + BRIGHT), FG256(137, THEME_COLOUR_OWN)),
    HEAT(7, FG256(130, YELLOW), FG256(130, YELLOW), HC(222, YELLOW + BRIGHT), FG256(136, YELLOW)),
    HEAT(8, FG256(166, YELLOW), FG256(124, RED),    HC(216, YELLOW + BRIGHT), FG256(166, YELLOW)),
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
