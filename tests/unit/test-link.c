/* SPDX-License-Identifier: MIT
 *
 * link against a real mosquitto with default settings.
 */
#include "io/broker.h"
#include "io/proc.h"
#include "link-probe.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MANY = 20000, GIANT = 1500000, LARGE = 100000 };

/* A mosquitto that was started without a configuration: `broker` finds the program and a port. */
struct fixture {
    struct broker broker;
    char program[256];
};

static bool fixture_run(struct fixture *fixture)
{
    char flag[] = "-p";
    char port[16];
    char *argv[] = { fixture->program, flag, port, NULL };
    struct buf err = { 0 };

    snprintf(port, sizeof port, "%d", fixture->broker.port);
    fixture->broker.pid =
        proc_start(&(struct proc_options){ .argv = argv, .keep_fd = -1, .drop_root = true }, &err);
    buf_finish(&err);
    return fixture->broker.pid > 0;
}

static void fixture_kill(struct fixture *fixture)
{
    kill(fixture->broker.pid, SIGKILL);
    waitpid(fixture->broker.pid, NULL, 0);
}

static bool fixture_find_program(struct fixture *fixture)
{
    char path[64];
    ssize_t n;

    snprintf(path, sizeof path, "/proc/%d/exe", (int)fixture->broker.pid);
    n = readlink(path, fixture->program, sizeof fixture->program - 1);
    return n > 0;
}

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct buf err = { 0 };

    *state = fixture;
    if (!fixture || !broker_init(&fixture->broker, &err)) {
        print_message("%s\n", buf_text(&err));
        buf_finish(&err);
        return 0; /* the tests skip */
    }
    if (!fixture_find_program(fixture))
        return -1;
    fixture_kill(fixture);
    return fixture_run(fixture) ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;

    broker_finish(&fixture->broker);
    free(fixture);
    return 0;
}

static struct fixture *need_broker(void **state)
{
    struct fixture *fixture = *state;

    if (fixture->broker.pid <= 0)
        skip();
    return fixture;
}

static struct link_options publisher_options(const struct fixture *fixture)
{
    static const char *const none[] = { NULL };
    struct link_options options = probe_options(fixture->broker.port);

    options.filters = none;
    return options;
}

static void publish(struct probe *probe, const char *topic, const char *payload, bool retain)
{
    assert_true(probe_publish(probe, topic, payload, retain));
}

static void start_up(struct probe *probe, const struct link_options *options)
{
    probe_start(probe, options);
    if (!probe_wait_phase(probe, LINK_UP))
        fail_msg("not up: \"%s\"", probe->state.reason);
}

static bool has_counted_three(const struct probe *probe, const void *data)
{
    (void)data;
    return probe->state.n_messages == 3;
}

static void test_messages_arrive(void **state)
{
    static const enum link_protocol protocols[] = { LINK_PROTOCOL_AUTO, LINK_PROTOCOL_311 };
    struct fixture *fixture = need_broker(state);

    for (size_t i = 0; i < 2; i++) {
        struct link_options options = probe_options(fixture->broker.port);
        struct link_options sending = publisher_options(fixture);
        struct probe sender, receiver, late;

        options.protocol = sending.protocol = protocols[i];
        start_up(&receiver, &options);
        start_up(&sender, &sending);
        assert_int_equal(receiver.state.protocol, protocols[i] == LINK_PROTOCOL_311 ? 4 : 5);
        publish(&sender, "home/a/status", "online", true);
        publish(&sender, "home/a/sensors", "{\"temperature_c\":21}", false);
        publish(&sender, "home/a/commands", "not subscribed to", false);
        publish(&sender, "home/b/sensors", "", true);
        assert_true(probe_wait_log(&receiver, "home/a/status=online\n"
                                              "home/a/sensors={\"temperature_c\":21}\n"
                                              "home/b/sensors=\n"));
        assert_true(probe_wait_delivered(&sender));
        assert_true(probe_wait(&receiver, has_counted_three, NULL));
        start_up(&late, &options);
        assert_true(probe_wait_log(&late, "home/a/status=online (retained)\n"));
        publish(&sender, "home/a/status", "", true);
        assert_true(probe_wait_log(&late, "home/a/status=\n"));
        assert_in_range(probe_stop(&receiver), 0, PROBE_QUIT_MS);
        probe_stop(&late);
        probe_stop(&sender);
    }
}

