/* SPDX-License-Identifier: MIT */
#include "ui/order-names.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

void order_names_finish(struct order_names *names)
{
    free(names->by_name);
    free(names->ranks);
    free(names->locations);
    *names = (struct order_names){ 0 };
}

/* A location has one pointer. */
static int order_names_compare(const struct device *a, const struct device *b)
{
    int by_name;

    if (a->location != b->location)
        return strcmp(a->location, b->location);
    by_name = strcmp(device_shown_name(a), device_shown_name(b));
    /* Nobody keeps a user from giving two devices the same name. */
    return by_name ? by_name : strcmp(a->id, b->id);
}

static int order_names_compare_added(const void *a, const void *b)
{
    return order_names_compare(*(const struct device *const *)a, *(const struct device *const *)b);
}

/* The devices that came since the last update, by name. */
static const struct device **order_names_sort_added(const struct order_names *names, size_t n_added)
{
    const struct device **added = mem_zero(n_added, sizeof *added);

    for (size_t i = 0; i < n_added; i++)
        added[i] = device_table_get(names->devices, names->n + i);
    qsort(added, n_added, sizeof *added, order_names_compare_added);
    return added;
}

/* The first of the ranks below end whose device comes after this one; in steps that double, because
 * it is near when many are new. */
static size_t order_names_find_rank(const struct order_names *names, size_t end,
                                    const struct device *device)
{
    size_t low = 0, step = 1;

    while (step <= end && low == 0) {
        size_t rank = end - step;

        if (order_names_compare(order_names_get(names, (uint32_t)rank), device) < 0) {
            low = rank + 1;
        } else {
            end = rank;
            step *= 2;
        }
    }
    while (low < end) {
        size_t middle = low + (end - low) / 2;

        if (order_names_compare(order_names_get(names, (uint32_t)middle), device) < 0)
            low = middle + 1;
        else
            end = middle;
    }
    return low;
}

/* The number of its location is that of a device at a rank beside it, or nobody has it yet. */
static bool order_names_locate(struct order_names *names, const struct device *device, size_t rank)
{
    const struct device *beside = order_names_get(names, (uint32_t)rank);

    names->locations[device->index] = names->locations[beside->index];
    return beside->location == device->location;
}

/* From the last one down; the block of names between two new ones moves up in one piece, so that
 * few new devices cost few comparisons of strings. False: a location is new. */
static bool order_names_merge(struct order_names *names, const struct device **added,
                              size_t n_added)
{
    size_t old_end = names->n, n = names->n + n_added, end = n;
    bool is_known = true;

    for (size_t i = n_added; i-- > 0;) {
        size_t rank = order_names_find_rank(names, old_end, added[i]);
        size_t block = old_end - rank;

        memmove(names->by_name + end - block, names->by_name + rank,
                block * sizeof *names->by_name);
        old_end = rank;
        end -= block + 1;
        names->by_name[end] = added[i]->index;
        /* Above it is an old one or one that has its number already; below it an old one. */
        is_known = is_known && ((end + 1 < n && order_names_locate(names, added[i], end + 1)) ||
                                (rank > 0 && order_names_locate(names, added[i], rank - 1)));
    }
    return is_known;
}

static void order_names_grow(struct order_names *names, size_t n)
{
    if (n <= names->size)
        return;
    names->size = n > 2 * names->size ? n : 2 * names->size;
    names->by_name = mem_resize(names->by_name, names->size, sizeof *names->by_name);
    names->ranks = mem_resize(names->ranks, names->size, sizeof *names->ranks);
    names->locations = mem_resize(names->locations, names->size, sizeof *names->locations);
}

static void order_names_number(struct order_names *names)
{
    for (size_t rank = 0; rank < names->n; rank++)
        names->ranks[names->by_name[rank]] = (uint32_t)rank;
}

/* Locations come by name, too. */
static void order_names_number_locations(struct order_names *names)
{
    const char *before = NULL;

    names->n_locations = 0;
    for (size_t rank = 0; rank < names->n; rank++) {
        const struct device *device = order_names_get(names, (uint32_t)rank);

        if (device->location != before)
            names->n_locations++;
        names->locations[device->index] = (uint32_t)names->n_locations - 1;
        before = device->location;
    }
}

bool order_names_update(struct order_names *names, const struct device_table *devices)
{
    size_t n = device_table_count(devices);
    const struct device **added;
    bool is_known;

    names->devices = devices;
    if (n == names->n)
        return false;
    order_names_grow(names, n);
    added = order_names_sort_added(names, n - names->n);
    is_known = order_names_merge(names, added, n - names->n);
    free(added);
    names->n = n;
    order_names_number(names);
    if (!is_known)
        order_names_number_locations(names);
    return true;
}
