/* SPDX-License-Identifier: MIT
 *
 * What link says and does when a broker does not behave.
 */
#include "fake-broker.h"
#include "link-probe.h"

#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* A sanitizer may open some of its own; one left by each row would soon be more. */
enum { FDS_TOLERATED = 4, PROBE_QUIT_STUCK_MS = 10000, HANDSHAKE_MS = 1000 };

/* CONNACKs that accept, and SUBACKs for the first SUBSCRIBE of a connection with two filters. */
#define OK_5    "2003000000 "
#define OK_311  "20020000 "
#define SUB_5   "r 900500010000 00 r 90050002000101 "
#define SUB_311 "r 900400010101 "

/* A reading at QoS 0, topic home/a/sensors. */
#define MESSAGE_5   " 3013 000e 686f6d652f612f73656e736f7273 00 3231 "
#define MESSAGE_311 " 3012 000e 686f6d652f612f73656e736f7273 3231 "

static const struct row {
    const char *name;
    enum link_protocol protocol;
    const char *script_5;
    const char *script_311;
    enum link_phase phase;
    int version;
    const char *reason;
    const char *warning;
    // clang-format off
} rows[] = {
    { "all well, MQTT 5", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "h", NULL, LINK_UP, 5, "", "" },
    { "all well, MQTT 3.1.1", LINK_PROTOCOL_311, "", OK_311 SUB_311 "h", LINK_UP, 4, "", "" },

    { "closes at once", LINK_PROTOCOL_AUTO, NULL, NULL, LINK_WAITING, 4, "hangs up on us", "" },
    { "closes after CONNECT", LINK_PROTOCOL_5, "", "", LINK_WAITING, 5, "hangs up on us", "" },
    { "resets after CONNECT", LINK_PROTOCOL_5, "x", "", LINK_WAITING, 5, "hangs up on us", "" },
    { "closes inside the CONNACK", LINK_PROTOCOL_5, "2003", "", LINK_WAITING, 5, "hangs up on us", "" },
    { "silent", LINK_PROTOCOL_AUTO, "h", "h", LINK_WAITING, 5, "accepts but does not answer", "" },
    { "speaks something else", LINK_PROTOCOL_AUTO, "4802ffff h", "4802ffff h",
      LINK_WAITING, 4, "does not speak MQTT 3.1.1", "" },
    { "endless length", LINK_PROTOCOL_5, "20ffffffffffff h", "", LINK_WAITING, 5,
      "does not speak MQTT 5", "" },

    { "3.1.1: version", LINK_PROTOCOL_311, "", "20020001", LINK_WAITING, 4,
      "refuses MQTT 3.1.1: try another -V", "" },
    { "3.1.1: client id", LINK_PROTOCOL_311, "", "20020002", LINK_WAITING, 4,
      "refuses the client id test-id", "" },
    { "3.1.1: unavailable", LINK_PROTOCOL_311, "", "20020003", LINK_WAITING, 4, "not available", "" },
    { "3.1.1: password", LINK_PROTOCOL_311, "", "20020004", LINK_WAITING, 4,
      "wrong user name or password", "" },
    { "3.1.1: not authorised", LINK_PROTOCOL_311, "", "20020005", LINK_WAITING, 4,
      "not authorised: it may want a user name", "" },
    { "5: version", LINK_PROTOCOL_5, "2003008400", "", LINK_WAITING, 5, "refuses MQTT 5", "" },
    { "5: password", LINK_PROTOCOL_5, "2003008600", "", LINK_WAITING, 5,
      "wrong user name or password", "" },
    { "5: password, auto", LINK_PROTOCOL_AUTO, "2003008600", OK_311 SUB_311 "h", LINK_WAITING, 5,
      "wrong user name or password", "" },
    { "5: not authorised", LINK_PROTOCOL_5, "2003008700", "", LINK_WAITING, 5, "not authorised", "" },
    { "5: banned", LINK_PROTOCOL_5, "2003008a00", "", LINK_WAITING, 5, "banned", "" },
    { "5: another code", LINK_PROTOCOL_5, "2003008300", "", LINK_WAITING, 5, "(code 131)", "" },

    { "falls back: code of 5", LINK_PROTOCOL_AUTO, "2003008400", OK_311 SUB_311 "h", LINK_UP, 4, "", "" },
    { "falls back: code of 3.1.1", LINK_PROTOCOL_AUTO, "20020001", OK_311 SUB_311 "h", LINK_UP, 4, "", "" },
    { "falls back: CONNACK of 3.1.1", LINK_PROTOCOL_AUTO, "20020005", OK_311 SUB_311 "h", LINK_UP, 4, "", "" },
    { "falls back: hang-up", LINK_PROTOCOL_AUTO, "", OK_311 SUB_311 "h", LINK_UP, 4, "", "" },
    { "falls back: reset", LINK_PROTOCOL_AUTO, "x", OK_311 SUB_311 "h", LINK_UP, 4, "", "" },
    { "falls back: refused there too", LINK_PROTOCOL_AUTO, "20020001", "20020004", LINK_WAITING, 4,
      "wrong user name or password", "" },

    { "5: all filters refused", LINK_PROTOCOL_AUTO, OK_5 "r 90050001008787 h", NULL, LINK_SUBSCRIBING, 5,
      "not allowed to subscribe to home/+/sensors and 1 more", "" },
    { "5: one filter refused", LINK_PROTOCOL_AUTO, OK_5 "r 90050001000087 r 90050002000187 h", NULL, LINK_UP,
      5, "", "not allowed to subscribe to home/+/status" },
    { "5: all filters refused, allowed later", LINK_PROTOCOL_AUTO,
      OK_5 "r 90050001008787 r 90050002000000 r 90050003000101 h", NULL, LINK_UP, 5, "", "" },
    { "3.1.1: all filters refused", LINK_PROTOCOL_311, "", OK_311 "r 900400018080 h", LINK_SUBSCRIBING, 4,
      "not allowed to subscribe to home/+/sensors and 1 more", "" },
    { "3.1.1: one filter refused", LINK_PROTOCOL_311, "", OK_311 "r 900400018001 h", LINK_UP, 4, "",
      "not allowed to subscribe to home/+/sensors" },
    { "SUBACK of one code for two filters", LINK_PROTOCOL_311, "", OK_311 "r 9003000101 h", LINK_UP, 4, "",
      "not allowed to subscribe to home/+/status" },
    { "no SUBACK", LINK_PROTOCOL_AUTO, OK_5 "h", NULL, LINK_SUBSCRIBING, 5, "does not confirm", "" },
    { "no second SUBACK", LINK_PROTOCOL_AUTO, OK_5 "r 90050001000000 h", NULL, LINK_SUBSCRIBING, 5,
      "does not confirm", "" },
    { "no SUBACK, but messages", LINK_PROTOCOL_311, "", OK_311 "r" MESSAGE_311 "h", LINK_UP, 4, "", "" },
    { "no SUBACK, nor anything else", LINK_PROTOCOL_AUTO, OK_5 "h", NULL, LINK_WAITING, 5, "does not confirm",
      "" },
    { "second SUBACK lost, answered when asked again", LINK_PROTOCOL_AUTO,
      OK_5 "r 90050001000000" MESSAGE_5 "r r 90050003000101 h", NULL, LINK_UP, 5, "", "" },
    { "first SUBACK lost, answered when asked again", LINK_PROTOCOL_AUTO,
      OK_5 "r" MESSAGE_5 "r 90050002000101 h", NULL, LINK_UP, 5, "", "" },
    { "nothing comes", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "h", NULL, LINK_UP, 5, "",
      "subscribed, but nothing received for 0 s: check topic and ACL" },

    { "shuts down", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "e0018b", NULL, LINK_WAITING, 5, "shutting down", "" },
    { "last word behind a PINGRESP", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "d000 d000 e0018b", NULL, LINK_WAITING, 5,
      "shutting down", "" },
    { "take-over", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "e0018e", NULL, LINK_WAITING, 5,
      "another client uses this id: test-id", "" },
    { "administrator", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "e00198", NULL, LINK_WAITING, 5, "administrator", "" },
    { "take-over nobody tells of", LINK_PROTOCOL_311, "", OK_311 SUB_311, LINK_WAITING, 4,
      "another client uses this id: test-id?", "" },
    { "closes", LINK_PROTOCOL_AUTO, OK_5 SUB_5, NULL, LINK_WAITING, 5, "the broker closed the connection", "" },
    { "closes in the middle of a message", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "3010 0003 61", NULL, LINK_WAITING, 5,
      "the broker closed the connection", "" },
    { "escape in a topic", LINK_PROTOCOL_311, "", OK_311 SUB_311 "3005 0003 611b62 h", LINK_WAITING, 4,
      "the broker sent an illegal topic", "" },
    { "unknown packet", LINK_PROTOCOL_AUTO, OK_5 SUB_5 "0000 h", NULL, LINK_WAITING, 5, "what is not MQTT 5",
      "" },
};
// clang-format on

