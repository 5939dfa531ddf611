/* SPDX-License-Identifier: MIT */
#include "io/link-gather.h"

#include "row.h"

enum {
    SECONDS = 25, /* twice it has forgotten what it found out */
    SETTLED_S = 10,
    BYTES = 150,
    QUEUE = 1000, /* that mosquitto keeps for one who is slow */
};

static const double WAKE_MS = 0.05;

/* Messages that come at a pace, of a broker that lets so many be on their way (0: any number). */
struct flow {
    double per_ms;
    unsigned window;
    bool is_blind; /* nobody knows how many came at once */
    double now_ms;
    double sent;
    unsigned n_behind; /* the most that waited at the broker */
    unsigned n_looks;  /* when it has settled */
};

/* The sleep, then poll(), then all that is there. */
static void flow_look(struct flow *flow, struct link_gather *gather)
{
    struct link_look look = { 0 };
    double waiting;

    flow->now_ms += gather->us / 1000.0 + WAKE_MS;
    waiting = flow->now_ms * flow->per_ms - flow->sent;
    if (waiting < 1) {
        flow->now_ms += (1 - waiting) / flow->per_ms;
        waiting = 1;
    }
    look.n = (uint64_t)(waiting + 1e-6);
    if (flow->window && look.n > flow->window)
        look.n = flow->window;
    flow->sent += (double)look.n;
    look.n_bytes = look.n * BYTES;
    look.n_acknowledged = flow->window ? look.n : 0;
    look.n_at_once = flow->is_blind ? 0 : look.n_acknowledged;
    link_gather_note(gather, 1000 + (int64_t)flow->now_ms, &look);
    flow->n_looks += flow->now_ms > (SECONDS - SETTLED_S) * 1000;
    if (waiting - (double)look.n > flow->n_behind)
        flow->n_behind = (unsigned)(waiting - (double)look.n);
}

static const struct {
    const char *name;
    unsigned per_s, window;
    bool is_blind;
    unsigned at_least, at_most; /* looks a second */
} rows[] = {
    { "four a second", 4, 0, false, 3, 5 },
    { "a thousand a second", 1000, 0, false, 49, 55 },
    { "four thousand a second", 4000, 0, false, 49, 55 },
    { "a hundred thousand a second", 100000, 0, false, 250, 350 },
    { "QoS 1, four a second", 4, 20, false, 3, 5 },
    { "QoS 1, fifty a second", 50, 20, false, 40, 51 },
    { "QoS 1, eighty a second", 80, 20, false, 45, 60 },
    { "QoS 1, 150 a second", 150, 20, false, 45, 60 },
    { "QoS 1, a thousand a second", 1000, 20, false, 49, 75 },
    { "QoS 1, four thousand a second", 4000, 20, false, 200, 300 },
    { "QoS 1, sixteen thousand a second", 16000, 20, false, 800, 1200 },
    { "where nobody knows the window", 4000, 20, true, 500, 800 },
    { "a window of ten", 4000, 10, false, 400, 600 },
    { "a window of ten, nobody knows", 4000, 10, true, 500, 800 },
    { "a window of 65,535", 4000, 65535, false, 49, 75 },
    { "a window of three", 4000, 3, false, 1333, 2000 },
    { "one at a time", 1000, 1, false, 990, 1010 },
};

static void test_sleeps(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct link_gather gather = { 0 };
        struct flow flow = { .per_ms = rows[i].per_s / 1000.0,
                             .window = rows[i].window,
                             .is_blind = rows[i].is_blind };

        while (flow.now_ms < SECONDS * 1000)
            flow_look(&flow, &gather);
        row_check(rows[i].name, flow.n_looks >= rows[i].at_least * SETTLED_S);
        row_check(rows[i].name, flow.n_looks <= rows[i].at_most * SETTLED_S);
        row_check(rows[i].name, flow.n_behind < QUEUE);
    }
}

