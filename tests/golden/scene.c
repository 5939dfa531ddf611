/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include "core/rule-text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SCENE_START_MS = 1000 * 1000,     /* of the clock of a machine that is up for 1000 s */
    SCENE_LINK_S = 2 * 3600 + 4 * 60, /* the link is up so long when the house wakes up */
    SCENE_PLAY_S = 600,
    SCENE_HOUR_MS = 3600 * 1000,
};

/* At the end of the play it is 2026-11-22 13:03:22 UTC, an hour later where we are. */
static const int64_t scene_end_wall_ms = INT64_C(1795352602) * 1000;
static const int64_t scene_wall_offset_ms =
    INT64_C(1795352602) * 1000 - SCENE_START_MS - (int64_t)(SCENE_LINK_S + SCENE_PLAY_S) * 1000;

static const struct scene_device {
    const char *name;
    double from_c, to_c;
    double humidity; /* 0: has none */
    int step_s;      /* between readings */
    int last_s;      /* when it falls silent */
} scene_house[] = {
    { "kitchen-01", 21.5, 31.42, 38.0, 3, 597 },    { "freezer-02", -18.9, -14.2, 71.0, 3, 599 },
    { "attic-01", 21.0, 18.2, 61.0, 3, 558 },       { "garage-01", 11.8, 12.0, 55.0, 3, 418 },
    { "living-room-01", 22.6, 22.5, 45.1, 3, 599 }, { "bathroom-01", 23.0, 21.8, 78.4, 10, 600 },
    { "balcony-01", 1.4, -0.01, 88.0, 60, 580 },    { "cellar-01", 14.1, 14.2, 0, 3, 598 },
    { "server-room-01", 27.0, 33.7, 31.5, 3, 600 }, { "bedroom-01", 19.5, 19.9, 47.0, 60, 590 },
};

/* --- life ------------------------------------------------------------------ */

static void scene_add_rules(struct rule_list *rules, enum scene_play play)
{
    static const char *const house[] = {
        "temperature > 30",
        "freezer*: temperature > -15 warn",
        NULL,
    };
    static const char *const all_kinds[] = {
        "temperature < 5",
        "humidity > 80 warn",
        "temperature rises 5 in 10m",
        "humidity falls 10 in 10m warn",
        "offline for 1m",
        "stale warn",
        NULL,
    };
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct buf err = { 0 };

    for (const char *const *text = play == SCENE_ALERTS ? all_kinds : house; *text; text++)
        if (!rule_text_parse(*text, &defaults, rules, &err))
            abort();
}

void scene_say(struct scene *scene, const char *topic, const char *payload, bool retained)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload),
                               .retained = retained };

    model_apply(scene->model, scene->now_ms, &message);
}

void scene_wait(struct scene *scene, int64_t seconds)
{
    for (int64_t i = 0; i < seconds; i++) {
        scene->now_ms += 1000;
        model_tick(scene->model, scene->now_ms);
    }
}

static void scene_say_status(struct scene *scene, const char *name, const char *status)
{
    char topic[300];

    snprintf(topic, sizeof topic, "home/%s/status", name);
    scene_say(scene, topic, status, false);
}

static void scene_say_reading(struct scene *scene, const struct scene_device *device, int at_s)
{
    double t = (double)at_s / SCENE_PLAY_S;
    double temperature = device->from_c + t * (device->to_c - device->from_c);
    char topic[64], payload[128];
    int n = snprintf(payload, sizeof payload, "{\"temperature_c\":%.1f", temperature);

    if (device->humidity > 0)
        n += snprintf(payload + n, sizeof payload - (size_t)n, ",\"humidity\":%.1f",
                      device->humidity);
    snprintf(payload + n, sizeof payload - (size_t)n, "}");
    snprintf(topic, sizeof topic, "home/%s/sensors", device->name);
    scene_say(scene, topic, payload, false);
}

/* --- plays ----------------------------------------------------------------- */

static void scene_play_second(struct scene *scene, int at_s)
{
    for (size_t i = 0; i < sizeof scene_house / sizeof *scene_house; i++) {
        const struct scene_device *device = &scene_house[i];

        if (at_s <= device->last_s && (device->last_s - at_s) % device->step_s == 0)
            scene_say_reading(scene, device, at_s);
    }
    if (at_s == 558)
        scene_say_status(scene, "attic-01", "offline");
    if (at_s == 400)
        scene_say(scene, "home/cellar-01/sensors", "{\"temperature_c\":", false);
}