static bool row_is_met(const struct probe *probe, const void *data)
{
    const struct row *row = data;
    const struct link_state *s = &probe->state;

    return s->phase == row->phase && s->protocol == row->version &&
           (*row->reason ? strstr(s->reason, row->reason) != NULL : !*s->reason) &&
           (!*row->warning || strstr(s->warning, row->warning) != NULL);
}

static void test_says_what_is_wrong(void **state)
{
    int fds = probe_count_fds();

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fake_broker *broker = fake_broker_start(rows[i].script_5, rows[i].script_311);
        struct link_options options = probe_options(fake_broker_port(broker));
        struct link_timing timing = probe_timing();
        struct probe probe;
        int quit_ms;

        options.protocol = rows[i].protocol;
        options.client_id = "test-id";
        probe_start_timed(&probe, &options, &timing);
        if (!probe_wait(&probe, row_is_met, &rows[i]))
            fail_msg("%s: phase %d, MQTT %d, \"%s\", \"%s\"", rows[i].name, probe.state.phase,
                     probe.state.protocol, probe.state.reason, probe.state.warning);
        quit_ms = probe_stop(&probe);
        if (quit_ms > PROBE_QUIT_MS)
            fail_msg("%s: quitting took %d ms", rows[i].name, quit_ms);
        fake_broker_stop(broker);
        if (probe_count_fds() > fds + FDS_TOLERATED)
            fail_msg("%s: descriptors are left", rows[i].name);
    }
}

