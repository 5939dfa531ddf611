/* SPDX-License-Identifier: MIT
 *
 * Whoever may publish tries to fill our memory, our list of events or our time.
 * SENSORTOP_ATTACK messages of each kind (30,000): make check-deep sends a
 * million. What was measured is printed, in lines that begin with ATTACK.
 */
#include "core/hash.h"
#include "core/model.h"
#include "row.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DEVICES_MAX = 100000, MIB = 1024 * 1024, MESSAGES_A_TICK = 10000 };

static const int64_t START_MS = 1700000000000;

struct attack {
    struct model *model;
    int64_t now_ms;
    size_t n; /* messages so far */
    size_t rss_bytes;
};

static size_t n_messages(void)
{
    const char *text = getenv("SENSORTOP_ATTACK");

    return text ? strtoul(text, NULL, 10) : 30000;
}

static size_t rss_bytes(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long size, resident = 0;

    if (file && fscanf(file, "%lu %lu", &size, &resident) != 2)
        resident = 0;
    if (file)
        fclose(file);
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

static struct attack begin(size_t max_devices)
{
    struct model_options options = { .max_devices = max_devices,
                                     .history_samples = 60,
                                     .payload_bytes_max = READING_BYTES_MAX,
                                     .seed = 0x5eed };
    struct rule_list rules = { 0 };
    struct attack attack = { .now_ms = START_MS };

    malloc_trim(0); /* what earlier tests have left */
    attack.rss_bytes = rss_bytes();
    rule_list_add(&rules, &(struct rule){ .metric = "temperature",
                                          .limit = 30,
                                          .hysteresis = 0.5,
                                          .severity = SEVERITY_CRIT });
    rule_list_add(&rules, &(struct rule){ .watch = RULE_OFFLINE, .severity = SEVERITY_WARN });
    attack.model = model_create(&options, &rules);
    model_link(attack.model, START_MS, &(struct link_state){ .phase = LINK_UP });
    return attack;
}

/* A second passes with every so many messages. */
static void send_bytes(struct attack *attack, const char *topic, size_t topic_len,
                       const char *payload, size_t payload_len)
{
    struct message message = {
        .topic = topic, .topic_len = topic_len, .payload = payload, .payload_len = payload_len
    };
    struct effect effect;

    model_apply(attack->model, attack->now_ms, &message);
    if (++attack->n % MESSAGES_A_TICK)
        return;
    attack->now_ms += 1000;
    model_tick(attack->model, attack->now_ms);
    while (model_take_effect(attack->model, &effect))
        ;
}

static void send_text(struct attack *attack, const char *topic, const char *payload)
{
    send_bytes(attack, topic, strlen(topic), payload, strlen(payload));
}

/* The sanitizers' shadow and quarantine are not ours: they measure nothing. */
static void check_memory(const struct attack *attack, size_t max_bytes)
{
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
    assert_in_range(rss_bytes() - attack->rss_bytes, 0, max_bytes);
#endif
    (void)attack;
    (void)max_bytes;
}

static void end(struct attack *attack, const char *name, size_t max_bytes)
{
    const struct model_counts *counts = model_counts(attack->model);
    size_t now = rss_bytes();

    printf("ATTACK | %s | %zu messages | %zu devices, %llu found no room | %llu refused | "
           "%llu metrics ignored | %llu events | %zu KiB more |\n",
           name, attack->n, device_table_count(model_devices(attack->model)),
           (unsigned long long)counts->devices_refused, (unsigned long long)counts->refused,
           (unsigned long long)counts->metrics_ignored,
           (unsigned long long)event_log_total(model_events(attack->model)),
           (now > attack->rss_bytes ? now - attack->rss_bytes : 0) / 1024);
    assert_int_equal(counts->messages, attack->n);
    assert_true(event_log_count(model_events(attack->model)) <= EVENTS_MAX);
    if (now > attack->rss_bytes)
        check_memory(attack, max_bytes);
    model_destroy(attack->model);
}

/* Told at once, told each second, and the sentence about the rest. */
static void check_events(const struct attack *attack, unsigned at_once, unsigned each_s)
{
    size_t seconds = attack->n / MESSAGES_A_TICK + 1;

    assert_true(event_log_total(model_events(attack->model)) <= at_once + each_s * seconds);
}

/* --- devices ---------------------------------------------------------------- */

static void test_invented_devices(void **state)
{
    size_t room = n_messages() / 10 < DEVICES_MAX ? n_messages() / 10 : DEVICES_MAX;
    struct attack attack = begin(room);
    char topic[64];

    (void)state;
    for (size_t i = 0; i < n_messages(); i++) {
        snprintf(topic, sizeof topic, "home/%zx/sensors", i * 2654435761u);
        send_text(&attack, topic, "{\"temperature_c\":21.5,\"humidity\":45.1}");
    }
    assert_int_equal(device_table_count(model_devices(attack.model)), room);
    assert_int_equal(model_counts(attack.model)->devices_refused, n_messages() - room);
    /* Those with room say no more: stale. */
    check_events(&attack, 1 + 200, 5 + 1);
    end(&attack, "invented devices", room * 1024 + 8 * MIB);
}

/* Names that share their place under one seed spread under another. */
static void test_collisions_on_purpose(void **state)
{
    enum { NAMES = 1000, PLACES = 4096 };
    static unsigned char load[PLACES];
    size_t n = 0;
    unsigned most = 0;
    char name[32];

    (void)state;
    for (unsigned i = 0; n < NAMES; i++) {
        size_t len = (size_t)snprintf(name, sizeof name, "dev-%x", i);

        if (hash_bytes(1, name, len) % PLACES)
            continue;
        n++;
        if (++load[hash_bytes(2, name, len) % PLACES] > most)
            most = load[hash_bytes(2, name, len) % PLACES];
    }
    printf("ATTACK | colliding names | %d | at most %u in one place |\n", NAMES, most);
    assert_in_range(most, 1, 7);
}

/* --- metrics ---------------------------------------------------------------- */

static void test_invented_metrics(void **state)
{
    struct attack attack = begin(1000);
    char topic[64], payload[160];
    const struct device *device;

    (void)state;
    for (size_t i = 0; i < n_messages(); i++) {
        snprintf(topic, sizeof topic, "home/%zu/sensors", i % 500);
        snprintf(payload, sizeof payload, "{\"temperature_c\":20,\"x%zx\":1,\"y%zx\":2}", i, i);
        send_text(&attack, topic, payload);
    }
    assert_true(model_counts(attack.model)->metrics_ignored + METRIC_NAMES_MAX > 2 * n_messages());
    /* What we know has its place whatever others invent; the rest is told once. */
    send_text(&attack, "home/honest/sensors", "{\"temperature_c\":21,\"pressure\":1013}");
    device = device_table_get(model_devices(attack.model), 500);
    assert_int_equal(device->n_metrics, 2);
    check_events(&attack, 1 + 1, 0);
    end(&attack, "invented metrics", 16 * MIB);
}

/* --- bytes ------------------------------------------------------------------ */

static void test_large_payloads(void **state)
{
    size_t n = n_messages() / 100;
    char *payload = malloc(READING_BYTES_MAX + 2);
    struct attack attack = begin(1000);
    char topic[64];

    (void)state;
    assert_non_null(payload);
    for (size_t i = 0; i < n; i++) {
        size_t len = READING_BYTES_MAX + (i & 1); /* every second one is too long */

        memset(payload, ' ', len);
        memcpy(payload, "{\"temperature_c\":20}", 20);
        snprintf(topic, sizeof topic, "home/%zu/sensors", i % 1000);
        send_bytes(&attack, topic, strlen(topic), payload, len);
    }
    assert_int_equal(model_counts(attack.model)->refused, n / 2);
    free(payload);
    end(&attack, "payloads of 64 KiB", 8 * MIB);
}

static void test_deep_json(void **state)
{
    static const char *const opens[] = { "[", "{\"a\":", "{\"a\":[" };
    size_t n = n_messages() / 100;
    struct attack attack = begin(10);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct buf payload = { 0 };

        while (payload.len < 60000)
            buf_puts(&payload, opens[i % 3]);
        send_bytes(&attack, "home/deep/sensors", 17, payload.data, payload.len);
        buf_finish(&payload);
    }
    assert_int_equal(model_counts(attack.model)->refused, n);
    end(&attack, "nesting of 10,000 and more", 8 * MIB);
}

