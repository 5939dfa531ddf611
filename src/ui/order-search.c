/* SPDX-License-Identifier: MIT */
#include "ui/order-list.h"

/* a comes before b on the way. */
static bool order_is_nearer(const struct order_entry *a, const struct order_entry *b, bool backward)
{
    return backward ? order_entry_less(b, a) : order_entry_less(a, b);
}

/* How far a device is: in bins, then by its entry. */
struct order_distance {
    size_t n_bins;
    struct order_entry entry;
};

static bool order_is_shorter(const struct order_distance *a, const struct order_distance *b,
                             bool backward)
{
    if (a->n_bins != b->n_bins)
        return a->n_bins < b->n_bins;
    return order_is_nearer(&a->entry, &b->entry, backward);
}

static size_t order_bins_between(size_t n_bins, size_t from, size_t to, bool backward)
{
    return (backward ? from + n_bins - to : to + n_bins - from) % n_bins;
}

const struct device *order_list_search(const struct order_list *list,
                                       const struct order_search *search)
{
    const struct order_bins *bins = &list->bins;
    struct order_distance best = { .n_bins = SIZE_MAX };
    struct order_entry from = { 0 };
    size_t from_bin = search->backward ? bins->n : 1;
    const struct device *found = NULL;

    if (search->from) {
        from = order_list_entry(list, search->from);
        from_bin = order_bins_find(bins, &from).from;
    }
    for (size_t i = 0; i < bins->n_devices; i++) {
        const struct device *device = device_table_get(list->names.devices, i);
        struct order_distance there;

        if (!bins->of[i])
            continue;
        there.n_bins = order_bins_between(bins->n, from_bin, bins->of[i], search->backward);
        if (there.n_bins > best.n_bins)
            continue;
        there.entry = order_list_entry(list, device);
        /* Round the end to those before it. */
        if (search->from && !there.n_bins &&
            !order_is_nearer(&from, &there.entry, search->backward))
            there.n_bins = bins->n;
        if (order_is_shorter(&there, &best, search->backward) &&
            search->matches(search->data, device)) {
            best = there;
            found = device;
        }
    }
    return found;
}
