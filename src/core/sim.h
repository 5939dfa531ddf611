/* SPDX-License-Identifier: MIT
 *
 * sim: a deterministic sensor. The same seed gives the same day; time is a
 * number. What happens to it besides is the business of `scenario`.
 */
#ifndef SENSORTOP_CORE_SIM_H
#define SENSORTOP_CORE_SIM_H

#include "core/buf.h"

#include <stddef.h>
#include <stdint.h>

struct sim {
    uint64_t random;
    double temperature_c; /* 22 ± 2, drifting */
    double humidity;      /* 45 ± 5 */
    double phase;         /* of the slow drift, 0 … 1 */
};

void sim_init(struct sim *sim, uint64_t seed);

/* The next values, elapsed_ms after the start (never back). */
void sim_step(struct sim *sim, int64_t elapsed_ms);

/* Appends what a broken device might send: no reading, and no NUL in it. */
void sim_garbage(struct sim *sim, struct buf *out);

#endif
