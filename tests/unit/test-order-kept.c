/* SPDX-License-Identifier: MIT
 *
 * A list that is kept up by what the journal says is the one that would be made
 * anew, whatever happens to the model and whatever the user asks for.
 */
#include "ui/order-bins.h"
#include "ui/order-names.h"

#include "core/mem.h"
#include "random-life.h"
#include "row.h"

#include <stdlib.h>

enum { LIVES = 4, LOOKS = 200, DEVICES = 700, LOCATIONS = 3, WINDOW = 30, SEARCHES = 5 };

/* A model that lives, a list of it, and what the user did to the list. */
struct house {
    struct random_life life;
    struct order_list *list;
    struct order order;
    double from_c; /* listed from that temperature on */
    bool is_pinned[DEVICES];
    const char *folded[LOCATIONS]; /* by name, or NULL */
};

/* The list as it should be. */
struct paper {
    struct order_names names;
    struct order_entry entries[DEVICES];
    size_t n;
    struct order_group groups[LOCATIONS];
    size_t n_groups;
};

/* --- the list made anew ------------------------------------------------------- */

static bool house_lists(void *data, const struct device *device)
{
    const struct house *house = data;
    const struct metric *metric = device_metric(device, METRIC_TEMPERATURE);

    return metric && metric->has_value && metric->value >= house->from_c;
}

static bool house_shows(struct house *house, const struct device *device)
{
    return !device->is_gone && !(device->settings && device->settings->hidden) &&
           (!house->order.lists || house_lists(house, device));
}

static bool house_folds(const struct house *house, const char *location)
{
    for (size_t i = 0; i < LOCATIONS && house->order.by_location; i++)
        if (house->folded[i] && strcmp(house->folded[i], location) == 0)
            return true;
    return false;
}

static void paper_write_device(struct paper *paper, struct house *house,
                               const struct device *device)
{
    struct order_place place = { .rank = paper->names.ranks[device->index],
                                 .location = paper->names.locations[device->index],
                                 .is_pinned = house->is_pinned[device->index] };
    struct order_group *group = &paper->groups[place.location];

    group->location = device->location;
    if (!house_shows(house, device))
        return;
    group->n++;
    tally_put_in(&group->tally, device);
    if (!house_folds(house, device->location))
        paper->entries[paper->n++] = order_entry_make(&house->order, device, place);
}

static void paper_write(struct paper *paper, struct house *house)
{
    const struct device_table *devices = model_devices(house->life.model);

    memset(paper, 0, sizeof *paper);
    order_names_update(&paper->names, devices);
    paper->n_groups = paper->names.n_locations;
    for (size_t i = 0; i < device_table_count(devices); i++)
        paper_write_device(paper, house, device_table_get(devices, i));
    qsort(paper->entries, paper->n, sizeof *paper->entries, order_entry_compare);
}

/* --- both ----------------------------------------------------------------------- */

static void check_window(struct house *house, const struct paper *paper, size_t first, size_t n)
{
    const struct device *window[DEVICES];
    size_t got = order_list_window(house->list, first, n, window);
    size_t expected = first >= paper->n ? 0 : paper->n - first < n ? paper->n - first : n;

    assert_int_equal(got, expected);
    for (size_t i = 0; i < got; i++)
        assert_ptr_equal(window[i], order_names_get(&paper->names, paper->entries[first + i].rank));
}

static void check_places(struct house *house, const struct paper *paper)
{
    const struct device_table *devices = model_devices(house->life.model);
    size_t n_there = 0;

    for (size_t i = 0; i < device_table_count(devices); i++)
        n_there += order_list_has(house->list, device_table_get(devices, i));
    assert_int_equal(n_there, paper->n);
    for (size_t place = 0; place < paper->n; place += 1 + random_life_any(&house->life, 60)) {
        const struct device *device = order_names_get(&paper->names, paper->entries[place].rank);

        assert_true(order_list_has(house->list, device));
        assert_int_equal(order_list_place(house->list, device), place);
    }
}

static void check_groups(struct house *house, const struct paper *paper)
{
    size_t n;
    const struct order_group *groups = order_list_groups(house->list, &n);

    assert_int_equal(n, house->order.by_location ? paper->n_groups : 0);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(groups[i].location, paper->groups[i].location);
        assert_int_equal(groups[i].n, paper->groups[i].n);
        assert_memory_equal(&groups[i].tally, &paper->groups[i].tally, sizeof groups[i].tally);
    }
}

