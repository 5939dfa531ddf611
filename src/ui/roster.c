/* SPDX-License-Identifier: MIT */
#include "ui/roster.h"

#include "core/mem.h"
#include "ui/column-layout.h"
#include "ui/mark.h"
#include "ui/scroll.h"

#include <stdlib.h>
#include <string.h>

enum { ROSTER_WIDE = 1000 }; /* a screen with room for all columns */

struct roster {
    struct order order;
    struct order_list *list;
    struct filter filter;
    struct filter search;
    bool problems_only;
    const struct view_context *context; /* of the call under way */
    bool was_fahrenheit;                /* what the filter was asked with */
    bool was_with_location;
    /* The cursor: one of the two. */
    const struct device *device;
    const char *heading;         /* a location */
    const struct device *wanted; /* where the user put it: back there once that is listed again */
    bool has_moved;
};

static bool roster_lists(void *data, const struct device *device)
{
    const struct roster *roster = data;

    return (!roster->problems_only || mark_of(device) < MARK_SILENT) &&
           filter_matches(&roster->filter, roster->context, device);
}

struct roster *roster_create(void)
{
    struct roster *roster = mem_zero(1, sizeof *roster);

    roster->list = order_list_create();
    return roster;
}

void roster_destroy(struct roster *roster)
{
    if (!roster)
        return;
    order_list_destroy(roster->list);
    filter_finish(&roster->filter);
    filter_finish(&roster->search);
    free(roster);
}

struct order_list *roster_list(struct roster *roster)
{
    return roster->list;
}

struct order *roster_order(struct roster *roster)
{
    return &roster->order;
}

/* --- cursor ---------------------------------------------------------------- */

static struct order_row roster_row(const struct roster *roster)
{
    size_t n;
    const struct order_group *groups = order_list_groups(roster->list, &n);

    for (size_t i = 0; i < n && roster->heading; i++)
        if (strcmp(groups[i].location, roster->heading) == 0)
            return (struct order_row){ .heading = &groups[i] };
    return (struct order_row){ .device = roster->device };
}

static void roster_put_cursor(struct roster *roster, const struct order_row *row)
{
    roster->device = row->device;
    roster->heading = row->heading ? row->heading->location : NULL;
}

/* The cursor is where the user wants it. */
static void roster_mean_it(struct roster *roster)
{
    roster->wanted = roster->device;
    roster->has_moved = roster->device || roster->heading;
}

void roster_select(struct roster *roster, const struct device *device)
{
    roster_put_cursor(roster, &(struct order_row){ .device = device });
    roster_mean_it(roster);
}

const struct device *roster_selected(const struct roster *roster)
{
    return roster->device && order_list_has(roster->list, roster->device) ? roster->device : NULL;
}

bool roster_is_selected(const struct roster *roster, const struct order_row *row)
{
    if (row->heading)
        return roster->heading && strcmp(row->heading->location, roster->heading) == 0;
    return row->device == roster->device;
}

size_t roster_count(const struct roster *roster)
{
    return order_rows_count(roster->list);
}

size_t roster_place(const struct roster *roster)
{
    struct order_row row = roster_row(roster);
    size_t count = roster_count(roster), place = 0;

    if (roster->has_moved && (row.device || row.heading))
        place = order_rows_place(roster->list, &row);
    return place < count || !count ? place : count - 1;
}

static void roster_go_to(struct roster *roster, size_t place)
{
    struct order_row row;

    if (order_rows_window(roster->list, place, 1, &row))
        roster_put_cursor(roster, &row);
}

/* A heading whose location has nothing listed, or that is shown no more, cannot have the cursor. */
static bool roster_cursor_is_lost(const struct roster *roster)
{
    struct order_row row = roster_row(roster);

    if (row.heading)
        return row.heading->n == 0;
    return !row.device || !order_list_has(roster->list, row.device);
}

void roster_update(struct roster *roster, const struct view_context *context)
{
    bool is_plain = filter_is_empty(&roster->filter) && !roster->problems_only;

    if (roster->was_fahrenheit != context->fahrenheit ||
        roster->was_with_location != context->with_location)
        roster->order.revision++;
    roster->was_fahrenheit = context->fahrenheit;
    roster->was_with_location = context->with_location;
    roster->context = context;
    roster->order.lists = is_plain ? NULL : roster_lists;
    roster->order.data = roster;
    order_list_update(roster->list, &roster->order, context->model);
    roster->context = NULL;
    if (roster->wanted && order_list_has(roster->list, roster->wanted))
        roster_put_cursor(roster, &(struct order_row){ .device = roster->wanted });
    if (roster->has_moved && roster_cursor_is_lost(roster))
        roster_go_to(roster, roster_place(roster));
}

size_t roster_window(struct roster *roster, size_t first, size_t n, struct order_row *out)
{
    size_t count = order_rows_window(roster->list, first, n, out);

    if (!roster->has_moved && first == 0 && count)
        roster_put_cursor(roster, &out[0]);
    return count;
}