static bool has_counted_one(const struct probe *probe, const void *data)
{
    (void)data;
    return probe->state.n_messages == 1 && probe->state.has_broker_dropped;
}

static void test_details(void **state)
{
    static const char *const filters[] = { "home/+/sensors", "home/#", NULL };
    struct fixture *fixture = need_broker(state);
    struct link_options options = probe_options(fixture->broker.port);
    struct link_options sending = publisher_options(fixture);
    struct probe sender, receiver;

    options.filters = filters;
    options.qos = 2;
    start_up(&receiver, &options);
    start_up(&sender, &sending);
    publish(&sender, "home/a/other", "12345", false);
    /* What the broker says of itself is no message to those who take them. */
    assert_true(probe_wait(&receiver, has_counted_one, NULL));
    assert_string_equal(buf_text(&receiver.log), "home/a/other=12345\n");
    assert_int_equal(receiver.state.n_bytes, strlen("home/a/other") + 5);
    assert_int_equal(receiver.state.n_grants, 2);
    assert_string_equal(receiver.state.grants[0].filter, "home/+/sensors");
    assert_string_equal(receiver.state.grants[1].filter, "home/#");
    assert_int_equal(receiver.state.grants[0].qos, 2);
    assert_int_equal(receiver.state.grants[1].qos, 2);
    assert_string_equal(receiver.state.warning, "");
    assert_int_equal(receiver.state.n_attempts, 1);
    assert_int_equal(receiver.state.last_error_ms, 0);
    assert_false(sender.state.has_broker_dropped);
    assert_int_equal(sender.state.n_grants, 0);
    probe_stop(&sender);
    probe_stop(&receiver);
}

static void test_publishing_needs_a_connection(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_options options = publisher_options(fixture);
    struct link_letter letter = { .topic = "home/a/sensors", .payload = "x", .qos = 1 };
    struct probe probe;
    int n = 0;

    options.port = 1; /* nobody there */
    probe_start(&probe, &options);
    assert_false(link_publish(probe.link, &letter));
    assert_int_equal(link_undelivered(probe.link), 0);
    probe_stop(&probe);

    options.port = fixture->broker.port;
    start_up(&probe, &options);
    kill(fixture->broker.pid, SIGSTOP);
    while (n <= LINK_OUTBOX_MAX && link_publish(probe.link, &letter))
        n++;
    assert_int_equal(n, LINK_OUTBOX_MAX);
    assert_int_equal(link_undelivered(probe.link), LINK_OUTBOX_MAX);
    assert_in_range(probe_stop(&probe), 0, PROBE_QUIT_MS); /* gives up on them in time */
    kill(fixture->broker.pid, SIGCONT);
}

static int count(const struct buf *text, const char *what)
{
    int n = 0;

    for (const char *p = buf_text(text); (p = strstr(p, what)); p++)
        n++;
    return n;
}

/* The end of a publisher: what it had to say arrives first, and the last will only if it vanished.
 */
static void test_birth_and_will(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_letter will = { "home/w/status", "offline", true, 1 };
    struct link_letter birth = { "home/w/status", "online", true, 1 };

    for (int vanish = 0; vanish <= 1; vanish++) {
        struct link_options options = probe_options(fixture->broker.port);
        struct link_options sending = publisher_options(fixture);
        struct probe sender, receiver;
        struct buf expected = { 0 };

        sending.will = &will;
        sending.birth = &birth;
        start_up(&receiver, &options);
        start_up(&sender, &sending);
        assert_true(probe_wait_log(&receiver, "home/w/status=online\n"));
        for (int i = 0; i < 50; i++) {
            char payload[16];

            snprintf(payload, sizeof payload, "%d", i);
            publish(&sender, "home/w/sensors", payload, false);
            buf_addf(&expected, "home/w/sensors=%d\n", i);
        }
        if (vanish) {
            assert_true(probe_wait_delivered(&sender));
            probe_abandon(&sender);
            buf_puts(&expected, "home/w/status=offline\n");
        } else {
            assert_in_range(probe_stop(&sender), 0, PROBE_QUIT_MS);
        }
        /* Another one's message shows that nothing else was on its way before. */
        start_up(&sender, &(struct link_options){ .host = "127.0.0.1",
                                                  .port = fixture->broker.port,
                                                  .keepalive_s = 20,
                                                  .filters = sending.filters });
        publish(&sender, "home/w/status", "", true);
        buf_puts(&expected, "home/w/status=\n");
        assert_true(probe_wait_log(&receiver, "home/w/status=\n"));
        if (!strstr(buf_text(&receiver.log), buf_text(&expected)) ||
            count(&receiver.log, "home/w/status=") != (vanish ? 3 : 2))
            fail_msg("vanish %d: %s", vanish, buf_text(&receiver.log));
        probe_stop(&sender);
        probe_stop(&receiver);
        buf_finish(&expected);
    }
}

