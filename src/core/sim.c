/* SPDX-License-Identifier: MIT */
#include "core/sim.h"

#include <assert.h>

enum { SIM_DRIFT_MS = 20 * 60 * 1000 };

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

/* Much like a sine, -1 … 1, of a turn from 0 to 1. libm's own would be the only thing that a sensor
 * needs of it, and costs half a megabyte of memory. */
static double sim_wave(double turn)
{
    double slope = turn < 0.5 ? 4 * turn - 1 : 3 - 4 * turn;

    return slope * (3 - slope * slope) / 2;
}

void sim_init(struct sim *sim, uint64_t seed)
{
    *sim = (struct sim){ .random = seed };
    sim->phase = (sim_noise(sim) + 1) / 2;
}

void sim_step(struct sim *sim, int64_t elapsed_ms)
{
    double turn = sim->phase + (double)(elapsed_ms % SIM_DRIFT_MS) / SIM_DRIFT_MS;
    double wave = sim_wave(turn < 1 ? turn : turn - 1);

    assert(elapsed_ms >= 0);
    sim->temperature_c = 22 + 1.8 * wave + 0.2 * sim_noise(sim);
    sim->humidity = 45 - 4.5 * wave + 0.5 * sim_noise(sim);
}

static const char *const sim_garbage_texts[] = {
    "nan",
    "{\"temperature_c\":",
    "{\"temperature_c\":22.5,}",
    "{\"temperature_c\":NaN}",
    "{\"temperature_c\":22.5}{\"temperature_c\":22.6}",
    "[22.5,45.1]",
    "Traceback (most recent call last):",
    "\x1b[2J\x1b[31m22.5",
    "{\"temperature_c\":22.5\xff\xfe}",
    "temperature_c=22.5",
};

void sim_garbage(struct sim *sim, struct buf *out)
{
    size_t n = sizeof sim_garbage_texts / sizeof sim_garbage_texts[0];

    buf_puts(out, sim_garbage_texts[sim_random(&sim->random) % n]);
}
