/* SPDX-License-Identifier: MIT */
#include "ui/order-rows.h"

#include "core/mem.h"

#include <stdlib.h>

/* Rows of devices that follow the heading. */
static size_t order_group_rows(const struct order_group *group)
{
    return group->is_folded ? 0 : group->n;
}

size_t order_rows_count(const struct order_list *list)
{
    size_t n_groups, n = order_list_count(list);
    const struct order_group *groups = order_list_groups(list, &n_groups);

    for (size_t i = 0; i < n_groups; i++)
        n += groups[i].n > 0;
    return n;
}

/* Headings among the rows before a place. */
static size_t order_headings_before(const struct order_list *list, size_t place)
{
    size_t n_groups, n = 0, row = 0;
    const struct order_group *groups = order_list_groups(list, &n_groups);

    for (size_t i = 0; i < n_groups && row < place; i++) {
        if (!groups[i].n)
            continue;
        n++;
        row += 1 + order_group_rows(&groups[i]);
    }
    return n;
}

/* Puts the headings into their rows; the others stay. */
static void order_put_headings(const struct order_list *list, size_t first, size_t n,
                               struct order_row *out)
{
    size_t n_groups, row = 0;
    const struct order_group *groups = order_list_groups(list, &n_groups);

    for (size_t i = 0; i < n_groups && row < first + n; i++) {
        if (!groups[i].n)
            continue;
        if (row >= first)
            out[row - first].heading = &groups[i];
        row += 1 + order_group_rows(&groups[i]);
    }
}

size_t order_rows_window(struct order_list *list, size_t first, size_t n, struct order_row *out)
{
    size_t count = order_rows_count(list), n_devices, next = 0;
    const struct device **devices;

    if (first >= count)
        return 0;
    if (n > count - first)
        n = count - first;
    for (size_t i = 0; i < n; i++)
        out[i] = (struct order_row){ 0 };
    order_put_headings(list, first, n, out);
    devices = mem_zero(n, sizeof *devices);
    n_devices = order_list_window(list, first - order_headings_before(list, first), n, devices);
    for (size_t i = 0; i < n && next < n_devices; i++)
        if (!out[i].heading)
            out[i].device = devices[next++];
    free(devices);
    return n;
}

static size_t order_heading_place(const struct order_list *list, const struct order_group *heading)
{
    size_t n_groups, row = 0;
    const struct order_group *groups = order_list_groups(list, &n_groups);

    for (size_t i = 0; i < n_groups && &groups[i] != heading; i++)
        row += groups[i].n ? 1 + order_group_rows(&groups[i]) : 0;
    return row;
}

size_t order_rows_place(const struct order_list *list, const struct order_row *row)
{
    size_t n_groups, place;
    const struct order_group *groups = order_list_groups(list, &n_groups), *own;

    if (row->heading)
        return order_heading_place(list, row->heading);
    place = order_list_place(list, row->device);
    if (!n_groups)
        return place;
    own = order_list_group(list, row->device);
    if (own->is_folded)
        return order_heading_place(list, own);
    for (const struct order_group *group = groups; group <= own; group++)
        place += group->n > 0;
    return place;
}
