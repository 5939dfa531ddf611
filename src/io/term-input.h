/* SPDX-License-Identifier: MIT
 *
 * term-input: what a terminal sends -> keys and mouse. Bytes go in as they
 * come, cut anywhere; what is no key of ours (answers of the terminal, pasted
 * control sequences, broken UTF-8) is taken whole and dropped. Knows no clock:
 * that nothing more comes, and an ESC was the key, the caller says.
 */
#ifndef SENSORTOP_IO_TERM_INPUT_H
#define SENSORTOP_IO_TERM_INPUT_H

#include "ui/keycode.h"
#include "ui/mouse.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    TERM_INPUT_BYTES = 256,
    TERM_INPUT_KEYS = 32,
    TERM_INPUT_KEY_BYTES = 12,
    TERM_INPUT_CELLS_MAX = 10000, /* rows and columns of the mouse */
};

struct term_input {
    char bytes[TERM_INPUT_BYTES];
    size_t len;
    bool in_string; /* of a control string, up to its end */
    struct {
        char bytes[TERM_INPUT_KEY_BYTES];
        int key;
    } keys[TERM_INPUT_KEYS];
    size_t n_keys;
    struct mouse mouse; /* with KEYCODE_MOUSE */
};

/* A key of this terminal beyond the usual ones; too long or too many: left out. bytes may be NULL.
 */
void term_input_add_key(struct term_input *input, const char *bytes, int key);

/* Takes as much as there is room for; returns how much. */
size_t term_input_feed(struct term_input *input, const char *bytes, size_t len);

/* The next key (enum keycode or a code point). KEYCODE_NONE: more bytes are needed; with is_all,
 * when nothing more came for a while: nothing is left. */
int term_input_next(struct term_input *input, bool is_all);

/* Bytes wait for those that follow. */
bool term_input_is_waiting(const struct term_input *input);

#endif
