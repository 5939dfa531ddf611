/* SPDX-License-Identifier: MIT
 *
 * link-session: one attempt to connect and the connection it leads to, and how
 * it ended. A part of `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_SESSION_H
#define SENSORTOP_IO_LINK_SESSION_H

#include "io/link-gather.h"
#include "io/link-proxy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct link_options;
struct link_shared;
struct link_target;
struct mosquitto;

/* As the protocol numbers them. */
enum { LINK_MQTT_311 = 4, LINK_MQTT_5 = 5 };

/* How far it came. */
enum link_stage {
    LINK_STAGE_LOOKUP,
    LINK_STAGE_CONNECT, /* the address has not accepted yet */
    LINK_STAGE_PROXY,   /* it has; the proxy behind it has not reached the broker yet */
    LINK_STAGE_ANSWER,  /* it has; no CONNACK yet */
    LINK_STAGE_SESSION, /* the broker took us */
};

enum link_cause {
    LINK_CAUSE_ORDER,   /* we were told to end */
    LINK_CAUSE_LOOKUP,  /* code: of getaddrinfo */
    LINK_CAUSE_SYSTEM,  /* code: errno */
    LINK_CAUSE_TIMEOUT, /* code: none, the stage tells */
    LINK_CAUSE_REFUSED, /* code: of the CONNACK, 1 to 5 of MQTT 3.1.1 or a reason code of MQTT 5 */
    LINK_CAUSE_KICKED,  /* code: reason code of the broker's DISCONNECT */
    LINK_CAUSE_PROXY,   /* code: of the proxy's reply, or LINK_PROXY_ */
    LINK_CAUSE_CLOSED,  /* code: none; the broker hung up */
    LINK_CAUSE_TAKEN,   /* code: none; closed so soon and so often that another client has our id */
    LINK_CAUSE_SLEPT,   /* code: none; for longer than the broker waits */
    LINK_CAUSE_LIBRARY, /* code: MOSQ_ERR_ */
};

struct link_end {
    enum link_cause cause;
    int code;
    enum link_stage stage;
    int protocol;   /* LINK_MQTT_ */
    int64_t up_ms;  /* how long after the CONNACK */
    bool is_asking; /* the broker about itself: no answer came */
};

/* What to do about it. */
enum link_pace {
    LINK_PACE_NORMAL,
    LINK_PACE_SLOW,     /* we are not wanted: do not hammer */
    LINK_PACE_STUBBORN, /* it would come again at once: health does not reset the back-off */
};

/* TLS is to blame. */
bool link_reason_is_tls(const struct link_end *end, const struct link_options *options);
enum link_pace link_reason_pace(const struct link_end *end);
void link_reason_format(const struct link_end *end, const struct link_options *options, char *out,
                        size_t bytes);

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
    uint64_t n_messages;
    uint64_t n_reported;
    uint64_t n_acknowledged; /* of those to be reported */
    struct link_gather gather;
    uint64_t n_bytes; /* not yet reported */
    int refusal;      /* code of a refusing CONNACK, or 0 */
    int kick;         /* code of the broker's DISCONNECT */
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

/* It failed: a result of libmosquitto and the errno that came with it. The first one counts. */
void link_session_fail(struct link_session *session, int rc, int error);

/* 0 or MOSQ_ERR_, then errno says more where that is MOSQ_ERR_ERRNO. */
int link_mqtt_open(struct link_session *session, const struct link_target *target);
/* Hands what is in the outbox to libmosquitto. */
void link_mqtt_post(struct link_session *session);

/* libmosquitto reads in large pieces by itself: 2.1 and newer. */
bool link_mqtt_has_buffer(void);

#endif
