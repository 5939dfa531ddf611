/* SPDX-License-Identifier: MIT
 *
 * footer: the keys of a screen in one row, with the labels of the table of actions.
 */
#ifndef SENSORTOP_UI_FOOTER_H
#define SENSORTOP_UI_FOOTER_H

#include "ui/canvas.h"
#include "ui/keymap.h"

/* screen: one of ACTION_ON_…; as many keys as fit, the last one always. */
void footer_draw(const struct keymap *keymap, unsigned screen, struct canvas *canvas, int row);

#endif
