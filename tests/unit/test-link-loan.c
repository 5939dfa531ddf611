/* SPDX-License-Identifier: MIT
 *
 * While little comes the main thread reads the socket of a real mosquitto, and the network thread
 * sleeps.
 */
#include "io/broker.h"
#include "link-probe.h"
#include "row.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FEW = 20,
    MANY = 5000,
    TIDS_MAX = 64,
    ALWAYS_QUIET_MS = 1, /* no round trip is as quick as LINK_LOAN_MESSAGES in that */
};

struct fixture {
    struct broker broker;
    bool has_broker;
    struct probe sender, receiver;
    long receiver_tid; /* of its network thread */
};

/* --- threads ---------------------------------------------------------------- */

struct threads {
    long tids[TIDS_MAX];
    size_t n;
};

static bool has_thread(const struct threads *threads, long tid)
{
    for (size_t i = 0; i < threads->n; i++)
        if (threads->tids[i] == tid)
            return true;
    return false;
}

static struct threads list_threads(void)
{
    struct threads threads = { 0 };
    DIR *dir = opendir("/proc/self/task");
    struct dirent *entry;

    assert_non_null(dir);
    while ((entry = readdir(dir)) && threads.n < TIDS_MAX)
        if (entry->d_name[0] != '.')
            threads.tids[threads.n++] = strtol(entry->d_name, NULL, 10);
    closedir(dir);
    return threads;
}

static long find_new_thread(const struct threads *before)
{
    struct threads now = list_threads();

    for (size_t i = 0; i < now.n; i++)
        if (!has_thread(before, now.tids[i]))
            return now.tids[i];
    fail_msg("no new thread");
    return 0;
}

/* How often it has gone to sleep. */
static long count_sleeps(long tid)
{
    char path[64], line[128];
    long n = -1;
    FILE *file;

    snprintf(path, sizeof path, "/proc/self/task/%ld/status", tid);
    file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
            n = strtol(line + 24, NULL, 10);
    fclose(file);
    assert_true(n >= 0);
    return n;
}

/* --- a sender and a receiver ------------------------------------------------ */

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct buf err = { 0 };

    *state = fixture;
    if (!fixture)
        return -1;
    fixture->has_broker = broker_init(&fixture->broker, &err);
    if (!fixture->has_broker)
        print_message("%s\n", buf_text(&err)); /* the tests skip */
    buf_finish(&err);
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;

    broker_finish(&fixture->broker);
    free(fixture);
    return 0;
}

static struct fixture *start(void **state, int quiet_ms)
{
    static const char *const none[] = { NULL };
    struct fixture *fixture = *state;
    struct link_timing timing = probe_patient_timing();
    struct link_options options = probe_options(fixture->broker.port);
    struct threads before;

    if (!fixture->has_broker)
        skip();
    /* Nothing else is to wake it up meanwhile. */
    timing.quiet_ms = quiet_ms;
    timing.tick_ms = timing.calm_ms = LINK_TIMING.suback_ms;
    before = list_threads();
    probe_start_timed(&fixture->receiver, &options, &timing);
    fixture->receiver_tid = find_new_thread(&before);
    assert_true(probe_wait_phase(&fixture->receiver, LINK_UP));
    options.filters = none;
    probe_start(&fixture->sender, &options);
    assert_true(probe_wait_phase(&fixture->sender, LINK_UP));
    return fixture;
}

static void finish(struct fixture *fixture)
{
    assert_in_range(probe_stop(&fixture->receiver), 0, PROBE_QUIT_MS);
    probe_stop(&fixture->sender);
}

static void publish(struct probe *probe, int i)
{
    char payload[16];

    snprintf(payload, sizeof payload, "%d", i);
    assert_true(probe_publish(probe, "home/a/sensors", payload, false));
}

static bool has_received(const struct probe *probe, const void *data)
{
    return probe->n >= *(const uint64_t *)data;
}

static void wait_for(struct probe *probe, uint64_t n)
{
    assert_true(probe_wait(probe, has_received, &n));
    assert_int_equal(probe->n, n);
}

/* --- tests ------------------------------------------------------------------ */

/* From some message on it is not woken any more, for none of a few in a row. */
static void test_network_thread_sleeps(void **state)
{
    struct fixture *fixture = start(state, ALWAYS_QUIET_MS);
    int64_t deadline_ms = loop_now_ms() + PROBE_DEADLINE_MS;
    int n_in_a_row = 0;

    for (int i = 1; n_in_a_row < FEW && loop_now_ms() < deadline_ms; i++) {
        long before = count_sleeps(fixture->receiver_tid);

        publish(&fixture->sender, i);
        wait_for(&fixture->receiver, (uint64_t)i);
        n_in_a_row = count_sleeps(fixture->receiver_tid) == before ? n_in_a_row + 1 : 0;
    }
    assert_int_equal(n_in_a_row, FEW);
    finish(fixture);
}

/* It has the session back, and nothing is lost or out of order. */
static void test_flood(void **state)
{
    struct fixture *fixture = start(state, LINK_TIMING.quiet_ms);
    struct buf expected = { 0 };
    long before = count_sleeps(fixture->receiver_tid);

    for (int i = 0; i < MANY; i++) {
        assert_true(probe_wait_room(&fixture->sender));
        publish(&fixture->sender, i);
        probe_take(&fixture->receiver);
        buf_addf(&expected, "home/a/sensors=%d\n", i);
    }
    wait_for(&fixture->receiver, MANY);
    assert_string_equal(buf_text(&fixture->receiver.log), buf_text(&expected));
    assert_true(count_sleeps(fixture->receiver_tid) > before);
    buf_finish(&expected);
    finish(fixture);
}

static void test_order_comes_through(void **state)
{
    struct fixture *fixture = start(state, ALWAYS_QUIET_MS);

    for (int i = 1; i <= FEW; i++) {
        publish(&fixture->receiver, i);
        assert_true(probe_wait_delivered(&fixture->receiver));
        wait_for(&fixture->receiver, (uint64_t)i);
    }
    finish(fixture);
}

/* A main thread that looks at the state and takes nothing leaves reading to the network thread. */
static void test_neglect(void **state)
{
    struct fixture *fixture = start(state, ALWAYS_QUIET_MS);
    int64_t deadline_ms = loop_now_ms() + PROBE_DEADLINE_MS;
    struct link_state link_state = { 0 };

    for (int i = 0; i < FEW; i++)
        publish(&fixture->sender, i);
    assert_true(probe_wait_delivered(&fixture->sender));
    while (link_state.n_messages < FEW && loop_now_ms() < deadline_ms)
        link_get_state(fixture->receiver.link, &link_state);
    assert_int_equal(link_state.n_messages, FEW);
    wait_for(&fixture->receiver, FEW);
    finish(fixture);
}

static void test_broker_ends(void **state)
{
    struct fixture *fixture = start(state, ALWAYS_QUIET_MS);

    publish(&fixture->sender, 1);
    wait_for(&fixture->receiver, 1);
    broker_finish(&fixture->broker);
    fixture->has_broker = false;
    assert_true(probe_wait_phase(&fixture->receiver, LINK_WAITING));
    finish(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_network_thread_sleeps), cmocka_unit_test(test_flood),
        cmocka_unit_test(test_order_comes_through),   cmocka_unit_test(test_neglect),
        cmocka_unit_test(test_broker_ends), /* the last: it takes the broker with it */
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
