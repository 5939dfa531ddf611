/* SPDX-License-Identifier: MIT
 *
 * A recording of half a day of a made-up house, always the same one: what
 * tests/data/house.jsonl is made by. The story is at the top.
 */
#include "core/channel.h"
#include "core/pubmessage.h"
#include "core/record.h"
#include "core/scenario.h"
#include "core/sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char story[] = "devices kitchen attic cellar\n"
                            "kitchen-01 at 2h        heat to 34C for 52m\n"
                            "attic-01   at 5h        die         for 2h\n"
                            "cellar-01  at 8h        heat to 2C  for 3h\n"
                            "attic-01   at 10h       garbage     for 12m\n"
                            "kitchen-01 at 11h       silent      for 40m\n";

enum { DEVICES = 3, INTERVAL_MS = 5 * 60 * 1000, HOURS = 12 };

#define START_MS INT64_C(1795305600000) /* 2026-11-22T00:00:00Z */

struct house_device {
    struct buf name;
    struct sim sim;
    enum scenario_act act;
};

static void print_message(const struct house_device *device, const char *kind,
                          const struct buf *payload, int64_t at_ms)
{
    struct buf topic = { 0 }, line = { 0 };
    struct message message = { .payload = buf_text(payload),
                               .payload_len = payload->len,
                               .qos = 1 };

    buf_addf(&topic, "home/%s/%s", buf_text(&device->name), kind);
    message.topic = topic.data;
    message.topic_len = topic.len;
    message.retained = at_ms < START_MS + INTERVAL_MS && strcmp(kind, "status") == 0;
    record_format(at_ms, &message, &line);
    fputs(line.data, stdout);
    buf_finish(&topic);
    buf_finish(&line);
}

static void print_status(const struct house_device *device, const char *word, int64_t at_ms)
{
    struct buf payload = { 0 };

    buf_puts(&payload, word);
    print_message(device, "status", &payload, at_ms);
    buf_finish(&payload);
}

static void print_reading(struct house_device *device, int64_t at_ms)
{
    struct buf payload = { 0 };
    struct reading reading = { .has_time = true, .time_ms = at_ms - 20 };
    struct reading_metric *metric = channel_add(&reading, "temperature");

    metric->has_value = true;
    metric->value = device->sim.temperature_c;
    metric = channel_add(&reading, "humidity");
    metric->has_value = true;
    metric->value = device->sim.humidity;
    if (device->act == SCENARIO_GARBAGE)
        sim_garbage(&device->sim, &payload);
    else
        pubmessage_format(&payload, buf_text(&device->name), &reading, true);
    print_message(device, "sensors", &payload, at_ms);
    buf_finish(&payload);
}

static void step(const struct scenario *scenario, struct house_device *device, int64_t elapsed_ms)
{
    struct scenario_state state = { .act = SCENARIO_ORDINARY };
    int64_t at_ms = START_MS + elapsed_ms;

    sim_step(&device->sim, elapsed_ms);
    scenario_at(scenario, buf_text(&device->name), elapsed_ms, &state);
    device->sim.temperature_c += state.weight * (state.target_c - device->sim.temperature_c);
    if (elapsed_ms < INTERVAL_MS || (state.act == SCENARIO_DIE) != (device->act == SCENARIO_DIE))
        print_status(device, state.act == SCENARIO_DIE ? "offline" : "online", at_ms);
    device->act = state.act;
    if (state.act != SCENARIO_DIE && state.act != SCENARIO_SILENT)
        print_reading(device, at_ms);
}

int main(void)
{
    struct house_device devices[DEVICES] = { { .act = SCENARIO_ORDINARY } };
    struct buf err = { 0 };
    struct scenario *scenario = scenario_parse(story, sizeof story - 1, &err);

    if (!scenario) {
        fprintf(stderr, "%s\n", err.data);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < DEVICES; i++) {
        scenario_name(scenario, i, &devices[i].name);
        sim_init(&devices[i].sim, i + 1);
    }
    for (int64_t ms = 0; ms < INT64_C(3600000) * HOURS; ms += INTERVAL_MS)
        for (size_t i = 0; i < DEVICES; i++)
            step(scenario, &devices[i], ms + (int64_t)i * 1000);
    for (size_t i = 0; i < DEVICES; i++)
        buf_finish(&devices[i].name);
    scenario_destroy(scenario);
    return EXIT_SUCCESS;
}
