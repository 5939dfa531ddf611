/* SPDX-License-Identifier: MIT */
#include "ui/order.h"

#include "core/mem.h"
#include "ui/order-entry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct order_list {
    const struct device_table *devices;
    struct order order;
    uint64_t version;
    bool is_filled;

    size_t n;
    size_t size;       /* of the three arrays */
    uint32_t *by_name; /* rank -> index of the device */
    uint32_t *ranks;   /* and back */
    struct order_entry *entries;
    size_t sorted_from; /* entries that are at their places */
    size_t sorted_to;
    uint32_t random;
};

struct order_list *order_list_create(void)
{
    struct order_list *list = mem_zero(1, sizeof *list);

    /* Nobody outside can know it and choose values that make the selection quadratic. */
    list->random = (uint32_t)((uintptr_t)list >> 4) | 1;
    return list;
}

void order_list_destroy(struct order_list *list)
{
    if (!list)
        return;
    free(list->by_name);
    free(list->ranks);
    free(list->entries);
    free(list);
}

size_t order_list_count(const struct order_list *list)
{
    return list->n;
}

/* --- names ----------------------------------------------------------------- */

static int order_compare_names(const struct device *a, const struct device *b)
{
    int by_location = strcmp(a->location, b->location);

    return by_location ? by_location : strcmp(a->id, b->id);
}

static int order_compare_added(const void *a, const void *b)
{
    return order_compare_names(*(const struct device *const *)a, *(const struct device *const *)b);
}

/* The devices that came since the last update, by name. */
static const struct device **order_sort_added(const struct order_list *list, size_t n_added)
{
    const struct device **added = mem_zero(n_added, sizeof *added);

    for (size_t i = 0; i < n_added; i++)
        added[i] = device_table_get(list->devices, list->n + i);
    qsort(added, n_added, sizeof *added, order_compare_added);
    return added;
}

/* The first of the ranks below end whose device comes after this one. */
static size_t order_find_rank(const struct order_list *list, size_t end,
                              const struct device *device)
{
    size_t low = 0;

    while (low < end) {
        size_t middle = low + (end - low) / 2;
        const struct device *other = device_table_get(list->devices, list->by_name[middle]);

        if (order_compare_names(other, device) < 0)
            low = middle + 1;
        else
            end = middle;
    }
    return low;
}

/* From the last one down; the block of names between two new ones moves up in one piece, so that
 * few new devices cost few comparisons of strings. */
static void order_merge_added(struct order_list *list, const struct device **added, size_t n_added)
{
    size_t old_end = list->n, end = list->n + n_added;

    for (size_t i = n_added; i-- > 0;) {
        size_t rank = order_find_rank(list, old_end, added[i]);
        size_t block = old_end - rank;

        memmove(list->by_name + end - block, list->by_name + rank, block * sizeof *list->by_name);
        old_end = rank;
        end -= block + 1;
        list->by_name[end] = added[i]->index;
    }
}

static void order_grow(struct order_list *list, size_t n)
{
    if (n <= list->size)
        return;
    list->size = n > 2 * list->size ? n : 2 * list->size;
    list->by_name = mem_resize(list->by_name, list->size, sizeof *list->by_name);
    list->ranks = mem_resize(list->ranks, list->size, sizeof *list->ranks);
    list->entries = mem_resize(list->entries, list->size, sizeof *list->entries);
}

static void order_add_names(struct order_list *list)
{
    size_t n = device_table_count(list->devices);
    const struct device **added;

    if (n == list->n)
        return;
    order_grow(list, n);
    added = order_sort_added(list, n - list->n);
    order_merge_added(list, added, n - list->n);
    free(added);
    list->n = n;
    for (size_t rank = 0; rank < n; rank++)
        list->ranks[list->by_name[rank]] = (uint32_t)rank;
}

/* --- entries ---------------------------------------------------------------- */

static struct order_entry order_list_entry(const struct order_list *list, size_t index)
{
    return order_entry_make(&list->order, device_table_get(list->devices, index),
                            list->ranks[index]);
}

void order_list_update(struct order_list *list, const struct order *order,
                       const struct model *model)
{
    bool same_order = list->order.by == order->by && list->order.inverted == order->inverted &&
                      list->order.problems_first == order->problems_first;

    if (list->is_filled && same_order && list->version == model_version(model))
        return;
    list->devices = model_devices(model);
    list->order = *order;
    list->version = model_version(model);
    list->is_filled = true;
    order_add_names(list);
    for (size_t i = 0; i < list->n; i++)
        list->entries[i] = order_list_entry(list, i);
    list->sorted_from = list->sorted_to = 0;
}

/* --- window ---------------------------------------------------------------- */

static uint32_t order_random(struct order_list *list)
{
    list->random ^= list->random << 13;
    list->random ^= list->random >> 17;
    list->random ^= list->random << 5;
    return list->random;
}

/* One step of quickselect between low and high: what is less than the pivot goes below *left, what
 * is greater above *right. */
static void order_partition(struct order_entry *entries, struct order_entry pivot, ptrdiff_t *left,
                            ptrdiff_t *right)
{
    ptrdiff_t up = *left, down = *right;

    while (up <= down) {
        while (order_entry_less(&entries[up], &pivot))
            up++;
        while (order_entry_less(&pivot, &entries[down]))
            down--;
        if (up <= down) {
            struct order_entry swapped = entries[up];

            entries[up++] = entries[down];
            entries[down--] = swapped;
        }
    }
    *left = down;
    *right = up;
}

/* Of the entries from … to - 1: puts one at its place, the lesser ones before, the others behind.
 */
static void order_select(struct order_list *list, size_t from, size_t to, size_t place)
{
    ptrdiff_t low = (ptrdiff_t)from, high = (ptrdiff_t)to - 1, at = (ptrdiff_t)place;

    while (low < high) {
        ptrdiff_t left = low, right = high;
        size_t pivot = (size_t)low + order_random(list) % (size_t)(high - low + 1);

        order_partition(list->entries, list->entries[pivot], &left, &right);
        if (at <= left)
            high = left;
        else if (at >= right)
            low = right;
        else
            return;
    }
}

static int order_compare_entries(const void *a, const void *b)
{
    return order_entry_less(a, b) ? -1 : order_entry_less(b, a);
}

size_t order_list_window(struct order_list *list, size_t first, size_t n, const struct device **out)
{
    size_t end;

    if (first >= list->n)
        return 0;
    end = list->n - first > n ? first + n : list->n;
    if (first < list->sorted_from || end > list->sorted_to) {
        order_select(list, 0, list->n, first);
        if (end < list->n)
            order_select(list, first, list->n, end);
        qsort(list->entries + first, end - first, sizeof *list->entries, order_compare_entries);
        list->sorted_from = first;
        list->sorted_to = end;
    }
    for (size_t i = first; i < end; i++)
        out[i - first] = device_table_get(list->devices, list->by_name[list->entries[i].rank]);
    return end - first;
}

size_t order_list_place(const struct order_list *list, const struct device *device)
{
    struct order_entry entry;
    size_t place = 0;

    assert(device->index < list->n);
    entry = order_list_entry(list, device->index);
    for (size_t i = 0; i < list->n; i++)
        place += order_entry_less(&list->entries[i], &entry);
    return place;
}
