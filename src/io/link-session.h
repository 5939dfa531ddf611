/* SPDX-License-Identifier: MIT
 *
 * link-session: one attempt to connect and the connection it leads to, and how
 * it ended. A part of `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_SESSION_H
#define SENSORTOP_IO_LINK_SESSION_H

#include "io/link-gather.h"
#include "io/link-loan.h"
#include "io/link-proxy.h"
#include "io/link-reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct link_shared;
struct link_target;
struct mosquitto;

enum link_step { LINK_STEP_NONE, LINK_STEP_SNAPSHOT, LINK_STEP_LIVE, LINK_STEP_DONE };

struct link_session {
    struct link_shared *shared;
    struct mosquitto *mosq;
    bool over; /* end is filled */
    struct link_end end;
    int64_t now_ms; /* of this turn of the loop */
    int64_t started_ms;
    int64_t give_up_ms;   /* on an address that does not accept, or a broker that does not answer */
    int64_t quit_by_ms;   /* INT64_MAX: not ordered to */
    int64_t accepted_ms;  /* by the address */
    int64_t connected_ms; /* CONNACK */
    int64_t up_ms;        /* all filters granted; 0 = not yet */
    int64_t misc_ms;      /* next look of libmosquitto at its keepalive */
    uint64_t n_packets;   /* that made libmosquitto call us */
    uint64_t n_messages;  /* reported */
    struct link_look look; /* not yet reported */
    bool is_flowing;       /* the last one brought messages */
    int64_t spoke_ms;      /* the last packet of ours that we know of, */
    uint64_t n_unspoken;   /* and messages since */
    uint64_t n_held;       /* messages whose acknowledgement is held back */
    struct link_gather gather;
    struct link_traffic traffic;
    int refusal; /* code of a refusing CONNACK, or 0 */
    int kick;    /* code of the broker's DISCONNECT */
    struct link_proxy_talk talk;
    enum link_step step;  /* of subscribing */
    const char **wanted;  /* filters that are not granted, NULL-terminated */
    int64_t asked_ms;     /* no answer since */
    int64_t nudge_ms;     /* when to ask once more without one */
    int64_t ask_again_ms; /* for those that were refused; 0: none was */
    int subscribe_mid;
    int birth_mid;
    int broker_mid;         /* of asking it about itself; 0: not asked */
    int64_t peer_expires_s; /* the broker's certificate; 0: none */
    bool impatient;         /* have said that the subscription is not confirmed */
    bool warned;            /* of anything */
    bool warned_silence, warned_refused, warned_expiry;
    bool hand_offered; /* TLS: the first write was made */
    bool leaving;      /* our DISCONNECT is on its way */
};

/* From connect to the end. within_ms: for the address to accept. */
struct link_end link_session_run(struct link_shared *shared, const struct link_target *target,
                                 int protocol, int within_ms);

/* What poll() said of its socket, an order, and what is due. since_ms: by the loop's clock, when it
 * was looked after before. */
void link_session_act(struct link_session *session, short revents, int64_t since_ms);

/* It is over. The first call counts. */
void link_session_end(struct link_session *session, enum link_cause cause, int code);

/* A result of libmosquitto, errno at hand; it closes the socket with every failure, and without one
 * when the broker said DISCONNECT. */
void link_session_check(struct link_session *session, int rc);

/* It failed: a result of libmosquitto and the errno that came with it. The first one counts. */
void link_session_fail(struct link_session *session, int rc, int error);

#endif
