/* SPDX-License-Identifier: MIT
 *
 * order-bins: the devices that are listed, roughly in order: each is in a bin,
 * and all of one bin come before all of the next. That costs two bytes a device,
 * little to keep up when one changes, and nothing for the others; who wants to
 * see some places sorts the bins that they are in. A bin that has become too
 * large for that is cut.
 */
#ifndef SENSORTOP_UI_ORDER_BINS_H
#define SENSORTOP_UI_ORDER_BINS_H

#include "ui/order-entry.h"

enum { ORDER_BINS_MAX = 4096 };

/* A zeroed one is to be cleared first. */
struct order_bins {
    size_t n_devices;
    size_t size;  /* of the next */
    uint16_t *of; /* by the index of the device: its bin, from 1 on; 0: it is not listed */
    size_t n_listed;
    size_t n;                   /* bins; the arrays are by bin */
    struct order_entry *bounds; /* nothing in it is less; of the first one: none */
    uint32_t *counts;
    uint32_t random;
};

/* Bins from … to, and how many entries come before them. */
struct order_span {
    size_t from, to, before;
};

void order_bins_finish(struct order_bins *bins);

/* Nothing is listed. */
void order_bins_clear(struct order_bins *bins, size_t n_devices);

/* There are more devices; those that are new are not listed. */
void order_bins_grow(struct order_bins *bins, size_t n_devices);

/* A device is listed so, whether it was before or not; or not at all. Cost: log bins. */
void order_bins_put(struct order_bins *bins, size_t device_index, const struct order_entry *entry);
void order_bins_take(struct order_bins *bins, size_t device_index);

/* Where an entry belongs. */
struct order_span order_bins_find(const struct order_bins *bins, const struct order_entry *entry);

/* Where the places first … end - 1 are; there are such. */
struct order_span order_bins_find_places(const struct order_bins *bins, size_t first, size_t end);
size_t order_bins_count(const struct order_bins *bins, struct order_span span);

/* The next device of these bins, from that one on; n_devices: there is none. Two bytes of each
 * device are read. */
size_t order_bins_next(const struct order_bins *bins, struct order_span span, size_t device_index);

/* The first of these bins that is to be cut before it is sorted, or 0. */
size_t order_bins_find_large(const struct order_bins *bins, struct order_span span);

/* Entries: those of the devices in the bin, by their indices. Bins get other numbers. */
void order_bins_cut(struct order_bins *bins, size_t bin, const struct order_entry *entries);

#endif
