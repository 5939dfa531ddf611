/* SPDX-License-Identifier: MIT
 *
 * A broker that never answers a PINGREQ is there as long as it sends messages, and no longer.
 * Seconds pass when the test says so.
 */
#include "fake-broker.h"
#include "link-probe.h"
#include "row.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <time.h>

/* As in test-link-faults; then messages at QoS 0 until the test says go, a retained one, and
 * silence. */
#define TOPIC "000e686f6d652f612f73656e736f7273"
#define FLOOD_5                                                                                    \
    "2003000000 r 900500010000 00 r 90050002000101 ~3013" TOPIC "003231 =3113" TOPIC "003231 h"
#define FLOOD_311 "20020000 r 900400010101 ~3012" TOPIC "3231 =3112" TOPIC "3231 h"

enum {
    KEEPALIVE_S = 5, /* the shortest there is */
    FLOOD_S = 4 * KEEPALIVE_S,
    EACH_S = 1000,         /* messages */
    WAIT_MS = 3600 * 1000, /* a connection that broke is not made anew */
};

static atomic_int passed_s;
static atomic_int n_looks; /* of libmosquitto at its keepalive */

typedef int clock_fn(clockid_t, struct timespec *);
typedef int look_fn(struct mosquitto *);

struct mosquitto;
int mosquitto_loop_misc(struct mosquitto *mosq);

/* In front of the C library's, for libmosquitto as well. */
int clock_gettime(clockid_t clock, struct timespec *now)
{
    clock_fn *real;
    int rc;

    *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    rc = real(clock, now);
    now->tv_sec += atomic_load(&passed_s);
    return rc;
}

int mosquitto_loop_misc(struct mosquitto *mosq)
{
    look_fn *real;
    int rc;

    *(void **)&real = dlsym(RTLD_NEXT, "mosquitto_loop_misc");
    rc = real(mosq);
    atomic_fetch_add(&n_looks, 1);
    return rc;
}

/* What has to be there before another second may pass. */
struct mark {
    int n_looks;
    uint64_t n_messages;
};

static bool is_reached(const struct probe *probe, const void *data)
{
    const struct mark *mark = data;

    return probe->state.phase == LINK_WAITING ||
           (atomic_load(&n_looks) >= mark->n_looks && probe->state.n_messages >= mark->n_messages);
}

/* The first look may have begun before. */
static void pass_second(struct probe *probe, uint64_t n_messages)
{
    struct mark mark;

    atomic_fetch_add(&passed_s, 1);
    mark = (struct mark){ atomic_load(&n_looks) + 2, probe->state.n_messages + n_messages };
    assert_true(probe_wait(probe, is_reached, &mark));
}

static bool has_last(const struct probe *probe, const void *data)
{
    (void)data;
    return probe->n_retained > 0;
}

static void test_flood_then_silence(void **state)
{
    static const struct {
        const char *name;
        enum link_protocol protocol;
    } rows[] = { { "MQTT 5", LINK_PROTOCOL_5 }, { "MQTT 3.1.1", LINK_PROTOCOL_311 } };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct fake_broker *broker = fake_broker_start(FLOOD_5, FLOOD_311);
        struct link_options options = probe_options(fake_broker_port(broker));
        struct link_timing timing = probe_patient_timing();
        int silent_s = 0;
        struct probe probe;

        options.protocol = rows[i].protocol;
        options.keepalive_s = KEEPALIVE_S;
        timing.wait_first_ms = timing.wait_most_ms = WAIT_MS;
        probe_start_timed(&probe, &options, &timing);
        probe.keep_log = false;
        assert_true(probe_wait_phase(&probe, LINK_UP));
        for (int s = 0; s < FLOOD_S; s++)
            pass_second(&probe, EACH_S);
        if (probe.state.phase != LINK_UP)
            fail_msg("%s: \"%s\" in a flood", rows[i].name, probe.state.reason);

        fake_broker_go(broker);
        assert_true(probe_wait(&probe, has_last, NULL));
        for (; probe.state.phase == LINK_UP; silent_s++)
            pass_second(&probe, 0);
        assert_string_equal(probe.state.reason, "the broker stopped answering");
        assert_in_range(silent_s, 1, 2 * KEEPALIVE_S + 2);
        probe_stop(&probe);
        fake_broker_stop(broker);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flood_then_silence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