/* Those whose number is divided by what data points to. */
static bool house_matches(void *data, const struct device *device)
{
    return device->index % *(uint32_t *)data == 0;
}

static const struct device *paper_search(const struct paper *paper,
                                         const struct order_search *search, size_t from)
{
    for (size_t i = 0; i < paper->n; i++) {
        size_t step = search->from ? i + 1 : i;
        size_t place = search->backward ? 2 * paper->n + from - step : from + step;
        const struct device *device;

        if (search->backward && !search->from)
            place--;
        device = order_names_get(&paper->names, paper->entries[place % paper->n].rank);
        if (search->matches(search->data, device))
            return device;
    }
    return NULL;
}

static void check_search(struct house *house, const struct paper *paper)
{
    uint32_t divisor = 1 + random_life_any(&house->life, 400);
    struct order_search search = { .backward = random_life_any(&house->life, 2),
                                   .matches = house_matches,
                                   .data = &divisor };
    size_t from = 0;

    if (paper->n && random_life_any(&house->life, 4)) {
        from = random_life_any(&house->life, (uint32_t)paper->n);
        search.from = order_names_get(&paper->names, paper->entries[from].rank);
    }
    assert_ptr_equal(order_list_search(house->list, &search), paper_search(paper, &search, from));
}

static void check_all(struct house *house)
{
    struct paper paper;
    uint32_t first;

    paper_write(&paper, house);
    order_list_update(house->list, &house->order, house->life.model);
    assert_int_equal(order_list_count(house->list), paper.n);
    first = random_life_any(&house->life, (uint32_t)paper.n + 5);
    check_window(house, &paper, first, WINDOW);
    check_window(house, &paper, 0, WINDOW);
    check_places(house, &paper);
    check_groups(house, &paper);
    for (int i = 0; i < SEARCHES; i++)
        check_search(house, &paper);
    if (random_life_any(&house->life, 10) == 0)
        check_window(house, &paper, 0, DEVICES);
    order_names_finish(&paper.names);
}

/* --- what the user does ------------------------------------------------------------ */

static void house_fold(struct house *house)
{
    size_t n;
    const struct order_group *groups = order_list_groups(house->list, &n);
    const char **folded;

    if (!n)
        return;
    groups += random_life_any(&house->life, (uint32_t)n);
    order_list_fold(house->list, groups);
    for (folded = house->folded; *folded && strcmp(*folded, groups->location) != 0; folded++)
        if (folded == &house->folded[LOCATIONS - 1])
            break;
    if (!*folded) {
        *folded = groups->location;
        return;
    }
    memmove(folded, folded + 1, (size_t)(&house->folded[LOCATIONS - 1] - folded) * sizeof *folded);
    house->folded[LOCATIONS - 1] = NULL;
}

static void house_pin(struct house *house)
{
    const struct device_table *devices = model_devices(house->life.model);
    size_t n = device_table_count(devices), i = random_life_any(&house->life, (uint32_t)n);

    order_list_update(house->list, &house->order, house->life.model);
    order_list_pin(house->list, device_table_get(devices, i));
    house->is_pinned[i] = !house->is_pinned[i];
}

static void house_filter(struct house *house)
{
    house->order.lists = random_life_any(&house->life, 2) ? house_lists : NULL;
    house->order.data = house;
    house->order.revision++;
    house->from_c = (double)random_life_any(&house->life, 50) - 20;
}

/* By name and all of them: they stay where they are. */
static void house_sort_by_name(struct house *house)
{
    house->order.by = ORDER_NAME;
    house->order.problems_first = house->order.by_location = false;
    house->order.lists = NULL;
}

static void house_touch(struct house *house)
{
    struct order *order = &house->order;

    switch (random_life_any(&house->life, 10)) {
    case 0: order->by = (enum order_by)random_life_any(&house->life, ORDER_COUNT_); break;
    case 1: order->by = ORDER_AGE; break; /* all of them move */
    case 2: order->inverted = !order->inverted; break;
    case 3: order->problems_first = !order->problems_first; break;
    case 4: order->by_location = !order->by_location; break;
    case 5: house_fold(house); break;
    case 6: house_pin(house); break;
    case 7:
    case 8: house_sort_by_name(house); break;
    default: house_filter(house);
    }
}

