/* SPDX-License-Identifier: MIT */
#include "ui/order-list.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct order_list *order_list_create(void)
{
    return mem_zero(1, sizeof(struct order_list));
}

void order_list_destroy(struct order_list *list)
{
    if (!list)
        return;
    order_names_finish(&list->names);
    order_bins_finish(&list->bins);
    free(list->pinned);
    free(list->kinds);
    free(list->groups);
    free(list->entries);
    free(list);
}

size_t order_list_count(const struct order_list *list)
{
    return list->bins.n_listed;
}

/* --- what is kept of a device or a location -------------------------------- */

static void order_grow(struct order_list *list)
{
    size_t size = list->names.size;

    if (list->size >= size)
        return;
    list->pinned = mem_resize(list->pinned, size, sizeof *list->pinned);
    list->kinds = mem_resize(list->kinds, size, sizeof *list->kinds);
    memset(list->pinned + list->size, 0, size - list->size);
    memset(list->kinds + list->size, TALLY_NONE, size - list->size);
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
    return device->index < list->names.n && list->bins.of[device->index];
}

/* --- entries ---------------------------------------------------------------- */

struct order_entry order_list_entry(const struct order_list *list, const struct device *device)
{
    struct order_place place = { .rank = list->names.ranks[device->index],
                                 .location = list->names.locations[device->index],
                                 .is_pinned = list->pinned[device->index] };

    return order_entry_make(&list->order, device, place);
}

static void order_leave_group(struct order_list *list, size_t index)
{
    struct order_group *group = &list->groups[list->names.locations[index]];

    if (list->kinds[index] == TALLY_NONE)
        return;
    group->n--;
    tally_take_out_kind(&group->tally, list->kinds[index]);
    list->kinds[index] = TALLY_NONE;
}

/* True: it is not folded away. */
static bool order_join_group(struct order_list *list, const struct device *device)
{
    struct order_group *group = &list->groups[list->names.locations[device->index]];

    group->n++;
    tally_put_in(&group->tally, device);
    list->kinds[device->index] = tally_kind(device);
    return !group->is_folded;
}

static bool order_is_there(const struct device *device)
{
    return !device->is_gone && !(device->settings && device->settings->hidden);
}

/* Whether it is listed now, and as what; its group knows it. */
static bool order_judge(struct order_list *list, size_t index, struct order_entry *out)
{
    const struct device *device = device_table_get(list->names.devices, index);
    const struct order *order = &list->order;

    order_leave_group(list, index);
    if (!order_is_there(device) || (order->lists && !order->lists(order->data, device)))
        return false;
    if (order->by_location && !order_join_group(list, device))
        return false;
    *out = order_list_entry(list, device);
    return true;
}

/* The one pass over all devices. */
static void order_fill(struct order_list *list)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n_groups; i++) {
        list->groups[i].n = 0;
        list->groups[i].tally = (struct tally){ 0 };
    }
    if (list->names.n) /* before the first device there is no room to fill */
        memset(list->kinds, TALLY_NONE, list->names.n);
    order_bins_clear(&list->bins, list->names.n);
    order_list_reserve(list, list->names.n);
    for (size_t i = 0; i < list->names.n; i++)
        if (order_judge(list, i, &list->entries[n]))
            order_bins_put(&list->bins, i, &list->entries[n++]);
    if (order_bins_find_large(&list->bins, (struct order_span){ .from = 1, .to = 1 }))
        order_bins_cut(&list->bins, 1, list->entries);
}

/* Those that changed since. */
static void order_follow(struct order_list *list, const struct journal *journal)
{
    for (; list->seen < journal->end; list->seen++) {
        size_t index = journal_get(journal, list->seen);
        struct order_entry entry;

        if (order_judge(list, index, &entry))
            order_bins_put(&list->bins, index, &entry);
        else
            order_bins_take(&list->bins, index);
    }
}

/* By name all of them stay where they are, whatever they say, unless one comes back or goes. */
static bool order_stands(const struct order_list *list, const struct journal *journal)
{
    const struct order *order = &list->order;
    bool has_all = journal_has(journal, list->seen);
    size_t n = has_all ? (size_t)(journal->end - list->seen) : list->names.n;

    if (order->by != ORDER_NAME || order->problems_first || order->by_location || order->lists)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t index = has_all ? journal_get(journal, list->seen + i) : i;

        if (order_is_there(device_table_get(list->names.devices, index)) !=
            (list->bins.of[index] != 0))
            return false;
    }
    return true;
}

static bool order_is_same(const struct order *a, const struct order *b)
{
    return a->by == b->by && a->inverted == b->inverted && a->problems_first == b->problems_first &&
           a->by_location == b->by_location && a->lists == b->lists && a->data == b->data &&
           a->revision == b->revision && a->metric == b->metric;
}

/* Where a rank stands in the bounds of the bins, the device instead, and back: new devices give
 * the others other ranks, and leave them in the same order. */
static void order_bounds_to_devices(struct order_list *list)
{
    for (size_t bin = 2; bin <= list->bins.n; bin++) {
        struct order_entry *bound = &list->bins.bounds[bin];

        bound->rank = list->names.by_name[bound->rank];
    }
}

static void order_bounds_to_ranks(struct order_list *list)
{
    for (size_t bin = 2; bin <= list->bins.n; bin++) {
        struct order_entry *bound = &list->bins.bounds[bin];

        order_entry_set_rank(&list->order, bound, list->names.ranks[bound->rank]);
    }
}

/* True: all devices are to be read, because locations have other numbers. */
static bool order_renew_names(struct order_list *list, const struct device_table *devices)
{
    size_t n_locations = list->names.n_locations;

    if (list->names.n == device_table_count(devices))
        return false;
    order_bounds_to_devices(list);
    order_names_update(&list->names, devices);
    order_bounds_to_ranks(list);
    order_grow(list);
    order_bins_grow(&list->bins, list->names.n);
    list->sorted_from = list->sorted_to = 0;
    if (list->names.n_locations == n_locations)
        return false;
    order_renew_groups(list);
    return true;
}

/* Every change that says something else of devices that did not change. */
static bool order_renew(struct order_list *list, const struct order *order,
                        const struct model *model)
{
    bool is_new = !list->is_filled || !order_is_same(&list->order, order);

    if (list->settings_version != model_settings_version(model)) {
        order_names_finish(&list->names);
        order_bins_clear(&list->bins, 0);
        is_new = true;
    }
    list->settings_version = model_settings_version(model);
    is_new |= order_renew_names(list, model_devices(model));
    list->order = *order;
    list->is_filled = true;
    return is_new;
}

void order_list_update(struct order_list *list, const struct order *order,
                       const struct model *model)
{
    const struct journal *journal = model_journal(model);
    bool is_new;

    if (list->is_filled && order_is_same(&list->order, order) &&
        list->version == model_version(model))
        return;
    is_new = order_renew(list, order, model);
    if (is_new || !order_stands(list, journal)) {
        if (!is_new && journal_has(journal, list->seen))
            order_follow(list, journal);
        else
            order_fill(list);
        list->sorted_from = list->sorted_to = 0;
    }
    list->version = model_version(model);
    list->seen = journal->end;
}
