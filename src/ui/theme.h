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
    STYLE_TITLE,   /* the summary lines */
    STYLE_HEADING, /* column heads */
    STYLE_SORTED,  /* the head of the sort column */
    STYLE_KEY,     /* a key in the footer */
    STYLE_LABEL,   /* what the key does */
    STYLE_GOOD,    /* online, connected */
    STYLE_WARN,
    STYLE_CRIT,
    STYLE_OFFLINE,
    STYLE_STALE,
    STYLE_ACKED, /* an alert that someone has seen */
    STYLE_TREND,
    STYLE_LIMIT_WARN, /* a limit in a chart */
    STYLE_LIMIT_CRIT,
    STYLE_SELECTED,                  /* the selected row */
    STYLE_HEAT_1,                    /* a temperature near its lowest limit */
    STYLE_HEAT_8 = STYLE_HEAT_1 + 7, /* near its highest */
    STYLE_COUNT_
};

/* The columns of the table, in the order of --theme. */
enum scheme {
    SCHEME_DEFAULT,
    SCHEME_LIGHT,
    SCHEME_MONO,
    SCHEME_HIGH_CONTRAST,
    SCHEME_COLOUR_BLIND,
    SCHEME_COUNT_
};

enum { THEME_COLOUR_OWN = -1 };

/* A colour of xterm's 256, and what stands for it where there are 16 (8…15: the bright ones);
 * THEME_COLOUR_OWN: the terminal's own. */
struct colour {
    int16_t of_256;
    int8_t of_16;
};

/* Terminal-neutral. */
struct look {
    struct colour foreground;
    struct colour background;
    bool bold, dim, reverse, underline;
};

struct look theme_look(enum scheme scheme, enum style style);

/* One letter a style, for pictures of a screen in a text file; '.' is the normal one. */
char theme_letter(enum style style);

enum glyph {
    GLYPH_RISING,
    GLYPH_FALLING,
    GLYPH_ASCENDING, /* the sort column, smallest first */
    GLYPH_DESCENDING,
    GLYPH_NONE,   /* stands where there is no value: "–" */
    GLYPH_MORE,   /* the text goes on: "…" */
    GLYPH_DEGREE, /* "°"; left out in ASCII */
    GLYPH_MICRO,  /* "µ" */
    GLYPH_CUBED,  /* "³" */
    GLYPH_BAR_1,  /* eight heights of a sparkline */
    GLYPH_BAR_8 = GLYPH_BAR_1 + 7,
    GLYPH_OPEN,    /* a heading, what belongs to it below */
    GLYPH_FOLDED,  /* a heading, what belongs to it hidden */
    GLYPH_LIMIT,   /* a limit in a chart */
    GLYPH_LINE_UP, /* lines and corners of boxes and axes */
    GLYPH_LINE_ACROSS,
    GLYPH_CORNER_UP_LEFT,
    GLYPH_CORNER_UP_RIGHT,
    GLYPH_CORNER_DOWN_LEFT,
    GLYPH_CORNER_DOWN_RIGHT,
    GLYPH_COUNT_
};

/* A cluster of one column, UTF-8 or ASCII (the degree sign: "" in ASCII). */
const char *theme_glyph(enum glyph glyph, bool ascii);

/* The ASCII form of a cluster that is one of our glyphs, or NULL. */
const char *theme_ascii(const char *cluster);

#endif