static bool is_back(const struct probe *probe, const void *session)
{
    return probe->state.phase == LINK_UP && probe->state.session > *(const uint32_t *)session;
}

static void test_comes_back(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_options options = probe_options(fixture->broker.port);
    struct link_options sending = publisher_options(fixture);
    struct link_letter birth = { "home/c/status", "online", false, 1 };
    struct probe sender, receiver;
    const uint32_t first = 1;

    sending.birth = &birth;
    start_up(&receiver, &options);
    start_up(&sender, &sending);
    assert_int_equal(receiver.state.session, 1);
    /* Two that the broker takes with it: they have to be said again. */
    kill(fixture->broker.pid, SIGSTOP);
    publish(&sender, "home/c/sensors", "1", false);
    publish(&sender, "home/c/sensors", "2", false);
    fixture_kill(fixture);
    /* That it closed the connection is the reason for a moment only: see test-link-faults. */
    assert_true(probe_wait_reason(&receiver, "is the broker running?"));
    assert_true(fixture_run(fixture));
    assert_true(probe_wait(&receiver, is_back, &first));
    assert_true(probe_wait(&sender, is_back, &first));
    assert_int_equal(receiver.state.protocol, 5);
    assert_string_equal(receiver.state.reason, "");
    assert_string_equal(receiver.state.last_error,
                        strstr(receiver.state.last_error, "connection refused"));
    assert_true(receiver.state.last_error_ms > 0);
    assert_in_range(receiver.state.n_attempts, 3, 1000);
    assert_true(probe_wait_delivered(&sender));
    publish(&sender, "home/c/sensors", "3", false);
    assert_true(probe_wait_log(&receiver, "home/c/sensors=3\n"));
    probe_stop(&sender);
    probe_stop(&receiver);
}

static void test_silence_is_said_and_taken_back(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_options options = probe_options(fixture->broker.port);
    struct link_options sending = publisher_options(fixture);
    struct probe sender, receiver;

    start_up(&receiver, &options);
    start_up(&sender, &sending);
    assert_true(probe_wait_warning(&receiver, "nothing received"));
    assert_int_equal(receiver.state.phase, LINK_UP);
    publish(&sender, "home/s/sensors", "1", false);
    assert_true(probe_wait_warning(&receiver, ""));
    assert_true(probe_wait_warning(&sender, "")); /* subscribed to nothing */
    probe_stop(&sender);
    probe_stop(&receiver);
}

/* MQTT 5 lets us forbid it; the other must swallow it whole. */
static void test_giant_messages(void **state)
{
    static const enum link_protocol protocols[] = { LINK_PROTOCOL_5, LINK_PROTOCOL_311 };
    struct fixture *fixture = need_broker(state);
    struct link_options sending = publisher_options(fixture);
    char *giant = malloc(GIANT + 1);

    assert_non_null(giant);
    memset(giant, 'g', GIANT);
    giant[GIANT] = '\0';
    for (size_t i = 0; i < 2; i++) {
        struct link_options options = probe_options(fixture->broker.port);
        struct probe sender, receiver;

        options.protocol = protocols[i];
        start_up(&receiver, &options);
        start_up(&sender, &sending);
        publish(&sender, "home/g/sensors", giant, false);
        publish(&sender, "home/g/sensors", "small", false);
        assert_true(probe_wait_log(&receiver, "home/g/sensors=small\n"));
        assert_int_equal(receiver.n, protocols[i] == LINK_PROTOCOL_5 ? 1 : 2);
        assert_true(protocols[i] == LINK_PROTOCOL_5 || receiver.log.len > GIANT);
        probe_stop(&sender);
        probe_stop(&receiver);
    }
    free(giant);
}

static bool is_full(const struct probe *probe, const void *data)
{
    (void)data;
    return probe->state.inbox_bytes > INBOX_BYTES_MAX - 2 * LARGE;
}

