/* SPDX-License-Identifier: MIT */
#include "io/inbox.h"

#include "core/mem.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { DEADLINE_MS = 60000, SMALL = 4096, WRITER_BATCH = 7 };

static bool is_readable(const struct inbox *inbox)
{
    struct pollfd p = { .fd = inbox_fd(inbox), .events = POLLIN };

    return poll(&p, 1, 0) == 1;
}

static bool put_quietly(struct inbox *inbox, const char *topic, const char *payload)
{
    return inbox_put(inbox, &(struct message){ .topic = topic,
                                               .topic_len = strlen(topic),
                                               .payload = payload,
                                               .payload_len = payload ? strlen(payload) : 0 });
}

static bool put_text(struct inbox *inbox, const char *topic, const char *payload)
{
    bool put = put_quietly(inbox, topic, payload);

    inbox_flush(inbox);
    return put;
}

static bool same(const char *bytes, size_t len, const char *expected)
{
    return len == strlen(expected) && memcmp(bytes, expected, len) == 0;
}

static void test_keeps_order_and_every_field(void **state)
{
    // clang-format off
    static const struct {
        const char *topic;
        const char *payload;
        bool retained;
        uint8_t qos;
    } rows[] = {
        { "home/a/sensors", "{\"temperature_c\":1}", false, 0 },
        { "home/a/status", "online",                true,  1 },
        { "",              "no topic",              false, 2 },
        { "home/a/status", "",                      true,  0 },
        { "",              "",                      false, 0 },
        { "last",          "x",                     true,  1 },
    };
    // clang-format on
    struct inbox *inbox = inbox_create(SMALL);
    struct message m;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(inbox_put(inbox, &(struct message){ .topic = rows[i].topic,
                                                        .topic_len = strlen(rows[i].topic),
                                                        .payload = rows[i].payload,
                                                        .payload_len = strlen(rows[i].payload),
                                                        .retained = rows[i].retained,
                                                        .qos = rows[i].qos }));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!inbox_take(inbox, &m) || !same(m.topic, m.topic_len, rows[i].topic) ||
            m.payload_len != strlen(rows[i].payload) || m.retained != rows[i].retained ||
            m.qos != rows[i].qos)
            fail_msg("row %zu differs", i);
        if (m.payload_len ? !same(m.payload, m.payload_len, rows[i].payload) : m.payload != NULL)
            fail_msg("row %zu: another payload", i);
    }
    assert_false(inbox_take(inbox, &m));
    assert_int_equal(inbox_bytes(inbox), 0);
    inbox_destroy(inbox);
}

static void test_descriptor_says_when_to_look(void **state)
{
    struct inbox *inbox = inbox_create(SMALL);
    struct message m;

    inbox_flush(inbox);
    assert_false(is_readable(inbox));
    put_quietly(inbox, "a", "1");
    put_quietly(inbox, "a", "2");
    assert_false(is_readable(inbox));
    inbox_flush(inbox);
    assert_true(is_readable(inbox));
    inbox_clear_wake(inbox);
    assert_true(inbox_take(inbox, &m));
    assert_true(is_readable(inbox)); /* who takes a part is called again */
    assert_true(inbox_take(inbox, &m));
    assert_false(inbox_take(inbox, &m));
    assert_false(is_readable(inbox));

    put_quietly(inbox, "taken before it was flushed", "");
    assert_true(inbox_take(inbox, &m));
    assert_false(inbox_take(inbox, &m));
    inbox_flush(inbox);
    assert_false(is_readable(inbox));

    inbox_wake(inbox);
    inbox_wake(inbox);
    assert_true(is_readable(inbox));
    assert_false(inbox_take(inbox, &m));
    assert_true(is_readable(inbox)); /* taking is not looking at the state */
    inbox_clear_wake(inbox);
    assert_false(is_readable(inbox));
    inbox_destroy(inbox);
}

static void test_bytes_live_until_the_next_take(void **state)
{
    struct inbox *inbox = inbox_create(1024 * 1024);
    struct message first, m;

    put_text(inbox, "first", "payload");
    assert_true(inbox_take(inbox, &first));
    for (int i = 0; i < 10000; i++)
        put_text(inbox, "other", "other payload");
    assert_true(same(first.topic, first.topic_len, "first"));
    assert_true(same(first.payload, first.payload_len, "payload"));
    assert_true(inbox_take(inbox, &m));
    assert_true(same(m.topic, m.topic_len, "other"));
    inbox_destroy(inbox);
}

static void test_big_payloads(void **state)
{
    static const size_t sizes[] = { 1, 65535, 65536, 70000, 1000000, 3000000 };
    struct inbox *inbox = inbox_create(2000000);
    struct message m;

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *bytes = mem_zero(sizes[i], 1);

        memset(bytes, 'a' + (int)i, sizes[i]);
        assert_true(inbox_put(inbox, &(struct message){ .topic = bytes,
                                                        .topic_len = sizes[i] < 9 ? 1 : 9,
                                                        .payload = bytes,
                                                        .payload_len = sizes[i] }));
        assert_true(inbox_take(inbox, &m));
        if (m.payload_len != sizes[i] || memcmp(m.payload, bytes, sizes[i]) != 0)
            fail_msg("%zu bytes came out differently", sizes[i]);
        assert_false(inbox_take(inbox, &m));
        free(bytes);
    }
    assert_int_equal(inbox_bytes(inbox), 0);
    inbox_destroy(inbox);
}

/* A thread that puts `n` numbered messages. */
struct writer {
    struct inbox *inbox;
    int n;
    atomic_int n_put;
    atomic_bool refused;
    pthread_t thread;
};

