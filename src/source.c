/* SPDX-License-Identifier: MIT */
#include "source.h"

#include "core/channel.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

void source_init_sensor(struct source *source, struct sensor *take_sensor)
{
    *source = (struct source){ .sensor = take_sensor };
}

void source_init_made_up(struct source *source, uint64_t seed, const char *name,
                         const struct scenario *scenario)
{
    *source = (struct source){ .scenario = scenario, .name = mem_text(name, strlen(name)) };
    sim_init(&source->sim, seed);
}

void source_finish(struct source *source)
{
    sensor_destroy(source->sensor);
    free(source->name);
    *source = (struct source){ 0 };
}

static enum source_act source_read_sensor(struct source *source, struct reading *out,
                                          struct buf *why)
{
    if (sensor_read(source->sensor, out, why))
        return SOURCE_READING;
    sensor_blank(source->sensor, out);
    return SOURCE_BLANK;
}

static void source_fill(struct reading *out, const struct sim *sim, bool has_values)
{
    struct reading_metric *metric;

    *out = (struct reading){ 0 };
    metric = channel_add(out, "temperature");
    metric->has_value = has_values;
    metric->value = has_values ? sim->temperature_c : 0;
    metric = channel_add(out, "humidity");
    metric->has_value = has_values;
    metric->value = has_values ? sim->humidity : 0;
}

static enum source_act source_play(struct source *source, int64_t elapsed_ms, struct reading *out,
                                   struct buf *text)
{
    struct scenario_state state = { .act = SCENARIO_ORDINARY };

    sim_step(&source->sim, elapsed_ms);
    if (source->scenario)
        scenario_at(source->scenario, source->name, elapsed_ms, &state);
    source->sim.temperature_c += state.weight * (state.target_c - source->sim.temperature_c);
    source_fill(out, &source->sim, state.act != SCENARIO_BLANK);
    switch (state.act) {
    case SCENARIO_ORDINARY:
    case SCENARIO_HEAT: return SOURCE_READING;
    case SCENARIO_BLANK: buf_puts(text, "the scenario says so"); return SOURCE_BLANK;
    case SCENARIO_GARBAGE: sim_garbage(&source->sim, text); return SOURCE_GARBAGE;
    case SCENARIO_SILENT: return SOURCE_SILENT;
    case SCENARIO_DIE: return SOURCE_DEAD;
    case SCENARIO_ACT_COUNT_: break;
    }
    return SOURCE_SILENT;
}

enum source_act source_read(struct source *source, int64_t elapsed_ms, struct reading *out,
                            struct buf *text)
{
    return source->sensor ? source_read_sensor(source, out, text)
                          : source_play(source, elapsed_ms, out, text);
}
