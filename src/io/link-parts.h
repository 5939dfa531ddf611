/* SPDX-License-Identifier: MIT
 *
 * link-parts: what the files of `link` share; nobody else includes it (its
 * test does, for the timing).
 *
 *   link.c          the public face, called by the main thread
 *   link-thread.c   attempt after attempt, and the waits between them
 *   link-lookup.c   names to addresses
 *   link-session.c  one attempt and the connection it leads to: the poll loop
 *   link-wire.c     its socket
 *   link-loan.c     a session that the main thread looks after meanwhile
 *   link-proxy.c    what a SOCKS5 proxy says
 *   link-mqtt.c     libmosquitto: set-up and callbacks
 *   link-subscribe.c  until every filter is granted
 *   link-broker.c   what the broker says of itself
 *   link-alive.c    a flood without PINGRESP
 *   link-outbox.c   letters until they are acknowledged
 *   link-report.c   what the main thread may know: struct link_state
 *   link-reason.c   why it failed, in plain words
 *   link-options.c  our copy of the options
 */
#ifndef SENSORTOP_IO_LINK_PARTS_H
#define SENSORTOP_IO_LINK_PARTS_H

#include "io/inbox.h"
#include "io/link-loan.h"
#include "io/link-options.h"
#include "io/link-outbox.h"
#include "io/link-report.h"
#include "io/link-session.h"
#include "io/link.h"
#include "io/loop.h"

#include <pthread.h>

/* Every time in it; tests shorten them. */
struct link_timing {
    int connect_ms;       /* for an address to accept and the broker to answer */
    int address_ms;       /* for an address to accept, when there are others to try */
    int lookup_slow_ms;   /* then we say that the name look-up takes long */
    int tick_ms;          /* how often libmosquitto looks at its keepalive */
    int calm_ms;          /* the same once all is subscribed and well */
    int quiet_ms;         /* with few messages: then the main thread reads them itself */
    int suback_ms;        /* then we say that the subscription is not confirmed, and ask again */
    int confirm_ms;       /* nor received anything until then: connect anew */
    int silence_ms;       /* subscribed and nothing received: then we say so */
    int wait_first_ms;    /* back-off after a failure … */
    int wait_most_ms;     /* … doubles up to this */
    int refused_first_ms; /* the same when we are not wanted */
    int refused_most_ms;
    int healthy_ms; /* a connection that lasted as long starts the back-off anew */
    int brief_ms;   /* three in a row that the broker closed sooner: another client has our id */
    int quit_ms;    /* for a clean end, within the second of link_destroy */
};

extern const struct link_timing LINK_TIMING;

struct link *link_create_timed(const struct link_options *options,
                               const struct link_timing *timing);

enum link_order { LINK_RUN, LINK_QUIT, LINK_ABANDON };

/* Owned by both threads, freed by the last: the network thread may outlive link_destroy while a
 * name look-up hangs, which nothing can interrupt. */
struct link_shared {
    struct link_options options; /* ours; not changed after link_create */
    bool id_is_ours;             /* made up here: no other client has it */
    struct link_timing timing;
    struct inbox *inbox;
    int order_fd; /* eventfd: look at order and outbox */

    struct link_loan loan;

    bool broker_is_shy; /* network thread: it hangs up on those who ask it about itself */

    pthread_mutex_t lock; /* for all below */
    pthread_cond_t ended_cond;
    enum link_order order;
    int64_t quit_by_ms;
    bool ended;
    int n_owners;
    bool connected;
    struct link_outbox outbox;
    struct link_state state;
    int64_t lookup_ms; /* a name look-up has been under way since; 0 = none is */
};

void link_shared_release(struct link_shared *shared);

void *link_thread_run(void *shared);

enum link_order link_order_get(struct link_shared *shared, int64_t *quit_by_ms);

/* Waits for an order or until then. */
void link_order_wait(struct link_shared *shared, int64_t until_ms);

enum { LINK_TARGETS_MAX = 8, LINK_TARGET_BYTES = 128 };

/* Where to connect to: a numeric address, or the path of a unix socket with port 0. */
struct link_target {
    char address[LINK_TARGET_BYTES];
    int port;
};

/* How many were found; 0 and *error (of getaddrinfo) otherwise. May block for ever. */
size_t link_lookup(struct link_shared *shared, struct link_target out[LINK_TARGETS_MAX],
                   int *error);

/* While messages flood us, what keeps the connection from being taken for dead. A look that brought
 * some; and before libmosquitto looks at its keepalive. */
void link_alive_note(struct link_session *session);
void link_alive_tick(struct link_session *session);

#endif
