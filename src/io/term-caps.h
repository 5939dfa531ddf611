/* SPDX-License-Identifier: MIT
 *
 * term-caps: what a terminal understands, read off terminfo once. The only
 * file that asks terminfo; what it hands out are bytes.
 */
#ifndef SENSORTOP_IO_TERM_CAPS_H
#define SENSORTOP_IO_TERM_CAPS_H

#include "core/buf.h"

#include <stdbool.h>

enum term_cap {
    TERM_CUP, /* to row, column */
    TERM_CUF, /* so many columns right */
    TERM_CUB, /* left */
    TERM_EL,  /* erase to the end of the row */
    TERM_CLEAR,
    TERM_RESET, /* attributes and colours */
    TERM_BOLD,
    TERM_DIM,
    TERM_REVERSE,
    TERM_UNDERLINE,
    TERM_FOREGROUND,
    TERM_BACKGROUND,
    TERM_ENTER, /* the alternate screen */
    TERM_LEAVE,
    TERM_KEYS_ON, /* the keypad as terminfo describes it */
    TERM_KEYS_OFF,
    TERM_CURSOR_OFF,
    TERM_CURSOR_ON,
    TERM_WRAP_OFF, /* what is written in the last column stays there */
    TERM_WRAP_ON,
    TERM_COLOURS_OWN,
    TERM_BELL,
    TERM_MOUSE,
    TERM_TITLE_BEGIN,
    TERM_TITLE_END,
    TERM_CLIPBOARD,
    TERM_CAP_COUNT_
};

/* Attributes that the terminal cannot show together with colours. */
enum { TERM_NO_UNDERLINE = 2, TERM_NO_REVERSE = 4, TERM_NO_DIM = 16, TERM_NO_BOLD = 32 };

struct term_caps {
    char *strings[TERM_CAP_COUNT_]; /* without delays; NULL: it has none */
    bool is_ansi[TERM_CAP_COUNT_];  /* written as ECMA-48 has it */
    int colours;                    /* 0: none */
    unsigned not_with_colours;      /* TERM_NO_… */
    bool last_cell_scrolls;         /* what is written there moves the screen up */
    bool has_controls;              /* BS, LF and CR move the cursor, and do nothing else */
};

/* Of a type of terminal; NULL: of $TERM. False, and err says why, when it is unknown here or cannot
 * move the cursor. One at a time. */
bool term_caps_init(struct term_caps *caps, const char *type, struct buf *err);

/* A zeroed one is fine. */
void term_caps_finish(struct term_caps *caps);

/* Appends a capability with its parameters; nothing when the terminal has none. */
void term_caps_put(const struct term_caps *caps, enum term_cap cap, int a, int b, struct buf *out);

/* Bytes of a key by terminfo's name, such as "kcuu1"; NULL: none. Borrowed until finish. */
const char *term_caps_key(const char *name);

#endif