struct grant_row {
    const char *name;
    const char *script;
    int qos[2];
    const char *warning;
};

static bool grants_are(const struct probe *probe, const void *data)
{
    const struct grant_row *row = data;
    const struct link_state *s = &probe->state;

    return s->n_grants == 2 && s->grants[0].qos == row->qos[0] && s->grants[1].qos == row->qos[1] &&
           strstr(s->warning, row->warning);
}

static void test_grants(void **state)
{
    static const struct grant_row grant_rows[] = {
        { "no answer", OK_5 "h", { LINK_GRANT_NONE, LINK_GRANT_NONE }, "" },
        { "as asked", OK_5 SUB_5 "h", { 1, 1 }, "" },
        { "less", OK_5 "r 900500010000 00 r 90050002000100 h", { 1, 0 }, "" },
        { "one refused", OK_5 "r 90050001000087 r 90050002000187 h", { 1, 135 }, "not allowed" },
        /* That one of ours is refused as well is nobody's business; then it is silent. */
        { "what the broker says of itself is refused",
          OK_5 SUB_5 "r 90040003 0087 h",
          { 1, 1 },
          "subscribed, but nothing received" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof grant_rows / sizeof grant_rows[0]; i++) {
        struct fake_broker *broker = fake_broker_start(grant_rows[i].script, NULL);
        struct link_options options = probe_options(fake_broker_port(broker));
        struct link_timing timing = probe_timing();
        struct probe probe;

        probe_start_timed(&probe, &options, &timing);
        if (!probe_wait(&probe, grants_are, &grant_rows[i]))
            fail_msg("%s: %d, %d, \"%s\"", grant_rows[i].name, probe.state.grants[0].qos,
                     probe.state.grants[1].qos, probe.state.warning);
        assert_false(probe.state.has_broker_dropped);
        probe_stop(&probe);
        fake_broker_stop(broker);
    }
}

static bool is_silent_again(const struct probe *probe, const void *data)
{
    (void)data;
    return probe->state.session == 2 && strstr(probe->state.warning, "nothing received");
}

/* A broker that hangs up on whoever asks it about itself is asked once. */
static void test_shy_broker(void **state)
{
    struct fake_broker *broker = fake_broker_start(OK_5 SUB_5 "r", NULL);
    struct link_options options = probe_options(fake_broker_port(broker));
    struct link_timing timing = probe_patient_timing();
    struct probe probe;

    (void)state;
    probe_start_timed(&probe, &options, &timing);
    assert_true(probe_wait(&probe, is_silent_again, NULL));
    assert_string_equal(probe.state.last_error, "the broker closed the connection");
    assert_int_equal(probe.state.n_attempts, 2);
    probe_stop(&probe);
    fake_broker_stop(broker);
}

/* Addresses that do not even take the connection. */
static void test_unreachable(void **state)
{
    int refusing = -1;
    int silent[2] = { -1, -1 };
    int refusing_port = fake_port_refusing(&refusing);
    int silent_port = fake_port_silent(silent);
    char refused[64];
    // clang-format off
    const struct {
        const char *name;
        const char *host;
        int port;
        const char *reason;
    } cases[] = {
        { "refused", "127.0.0.1", refusing_port, refused },
        { "silent", "127.0.0.1", silent_port, "does not answer" },
        { "no socket", "/nonexistent/mqtt.sock", 0,
          "there is no socket /nonexistent/mqtt.sock: is the broker running?" },
        { "no address", "::1", refusing_port, "[::1]:" },
    };
    // clang-format on

    snprintf(refused, sizeof refused, "connection refused by 127.0.0.1:%d: is the broker running?",
             refusing_port);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct link_options options = probe_options(cases[i].port);
        struct link_timing timing = probe_timing();
        struct probe probe;
        int quit_ms;

        options.host = cases[i].host;
        probe_start_timed(&probe, &options, &timing);
        if (!probe_wait_reason(&probe, cases[i].reason) || probe.state.session != 0)
            fail_msg("%s: \"%s\"", cases[i].name, probe.state.reason);
        quit_ms = probe_stop(&probe);
        if (quit_ms > PROBE_QUIT_MS)
            fail_msg("%s: quitting took %d ms", cases[i].name, quit_ms);
    }
    close(refusing);
    close(silent[0]);
    close(silent[1]);
}

