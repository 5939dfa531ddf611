/* SPDX-License-Identifier: MIT
 *
 * group-row: the heading of a location in the grid: how many devices there are,
 * and the worst that is to be said of them.
 */
#ifndef SENSORTOP_UI_GROUP_ROW_H
#define SENSORTOP_UI_GROUP_ROW_H

#include "ui/canvas.h"
#include "ui/order.h"

void group_row_draw(const struct order_group *group, bool selected, struct canvas *canvas, int row);

#endif
