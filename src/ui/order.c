/* SPDX-License-Identifier: MIT */
#include "ui/order.h"

#include "core/mem.h"
#include "ui/order-entry.h"
#include "ui/order-names.h"

#include <stdlib.h>
#include <string.h>

struct order_list {
    struct order_names names;
    struct order order;
    uint64_t version;
    uint64_t settings_version; /* of what the names were sorted by */
    bool is_filled;

    size_t size;                /* of the arrays by index */
    uint8_t *pinned;            /* by index */
    uint8_t *listed;            /* by index, since the last update */
    struct order_group *groups; /* by location */
    size_t n_groups;

    size_t n; /* entries */
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
    order_names_finish(&list->names);
    free(list->pinned);
    free(list->listed);
    free(list->groups);
    free(list->entries);
    free(list);
}

size_t order_list_count(const struct order_list *list)
{
    return list->n;
}

/* --- what is kept of a device or a location -------------------------------- */

static void order_grow(struct order_list *list)
{
    size_t size = list->names.size;

    if (list->size >= size)
        return;
    list->pinned = mem_resize(list->pinned, size, sizeof *list->pinned);
    list->listed = mem_resize(list->listed, size, sizeof *list->listed);
    list->entries = mem_resize(list->entries, size, sizeof *list->entries);
    memset(list->pinned + list->size, 0, size - list->size);
    list->size = size;
}

/* New locations come in between: what is folded stays folded. Both lists are by name. */
static void order_renew_groups(struct order_list *list)
{
    const struct order_names *names = &list->names;
    struct order_group *groups = mem_zero(names->n_locations, sizeof *groups);
    size_t old = 0;

    for (size_t rank = names->n; rank-- > 0;) {
        const struct device *device = order_names_get(names, (uint32_t)rank);

        groups[names->locations[device->index]].location = device->location;
    }
    for (size_t i = 0; i < names->n_locations && old < list->n_groups; i++)
        if (strcmp(groups[i].location, list->groups[old].location) == 0)
            groups[i].is_folded = list->groups[old++].is_folded;
    free(list->groups);
    list->groups = groups;
    list->n_groups = names->n_locations;
}

const struct order_group *order_list_groups(const struct order_list *list, size_t *n)
{
    *n = list->order.by_location ? list->n_groups : 0;
    return list->groups;
}

const struct order_group *order_list_group(const struct order_list *list,
                                           const struct device *device)
{
    return &list->groups[list->names.locations[device->index]];
}

void order_list_fold(struct order_list *list, const struct order_group *group)
{
    list->groups[group - list->groups].is_folded = !group->is_folded;
    list->is_filled = false;
}

void order_list_pin(struct order_list *list, const struct device *device)
{
    list->pinned[device->index] = !list->pinned[device->index];
    list->is_filled = false;
}

bool order_list_is_pinned(const struct order_list *list, const struct device *device)
{
    return device->index < list->names.n && list->pinned[device->index];
}

bool order_list_has(const struct order_list *list, const struct device *device)
{
    return device->index < list->names.n && list->listed[device->index];
}

/* --- entries ---------------------------------------------------------------- */

static struct order_entry order_list_entry(const struct order_list *list,
                                           const struct device *device)
{
    struct order_place place = { .rank = list->names.ranks[device->index],
                                 .location = list->names.locations[device->index],
                                 .is_pinned = list->pinned[device->index] };

    return order_entry_make(&list->order, device, place);
}

/* The one pass over all devices. */
static void order_fill(struct order_list *list)
{
    const struct order *order = &list->order;

    for (size_t i = 0; i < list->n_groups; i++) {
        list->groups[i].n = 0;
        list->groups[i].tally = (struct tally){ 0 };
    }
    list->n = 0;
    for (size_t i = 0; i < list->names.n; i++) {
        const struct device *device = device_table_get(list->names.devices, i);
        bool is_there = !device->is_gone && !(device->settings && device->settings->hidden);
        bool is_listed = is_there && (!order->lists || order->lists(order->data, device));

        if (is_listed && order->by_location) {
            struct order_group *group = &list->groups[list->names.locations[i]];

            group->n++;
            tally_put_in(&group->tally, device);
            is_listed = !group->is_folded;
        }
        list->listed[i] = is_listed;
        if (is_listed)
            list->entries[list->n++] = order_list_entry(list, device);
    }
}

static bool order_is_same(const struct order *a, const struct order *b)
{
    return a->by == b->by && a->inverted == b->inverted && a->problems_first == b->problems_first &&
           a->by_location == b->by_location && a->lists == b->lists && a->data == b->data &&
           a->revision == b->revision && a->metric == b->metric;
}

void order_list_update(struct order_list *list, const struct order *order,
                       const struct model *model)
{
    if (list->is_filled && order_is_same(&list->order, order) &&
        list->version == model_version(model))
        return;
    list->order = *order;
    list->version = model_version(model);
    list->is_filled = true;
    if (list->settings_version != model_settings_version(model))
        order_names_finish(&list->names);
    list->settings_version = model_settings_version(model);
    if (order_names_update(&list->names, model_devices(model))) {
        order_grow(list);
        order_renew_groups(list);
    }
    order_fill(list);
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
        out[i - first] = order_names_get(&list->names, list->entries[i].rank);
    return end - first;
}

size_t order_list_place(const struct order_list *list, const struct device *device)
{
    struct order_entry entry = order_list_entry(list, device);
    size_t place = 0;

    for (size_t i = 0; i < list->n; i++)
        place += order_entry_less(&list->entries[i], &entry);
    return place;
}

/* --- search ---------------------------------------------------------------- */

/* a comes before b on the way. */
static bool order_is_nearer(const struct order_entry *a, const struct order_entry *b, bool backward)
{
    return backward ? order_entry_less(b, a) : order_entry_less(a, b);
}

const struct device *order_list_search(const struct order_list *list,
                                       const struct order_search *search)
{
    const struct order_entry *next = NULL, *first = NULL;
    struct order_entry from = { 0 };

    if (search->from)
        from = order_list_entry(list, search->from);
    for (size_t i = 0; i < list->n; i++) {
        const struct order_entry *entry = &list->entries[i];
        bool is_behind = search->from && order_is_nearer(&from, entry, search->backward);
        const struct order_entry **best = is_behind ? &next : &first;

        if (*best && !order_is_nearer(entry, *best, search->backward))
            continue;
        if (search->matches(search->data, order_names_get(&list->names, entry->rank)))
            *best = entry;
    }
    if (!next)
        next = first;
    return next ? order_names_get(&list->names, next->rank) : NULL;
}
