/* SPDX-License-Identifier: MIT */
#include "core/device.h"

#include "row.h"

#include <stdio.h>

static struct topic topic_of(const char *location, const char *id)
{
    return (struct topic){ .location = location,
                           .location_len = strlen(location),
                           .device = id,
                           .device_len = strlen(id) };
}

static void test_found_again_among_many(void **state)
{
    enum { MANY = 5000 };
    struct device_table *table = device_table_create(MANY, 42);
    struct device *devices[MANY];
    char id[16];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        struct topic topic = topic_of("home", id);

        snprintf(id, sizeof id, "d%d", i);
        topic.device_len = strlen(id);
        assert_null(device_table_find(table, &topic));
        devices[i] = device_table_add(table, &topic, i);
        assert_int_equal(devices[i]->index, i);
        assert_string_equal(devices[i]->id, id);
    }
    for (int i = 0; i < MANY; i++) {
        struct topic topic = topic_of("home", devices[i]->id);

        assert_ptr_equal(device_table_find(table, &topic), devices[i]);
        assert_ptr_equal(device_table_add(table, &topic, 0), devices[i]);
        assert_ptr_equal(device_table_get(table, (size_t)i), devices[i]);
    }
    device_table_destroy(table);
}

static void test_the_topic_is_the_identity(void **state)
{
    static const char *const pairs[][2] = {
        { "home", "a" },
        { "office", "a" },
        { "home", "A" },
        { "homea", "" },
        { "hom", "ea" },
        { "home", "k\xc3\xbc"
                  "che" },
        { "home", "ku\xcc\x88"
                  "che" },
    };
    struct device_table *table = device_table_create(100, 1);

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(pairs); i++) {
        struct topic topic = topic_of(pairs[i][0], pairs[i][1]);

        device_table_add(table, &topic, 0);
        assert_int_equal(device_table_count(table), i + 1);
    }
    device_table_destroy(table);
}

static void test_a_full_table_refuses_new_ones_only(void **state)
{
    struct device_table *table = device_table_create(2, 1);
    struct topic a = topic_of("home", "a"), b = topic_of("home", "b"), c = topic_of("home", "c");

    (void)state;
    assert_non_null(device_table_add(table, &a, 0));
    assert_non_null(device_table_add(table, &b, 0));
    assert_null(device_table_add(table, &c, 0));
    assert_non_null(device_table_add(table, &a, 0));
    assert_int_equal(device_table_count(table), 2);
    device_table_destroy(table);
}

static void test_who_is_forgotten_makes_room(void **state)
{
    struct device_table *table = device_table_create(1, 1);
    struct topic a = topic_of("home", "a"), b = topic_of("home", "b");
    struct device *first = device_table_add(table, &a, 0);

    (void)state;
    device_table_forget(table, first);
    assert_true(first->is_gone);
    assert_int_equal(device_table_add(table, &b, 0)->index, 1);
    assert_ptr_equal(device_table_add(table, &a, 0), first);
    assert_false(device_table_bring_back(table, first, 0));
    assert_true(first->is_gone);
    device_table_forget(table, device_table_get(table, 1));
    assert_true(device_table_bring_back(table, first, 7));
    assert_false(first->is_gone);
    assert_int_equal(first->first_seen_ms, 7);
    assert_false(device_table_bring_back(table, device_table_get(table, 1), 0));
    device_table_destroy(table);
}

static void test_metrics_are_bounded(void **state)
{
    struct device_table *table = device_table_create(1, 1);
    struct topic a = topic_of("home", "a");
    struct device *device = device_table_add(table, &a, 0);

    (void)state;
    for (int i = 0; i < READING_METRICS_MAX; i++)
        assert_int_equal(device_add_metric(device, i)->name, i);
    assert_null(device_add_metric(device, READING_METRICS_MAX));
    assert_non_null(device_add_metric(device, 3));
    assert_int_equal(device->n_metrics, READING_METRICS_MAX);
    assert_null(device_metric(device, -1));
    device_table_destroy(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_again_among_many),
        cmocka_unit_test(test_the_topic_is_the_identity),
        cmocka_unit_test(test_a_full_table_refuses_new_ones_only),
        cmocka_unit_test(test_who_is_forgotten_makes_room),
        cmocka_unit_test(test_metrics_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
