/* SPDX-License-Identifier: MIT
 *
 * link-outbox: letters to the broker, in order, until it has acknowledged them
 * (QoS 0: until they are written). A part of `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_OUTBOX_H
#define SENSORTOP_IO_LINK_OUTBOX_H

#include "io/link.h"

#include <stddef.h>
#include <stdint.h>

struct link_shared;

struct link_post {
    uint32_t serial;
    char *topic;
    char *payload;
    bool retain;
    int qos;
    bool sent; /* libmosquitto has it */
    int mid;   /* its number there */
};

struct link_outbox {
    struct link_post posts[LINK_OUTBOX_MAX];
    unsigned n;
    uint32_t last_serial;
};

void link_outbox_finish(struct link_outbox *outbox);

/* The others take the lock of what both threads share. */

/* False: not connected, or full. */
bool link_outbox_add(struct link_shared *shared, const struct link_letter *letter);

/* The next unsent one, marked sent; its texts stay until it is taken out. False: none. */
bool link_outbox_next(struct link_shared *shared, struct link_post *out);
void link_outbox_set_mid(struct link_shared *shared, uint32_t serial, int mid);

/* Takes it out; its topic is copied, cut to bytes. False: none of ours. */
bool link_outbox_acknowledge(struct link_shared *shared, int mid, char *topic, size_t bytes);
void link_outbox_drop(struct link_shared *shared, uint32_t serial);

/* A new connection: what was sent but not acknowledged is to be sent again. */
void link_outbox_rewind(struct link_shared *shared);
unsigned link_outbox_count(struct link_shared *shared);

#endif
