/* SPDX-License-Identifier: MIT
 *
 * order-entry: what a device is sorted by, in sixteen bytes, so that the devices
 * are read once and compared without them.
 */
#ifndef SENSORTOP_UI_ORDER_ENTRY_H
#define SENSORTOP_UI_ORDER_ENTRY_H

#include "ui/order.h"

struct order_entry {
    double key;
    uint32_t group; /* comes before the key: location, pin, problems, whether there is a value */
    uint32_t rank;  /* by name: no two entries are equal */
};

/* What the list knows of a device. */
struct order_place {
    uint32_t rank;     /* by name */
    uint32_t location; /* its number, by name; below 2^24 */
    bool is_pinned;
};

struct order_entry order_entry_make(const struct order *order, const struct device *device,
                                    struct order_place place);

/* The device has another rank now. */
void order_entry_set_rank(const struct order *order, struct order_entry *entry, uint32_t rank);

/* For qsort. */
int order_entry_compare(const void *a, const void *b);

static inline bool order_entry_less(const struct order_entry *a, const struct order_entry *b)
{
    if (a->group != b->group)
        return a->group < b->group;
    if (a->key != b->key)
        return a->key < b->key;
    return a->rank < b->rank;
}

#endif
