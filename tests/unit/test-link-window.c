/* SPDX-License-Identifier: MIT
 *
 * A broker that waits: it sends a window of messages and no more until all of them are
 * acknowledged. Nothing may be left in a buffer of ours, neither what came nor what goes.
 */
#include "fake-broker.h"
#include "link-probe.h"
#include "row.h"

#include <stdio.h>

#define TOPIC "000e686f6d652f612f73656e736f7273" /* home/a/sensors */

enum { WINDOW = 20, WINDOWS = 5, BURST = 10000 };

/* As in test-link-faults; the last SUBSCRIBE asks the broker about itself. */
static const char ok[] = "2003000000 r ";
static const char suback_2[] = "r 90050002000101 r 900400030000 ";

struct window_row {
    const char *name;
    const char *piece; /* "=": in one piece */
    int n;             /* messages at QoS 1 that the broker sends before it waits */
    int n_burst;       /* at QoS 0, in one piece with the SUBACK */
};

static void add_message(struct buf *script, unsigned mid)
{
    buf_addf(script, mid ? "3215" TOPIC "%04x003231" : "3013" TOPIC "003231", mid);
}

/* A message, or a window of them; then as many packets of ours. */
static void add_window(struct buf *script, const struct window_row *row, unsigned mid)
{
    buf_puts(script, row->piece);
    for (int i = 0; i < row->n; i++)
        add_message(script, mid + (unsigned)i);
    buf_puts(script, " ");
    for (int i = 0; i < row->n; i++)
        buf_puts(script, "r");
}

static void add_script(struct buf *script, const struct window_row *row)
{
    buf_addf(script, "%s=90050001000000", ok);
    for (int i = 0; i < row->n_burst; i++)
        add_message(script, 0);
    buf_addf(script, " %s", suback_2);
    for (int i = 0; i < WINDOWS; i++)
        add_window(script, row, 1 + (unsigned)(i * row->n));
    buf_puts(script, "h");
}

static bool has_received(const struct probe *probe, const void *data)
{
    const struct window_row *row = data;

    return probe->n == (uint64_t)(row->n_burst + WINDOWS * row->n) &&
           probe->state.phase == LINK_UP && probe->state.session == 1;
}

static void test_windows(void **state)
{
    static const struct window_row rows[] = {
        { "one message at a time", "", 1, 0 },
        { "fewer than are acknowledged together", "=", 3, 0 },
        { "as many", "=", 8, 0 },
        { "one more", "=", 9, 0 },
        { "a window in one piece", "=", WINDOW, 0 },
        { "a window byte by byte", "", WINDOW, 0 },
        { "more than a turn of the loop takes", "=", 300, 0 },
        { "behind a burst", "=", WINDOW, BURST },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf script = { 0 };
        struct fake_broker *broker;
        struct link_timing timing = LINK_TIMING;
        struct link_options options;
        struct probe probe;

        add_script(&script, &rows[i]);
        broker = fake_broker_start(buf_text(&script), NULL);
        options = probe_options(fake_broker_port(broker));
        timing.tick_ms = timing.calm_ms = 20; /* asks the broker about itself soon */
        probe_start_timed(&probe, &options, &timing);
        probe.keep_log = false;
        if (!probe_wait(&probe, has_received, &rows[i]))
            fail_msg("%s: %llu messages, phase %d, connection %u", rows[i].name,
                     (unsigned long long)probe.n, probe.state.phase, (unsigned)probe.state.session);
        probe_stop(&probe);
        fake_broker_stop(broker);
        buf_finish(&script);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_windows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
