/* SPDX-License-Identifier: MIT
 *
 * link-gather: while messages keep coming, the socket is looked at every few
 * milliseconds and not for each of them, and so are those told who wait for
 * them: waking up costs more than a message. Who is waiting for the first one
 * does not wait. A part of `link`: see link-parts.h.
 *
 * It sleeps no longer than the broker can go on sending: at QoS 0 the socket has
 * to hold what comes, at QoS 1 a broker sends no more than a window that it
 * never tells (mosquitto 20 with MQTT 3.1.1, RabbitMQ 10). What came at once
 * again and again, and never more, is taken for it.
 *
 * While the snapshot comes it sleeps only as long as the kernel does in any case.
 * Without that each write of the broker's wakes it, and where the two share a
 * processor they take turns for every message.
 */
#ifndef SENSORTOP_IO_LINK_GATHER_H
#define SENSORTOP_IO_LINK_GATHER_H

#include <stdbool.h>
#include <stdint.h>

enum {
    LINK_GATHER_US_MAX = 20000,
    LINK_GATHER_US_MIN = 100, /* the kernel makes shorter ones as long */
    LINK_GATHER_TELL_MS_MAX = 20,
    LINK_GATHER_BYTES = 64 * 1024, /* the least that Linux lets be on its way to us */
    LINK_GATHER_STUCK = 5,         /* so often as many and never more: the broker waits for us, */
    LINK_GATHER_STUCK_US = 2000,   /* if it had time to send more */
    LINK_GATHER_FORGET_MS = 10000, /* or it was chance: see anew */
    LINK_GATHER_WINDOW = 8,        /* where it cannot be seen, and then no longer than that: */
    LINK_GATHER_BLIND_US_MAX = 2000,
};

/* What a look at the socket brought. */
struct link_look {
    uint64_t n; /* messages */
    uint64_t n_acknowledged;
    uint64_t n_at_once; /* the most of these between two writes of acknowledgements; 0: who knows */
    uint64_t n_bytes;
    bool is_cut;      /* there is more */
    bool is_snapshot; /* of what is retained, at a stretch: a broker may throw away what waits */
};

/* A zeroed one sleeps not, and tells at once. */
struct link_gather {
    int us; /* to sleep before the next look */
    int64_t last_ms;
    uint64_t window; /* the most that came at once */
    int n_stuck;
    int64_t stuck_ms; /* since */
    bool is_untold;
    int64_t told_ms;
    int tell_ms; /* so long after that there is nothing to be told */
};

void link_gather_note(struct link_gather *gather, int64_t now_ms, const struct link_look *look);

/* Something came, and those who wait for it are to be told now. */
bool link_gather_tells(struct link_gather *gather, int64_t now_ms);

/* When to ask again; INT64_MAX: there is nothing to be told. */
int64_t link_gather_tell_due_ms(const struct link_gather *gather);

#endif