/* Also while the first attempt still hangs. */
static void test_quits_while_connecting(void **state)
{
    int silent[2] = { -1, -1 };
    int port = fake_port_silent(silent);
    struct fake_broker *mute = fake_broker_start("h", "h");
    struct link_options options[] = { probe_options(port), probe_options(fake_broker_port(mute)) };

    for (size_t i = 0; i < 2; i++) {
        struct probe probe;

        probe_start_timed(&probe, &options[i], &LINK_TIMING);
        assert_true(probe_wait_phase(&probe, LINK_CONNECTING));
        assert_in_range(probe_stop(&probe), 0, PROBE_QUIT_MS);
    }
    fake_broker_stop(mute);
    close(silent[0]);
    close(silent[1]);
}

/* A name with an address that nobody listens on, and one that somebody does. */
static void test_tries_every_address(void **state)
{
    struct fake_broker *broker = fake_broker_start(OK_5 SUB_5 "h", NULL);
    struct link_options options = probe_options(fake_broker_port(broker));
    struct probe probe;

    options.host = "localhost"; /* often ::1 first */
    probe_start(&probe, &options);
    assert_true(probe_wait_phase(&probe, LINK_UP));
    assert_int_equal(probe.state.attempt, 0);
    probe_stop(&probe);
    fake_broker_stop(broker);
}

static sem_t resolver_answers;

typedef int resolver_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* In front of the C library's: a resolver that hangs is not to be had otherwise. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **out)
{
    resolver_fn *real;

    if (strcmp(name, "hangs.test") != 0) {
        *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
        return real(name, service, hints, out);
    }
    if (!(hints->ai_flags & AI_NUMERICHOST))
        sem_wait(&resolver_answers);
    return EAI_NONAME;
}

static void check_look_up(int slow_ms, const char *reason)
{
    struct link_options options = probe_options(1883);
    struct link_timing timing = probe_timing();
    int fds = probe_count_fds();
    struct probe probe;

    sem_init(&resolver_answers, 0, 0);
    options.host = "hangs.test";
    timing.lookup_slow_ms = slow_ms;
    probe_start_timed(&probe, &options, &timing);
    assert_true(probe_wait_reason(&probe, reason));
    assert_int_equal(probe.state.phase, LINK_CONNECTING);
    assert_in_range(probe_stop(&probe), 0, PROBE_QUIT_STUCK_MS);

    /* The thread wakes up long after, alone, and cleans up. */
    sem_post(&resolver_answers);
    for (int64_t until_ms = loop_now_ms() + PROBE_DEADLINE_MS; probe_count_fds() != fds;)
        assert_true(loop_now_ms() < until_ms);
}

static void test_name_look_up_hangs(void **state)
{
    check_look_up(PROBE_DEADLINE_MS, "looking up hangs.test");
    check_look_up(200, "name look-up of hangs.test takes long");
}

