/* SPDX-License-Identifier: MIT */
#include "core/sim.h"

#include "core/reading.h"
#include "row.h"

enum { DAY_S = 24 * 60 * 60 };

static void test_the_same_seed_gives_the_same_day(void **state)
{
    struct sim a, b, other;
    int differences = 0;

    (void)state;
    sim_init(&a, 7);
    sim_init(&b, 7);
    sim_init(&other, 8);
    for (int64_t s = 0; s < 1000; s++) {
        sim_step(&a, s * 1000);
        sim_step(&b, s * 1000);
        sim_step(&other, s * 1000);
        assert_true(a.temperature_c == b.temperature_c && a.humidity == b.humidity);
        differences += a.temperature_c != other.temperature_c;
    }
    assert_true(differences > 990);
}

static void test_a_steady_room_stays_in_its_bounds(void **state)
{
    struct sim sim;

    (void)state;
    sim_init(&sim, 1);
    for (int64_t s = 0; s < DAY_S; s += 10) {
        sim_step(&sim, s * 1000);
        assert_true(sim.temperature_c >= 20 && sim.temperature_c <= 24);
        assert_true(sim.humidity >= 40 && sim.humidity <= 50);
    }
}

static void test_garbage_is_none_that_anybody_would_read(void **state)
{
    struct reading_parser *parser = reading_parser_create();
    struct sim sim;

    (void)state;
    sim_init(&sim, 1);
    for (int i = 0; i < 1000; i++) {
        struct buf text = { 0 };
        struct faults faults = { 0 };
        struct reading reading;

        sim_garbage(&sim, &text);
        assert_true(text.len > 0 && strlen(text.data) == text.len);
        assert_false(reading_parse(
            parser,
            &(struct reading_input){
                .payload = text.data, .len = text.len, .device = "a", .device_len = 1 },
            &reading, &faults));
        buf_finish(&text);
    }
    reading_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_seed_gives_the_same_day),
        cmocka_unit_test(test_a_steady_room_stays_in_its_bounds),
        cmocka_unit_test(test_garbage_is_none_that_anybody_would_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
