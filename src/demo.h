/* SPDX-License-Identifier: MIT
 *
 * demo: a private broker and simulated sensors, as child processes, for a
 * dashboard that has nothing to look at yet.
 */
#ifndef SENSORTOP_DEMO_H
#define SENSORTOP_DEMO_H

#include "core/config.h"
#include "io/broker.h"

struct demo {
    struct broker broker;
    pid_t sensors;
};

/* Starts both and points config at them. False: err says why; nothing is left running. */
bool demo_init(struct demo *demo, struct config *config, struct buf *err);

/* A zeroed one is fine. */
void demo_finish(struct demo *demo);

#endif
