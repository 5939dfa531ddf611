/* SPDX-License-Identifier: MIT
 *
 * Who is to be looked at when; and that a model whose ticks look at nobody else
 * is the same, whatever happens to it, as one whose ticks look at all devices.
 */
#include "core/agenda.h"

#include "core/model-state.h"
#include "random-life.h"
#include "row.h"

#include <stdlib.h>

enum { LIVES = 12, STEPS = 3000, DEVICES = 23 };

static void test_who_is_due(void **state)
{
    static const struct {
        const char *name;
        int64_t due_ms;
        int64_t now_ms;
        bool expected;
    } rows[] = {
        { "before", 20000, 19999, false },
        { "to the millisecond", 20000, 20000, true },
        { "too early, within the second", 20999, 20000, true },
        { "not for ever before", 20999, 19999, false },
        { "before zero", -5, 0, true },
        { "before zero, and now", -5, -7, true },
        { "never", AGENDA_NEVER, INT64_MAX - 1, false },
        { "later than can be told", INT64_MAX - 1, INT64_MAX - 1, true },
        { "much later", INT64_MAX - 1, INT64_C(4000000000000), false },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct agenda agenda = { 0 };
        size_t device = 0;

        agenda_set(&agenda, 0, rows[i].due_ms);
        row_check(rows[i].name, agenda_find(&agenda, rows[i].now_ms, &device) == rows[i].expected);
        agenda_finish(&agenda);
    }
}

static void test_in_the_order_of_the_table(void **state)
{
    struct agenda agenda = { 0 };
    size_t i = 0;

    (void)state;
    assert_false(agenda_find(&agenda, 1000, &i));
    for (size_t device = 0; device < 1000; device++)
        agenda_set(&agenda, device, device % 300 == 7 ? 5000 : 9000);
    agenda_set(&agenda, 307, AGENDA_NEVER);
    agenda_set(&agenda, 1005, AGENDA_NEVER);
    for (size_t device = 7; device < 1000; device += device == 7 ? 600 : 300) {
        assert_true(agenda_find(&agenda, 5000, &i));
        assert_int_equal(i++, device);
    }
    /* Nothing was said of those between 999 and 1005. */
    for (size_t device = 1000; device < 1005; device++) {
        assert_true(agenda_find(&agenda, 5000, &i));
        assert_int_equal(i++, device);
    }
    assert_false(agenda_find(&agenda, 5000, &i));
    agenda_finish(&agenda);
}

/* --- the whole --------------------------------------------------------------- */

static void add_event(const struct event *event, struct buf *out)
{
    buf_addf(out, "%lld %d %d %d for %lld: ", (long long)event->at_ms, event->kind, event->severity,
             event->device ? (int)event->device->index : -1, (long long)event->duration_ms);
    event_format(event, (struct event_format){ .with_location = true }, out);
    buf_puts(out, "\n");
}

/* Effects since the last call, events of which it has not told yet, and the counts. */
static void add_news(struct random_life *life, uint64_t *n_told, struct buf *out)
{
    const struct event_log *log = model_events(life->model);
    const struct tally *tally = &model_counts(life->model)->devices;
    struct effect effect;

    while (model_take_effect(life->model, &effect))
        buf_addf(out, "effect %d %d %d %lld\n", effect.kind, effect.edge,
                 effect.device ? (int)effect.device->index : -1, (long long)effect.duration_ms);
    for (size_t i = (size_t)(event_log_total(log) - *n_told); i-- > 0;)
        add_event(event_log_get(log, i), out);
    *n_told = event_log_total(log);
    buf_addf(out, "%u online %u offline %u stale %u unknown %u crit %u warn\n", tally->online,
             tally->offline, tally->stale, tally->unknown, tally->crit, tally->warn);
}

static void add_devices(const struct random_life *life, struct buf *out)
{
    const struct device_table *devices = model_devices(life->model);

    for (size_t i = 0; i < device_table_count(devices); i++) {
        const struct device *device = device_table_get(devices, i);

        buf_addf(out, "%zu: %d %d %d", i, device->status, device->is_stale, device->worst);
        for (size_t k = 0; k < device->n_alerts; k++)
            buf_addf(out, " %u %u %u %lld", device->alerts[k].rule, device->alerts[k].state,
                     device->alerts[k].until_s, (long long)device->alerts[k].since_ms);
        buf_puts(out, "\n");
    }
}

static void look_at_all(struct model *model)
{
    for (size_t i = 0; i < device_table_count(model->devices); i++)
        agenda_set(&model->agenda, i, 0);
}

static void live_twice(uint32_t seed)
{
    struct random_life few, all;
    uint64_t n_few = 0, n_all = 0;

    random_life_begin(&few, seed, DEVICES);
    random_life_begin(&all, seed, DEVICES);
    for (int step = 0; step < STEPS; step++) {
        struct buf got = { 0 }, expected = { 0 };

        look_at_all(all.model);
        random_life_step(&few);
        random_life_step(&all);
        add_news(&few, &n_few, &got);
        add_news(&all, &n_all, &expected);
        add_devices(&few, &got);
        add_devices(&all, &expected);
        if (strcmp(got.data, expected.data) != 0)
            fail_msg("seed %u, step %d: got\n%s\nexpected\n%s", seed, step, got.data,
                     expected.data);
        buf_finish(&got);
        buf_finish(&expected);
    }
    assert_true(n_few > 100); /* or nothing was tried */
    random_life_end(&few);
    random_life_end(&all);
}

static void test_nobody_is_overlooked(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= LIVES; seed++)
        live_twice(seed * 2654435761u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_due),
        cmocka_unit_test(test_in_the_order_of_the_table),
        cmocka_unit_test(test_nobody_is_overlooked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
