/* SPDX-License-Identifier: MIT
 *
 * footer: the keys of a screen in one row, with their labels; a click on one of
 * them is that key.
 */
#ifndef SENSORTOP_UI_FOOTER_H
#define SENSORTOP_UI_FOOTER_H

#include "ui/canvas.h"
#include "ui/keymap.h"

struct footer_item {
    int key;
    const char *label; /* borrowed, ASCII */
};

/* A zeroed one is empty. As many are shown as fit, the last one always. */
struct footer {
    size_t n;
    struct footer_item items[ACTION_COUNT_];
};

void footer_add(struct footer *footer, int key, const char *label);

/* Those of the table of actions; screen: one of ACTION_ON_…. */
void footer_add_screen(struct footer *footer, const struct keymap *keymap, unsigned screen);

void footer_draw(const struct footer *footer, struct canvas *canvas, int row);

/* The key at a column of a screen as wide as that, or 0. */
int footer_find(const struct footer *footer, int screen_cols, int col);

#endif
