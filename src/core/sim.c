/* SPDX-License-Identifier: MIT */
#include "core/sim.h"

#include <assert.h>
#include <math.h>

enum { SIM_DRIFT_MS = 20 * 60 * 1000 };

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

void sim_init(struct sim *sim, uint64_t seed)
{
    *sim = (struct sim){ .random = seed };
    sim->phase = (sim_noise(sim) + 1) / 2 * SIM_TURN;
}

void sim_step(struct sim *sim, int64_t elapsed_ms)
{
    double turn = sim->phase + (double)elapsed_ms / SIM_DRIFT_MS * SIM_TURN;

    assert(elapsed_ms >= 0);
    sim->temperature_c = 22 + 1.8 * sin(turn) + 0.2 * sim_noise(sim);
    sim->humidity = 45 - 4.5 * sin(turn) + 0.5 * sim_noise(sim);
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