/* There is more than a turn takes: it goes on at once. */
static void test_does_not_sleep_in_a_flood(void **state)
{
    const struct link_look trickle = { .n = 5, .n_bytes = 5 * BYTES };
    const struct link_look flood = { .n = 256, .n_bytes = 256 * BYTES, .is_cut = true };
    struct link_gather gather = { 0 };

    (void)state;
    for (int i = 0; i < 50; i++)
        link_gather_note(&gather, 1000 + i * 10, &trickle);
    assert_int_equal(gather.us, LINK_GATHER_US_MAX);
    for (int i = 0; i < 20; i++)
        link_gather_note(&gather, 1500, &flood);
    assert_int_equal(gather.us, 0);
}

/* Long enough that not every message wakes us, and no longer, however few there are. */
static void test_hardly_sleeps_while_the_snapshot_comes(void **state)
{
    const struct link_look some = { .n = 5, .n_bytes = 5 * BYTES, .is_snapshot = true };
    const struct link_look later = { .n = 5, .n_bytes = 5 * BYTES };
    struct link_gather gather = { 0 };

    (void)state;
    link_gather_note(&gather, 1000, &some);
    assert_int_equal(gather.us, 0);
    for (int i = 1; i < 50; i++) {
        link_gather_note(&gather, 1000 + i, &some);
        assert_int_equal(gather.us, LINK_GATHER_US_MIN);
    }
    for (int i = 50; i < 100; i++)
        link_gather_note(&gather, 1000 + i, &later);
    assert_int_equal(gather.us, LINK_GATHER_US_MAX);
    link_gather_note(&gather, 1100, &some);
    assert_int_equal(gather.us, LINK_GATHER_US_MIN);
}

static void test_wakes_up_at_once_after_a_pause(void **state)
{
    const struct link_look look = { .n = 5, .n_bytes = 5 * BYTES }, nothing = { 0 };
    struct link_gather gather = { 0 };

    (void)state;
    for (int i = 0; i < 50; i++)
        link_gather_note(&gather, 1000 + i * 10, &look);
    assert_int_equal(gather.us, LINK_GATHER_US_MAX);
    link_gather_note(&gather, 5000, &look);
    assert_int_equal(gather.us, 0);
    link_gather_note(&gather, 5001, &nothing);
    assert_int_equal(gather.last_ms, 5000);
}

/* The first is told at once, what follows all together, the last after 20 ms at most. */
static void test_tells(void **state)
{
    const struct link_look look = { .n = 1, .n_bytes = BYTES };
    struct link_gather gather = { 0 };
    int64_t now_ms = 1000, due_ms;
    unsigned n_told = 0;

    (void)state;
    assert_true(link_gather_tell_due_ms(&gather) == INT64_MAX);
    assert_false(link_gather_tells(&gather, now_ms));
    link_gather_note(&gather, now_ms, &look);
    assert_true(link_gather_tells(&gather, now_ms));
    assert_false(link_gather_tells(&gather, now_ms));
    for (; now_ms < 3000; now_ms++) {
        link_gather_note(&gather, now_ms, &look);
        n_told += link_gather_tells(&gather, now_ms);
        if (gather.is_untold)
            assert_in_range(link_gather_tell_due_ms(&gather) - now_ms, 1, LINK_GATHER_TELL_MS_MAX);
    }
    assert_in_range(n_told, 2000 / LINK_GATHER_TELL_MS_MAX, 2000 / LINK_GATHER_TELL_MS_MAX + 20);
    link_gather_note(&gather, now_ms, &look);
    due_ms = link_gather_tell_due_ms(&gather);
    assert_true(link_gather_tells(&gather, due_ms));
    link_gather_note(&gather, due_ms + 1000, &look);
    assert_true(link_gather_tells(&gather, due_ms + 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sleeps),
        cmocka_unit_test(test_does_not_sleep_in_a_flood),
        cmocka_unit_test(test_hardly_sleeps_while_the_snapshot_comes),
        cmocka_unit_test(test_wakes_up_at_once_after_a_pause),
        cmocka_unit_test(test_tells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