static void scene_ack(struct scene *scene, const char *name)
{
    const struct device_table *table = model_devices(scene->model);

    for (size_t i = 0; i < device_table_count(table); i++)
        if (strcmp(device_table_get(table, i)->id, name) == 0)
            model_ack(scene->model, scene->now_ms, i);
}

/* The laundry's last reading is three hours old and was kept by the broker; the porch has neither a
 * temperature nor a status; of the shed nothing is known any more. */
static void scene_play_house(struct scene *scene)
{
    char payload[128];

    for (size_t i = 0; i < sizeof scene_house / sizeof *scene_house; i++)
        scene_say_status(scene, scene_house[i].name, "online");
    scene_say(scene, "home/laundry-01/status", "online", true);
    snprintf(payload, sizeof payload, "{\"temperature_c\":19.4,\"humidity\":52,\"timestamp\":%lld}",
             (long long)(scene_end_wall_ms - 3 * SCENE_HOUR_MS) / 1000);
    scene_say(scene, "home/laundry-01/sensors", payload, true);
    for (int s = 0; s <= SCENE_PLAY_S; s++) {
        scene_play_second(scene, s);
        if (s == 570)
            scene_say(scene, "home/porch-01/sensors", "{\"humidity\":64.2}", false);
        if (s == 585) {
            scene_say_status(scene, "shed-01", "online");
            scene_say_status(scene, "shed-01", "");
        }
        if (s == 588)
            scene_ack(scene, "server-room-01");
        scene_wait(scene, s < SCENE_PLAY_S);
    }
}

static void scene_play_hostile(struct scene *scene)
{
    static const char *const names[] = {
        "esc\x1b[2J\x1b[31mred",
        "tab\tnewline\nbell\a",
        "rtl-\xe2\x80\xae"
        "evil",
        "שלום-עולם",
        "温度計-台所-サーモメーター",
        "🌡🌡🌡🌡🌡🌡🌡🌡🌡",
        "👨‍👩‍👧-family",
        "zalgo-é̴̶̷̸̡̢̧̨",
        "e\xcc\x81"
        "-accent",
        "%s%n%d",
        "bad\xff\xfeutf8",
        "-rf",
        "  blanks  ",
        "zero\xe2\x80\x8bwidth",
        "\xcc\x81starts-with-a-mark",
    };
    char topic[300];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        scene_say_status(scene, names[i], "online");
        snprintf(topic, sizeof topic, "home/%s/sensors", names[i]);
        scene_say(scene, topic, "{\"temperature_c\":31.5,\"humidity\":100}", false);
    }
    snprintf(topic, sizeof topic, "home/%0128d/status", 7);
    scene_say(scene, topic, "offline", false);
    scene_say(scene, "home/extremes/sensors", "{\"temperature_c\":-89.96,\"humidity\":0}", false);
    scene_say(scene, "home/null/sensors", "{\"temperature_c\":null,\"humidity\":null}", false);
    scene_say(scene, "home/minus-zero/sensors", "{\"temperature_c\":-0.04}", false);
    scene_wait(scene, 5);
}

static void scene_play_locations(struct scene *scene)
{
    static const char *const topics[] = {
        "home/desk-1/sensors",
        "office-3rd-floor/desk-1/sensors",
        "office-3rd-floor/meeting-room-2/sensors",
        "lab/desk-1/sensors",
        "warehouse/a-very-long-name-of-a-device/sensors",
    };

    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        scene_say(scene, topics[i], "{\"temperature_c\":30.5}", false);
    scene_wait(scene, 2);
}

static void scene_play_crowd(struct scene *scene)
{
    char topic[64], payload[64];

    for (int i = 0; i < 100; i++) {
        snprintf(topic, sizeof topic, "home/sensor-%03d/sensors", i);
        snprintf(payload, sizeof payload, "{\"temperature_c\":%d,\"humidity\":50}", i * 7 % 30);
        scene_say(scene, topic, payload, false);
    }
    scene_wait(scene, 2);
}

