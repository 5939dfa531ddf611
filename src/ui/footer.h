/* SPDX-License-Identifier: MIT
 *
 * footer: the keys of a screen in one row, from the table of actions.
 */
#ifndef SENSORTOP_UI_FOOTER_H
#define SENSORTOP_UI_FOOTER_H

#include "ui/action.h"
#include "ui/canvas.h"

/* screen: one of ACTION_ON_…; as many keys as fit, the last one always. */
void footer_draw(unsigned screen, struct canvas *canvas, int row);

#endif
