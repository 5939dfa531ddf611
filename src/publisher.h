/* SPDX-License-Identifier: MIT
 *
 * publisher: one device that speaks MQTT: last will, birth, readings, good-bye.
 * It has a connection of its own, so that its last will is its own.
 */
#ifndef SENSORTOP_PUBLISHER_H
#define SENSORTOP_PUBLISHER_H

#include "core/config.h"
#include "core/linkstate.h"
#include "delivery.h"
#include "io/loop.h"
#include "source.h"

struct publisher_options {
    const struct config *config;
    struct loop *loop;
    char *take_name;
    struct source *take_source; /* moved out of there */
    int64_t delay_ms;           /* of every reading but the first: a fleet does not speak at once */
    bool is_talkative;          /* says on stderr what the link and the sensor do */
    bool is_many;               /* others share --id */
};

struct publisher {
    const struct config *config;
    struct loop *loop;
    struct link *link; /* NULL: hung up, or --print */
    struct source source;
    struct delivery delivery;
    char *name;
    char *client_id;
    char *status_topic;
    char *sensors_topic;
    int64_t start_ms;
    int64_t delay_ms;
    uint64_t random;     /* of --jitter */
    int64_t due_ms;      /* when publisher_step wants to be called; INT64_MAX: never again */
    struct reading last; /* that was published … */
    int64_t last_ms;     /* … then, … */
    bool has_last;       /* … if any */
    int64_t n_made;      /* messages, for --count */
    unsigned n_failures; /* of the sensor, in a row */
    int error;           /* errno; --print has nobody to print to */
    enum link_phase phase;
    bool is_talkative;
};

/* Connects at once, unless it prints. */
void publisher_init(struct publisher *p, const struct publisher_options *options);

/* What is due now; sets due_ms anew. */
void publisher_step(struct publisher *p, int64_t now_ms);

/* --count is reached, and all of it is delivered. */
bool publisher_is_done(const struct publisher *p);

/* Says "offline" and lets go of the loop; does not wait. */
void publisher_leave(struct publisher *p);

/* After publisher_leave: waits until that is delivered, at most until a second after it. */
void publisher_finish(struct publisher *p);

#endif
