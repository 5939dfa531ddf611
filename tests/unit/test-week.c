/* SPDX-License-Identifier: MIT
 *
 * A week in a few seconds: devices that report each minute, go offline and come
 * back, devices of a day, a broker that is away each night, a heater that is on
 * and off. The counters say exactly what was sent; memory is after seven days
 * what it was after two.
 */
#include "core/model.h"
#include "row.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    DAYS = 7,
    DAY_S = 24 * 3600,
    DEVICES = 20,
    INTERVAL_S = 60,
    AWAY_FROM_S = 3 * 3600, /* of each day: the broker */
    AWAY_TO_S = AWAY_FROM_S + 600,
    HEAT_FROM_S = 12 * 3600, /* the first device */
    HEAT_TO_S = HEAT_FROM_S + 7200,
};

static const int64_t START_MS = 1700000000000;

struct week {
    struct model *model;
    int64_t second;
    uint64_t n_messages, n_readings, n_refused, n_duplicates;
    unsigned n_fired, n_cleared, n_bells;
};

static size_t heap_bytes(void)
{
    return mallinfo2().uordblks;
}

static struct model *create_model(void)
{
    struct model_options options = {
        .max_devices = 1000, .history_samples = 600, .payload_bytes_max = 65536, .seed = 1
    };
    struct rule_list rules = { 0 };

    rule_list_add(&rules, &(struct rule){ .metric = "temperature",
                                          .limit = 30,
                                          .hysteresis = 0.5,
                                          .for_ms = 300000,
                                          .severity = SEVERITY_CRIT });
    rule_list_add(&rules, &(struct rule){ .watch = RULE_OFFLINE, .severity = SEVERITY_WARN });
    return model_create(&options, &rules);
}

static void send_text(struct week *week, const char *topic, const char *payload)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload) };

    model_apply(week->model, START_MS + week->second * 1000, &message);
    week->n_messages++;
}

static void send_reading(struct week *week, int device)
{
    int64_t of_day = week->second % DAY_S;
    bool is_full_hour = week->second / INTERVAL_S % 60 == 0;
    bool is_hot = device == 0 && of_day >= HEAT_FROM_S && of_day < HEAT_TO_S;
    char topic[64], payload[128];

    snprintf(topic, sizeof topic, "home/dev-%02d/sensors", device);
    snprintf(payload, sizeof payload, "{\"temperature_c\":%s,\"humidity\":45,\"timestamp\":%lld}",
             is_hot ? "31.5" : "21.5", (long long)(START_MS / 1000 + week->second));
    send_text(week, topic, payload);
    week->n_readings++;
    if (is_full_hour && device == 1) {
        send_text(week, topic, payload); /* QoS 1 may deliver twice */
        week->n_duplicates++;
    }
    if (is_full_hour && device == 2) {
        send_text(week, topic, "{\"temperature_c\":");
        week->n_refused++;
    }
}

/* Off for five minutes each hour. */
static void send_status(struct week *week)
{
    if (week->second % 3600 == 1800)
        send_text(week, "home/dev-03/status", "offline");
    if (week->second % 3600 == 2100)
        send_text(week, "home/dev-03/status", "online");
}

static void set_link(struct week *week, bool is_up)
{
    struct link_state link = { .phase = is_up ? LINK_UP : LINK_WAITING };

    model_link(week->model, START_MS + week->second * 1000, &link);
}

static void note_effects(struct week *week)
{
    struct effect effect;

    while (model_take_effect(week->model, &effect)) {
        week->n_bells += effect.kind == EFFECT_BELL;
        if (effect.kind != EFFECT_ALERT)
            continue;
        week->n_fired += effect.edge == ALERT_FIRED;
        week->n_cleared += effect.edge == ALERT_CLEARED;
    }
}

static void live_a_second(struct week *week)
{
    int64_t of_day = week->second % DAY_S;
    bool is_away = of_day >= AWAY_FROM_S && of_day < AWAY_TO_S;

    if (of_day == AWAY_FROM_S || of_day == AWAY_TO_S)
        set_link(week, !is_away);
    if (!is_away) {
        for (int device = 0; device < DEVICES; device++)
            if ((week->second + device * 3) % INTERVAL_S == 0)
                send_reading(week, device);
        send_status(week);
    }
    model_tick(week->model, START_MS + week->second * 1000);
    note_effects(week);
    week->second++;
}

static void test_a_week(void **state)
{
    struct week week = { .model = create_model() };
    const struct model_counts *counts = model_counts(week.model);
    size_t settled = 0;

    (void)state;
    set_link(&week, true);
    for (int day = 0; day < DAYS; day++) {
        for (int s = 0; s < DAY_S; s++)
            live_a_second(&week);
        if (day == 1)
            settled = heap_bytes();
    }
    printf("SOAK | a week | %llu messages | %llu refused, %llu duplicates | %u fired, %u cleared, "
           "%u bells | %zu to %zu bytes |\n",
           (unsigned long long)counts->messages, (unsigned long long)counts->refused,
           (unsigned long long)counts->duplicates, week.n_fired, week.n_cleared, week.n_bells,
           settled, heap_bytes());
    assert_int_equal(counts->messages, week.n_messages);
    assert_int_equal(counts->refused, week.n_refused);
    assert_int_equal(counts->duplicates, week.n_duplicates);
    assert_int_equal(counts->late, 0);
    assert_int_equal(counts->devices.online + counts->devices.unknown, DEVICES);
    /* Once a day hot, once an hour offline: each told, each over. */
    assert_int_equal(week.n_fired, DAYS * (1 + 24));
    assert_int_equal(week.n_cleared, week.n_fired);
    assert_int_equal(week.n_bells, week.n_fired);
    /* The list of events still grows. */
    assert_true(heap_bytes() <= settled + (size_t)EVENTS_MAX * 100);
    model_destroy(week.model);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_a_week) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
