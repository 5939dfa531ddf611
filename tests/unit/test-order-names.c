/* SPDX-License-Identifier: MIT
 *
 * However many devices come at a time, from wherever, their names are in the order
 * that a plain sort puts them in.
 */
#include "ui/order-names.h"

#include "row.h"

#include <stdio.h>
#include <stdlib.h>

enum { TOWNS = 24, DEVICES = 2000, TOWN_DEVICES = 100000, TEXT_BYTES = 40 };

struct town {
    struct device_table *table;
    struct order_names names;
    uint32_t random;
};

static const struct device_settings town_settings[] = {
    { .name = "attic" }, { .name = "town-1" }, { .name = NULL }, { .name = "z\xc3\xbcrich" }
};

static uint32_t town_any(struct town *town, uint32_t n)
{
    town->random ^= town->random << 13;
    town->random ^= town->random >> 17;
    town->random ^= town->random << 5;
    return town->random % n;
}

/* Among others some that are there already. */
static void town_add(struct town *town, uint32_t n_locations)
{
    char location[TEXT_BYTES], id[TEXT_BYTES];
    struct topic topic = { .location = location, .device = id };
    struct device *device;

    topic.location_len =
        (size_t)snprintf(location, sizeof location, "%u", town_any(town, n_locations));
    topic.device_len = (size_t)snprintf(id, sizeof id, "town-%u", town_any(town, TOWN_DEVICES));
    device = device_table_add(town->table, &topic, 0);
    if (town_any(town, 10) == 0 && device->index >= town->names.n)
        device->settings = &town_settings[town_any(town, ROW_COUNT(town_settings))];
}

static int town_compare(const void *a, const void *b)
{
    const struct device *x = *(const struct device *const *)a;
    const struct device *y = *(const struct device *const *)b;
    int by_location = strcmp(x->location, y->location);
    int by_name = strcmp(device_shown_name(x), device_shown_name(y));

    if (by_location)
        return by_location;
    return by_name ? by_name : strcmp(x->id, y->id);
}

static void check_names(const struct town *town)
{
    const struct device *sorted[DEVICES] = { NULL };
    size_t n = device_table_count(town->table), n_locations = 0;

    assert_int_equal(town->names.n, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = device_table_get(town->table, i);
    qsort(sorted, n, sizeof *sorted, town_compare);
    for (size_t rank = 0; rank < n; rank++) {
        uint32_t index = sorted[rank]->index;

        n_locations += rank == 0 || strcmp(sorted[rank - 1]->location, sorted[rank]->location) != 0;
        assert_ptr_equal(order_names_get(&town->names, (uint32_t)rank), sorted[rank]);
        assert_int_equal(town->names.ranks[index], rank);
        assert_int_equal(town->names.locations[index], n_locations - 1);
    }
    assert_int_equal(town->names.n_locations, n_locations);
}

static void test_as_sorted_anew(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= TOWNS; seed++) {
        struct town town = { .table = device_table_create(DEVICES, seed),
                             .random = seed * 2654435761u };
        uint32_t n_locations = 1 + town_any(&town, seed % 2 ? 4 : DEVICES);
        uint32_t at_once = 1 + town_any(&town, seed % 3 ? 20 : DEVICES / 2);

        for (uint32_t left = DEVICES; left;) {
            size_t before = device_table_count(town.table);
            uint32_t n = 1 + town_any(&town, at_once < left ? at_once : left);

            left -= n;
            while (n--)
                town_add(&town, n_locations);
            assert_int_equal(order_names_update(&town.names, town.table),
                             device_table_count(town.table) != before);
            if (left % 32 == 0 || !left)
                check_names(&town);
        }
        order_names_finish(&town.names);
        device_table_destroy(town.table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_sorted_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
