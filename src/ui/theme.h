/* SPDX-License-Identifier: MIT
 *
 * theme: what things mean -> how they look. Views name meanings, never colours;
 * a scheme is one column of the table. Glyphs have a UTF-8 and an ASCII form.
 */
#ifndef SENSORTOP_UI_THEME_H
#define SENSORTOP_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

enum style {
    STYLE_NORMAL,
    STYLE_DIM,
    STYLE_TITLE,    /* the summary lines */
    STYLE_HEADING,  /* column heads */
    STYLE_SORTED,   /* the head of the sort column */
    STYLE_KEY,      /* a key in the footer */
    STYLE_LABEL,    /* what the key does */
    STYLE_GOOD,     /* online, connected */
    STYLE_WARN,
    STYLE_CRIT,
    STYLE_OFFLINE,
    STYLE_STALE,
    STYLE_TREND,
    STYLE_SELECTED, /* the selected row */
    STYLE_COUNT_
};

enum scheme { SCHEME_DEFAULT, SCHEME_MONO, SCHEME_COUNT_ };

/* Terminal-neutral look: an ECMA-48 colour 0…7, 8…15 bright, or -1 for the terminal's own. */
struct look {
    int8_t foreground;
    int8_t background;
    bool bold, dim, reverse, underline;
};

struct look theme_look(enum scheme scheme, enum style style);

enum glyph {
    GLYPH_RISING,
    GLYPH_FALLING,
    GLYPH_NONE,     /* stands where there is no value: "–" */
    GLYPH_DEGREE,   /* "°" */
    GLYPH_MORE,     /* the text goes on: "…" */
    GLYPH_BAR_1,    /* eight heights of a sparkline */
    GLYPH_BAR_8 = GLYPH_BAR_1 + 7,
    GLYPH_COUNT_
};

/* A cluster of one column, UTF-8 or ASCII. */
const char *theme_glyph(enum glyph glyph, bool ascii);

#endif