static void *writer_run(void *data)
{
    struct writer *writer = data;

    for (int i = 0; i < writer->n; i++) {
        char payload[64];

        snprintf(payload, sizeof payload, "%d", i);
        if (!put_quietly(writer->inbox, "home/writer/sensors", payload)) {
            atomic_store(&writer->refused, true);
            break;
        }
        if (atomic_fetch_add(&writer->n_put, 1) % WRITER_BATCH == 0)
            inbox_flush(writer->inbox);
    }
    inbox_flush(writer->inbox);
    return NULL;
}

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until the writer has put nothing for 20 ms: it waits, because there is hardly any room. */
static int writer_settle(struct writer *writer)
{
    int64_t deadline_ms = now_ms() + DEADLINE_MS;
    int before = -1;

    while ((before != atomic_load(&writer->n_put) || inbox_bytes(writer->inbox) < SMALL / 2) &&
           now_ms() < deadline_ms) {
        before = atomic_load(&writer->n_put);
        nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
    }
    return before;
}

static void test_writer_waits_while_full(void **state)
{
    struct writer writer = { .inbox = inbox_create(SMALL), .n = 1000 };
    struct message m;
    int n_first;
    int n = 0;

    pthread_create(&writer.thread, NULL, writer_run, &writer);
    n_first = writer_settle(&writer);
    assert_in_range(n_first, 1, 999);
    assert_in_range(inbox_bytes(writer.inbox), SMALL / 2, SMALL);
    for (int64_t deadline_ms = now_ms() + DEADLINE_MS; n < 1000 && now_ms() < deadline_ms;) {
        char expected[64];

        if (!inbox_take(writer.inbox, &m))
            continue;
        snprintf(expected, sizeof expected, "%d", n++);
        assert_true(same(m.payload, m.payload_len, expected));
    }
    assert_int_equal(n, 1000);
    pthread_join(writer.thread, NULL);
    assert_false(atomic_load(&writer.refused));
    inbox_destroy(writer.inbox);
}

static void test_close_ends_the_wait(void **state)
{
    struct writer writer = { .inbox = inbox_create(SMALL), .n = 1000 };
    struct message m;

    pthread_create(&writer.thread, NULL, writer_run, &writer);
    writer_settle(&writer);
    inbox_close(writer.inbox);
    pthread_join(writer.thread, NULL);
    assert_true(atomic_load(&writer.refused));
    assert_false(put_text(writer.inbox, "late", "late"));
    assert_true(inbox_take(writer.inbox, &m)); /* what was in it stays readable */
    inbox_destroy(writer.inbox);
}

/* Reader and writer at full speed, sleeping on the descriptor: nothing lost, no lost wake-up. */
static void test_two_threads(void **state)
{
    struct writer writer = { .inbox = inbox_create(256 * 1024), .n = 200000 };
    struct message m;
    int n = 0;

    pthread_create(&writer.thread, NULL, writer_run, &writer);
    while (n < writer.n) {
        struct pollfd p = { .fd = inbox_fd(writer.inbox), .events = POLLIN };

        if (poll(&p, 1, DEADLINE_MS) != 1)
            fail_msg("no wake-up after message %d", n);
        inbox_clear_wake(writer.inbox);
        while (inbox_take(writer.inbox, &m)) {
            char expected[64];

            snprintf(expected, sizeof expected, "%d", n++);
            if (!same(m.payload, m.payload_len, expected))
                fail_msg("not message %s", expected);
        }
    }
    pthread_join(writer.thread, NULL);
    assert_int_equal(inbox_bytes(writer.inbox), 0);
    inbox_destroy(writer.inbox);
}

enum { BURST = 400, BURST_PAYLOAD = 64 * 1024, LEFT_KIB = 8 * 1024 };

static long resident_kib(void)
{
    long kib = -1;
    char line[128];
    FILE *status = fopen("/proc/self/status", "r");

    while (status && fgets(line, sizeof line, status))
        sscanf(line, "VmRSS: %ld", &kib);
    if (status)
        fclose(status);
    return kib;
}

/* As libmosquitto does, it keeps something of its own that it allocated last. */
static void *burst_run(void *inbox)
{
    char *payload = mem_zero(BURST_PAYLOAD + 1, 1);
    void *kept;

    memset(payload, 'x', BURST_PAYLOAD);
    for (int i = 0; i < BURST; i++)
        put_quietly(inbox, "a", payload);
    inbox_flush(inbox);
    kept = mem_zero(100, 1);
    free(payload);
    return kept;
}

static void test_gives_the_memory_of_a_burst_back(void **state)
{
    struct inbox *inbox = inbox_create(INBOX_BYTES_MAX);
    long before_kib = resident_kib();
    struct message m;
    pthread_t thread;
    void *kept;

    pthread_create(&thread, NULL, burst_run, inbox);
    pthread_join(thread, &kept);
    assert_true(resident_kib() - before_kib > 2 * LEFT_KIB);
    for (int i = 0; i < BURST; i++)
        assert_true(inbox_take(inbox, &m));
    assert_false(inbox_take(inbox, &m));
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
    if (!getenv("LD_PRELOAD")) /* nor with an allocator of somebody else's, as under memcheck */
        assert_true(resident_kib() - before_kib < LEFT_KIB);
#endif
    free(kept);
    inbox_destroy(inbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps_order_and_every_field),
        cmocka_unit_test(test_descriptor_says_when_to_look),
        cmocka_unit_test(test_bytes_live_until_the_next_take),
        cmocka_unit_test(test_big_payloads),
        cmocka_unit_test(test_writer_waits_while_full),
        cmocka_unit_test(test_close_ends_the_wait),
        cmocka_unit_test(test_two_threads),
        cmocka_unit_test(test_gives_the_memory_of_a_burst_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
