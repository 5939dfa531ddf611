/* SPDX-License-Identifier: MIT
 *
 * keycode: the number of a key, and its name.
 */
#ifndef SENSORTOP_UI_KEYCODE_H
#define SENSORTOP_UI_KEYCODE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Unicode code points, or one of these above them. */
enum keycode {
    KEYCODE_NONE = 0,
    KEYCODE_ESCAPE = 27,
    KEYCODE_UP = 0x110000,
    KEYCODE_DOWN,
    KEYCODE_LEFT,
    KEYCODE_RIGHT,
    KEYCODE_PAGE_UP,
    KEYCODE_PAGE_DOWN,
    KEYCODE_HOME,
    KEYCODE_END,
    KEYCODE_ENTER,
    KEYCODE_TAB,
    KEYCODE_BACK_TAB, /* Shift-Tab */
    KEYCODE_BACKSPACE,
    KEYCODE_MOUSE,  /* no key: ask what the mouse did */
    KEYCODE_RESIZE, /* the terminal has another size */
    KEYCODE_HANGUP, /* the terminal is gone */
    KEYCODE_F1,
    KEYCODE_F12 = KEYCODE_F1 + 11,
};

/* "F1", "Up", "Ctrl-L", "j". */
void keycode_format(int key, struct buf *out);

/* The same the other way around. False: there is no such key, or none that reaches us. */
bool keycode_parse(const char *text, size_t len, int *key);

#endif
