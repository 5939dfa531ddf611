/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include "core/rule-text.h"

#include "../unit/row.h"

#include <stdio.h>

enum { STEPS = 1500 };

/* A small generator of our own: the same steps everywhere. */
static unsigned play_random(uint32_t *state, unsigned below)
{
    *state = *state * 1664525 + 1013904223; /* Numerical Recipes */
    return (*state >> 8) % below;
}

static void play_say(struct scene *scene, uint32_t *random)
{
    char topic[64], payload[160];
    unsigned device = play_random(random, 12);
    int celsius = 15 + (int)play_random(random, 20);

    snprintf(topic, sizeof topic, "%s/room-%02u/%s", device < 9 ? "home" : "yard", device,
             play_random(random, 8) ? "sensors" : "status");
    snprintf(payload, sizeof payload, "{\"temperature_c\":%d.5,\"humidity\":%u,\"co2\":%u}",
             celsius, 30 + play_random(random, 40), 400 + play_random(random, 900));
    if (strstr(topic, "status"))
        snprintf(payload, sizeof payload, "%s", play_random(random, 2) ? "online" : "offline");
    scene_say(scene, topic, payload, play_random(random, 20) == 0);
}

/* The same devices, called otherwise, with other limits. */
static void play_renew(struct scene *scene, uint32_t *random)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct model_options options = { .payload_bytes_max = 1024 };
    struct rule_list rules = { 0 };
    struct buf err = { 0 };
    char text[64];

    snprintf(text, sizeof text, "temperature > %u%s", 25 + play_random(random, 8),
             play_random(random, 2) ? "" : " for 5s warn");
    assert_true(rule_text_parse(text, &defaults, &rules, &err));
    model_renew(scene->model, scene->now_ms, &options, &rules);
}

static void play_link(struct scene *scene, uint32_t *random)
{
    struct link_state link = { .phase = LINK_UP, .since_ms = scene->now_ms };

    if (play_random(random, 3) == 0)
        link = (struct link_state){ .phase = LINK_WAITING,
                                    .next_try_ms = scene->now_ms + 5000,
                                    .reason = "connection refused" };
    model_link(scene->model, scene->now_ms, &link);
}

static void play_order(struct scene *scene, uint32_t *random)
{
    size_t n = device_table_count(model_devices(scene->model));
    size_t device = n ? play_random(random, (unsigned)n) : 0;

    switch (play_random(random, 4)) {
    case 0: model_maintain(scene->model, scene->now_ms, "room-0*", scene->now_ms + 20500); break;
    case 1:
        if (n)
            model_snooze(scene->model, scene->now_ms, device, scene->now_ms + 12300);
        break;
    case 2:
        if (n)
            model_ack(scene->model, scene->now_ms, device);
        break;
    default: model_ack_all(scene->model, scene->now_ms); break;
    }
}

static void play_step(struct scene *scene, uint32_t *random)
{
    static const int keys[] = { 'j',
                                'k',
                                's',
                                'S',
                                'P',
                                'G',
                                'I',
                                'c',
                                'u',
                                '<',
                                '>',
                                ' ',
                                '*',
                                '!',
                                'C',
                                'm',
                                'p',
                                'g',
                                'e',
                                KEYCODE_ENTER,
                                KEYCODE_ESCAPE,
                                KEYCODE_ESCAPE,
                                KEYCODE_ESCAPE,
                                KEYCODE_DOWN,
                                KEYCODE_PAGE_DOWN,
                                KEYCODE_HOME,
                                '/',
                                '\\' };
    unsigned what = play_random(random, 100);

    if (what < 50)
        play_say(scene, random);
    else if (what < 70)
        scene_wait(scene, 1);
    else if (what < 80)
        scene->now_ms += play_random(random, 300);
    else if (what < 92)
        scene_press(scene, keys[play_random(random, ROW_COUNT(keys))]);
    else if (what < 95)
        play_order(scene, random);
    else if (what < 98)
        play_link(scene, random);
    else
        play_renew(scene, random);
}

/* Draws as the program does, and then on a canvas that has nothing to keep. */
static void play_compare(struct scene *scene, int step)
{
    struct canvas anew;
    size_t bytes = (size_t)scene->canvas.rows * (size_t)scene->canvas.cols * sizeof(struct cell);

    app_draw(scene->app, &scene->canvas, scene->now_ms, 250);
    if (app_is_paused(scene->app))
        return;
    canvas_init(&anew, false);
    canvas_resize(&anew, scene->canvas.rows, scene->canvas.cols);
    app_draw(scene->app, &anew, scene->now_ms, 250);
    if (memcmp(anew.cells, scene->canvas.cells, bytes) != 0) {
        struct buf was = { 0 }, is = { 0 };

        canvas_format(&scene->canvas, true, &was);
        canvas_format(&anew, true, &is);
        print_error("step %d: kept\n%s\ndrawn anew\n%s", step, was.data, is.data);
        fail();
    }
    canvas_finish(&anew);
}

static void test_kept_rows_are_as_if_drawn_anew(void **state)
{
    static const struct {
        int rows, cols;
    } sizes[] = { { 24, 80 }, { 12, 40 }, { 50, 160 } };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(sizes); i++) {
        uint32_t random = 7 + (uint32_t)i;
        struct scene scene;

        scene_init(&scene, SCENE_NOBODY, SCENE_LINK_UP, false);
        canvas_resize(&scene.canvas, sizes[i].rows, sizes[i].cols);
        for (int step = 0; step < STEPS; step++) {
            play_step(&scene, &random);
            play_compare(&scene, step);
        }
        scene_finish(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_kept_rows_are_as_if_drawn_anew) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