static void test_long_topics(void **state)
{
    enum { TOPIC_BYTES = 65535 };
    size_t n = n_messages() / 100;
    char *topic = malloc(TOPIC_BYTES);
    struct attack attack = begin(10);

    (void)state;
    assert_non_null(topic);
    memset(topic, 'd', TOPIC_BYTES);
    memcpy(topic, "home/", 5);
    memcpy(topic + TOPIC_BYTES - 8, "/sensors", 8);
    for (size_t i = 0; i < n; i++)
        send_bytes(&attack, topic, TOPIC_BYTES, "{\"temperature_c\":20}", 20);
    assert_int_equal(device_table_count(model_devices(attack.model)), 0);
    assert_int_equal(model_counts(attack.model)->refused, n);
    free(topic);
    end(&attack, "topics of 65,535 bytes", 8 * MIB);
}

/* --- floods ----------------------------------------------------------------- */

static void test_bad_json(void **state)
{
    struct attack attack = begin(10);

    (void)state;
    for (size_t i = 0; i < n_messages(); i++)
        send_text(&attack, "home/bad/sensors", i & 1 ? "{\"temperature_c\":" : "\x1b[2J rubbish");
    assert_int_equal(model_counts(attack.model)->refused, n_messages());
    check_events(&attack, 10 + 1, 2);
    end(&attack, "bad JSON", 8 * MIB);
}