bool roster_move(struct roster *roster, enum action action, size_t page_rows)
{
    size_t place = roster_place(roster);

    if (!scroll_move(action, roster_count(roster), page_rows, &place))
        return false;
    roster_go_to(roster, place);
    roster_mean_it(roster);
    return true;
}

/* --- without headings ------------------------------------------------------ */

size_t roster_devices(struct roster *roster, size_t first, size_t n, const struct device **out)
{
    size_t count = order_list_window(roster->list, first, n, out);

    if (!roster->has_moved && first == 0 && count)
        roster_put_cursor(roster, &(struct order_row){ .device = out[0] });
    return count;
}

size_t roster_device_place(const struct roster *roster)
{
    size_t count = order_list_count(roster->list), place = 0;

    if (roster->has_moved && roster_selected(roster))
        place = order_list_place(roster->list, roster->device);
    return place < count || !count ? place : count - 1;
}

bool roster_move_to(struct roster *roster, size_t device_place)
{
    const struct device *device;

    if (order_list_window(roster->list, device_place, 1, &device))
        roster_select(roster, device);
    return true;
}

/* --- filter ---------------------------------------------------------------- */

void roster_filter(struct roster *roster, const char *text)
{
    filter_set(&roster->filter, text);
    roster->order.revision++;
}

const char *roster_filter_text(const struct roster *roster)
{
    return roster->filter.text ? roster->filter.text : "";
}

const char *roster_filter_fault(const struct roster *roster)
{
    return roster->filter.fault;
}

bool roster_problems_only(const struct roster *roster)
{
    return roster->problems_only;
}

/* --- search ---------------------------------------------------------------- */

static bool roster_searches(void *data, const struct device *device)
{
    const struct roster *roster = data;

    return filter_matches(&roster->search, roster->context, device);
}

static bool roster_search_on(struct roster *roster, const struct view_context *context,
                             bool backward)
{
    struct order_search search = { .from = roster_selected(roster),
                                   .backward = backward,
                                   .matches = roster_searches,
                                   .data = roster };
    const struct device *found;

    roster->context = context;
    found = filter_is_empty(&roster->search) ? NULL : order_list_search(roster->list, &search);
    roster->context = NULL;
    if (found)
        roster_select(roster, found);
    return found;
}

bool roster_search(struct roster *roster, const struct view_context *context, const char *text)
{
    const struct device *here;

    roster_update(roster, context);
    here = roster_selected(roster);
    filter_set(&roster->search, text);
    if (roster->search.fault)
        return false;
    if (here && !filter_is_empty(&roster->search) &&
        filter_matches(&roster->search, context, here)) {
        roster_select(roster, here);
        return true;
    }
    return roster_search_on(roster, context, false);
}

/* --- keys ------------------------------------------------------------------ */

static void roster_fold(struct roster *roster)
{
    struct order_row row = roster_row(roster);

    if (!roster->order.by_location)
        return;
    if (!row.heading && roster_selected(roster))
        row.heading = order_list_group(roster->list, row.device);
    if (!row.heading)
        return;
    order_list_fold(roster->list, row.heading);
    roster_put_cursor(roster, &(struct order_row){ .heading = row.heading });
    roster_mean_it(roster);
}

void roster_fold_at(struct roster *roster, size_t place)
{
    roster_go_to(roster, place);
    roster_fold(roster);
}

static void roster_pin(struct roster *roster)
{
    if (roster_selected(roster)) {
        order_list_pin(roster->list, roster->device);
        roster_mean_it(roster);
    }
}

/* By any column there is, also by those that the screen has no room for. */
static void roster_sort(struct roster *roster, const struct view_context *context, bool to_the_left)
{
    struct column_layout all;

    column_layout_make(&all, context, ROSTER_WIDE);
    column_sort(&all, &roster->order, to_the_left);
}

bool roster_key(struct roster *roster, const struct view_context *context, enum action action)
{
    roster_update(roster, context);
    switch (action) {
    case ACTION_SORT_LEFT:
    case ACTION_SORT_RIGHT: roster_sort(roster, context, action == ACTION_SORT_LEFT); break;
    case ACTION_INVERT: roster->order.inverted = !roster->order.inverted; break;
    case ACTION_PROBLEMS_FIRST: roster->order.problems_first = !roster->order.problems_first; break;
    case ACTION_PROBLEMS_ONLY:
        roster->problems_only = !roster->problems_only;
        roster->order.revision++;
        break;
    case ACTION_GROUP: roster->order.by_location = !roster->order.by_location; break;
    case ACTION_FOLD: roster_fold(roster); break;
    case ACTION_PIN: roster_pin(roster); break;
    case ACTION_SEARCH_NEXT: roster_search_on(roster, context, false); break;
    case ACTION_SEARCH_PREVIOUS: roster_search_on(roster, context, true); break;
    case ACTION_CLEAR:
        roster->problems_only = false;
        roster_filter(roster, "");
        break;
    default: return false;
    }
    return true;
}
