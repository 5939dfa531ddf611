/* SPDX-License-Identifier: MIT
 *
 * term-keyboard: standard input, a key at a time. What the bytes mean is
 * term-input's; this is when they are read, how long an Esc waits to become a
 * sequence, and which sequences terminfo adds.
 */
#ifndef SENSORTOP_IO_TERM_KEYBOARD_H
#define SENSORTOP_IO_TERM_KEYBOARD_H

#include "io/term-input.h"

struct term_keyboard {
    struct term_input input;
    bool is_at_end;
};

/* After term_caps_init. */
void term_keyboard_init(struct term_keyboard *keyboard);

/* KEYCODE_NONE: there is none now; KEYCODE_HANGUP: nor will there be. */
int term_keyboard_next(struct term_keyboard *keyboard);

#endif