/* A main thread that takes nothing: the network thread waits, and still hears that it is over. */
static void test_quits_with_a_full_inbox(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_options options = probe_options(fixture->broker.port);
    struct link_options sending = publisher_options(fixture);
    int64_t deadline_ms = loop_now_ms() + PROBE_DEADLINE_MS;
    struct probe sender, receiver;
    char *large = malloc(LARGE + 1);

    assert_non_null(large);
    memset(large, 'l', LARGE);
    large[LARGE] = '\0';
    start_up(&receiver, &options);
    start_up(&sender, &sending);
    do {
        assert_true(probe_wait_room(&sender));
        publish(&sender, "home/l/sensors", large, false);
        link_get_state(receiver.link, &receiver.state);
    } while (!is_full(&receiver, NULL) && loop_now_ms() < deadline_ms);
    assert_true(is_full(&receiver, NULL));
    assert_in_range(receiver.state.inbox_bytes, 0, INBOX_BYTES_MAX);
    assert_in_range(probe_stop(&receiver), 0, PROBE_QUIT_MS);
    probe_stop(&sender);
    free(large);
}

/* A string of MQTT, its length before it. */
static void add_string(struct buf *out, const char *text)
{
    const char length[2] = { (char)(strlen(text) >> 8), (char)(strlen(text) & 0xff) };

    buf_add(out, length, 2);
    buf_puts(out, text);
}

static void send_all(int fd, const struct buf *bytes)
{
    size_t sent = 0;

    while (sent < bytes->len) {
        ssize_t n = send(fd, bytes->data + sent, bytes->len - sent, MSG_NOSIGNAL);

        assert_true(n > 0);
        sent += (size_t)n;
    }
}

/* Many devices at once, by hand: no outbox is deep enough. Returns once the broker has them. */
static void retain_many(const struct fixture *fixture, int from, const char *payload)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)fixture->broker.port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct buf out = { 0 };
    char answer[6];

    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    buf_add(&out, "\x10\x10\0\4MQTT\4\2\0\0\0\4many", 18);
    for (int i = from; i < from + MANY; i++) {
        char topic[32];

        snprintf(topic, sizeof topic, "home/d%05d/sensors", i);
        buf_add(&out, (char[]){ 0x31, (char)(2 + strlen(topic) + strlen(payload)) }, 2);
        add_string(&out, topic);
        buf_puts(&out, payload);
    }
    buf_add(&out, "\xc0\0", 2);
    send_all(fd, &out);
    assert_int_equal(recv(fd, answer, sizeof answer, MSG_WAITALL), sizeof answer);
    close(fd);
    buf_finish(&out);
}

static bool has_all(const struct probe *probe, const void *data)
{
    (void)data;
    return probe->n >= MANY && probe->state.phase == LINK_UP;
}

static void test_every_retained_device_arrives(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_options options = probe_options(fixture->broker.port);
    struct probe probe;
    bool all;

    retain_many(fixture, 0, "{\"temperature_c\":21.5,\"humidity\":45}");
    probe_start(&probe, &options);
    probe.keep_log = false;
    all = probe_wait(&probe, has_all, NULL);
    if (!all)
        print_error("%d of %d, phase %d, \"%s\"\n", (int)probe.n, MANY, probe.state.phase,
                    probe.state.reason);
    probe_stop(&probe);
    retain_many(fixture, 0, "");
    assert_true(all);
    assert_int_equal(probe.n, MANY); /* none twice */
    assert_int_equal(probe.n_retained, MANY);
}

static void test_sockets_stay_with_us(void **state)
{
    struct fixture *fixture = need_broker(state);
    struct link_options options = probe_options(fixture->broker.port);
    int fds = probe_count_fds();
    int n_sockets = 0;
    struct probe probe;

    start_up(&probe, &options);
    for (int fd = 3; fd < 256; fd++) {
        struct sockaddr_storage peer;
        socklen_t len = sizeof peer;

        if (getpeername(fd, (struct sockaddr *)&peer, &len) != 0 || peer.ss_family != AF_INET)
            continue;
        n_sockets++;
        assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    }
    assert_int_equal(n_sockets, 1);
    probe_stop(&probe);
    assert_int_equal(probe_count_fds(), fds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages_arrive),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_publishing_needs_a_connection),
        cmocka_unit_test(test_birth_and_will),
        cmocka_unit_test(test_comes_back),
        cmocka_unit_test(test_silence_is_said_and_taken_back),
        cmocka_unit_test(test_giant_messages),
        cmocka_unit_test(test_quits_with_a_full_inbox),
        cmocka_unit_test(test_every_retained_device_arrives),
        cmocka_unit_test(test_sockets_stay_with_us),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
