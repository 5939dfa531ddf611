/* SPDX-License-Identifier: MIT
 *
 * link-gather: while messages keep coming, the socket is looked at every few
 * milliseconds and not for each of them: waking up costs more than a message.
 * Who is waiting for the first one does not wait. A part of `link`: see
 * link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_GATHER_H
#define SENSORTOP_IO_LINK_GATHER_H

#include <stdint.h>

enum {
    LINK_GATHER_MS_MAX = 10,
    /* A broker sends no more at QoS 1 until we acknowledge, mosquitto's window is 20. Nearly a
     * whole one is a broker that waits for us: for a while there is no sleep at all. A third is
     * the time to sleep less. */
    LINK_GATHER_WINDOW = 15,
    LINK_GATHER_WINDOW_THIRD = 6,
    LINK_GATHER_AWAKE_MS = 200,
    /* At QoS 0 it throws away what does not fit into the socket: far less than that. More than this
     * is a flood, in which a read brings many messages anyway. */
    LINK_GATHER_FLOOD = 256,
};

/* A zeroed one sleeps not. */
struct link_gather {
    int ms; /* to sleep before the next look */
    int64_t last_ms;
    int64_t awake_until_ms;
};

/* What a look brought: n messages, n_acknowledged of them at QoS 1 or 2. */
void link_gather_note(struct link_gather *gather, int64_t now_ms, uint64_t n,
                      uint64_t n_acknowledged);

#endif