/* Its clock is 90 s behind, it restarted in between, and it repeats itself. */
static void scene_play_much(struct scene *scene)
{
    char payload[512];

    scene_say(scene, "home/weather-01/status", "online", true);
    for (int i = 0; i < 240; i++) {
        double t = i / 20.0;

        snprintf(
            payload, sizeof payload,
            "{\"temperature_c\":%.2f,\"humidity\":%d,\"pressure\":%.1f,\"battery\":%d,"
            "\"wind\":{\"speed\":%.3f,\"direction\":%d},\"uv\":%g,\"note\":\"fine, so: \\u00e9\","
            "\"timestamp\":%lld}",
            12 + 9 * sin(t), 60 + i % 7, 1013.2 + i / 100.0, 100 - i / 30, 3.5 + cos(t * 3),
            i * 37 % 360, 0.5 + i / 500.0,
            (long long)(scene_end_wall_ms / 1000 - 90 - (240 - i) * 10));
        if (i < 100 || i > 130)
            scene_say(scene, "home/weather-01/sensors", payload, false);
        if (i % 90 == 50)
            scene_say(scene, "home/weather-01/sensors", payload, false);
        scene_wait(scene, 10);
    }
    scene_say(scene, "home/weather-01/sensors", "{\"temperature_c\":\"warm\",\"humidity\":61}",
              false);
}

static void scene_play_air(struct scene *scene)
{
    char topic[64], payload[256];

    for (int i = 0; i < 60; i++) {
        for (int d = 1; d <= 6; d++) {
            snprintf(topic, sizeof topic, "home/air-%02d/sensors", d);
            snprintf(payload, sizeof payload,
                     "{\"temperature_c\":%.1f,\"humidity\":%d,\"co2\":%d,\"pm2_5\":%.1f,"
                     "\"pressure\":%.1f,\"battery\":%d%s}",
                     18.0 + d + i * 0.01, 40 + d, 400 + 97 * d * d % 900, d * 2.5, 1013.2 + d * 0.1,
                     100 - d * 7, d % 2 ? ",\"rssi\":-71,\"bay.door\":1" : "");
            scene_say(scene, topic, payload, false);
        }
        scene_say(scene, "home/plain/sensors", "{\"temperature_c\":21,\"co2\":2104}", false);
        scene_wait(scene, 10);
    }
}

/* What the rules of scene_add_rules are for. */
static void scene_play_alerts(struct scene *scene)
{
    scene_say_status(scene, "offline-for-long", "offline");
    scene_say(scene, "home/stale/sensors", "{\"temperature_c\":20}", false);
    scene_say(scene, "home/rises/sensors", "{\"temperature_c\":20}", false);
    scene_say(scene, "home/falls/sensors", "{\"humidity\":60}", false);
    scene_say_status(scene, "acked", "offline");
    scene_wait(scene, 120);
    scene_say(scene, "home/rises/sensors", "{\"temperature_c\":25.5}", false);
    scene_say(scene, "home/falls/sensors", "{\"humidity\":48.5}", false);
    scene_say(scene, "home/damp/sensors", "{\"temperature_c\":21,\"humidity\":81}", false);
    scene_say(scene, "home/cold/sensors", "{\"temperature_c\":4}", false);
    scene_ack(scene, "acked");
    scene_wait(scene, 15);
}

static void scene_play(struct scene *scene, enum scene_play play)
{
    switch (play) {
    case SCENE_NOBODY: scene_wait(scene, SCENE_PLAY_S); break;
    case SCENE_HOUSE: scene_play_house(scene); break;
    case SCENE_HOSTILE: scene_play_hostile(scene); break;
    case SCENE_LOCATIONS: scene_play_locations(scene); break;
    case SCENE_CROWD: scene_play_crowd(scene); break;
    case SCENE_ALERTS: scene_play_alerts(scene); break;
    case SCENE_AIR: scene_play_air(scene); break;
    case SCENE_MUCH: scene_play_much(scene); break;
    }
}

/* --- link ------------------------------------------------------------------ */

static void scene_link_down(struct scene *scene, enum link_phase phase)
{
    struct link_state state = { .phase = phase, .attempt = 4, .since_ms = scene->now_ms };

    snprintf(state.reason, sizeof state.reason,
             "cannot connect to pi-broker.local:1883: connection refused; "
             "is the broker running there, and does it listen on this port?");
    model_link(scene->model, scene->now_ms, &state);
    scene_wait(scene, 90);
    state.since_ms = scene->now_ms;
    state.next_try_ms = scene->now_ms + 6500;
    model_link(scene->model, scene->now_ms, &state);
}