static void test_name_not_found(void **state)
{
    struct link_options options = probe_options(1883);
    struct probe probe;

    sem_init(&resolver_answers, 0, 1000);
    options.host = "hangs.test";
    probe_start(&probe, &options);
    assert_true(probe_wait_reason(&probe, "name not found: hangs.test"));
    assert_true(probe_wait_phase(&probe, LINK_WAITING));
    assert_in_range(probe_stop(&probe), 0, PROBE_QUIT_MS);
}

static int used_cpu_ms(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (int)(used.tv_sec * 1000 + used.tv_nsec / 1000000);
}

/* 2.0.11 has nothing to write in a handshake, and a socket that can be written to stays so. */
static void test_rests_in_a_tls_handshake(void **state)
{
    struct fake_broker *mute = fake_broker_start("h", "h");
    struct link_options options = probe_options(fake_broker_port(mute));
    struct link_timing timing = probe_timing();
    struct tls_options tls = { .host = options.host, .insecure = true };
    struct buf err = { 0 };
    struct probe probe;
    int from_ms;

    timing.connect_ms = HANDSHAKE_MS;
    options.tls = tls_create(&tls, &err);
    assert_non_null(options.tls);
    from_ms = used_cpu_ms();
    probe_start_timed(&probe, &options, &timing);
    assert_true(probe_wait_reason(&probe, "accepts but does not answer"));
    assert_in_range(used_cpu_ms() - from_ms, 0, HANDSHAKE_MS / 4);
    probe_stop(&probe);
    fake_broker_stop(mute);
    buf_finish(&err);
}

static bool has_tried(const struct probe *probe, const void *attempts)
{
    return probe->state.attempt >= *(const uint32_t *)attempts;
}

static void test_waits_longer_each_time(void **state)
{
    int refusing = -1;
    struct link_options options = probe_options(fake_port_refusing(&refusing));
    struct link_timing timing = probe_timing();
    struct probe probe;
    int64_t from_ms = loop_now_ms();
    const uint32_t five = 5;
    int64_t took_ms;

    timing.wait_first_ms = 100;
    timing.wait_most_ms = 200;
    probe_start_timed(&probe, &options, &timing);
    assert_true(probe_wait(&probe, has_tried, &five));
    took_ms = loop_now_ms() - from_ms;
    /* 100 + 200 + 200 + 200, each 20 % less at most */
    assert_in_range(took_ms, 560, PROBE_DEADLINE_MS);
    probe_stop(&probe);
    close(refusing);
}

static bool has_come_up(const struct probe *probe, const void *sessions)
{
    return probe->state.session >= *(const uint32_t *)sessions;
}

static bool has_no_warning(const struct probe *probe, const void *data)
{
    (void)data;
    return !probe->state.warning[0];
}

/* Rights can be given without a new connection. In between we ask the broker about itself. */
static void test_asks_again_for_what_was_refused(void **state)
{
    struct fake_broker *broker =
        fake_broker_start("", OK_311 "r 900400018001 r r w 9003000201 9003000301 h");
    struct link_options options = probe_options(fake_broker_port(broker));
    struct link_timing timing = probe_patient_timing();
    struct probe probe;

    options.protocol = LINK_PROTOCOL_311;
    timing.silence_ms = LINK_TIMING.silence_ms;
    probe_start_timed(&probe, &options, &timing);
    assert_true(probe_wait_warning(&probe, "not allowed to subscribe to home/+/sensors"));
    fake_broker_go(broker);
    assert_true(probe_wait(&probe, has_no_warning, NULL));
    assert_int_equal(probe.state.phase, LINK_UP);
    assert_int_equal(probe.state.session, 1);
    probe_stop(&probe);
    fake_broker_stop(broker);
}

/* Nobody else can have an id that we made up: then a broker that hangs up is no take-over. */
static void test_a_unique_id_is_not_taken(void **state)
{
    struct fake_broker *broker = fake_broker_start(OK_5 SUB_5, NULL);
    struct link_options options = probe_options(fake_broker_port(broker));
    struct link_timing timing = probe_timing();
    const uint32_t five = 5;
    struct probe probe;

    options.client_id = NULL;
    probe_start_timed(&probe, &options, &timing);
    assert_true(probe_wait(&probe, has_come_up, &five));
    assert_true(probe_wait_reason(&probe, "the broker closed the connection"));
    probe_stop(&probe);
    fake_broker_stop(broker);
}

