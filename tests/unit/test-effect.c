/* SPDX-License-Identifier: MIT */
#include "core/effect.h"

#include "row.h"

static void add(struct effect_queue *queue, int64_t at_ms)
{
    struct effect effect = { .kind = EFFECT_ALERT, .at_ms = at_ms };

    effect_queue_add(queue, &effect);
}

static void test_first_in_first_out(void **state)
{
    struct effect_queue queue = { 0 };
    struct effect effect;
    int64_t added = 0, taken = 0;

    (void)state;
    assert_false(effect_queue_take(&queue, &effect));
    /* More come than go, so that the ring grows while it is wound. */
    for (int round = 0; round < 100; round++) {
        add(&queue, added++);
        add(&queue, added++);
        assert_true(effect_queue_take(&queue, &effect));
        assert_int_equal(effect.at_ms, taken++);
    }
    while (effect_queue_take(&queue, &effect))
        assert_int_equal(effect.at_ms, taken++);
    assert_int_equal(taken, added);
    effect_queue_finish(&queue);
}

static void test_it_is_bounded_and_counts(void **state)
{
    struct effect_queue queue = { 0 };
    struct effect effect;

    (void)state;
    for (int64_t i = 0; i < EFFECTS_MAX + 3; i++)
        add(&queue, i);
    assert_int_equal(queue.n_lost, 3);
    for (int64_t i = 0; i < EFFECTS_MAX; i++) {
        assert_true(effect_queue_take(&queue, &effect));
        assert_int_equal(effect.at_ms, i);
    }
    assert_false(effect_queue_take(&queue, &effect));
    effect_queue_finish(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_in_first_out),
        cmocka_unit_test(test_it_is_bounded_and_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