/* Few things between two looks, or so many that the journal does not have them all. */
static void house_live(struct house *house)
{
    uint32_t n = random_life_any(&house->life, 20) ? 40 : 2000;

    n = 1 + random_life_any(&house->life, n);
    while (n--)
        random_life_step(&house->life);
    if (random_life_any(&house->life, 10) == 0)
        house_touch(house);
}

static void test_kept_and_made_anew(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= LIVES; seed++) {
        struct house *house = mem_zero(1, sizeof *house);

        random_life_begin(&house->life, seed * 2654435761u, DEVICES - RANDOM_LIFE_MORE);
        house->list = order_list_create();
        house->order.metric = METRIC_HUMIDITY;
        for (int i = 0; i < LOOKS; i++) {
            house_live(house);
            check_all(house);
        }
        order_list_destroy(house->list);
        random_life_end(&house->life);
        free(house);
    }
}

/* --- bins --------------------------------------------------------------------------- */

enum { CROWD = 3000, ROUNDS = 2500, MOVES = 300 };

static void check_bins(const struct order_bins *bins, const struct order_entry entries[CROWD])
{
    struct order_entry *least = mem_zero(bins->n + 1, sizeof *least);
    struct order_entry *most = mem_zero(bins->n + 1, sizeof *most);
    size_t *counts = mem_zero(bins->n + 1, sizeof *counts), before = 0;

    for (size_t i = 0; i < CROWD; i++) {
        size_t bin = bins->of[i];

        assert_in_range(bin, 1, bins->n);
        if (!counts[bin] || order_entry_less(&entries[i], &least[bin]))
            least[bin] = entries[i];
        if (!counts[bin] || order_entry_less(&most[bin], &entries[i]))
            most[bin] = entries[i];
        counts[bin]++;
    }
    for (size_t bin = 1; bin <= bins->n; bin++) {
        assert_int_equal(counts[bin], bins->counts[bin]);
        if (!counts[bin])
            continue;
        assert_true(!before || order_entry_less(&most[before], &least[bin]));
        before = bin;
    }
    free(least);
    free(most);
    free(counts);
}

/* As a list by age does: whoever changes comes last, or for some rounds first. */
static void move_to_an_end(struct order_bins *bins, struct order_entry entries[CROWD], size_t round)
{
    for (size_t i = 0; i < MOVES; i++) {
        size_t who = (round * MOVES + i) * 7919 % CROWD;

        entries[who].key = (double)(round * MOVES + i) * (round / 50 % 2 ? 1 : -1);
        order_bins_put(bins, who, &entries[who]);
    }
}

static void cut_the_large(struct order_bins *bins, const struct order_entry entries[CROWD])
{
    size_t bin;

    while ((bin = order_bins_find_large(bins, (struct order_span){ 1, bins->n, 0 }))) {
        struct order_span span = { bin, bin, 0 };
        struct order_entry *own = mem_zero(bins->counts[bin], sizeof *own);
        size_t n = 0;

        for (size_t i = order_bins_next(bins, span, 0); i < CROWD;
             i = order_bins_next(bins, span, i + 1))
            own[n++] = entries[i];
        assert_int_equal(n, bins->counts[bin]);
        order_bins_cut(bins, bin, own);
        free(own);
    }
}

static void test_bins_of_a_crowd_that_moves(void **state)
{
    struct order_entry *entries = mem_zero(CROWD, sizeof *entries);
    struct order_bins bins = { 0 };
    size_t n_before = 0, n_merges = 0;

    (void)state;
    order_bins_clear(&bins, CROWD);
    for (size_t i = 0; i < CROWD; i++) {
        entries[i].rank = (uint32_t)i;
        order_bins_put(&bins, i, &entries[i]);
    }
    for (size_t round = 1; round <= ROUNDS; round++) {
        move_to_an_end(&bins, entries, round);
        cut_the_large(&bins, entries);
        n_merges += bins.n < n_before;
        n_before = bins.n;
        if (round % 97 == 0)
            check_bins(&bins, entries);
    }
    assert_int_equal(bins.n_listed, CROWD);
    assert_true(n_merges > 0);
    check_bins(&bins, entries);
    order_bins_finish(&bins);
    free(entries);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept_and_made_anew),
        cmocka_unit_test(test_bins_of_a_crowd_that_moves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
