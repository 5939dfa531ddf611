/* SPDX-License-Identifier: MIT */
#include "core/sim.h"

#include "row.h"

enum { DAY_S = 24 * 60 * 60, CYCLE_S = 60 };

static void test_the_same_seed_gives_the_same_day(void **state)
{
    struct sim a, b, other;
    int differences = 0;

    (void)state;
    sim_init(&a, 7, SIM_STEADY);
    sim_init(&b, 7, SIM_STEADY);
    sim_init(&other, 8, SIM_STEADY);
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
    sim_init(&sim, 1, SIM_STEADY);
    for (int64_t s = 0; s < DAY_S; s += 10) {
        assert_int_equal(sim_step(&sim, s * 1000), SIM_PUBLISH);
        assert_true(sim.temperature_c >= 20 && sim.temperature_c <= 24);
        assert_true(sim.humidity >= 40 && sim.humidity <= 50);
    }
}

static void test_the_heating_one_crosses_the_line_and_comes_back(void **state)
{
    struct sim sim;
    int crossings = 0;
    bool was_above = false;

    (void)state;
    sim_init(&sim, 1, SIM_HEATS);
    for (int64_t s = 0; s < 10 * CYCLE_S; s++) {
        bool is_above = sim_step(&sim, s * 1000) == SIM_PUBLISH && sim.temperature_c > 30;

        crossings += is_above && !was_above && sim.temperature_c < 31.5;
        was_above = is_above;
    }
    assert_true(crossings >= 10);
    assert_false(was_above);
}

static void test_one_hangs_up_and_one_falls_silent(void **state)
{
    struct sim dies, silent;

    (void)state;
    sim_init(&dies, 1, SIM_DIES);
    sim_init(&silent, 1, SIM_SILENT);
    assert_int_equal(sim_step(&dies, 0), SIM_PUBLISH);
    assert_int_equal(sim_step(&silent, 0), SIM_PUBLISH);
    assert_int_equal(sim_step(&dies, 30 * 1000), SIM_HANG_UP);
    assert_int_equal(sim_step(&silent, 30 * 1000), SIM_KEEP_SILENT);
    assert_int_equal(sim_step(&dies, CYCLE_S * 1000), SIM_PUBLISH);
    assert_int_equal(sim_step(&silent, CYCLE_S * 1000), SIM_KEEP_SILENT);
}

static void test_the_demo_house_shows_every_part(void **state)
{
    struct buf name = { 0 };
    unsigned parts = 0;

    (void)state;
    for (size_t i = 0; i < 12; i++)
        parts |= 1u << sim_demo_part(i);
    assert_int_equal(parts, (1u << SIM_PART_COUNT_) - 1);
    sim_demo_name(1, &name);
    buf_puts(&name, " ");
    sim_demo_name(13, &name);
    assert_string_equal(buf_text(&name), "kitchen-01 kitchen-02");
    buf_finish(&name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_seed_gives_the_same_day),
        cmocka_unit_test(test_a_steady_room_stays_in_its_bounds),
        cmocka_unit_test(test_the_heating_one_crosses_the_line_and_comes_back),
        cmocka_unit_test(test_one_hangs_up_and_one_falls_silent),
        cmocka_unit_test(test_the_demo_house_shows_every_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