static void scene_link_tls(struct scene *scene)
{
    struct link_state state = *model_link_state(scene->model);

    state.protocol = 5;
    state.safety = LINK_TLS;
    state.n_attempts = 3;
    state.n_messages = 123456;
    state.n_bytes = 9876543;
    state.inbox_bytes = 2048;
    state.has_broker_dropped = true;
    state.broker_dropped = 7;
    state.peer_expires_s = scene_end_wall_ms / 1000 + 20 * 24 * 3600;
    state.last_error_ms = SCENE_START_MS + 60000;
    snprintf(state.last_error, sizeof state.last_error, "connection reset");
    snprintf(state.tls_version, sizeof state.tls_version, "TLSv1.3");
    snprintf(state.peer_names, sizeof state.peer_names, "pi-broker.local, 192.168.1.5");
    state.n_grants = 3;
    state.grants[0] = (struct link_grant){ "home/+/sensors", 1 };
    state.grants[1] = (struct link_grant){ "home/+/status", LINK_GRANT_NONE };
    state.grants[2] = (struct link_grant){ "lab/+/status", LINK_GRANT_REFUSED + 7 };
    model_link(scene->model, scene->now_ms, &state);
}

static void scene_set_link(struct scene *scene, enum scene_link link)
{
    struct link_state state = *model_link_state(scene->model);

    switch (link) {
    case SCENE_LINK_UP: break;
    case SCENE_LINK_CONNECTING: {
        struct link_state first = { .phase = LINK_CONNECTING, .attempt = 1 };

        model_link(scene->model, scene->now_ms, &first);
        break;
    }
    case SCENE_LINK_WAITING: scene_link_down(scene, LINK_WAITING); break;
    case SCENE_LINK_TLS: scene_link_tls(scene); break;
    case SCENE_LINK_WARNING:
        snprintf(state.warning, sizeof state.warning,
                 "not allowed to subscribe to lab/+/sensors: check the broker's ACL");
        model_link(scene->model, scene->now_ms, &state);
        break;
    }
}

/* --- the whole ------------------------------------------------------------- */

void scene_init(struct scene *scene, enum scene_play play, enum scene_link link, bool ascii)
{
    static const char *const filters[] = { "home/+/sensors", "home/+/status", NULL };
    struct model_options options = {
        .max_devices = 1000, .history_samples = 600, .payload_bytes_max = 65536, .seed = 1
    };
    struct app_options app_options = { .broker = "pi-broker.local:1883",
                                       .filters = filters,
                                       .may_publish = true };
    struct link_state up = { .phase = LINK_UP, .session = 1, .since_ms = SCENE_START_MS };
    struct rule_list rules = { 0 };

    scene_add_rules(&rules, play);
    *scene = (struct scene){ .now_ms = SCENE_START_MS };
    scene->model = model_create(&options, &rules);
    model_set_wall(scene->model, scene_wall_offset_ms);
    if (link != SCENE_LINK_CONNECTING)
        model_link(scene->model, scene->now_ms, &up);
    scene->now_ms += SCENE_LINK_S * INT64_C(1000);
    model_tick(scene->model, scene->now_ms);
    scene->app = app_create(&app_options, scene->model);
    canvas_init(&scene->canvas, ascii);
    scene_play(scene, play);
    scene_set_link(scene, link);
}

void scene_finish(struct scene *scene)
{
    app_destroy(scene->app);
    model_destroy(scene->model);
    canvas_finish(&scene->canvas);
}

unsigned scene_press(struct scene *scene, int key)
{
    unsigned reactions = app_key(scene->app, key, scene->now_ms);
    const struct app_order *order = app_order(scene->app);

    if (reactions & APP_ACK)
        model_ack(scene->model, scene->now_ms, app_selected(scene->app)->index);
    if (reactions & APP_ACK_ALL)
        model_ack_all(scene->model, scene->now_ms);
    if (reactions & APP_SNOOZE)
        model_snooze(scene->model, scene->now_ms, app_selected(scene->app)->index,
                     scene->now_ms + order->for_ms);
    if (reactions & APP_MAINTAIN)
        model_maintain(scene->model, scene->now_ms, order->devices, scene->now_ms + order->for_ms);
    if (reactions & APP_FORGET)
        model_forget(scene->model, scene->now_ms, app_asked(scene->app)->index);
    return reactions;
}

void scene_draw(struct scene *scene, int rows, int cols)
{
    if (scene->canvas.rows != rows || scene->canvas.cols != cols)
        canvas_resize(&scene->canvas, rows, cols);
    app_draw(scene->app, &scene->canvas, scene->now_ms, scene_wall_offset_ms + SCENE_HOUR_MS);
}
