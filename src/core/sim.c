/* SPDX-License-Identifier: MIT */
#include "core/sim.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

enum {
    SIM_CYCLE_MS = 60 * 1000, /* the parts that do something do it once a cycle */
    SIM_DRIFT_MS = 20 * 60 * 1000,
    SIM_QUIET_MS = 8 * 1000, /* the start of a cycle is ordinary */
};

static const double SIM_TURN = 2 * 3.14159265358979323846;

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t sim_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* -1 … 1 */
static double sim_noise(struct sim *sim)
{
    return (double)(sim_random(&sim->random) >> 11) / (double)(1ull << 52) - 1;
}

void sim_init(struct sim *sim, uint64_t seed, enum sim_part part)
{
    *sim = (struct sim){ .random = seed, .part = part };
    sim->phase = (sim_noise(sim) + 1) / 2 * SIM_TURN;
}

/* 0 at the ends of the busy part of a cycle, 1 in its middle. */
static double sim_heat(int64_t in_cycle_ms)
{
    int64_t busy_ms = in_cycle_ms - SIM_QUIET_MS;

    if (busy_ms <= 0)
        return 0;
    return sin((double)busy_ms / (SIM_CYCLE_MS - SIM_QUIET_MS) * SIM_TURN / 2);
}

enum sim_act sim_step(struct sim *sim, int64_t elapsed_ms)
{
    int64_t in_cycle_ms = elapsed_ms % SIM_CYCLE_MS;
    double turn = sim->phase + (double)elapsed_ms / SIM_DRIFT_MS * SIM_TURN;
    bool is_busy = in_cycle_ms > SIM_QUIET_MS;

    assert(elapsed_ms >= 0);
    sim->temperature_c = 22 + 1.8 * sin(turn) + 0.2 * sim_noise(sim);
    sim->humidity = 45 - 4.5 * sin(turn) + 0.5 * sim_noise(sim);
    switch (sim->part) {
    case SIM_STEADY: break;
    case SIM_HEATS: sim->temperature_c += 12 * sim_heat(in_cycle_ms); break;
    case SIM_DIES: return is_busy ? SIM_HANG_UP : SIM_PUBLISH;
    case SIM_SILENT: return elapsed_ms > SIM_QUIET_MS ? SIM_KEEP_SILENT : SIM_PUBLISH;
    case SIM_PART_COUNT_: assert(!"a part that does not exist");
    }
    return SIM_PUBLISH;
}

static const struct {
    const char *name;
    enum sim_part part;
} sim_house[] = {
    { "living-room", SIM_STEADY }, { "kitchen", SIM_HEATS },  { "attic", SIM_DIES },
    { "garage", SIM_SILENT },      { "bedroom", SIM_STEADY }, { "bathroom", SIM_STEADY },
    { "cellar", SIM_STEADY },      { "hall", SIM_STEADY },    { "office", SIM_STEADY },
    { "nursery", SIM_STEADY },     { "porch", SIM_STEADY },   { "workshop", SIM_STEADY },
};

enum { SIM_HOUSE_ROOMS = sizeof sim_house / sizeof sim_house[0] };

enum sim_part sim_demo_part(size_t i)
{
    return i < SIM_HOUSE_ROOMS ? sim_house[i].part : SIM_STEADY;
}

void sim_demo_name(size_t i, struct buf *out)
{
    buf_addf(out, "%s-%02zu", sim_house[i % SIM_HOUSE_ROOMS].name, i / SIM_HOUSE_ROOMS + 1);
}