/* What was refused once is not asked for again. */
static void test_remembers_the_version(void **state)
{
    struct fake_broker *broker = fake_broker_start("2003008400", OK_311 SUB_311);
    struct link_options options = probe_options(fake_broker_port(broker));
    const uint32_t three = 3;
    struct probe probe;
    int n_clients;

    probe_start(&probe, &options);
    assert_true(probe_wait(&probe, has_come_up, &three));
    n_clients = fake_broker_clients(broker);
    link_get_state(probe.link, &probe.state);
    /* One too many for the first refusal, perhaps one for the connection that follows. */
    assert_in_range(n_clients, 4, probe.state.session + 2);
    probe_stop(&probe);
    fake_broker_stop(broker);
}

static void test_every_end_has_a_sentence(void **state)
{
    struct link_options options = probe_options(1883);
    char text[LINK_REASON_BYTES];

    options.client_id = "test-id";
    for (int cause = LINK_CAUSE_LOOKUP; cause <= LINK_CAUSE_LIBRARY; cause++) {
        for (int stage = LINK_STAGE_LOOKUP; stage <= LINK_STAGE_SESSION; stage++) {
            for (int code = 1; code < 256; code++) {
                struct link_end end = { (enum link_cause)cause, code, (enum link_stage)stage,
                                        LINK_MQTT_5, 0 };

                link_reason_format(&end, &options, text, sizeof text);
                if (!*text || strchr(text, '{') || strstr(text, "Success"))
                    fail_msg("cause %d, stage %d, code %d: \"%s\"", cause, stage, code, text);
            }
        }
    }
}

static void test_sentences(void **state)
{
    // clang-format off
    static const struct {
        struct link_end end;
        enum link_pace pace;
        const char *text;
    } sentences[] = {
        { { LINK_CAUSE_LOOKUP, EAI_NONAME, LINK_STAGE_LOOKUP, 5, 0 }, LINK_PACE_NORMAL,
          "name not found: pi.local" },
        { { LINK_CAUSE_LOOKUP, EAI_AGAIN, LINK_STAGE_LOOKUP, 5, 0 }, LINK_PACE_NORMAL,
          "no name server answers: cannot look up pi.local" },
        { { LINK_CAUSE_SYSTEM, EHOSTUNREACH, LINK_STAGE_CONNECT, 5, 0 }, LINK_PACE_NORMAL,
          "no route to pi.local" },
        { { LINK_CAUSE_TIMEOUT, 0, LINK_STAGE_CONNECT, 5, 0 }, LINK_PACE_NORMAL,
          "timed out: pi.local:1883 does not answer" },
        { { LINK_CAUSE_REFUSED, 4, LINK_STAGE_ANSWER, 4, 0 }, LINK_PACE_SLOW,
          "wrong user name or password" },
        { { LINK_CAUSE_REFUSED, 135, LINK_STAGE_ANSWER, 5, 0 }, LINK_PACE_SLOW, "not authorised" },
        { { LINK_CAUSE_KICKED, 142, LINK_STAGE_SESSION, 5, 0 }, LINK_PACE_STUBBORN,
          "another client uses this id: test-id" },
        { { LINK_CAUSE_LIBRARY, 19, LINK_STAGE_SESSION, 5, 0 }, LINK_PACE_NORMAL,
          "the broker stopped answering" },
    };
    // clang-format on
    struct link_options options = probe_options(1883);
    char text[LINK_REASON_BYTES];

    options.host = "pi.local";
    options.client_id = "test-id";
    options.username = "someone";
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        link_reason_format(&sentences[i].end, &options, text, sizeof text);
        assert_string_equal(text, sentences[i].text);
        assert_int_equal(link_reason_pace(&sentences[i].end), sentences[i].pace);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grants),
        cmocka_unit_test(test_shy_broker),
        cmocka_unit_test(test_says_what_is_wrong),
        cmocka_unit_test(test_unreachable),
        cmocka_unit_test(test_quits_while_connecting),
        cmocka_unit_test(test_rests_in_a_tls_handshake),
        cmocka_unit_test(test_tries_every_address),
        cmocka_unit_test(test_name_look_up_hangs),
        cmocka_unit_test(test_name_not_found),
        cmocka_unit_test(test_waits_longer_each_time),
        cmocka_unit_test(test_asks_again_for_what_was_refused),
        cmocka_unit_test(test_a_unique_id_is_not_taken),
        cmocka_unit_test(test_remembers_the_version),
        cmocka_unit_test(test_every_end_has_a_sentence),
        cmocka_unit_test(test_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
