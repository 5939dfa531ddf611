/* SPDX-License-Identifier: MIT
 *
 * column-layout: which columns a screen has room for, and where they stand.
 */
#ifndef SENSORTOP_UI_COLUMN_LAYOUT_H
#define SENSORTOP_UI_COLUMN_LAYOUT_H

#include "ui/column.h"

/* Those that the user wants, or else ours and, on a wide screen, the metrics that most devices
 * have. Where there is not room for all the least important ones are left out; from 40 columns up
 * those that are there have at least their smallest width. */
void column_layout_make(struct column_layout *layout, const struct view_context *context,
                        int screen_cols);

#endif
