/* SPDX-License-Identifier: MIT
 *
 * order-names: the devices by name (location, then what is shown; bytes), and the number of
 * each one's location. Devices never go, so the few new ones are merged in.
 */
#ifndef SENSORTOP_UI_ORDER_NAMES_H
#define SENSORTOP_UI_ORDER_NAMES_H

#include "core/device.h"

/* A zeroed one is empty. */
struct order_names {
    const struct device_table *devices;
    size_t n;
    size_t size;         /* of the three arrays */
    uint32_t *by_name;   /* rank -> index of the device */
    uint32_t *ranks;     /* and back */
    uint32_t *locations; /* index -> number of its location, by name */
    size_t n_locations;
};

void order_names_finish(struct order_names *names);

/* False: no device is new. Locations are numbered anew when there is one more of them, and keep
 * their numbers otherwise. */
bool order_names_update(struct order_names *names, const struct device_table *devices);

static inline const struct device *order_names_get(const struct order_names *names, uint32_t rank)
{
    return device_table_get(names->devices, names->by_name[rank]);
}

#endif
