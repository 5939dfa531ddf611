/* SPDX-License-Identifier: MIT
 *
 * delivery: the readings of one device on their way to the broker: a bounded
 * backlog, of which the first few are with the link. What the broker has
 * acknowledged is forgotten; brokers acknowledge in order.
 */
#ifndef SENSORTOP_DELIVERY_H
#define SENSORTOP_DELIVERY_H

#include "core/backlog.h"
#include "io/link.h"

#include <stdbool.h>

/* So many are on their way at once: what libmosquitto sends without an acknowledgement. */
enum { DELIVERY_WINDOW = 20 };

struct delivery_options {
    const char *device; /* for what is said about it */
    const char *topic;
    int qos;
    bool retain;
    bool is_talkative; /* says on stderr what becomes of every message … */
    bool says_losses;  /* … or only when and how many were lost */
    size_t cap;
};

struct delivery {
    struct delivery_options options; /* the texts are borrowed */
    struct backlog *backlog;
    struct delivery_letter {
        uint64_t serial;
        int64_t since_ms;
    } sent[DELIVERY_WINDOW]; /* with the link, oldest first */
    unsigned n_sent;
    uint64_t last_sent;
    uint64_t n_told;    /* dropped ones that were spoken of */
    bool has_told_loss; /* that there are some, in this outage */
};

void delivery_init(struct delivery *d, const struct delivery_options *options);
void delivery_finish(struct delivery *d);

void delivery_push(struct delivery *d, int64_t now_ms, const char *payload);

/* Forgets what the link has delivered and hands it what fits; call it after a push and whenever the
 * link wakes. With link NULL nothing happens. */
void delivery_pump(struct delivery *d, struct link *link, int64_t now_ms);

/* The link was abandoned with all that it had: it is sent again with the next one. */
void delivery_rewind(struct delivery *d);

/* Readings that are not delivered yet. */
size_t delivery_count(const struct delivery *d);

#endif
