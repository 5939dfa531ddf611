/* SPDX-License-Identifier: MIT */
#include "ui/order-list.h"

#include "core/mem.h"

#include <stdlib.h>

void order_list_reserve(struct order_list *list, size_t n)
{
    if (n <= list->entries_size)
        return;
    list->entries_size = n;
    list->entries = mem_resize(list->entries, n, sizeof *list->entries);
}

static size_t order_collect(struct order_list *list, struct order_span span)
{
    const struct order_bins *bins = &list->bins;
    size_t n = 0;

    order_list_reserve(list, order_bins_count(bins, span));
    for (size_t i = order_bins_next(bins, span, 0); i < bins->n_devices;
         i = order_bins_next(bins, span, i + 1))
        list->entries[n++] = order_list_entry(list, device_table_get(list->names.devices, i));
    return n;
}

/* The entries have the places first … end - 1 among them. */
static void order_sort(struct order_list *list, size_t first, size_t end)
{
    struct order_span span;
    size_t bin, n;

    if (first >= list->sorted_from && end <= list->sorted_to)
        return;
    span = order_bins_find_places(&list->bins, first, end);
    while ((bin = order_bins_find_large(&list->bins, span))) {
        order_collect(list, (struct order_span){ .from = bin, .to = bin });
        order_bins_cut(&list->bins, bin, list->entries);
        span = order_bins_find_places(&list->bins, first, end);
    }
    n = order_collect(list, span);
    qsort(list->entries, n, sizeof *list->entries, order_entry_compare);
    list->sorted_from = span.before;
    list->sorted_to = span.before + n;
}

size_t order_list_window(struct order_list *list, size_t first, size_t n, const struct device **out)
{
    size_t count = order_list_count(list), end;

    if (first >= count || !n)
        return 0;
    end = count - first > n ? first + n : count;
    order_sort(list, first, end);
    for (size_t i = first; i < end; i++)
        out[i - first] = order_names_get(&list->names, list->entries[i - list->sorted_from].rank);
    return end - first;
}

size_t order_list_place(const struct order_list *list, const struct device *device)
{
    struct order_entry entry = order_list_entry(list, device);
    struct order_span span = order_bins_find(&list->bins, &entry);
    size_t place = span.before;

    for (size_t i = order_bins_next(&list->bins, span, 0); i < list->bins.n_devices;
         i = order_bins_next(&list->bins, span, i + 1)) {
        struct order_entry other = order_list_entry(list, device_table_get(list->names.devices, i));

        place += order_entry_less(&other, &entry);
    }
    return place;
}
