/* SPDX-License-Identifier: MIT
 *
 * order-rows: a list as it stands on the screen: devices, and when they are
 * ordered by location a heading before those of each one.
 */
#ifndef SENSORTOP_UI_ORDER_ROWS_H
#define SENSORTOP_UI_ORDER_ROWS_H

#include "ui/order.h"

/* One of the two. */
struct order_row {
    const struct device *device;
    const struct order_group *heading;
};

size_t order_rows_count(const struct order_list *list);

/* The rows at places first … first + n - 1; returns how many there are. */
size_t order_rows_window(struct order_list *list, size_t first, size_t n, struct order_row *out);

/* Of a device that is folded away: the place of its heading; of one that is not listed: where it
 * would be. */
size_t order_rows_place(const struct order_list *list, const struct order_row *row);

#endif
