/* SPDX-License-Identifier: MIT */
#include "core/throttle.h"

#include "row.h"

static unsigned passed(struct throttle *throttle, unsigned tries, int64_t now_ms)
{
    unsigned n = 0;

    while (tries--)
        n += throttle_pass(throttle, now_ms);
    return n;
}

static void test_a_flood(void **state)
{
    struct throttle throttle = { .per_s = 2, .burst = 5, .left = 5 };

    (void)state;
    assert_int_equal(passed(&throttle, 3, 1000), 3);
    assert_int_equal(throttle_take_held(&throttle, 1000), 0);
    assert_int_equal(passed(&throttle, 10, 100000), 5);
    assert_int_equal(throttle_take_held(&throttle, 100400), 0);
    assert_int_equal(passed(&throttle, 10, 100500), 1);
    assert_int_equal(throttle_take_held(&throttle, 101000), 14);
    assert_int_equal(throttle_take_held(&throttle, 101000), 0);
    /* A clock that went back gives nothing. */
    assert_int_equal(passed(&throttle, 9, 101000), 1);
    assert_int_equal(passed(&throttle, 9, 1000), 0);
    assert_int_equal(passed(&throttle, 9, 2000), 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_a_flood) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
