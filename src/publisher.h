/* SPDX-License-Identifier: MIT
 *
 * publisher: one device that speaks MQTT: last will, birth, readings, good-bye.
 * It has a connection of its own, so that its last will is its own.
 */
#ifndef SENSORTOP_PUBLISHER_H
#define SENSORTOP_PUBLISHER_H

#include "core/config.h"
#include "core/linkstate.h"
#include "core/sim.h"
#include "core/topic.h"
#include "io/loop.h"

struct publisher {
    const struct config *config;
    struct loop *loop;
    struct link *link; /* NULL: hung up */
    struct sim sim;
    char *name;
    char *status_topic;
    char *sensors_topic;
    int64_t start_ms;
    int64_t due_ms; /* when publisher_step wants to be called */
    enum link_phase phase;
    bool is_talkative; /* says on stderr what the link does */
};

/* The name becomes the publisher's. Connects at once. */
void publisher_init(struct publisher *p, const struct config *config, struct loop *loop,
                    char *take_name, const struct sim *sim);

/* Says "offline" and lets go of the loop; does not wait. */
void publisher_leave(struct publisher *p);

/* After publisher_leave: waits, at most a second, until that is delivered. */
void publisher_finish(struct publisher *p);

/* What is due now; sets due_ms anew. */
void publisher_step(struct publisher *p, int64_t now_ms);

#endif