static void test_status_flips(void **state)
{
    struct attack attack = begin(10);

    (void)state;
    for (size_t i = 0; i < n_messages(); i++)
        send_text(&attack, "home/flip/status", i & 1 ? "online" : "offline");
    /* The status itself, and its alert: fired and cleared, twenty of each. */
    check_events(&attack, 200 + 1, 5 + 1 + 2 * 20 + 1);
    end(&attack, "status flips", 16 * MIB);
}

static void test_alerts_that_flap(void **state)
{
    struct attack attack = begin(10);

    (void)state;
    for (size_t i = 0; i < n_messages(); i++)
        send_text(&attack, "home/flap/sensors",
                  i & 1 ? "{\"temperature_c\":31}" : "{\"temperature_c\":20}");
    check_events(&attack, 1, 2 * 20 + 1);
    end(&attack, "alerts that flap", 16 * MIB);
}

static void test_retained_clears(void **state)
{
    struct attack attack = begin(10);
    char topic[64];

    (void)state;
    for (size_t i = 0; i < n_messages(); i++) {
        snprintf(topic, sizeof topic, "home/%zx/%s", i, i & 1 ? "status" : "sensors");
        send_bytes(&attack, topic, strlen(topic), NULL, 0);
    }
    assert_int_equal(device_table_count(model_devices(attack.model)), 0);
    check_events(&attack, 1, 0);
    end(&attack, "retained clears of what never was", 8 * MIB);
}

/* What a user then sees is what was there before the attack. */
static void test_honest_devices_stay(void **state)
{
    struct attack attack = begin(100);
    char topic[64];

    (void)state;
    send_text(&attack, "home/honest/sensors", "{\"temperature_c\":21.5}");
    for (size_t i = 0; i < n_messages(); i++) {
        snprintf(topic, sizeof topic, "home/%zx/sensors", i);
        send_text(&attack, topic, "{\"temperature_c\":99}");
    }
    send_text(&attack, "home/honest/sensors", "{\"temperature_c\":22.5}");
    assert_string_equal(device_table_get(model_devices(attack.model), 0)->id, "honest");
    assert_true(device_table_get(model_devices(attack.model), 0)->metrics[0].value == 22.5);
    check_events(&attack, 2 + 20 + 100, 1);
    end(&attack, "devices in alert", 16 * MIB);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_invented_devices),
        cmocka_unit_test(test_collisions_on_purpose),
        cmocka_unit_test(test_invented_metrics),
        cmocka_unit_test(test_large_payloads),
        cmocka_unit_test(test_deep_json),
        cmocka_unit_test(test_long_topics),
        cmocka_unit_test(test_bad_json),
        cmocka_unit_test(test_status_flips),
        cmocka_unit_test(test_alerts_that_flap),
        cmocka_unit_test(test_retained_clears),
        cmocka_unit_test(test_honest_devices_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
