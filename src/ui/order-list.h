/* SPDX-License-Identifier: MIT
 *
 * order-list: what the files of `order` share; nobody else includes it.
 *
 *   order.c         who is listed, and in which order
 *   order-window.c  who is at some places
 *   order-search.c  the next one of a kind
 */
#ifndef SENSORTOP_UI_ORDER_LIST_H
#define SENSORTOP_UI_ORDER_LIST_H

#include "ui/order-bins.h"
#include "ui/order-names.h"
#include "ui/order.h"

struct order_list {
    struct order_names names;
    struct order order;
    uint64_t version;
    uint64_t settings_version; /* of what the names were sorted by */
    bool is_filled;

    uint64_t seen; /* of the model's journal */

    size_t size;                /* of the arrays by index */
    uint8_t *pinned;            /* by index */
    uint8_t *kinds;             /* by index: what it counts as in its group, or TALLY_NONE */
    struct order_group *groups; /* by location */
    size_t n_groups;
    struct order_bins bins;

    size_t entries_size;
    struct order_entry *entries; /* of some bins, in order */
    size_t sorted_from;          /* the places that these have */
    size_t sorted_to;
};

/* What a device is sorted by now. */
struct order_entry order_list_entry(const struct order_list *list, const struct device *device);

/* Room for so many entries. */
void order_list_reserve(struct order_list *list, size_t n);

#endif
