/* SPDX-License-Identifier: MIT
 *
 * sim: deterministic sensors. The same seed gives the same day; time is a
 * number. The demo and `sensorpub --simulate` share it.
 */
#ifndef SENSORTOP_CORE_SIM_H
#define SENSORTOP_CORE_SIM_H

#include "core/buf.h"

#include <stddef.h>
#include <stdint.h>

/* What a device of the demo is there to show. */
enum sim_part {
    SIM_STEADY, /* 22 ± 2 °C and 45 ± 5 %, drifting */
    SIM_HEATS,  /* climbs past 30 °C and comes back, again and again */
    SIM_DIES,   /* hangs up without a word: the broker publishes its last will; comes back later */
    SIM_SILENT, /* stays connected and stops publishing */
    SIM_PART_COUNT_
};

enum sim_act { SIM_PUBLISH, SIM_KEEP_SILENT, SIM_HANG_UP };

struct sim {
    uint64_t random;
    enum sim_part part;
    double temperature_c;
    double humidity;
    double phase; /* of the slow drift, radians */
};

void sim_init(struct sim *sim, uint64_t seed, enum sim_part part);

/* The next reading, elapsed_ms after the start (never back); what the device does now. */
enum sim_act sim_step(struct sim *sim, int64_t elapsed_ms);

/* Device i of a demo house: its part, and its name, such as "kitchen-01". */
enum sim_part sim_demo_part(size_t i);
void sim_demo_name(size_t i, struct buf *out);

#endif
