/* SPDX-License-Identifier: MIT
 *
 * device-facts: what is to be said of a device besides its numbers, as pairs of
 * a word and what it stands for. One row of a table a fact.
 */
#ifndef SENSORTOP_UI_DEVICE_FACTS_H
#define SENSORTOP_UI_DEVICE_FACTS_H

#include "ui/view.h"

/* Side by side, in at most rows_max rows; a fact that says nothing is left out. Returns the rows
 * it took. */
int device_facts_draw(const struct view_context *context, const struct device *device,
                      struct canvas *canvas, int row, int rows_max);

#endif
