/* SPDX-License-Identifier: MIT
 *
 * keymap: which keys lead to which action: those of the action table, and what
 * the user wants instead.
 */
#ifndef SENSORTOP_UI_KEYMAP_H
#define SENSORTOP_UI_KEYMAP_H

#include "core/buf.h"
#include "core/config-keys.h"
#include "ui/action.h"
#include "ui/keycode.h"

/* The keys of each action; 0 ends, and the first one is to be shown in the footer. */
struct keymap {
    int keys[ACTION_COUNT_][ACTION_KEYS_MAX];
};

/* Those of the table. */
void keymap_init(struct keymap *keymap);

/* Those of the user. On failure err is the whole sentence, beginning with the place: an action or a
 * key that does not exist, or a key with two meanings on the same screen. */
bool keymap_make(struct keymap *keymap, const struct config_keys *wanted, struct buf *err);

/* What the key does on a screen (one of ACTION_ON_…); ACTION_NONE when it has no meaning there. */
enum action keymap_find(const struct keymap *keymap, int key, unsigned screen);

/* Appends "F10, q" with this separator; nothing when the action has no key. */
void keymap_format(const struct keymap *keymap, enum action action, const char *separator,
                   struct buf *out);

#endif
