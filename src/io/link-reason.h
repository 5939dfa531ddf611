/* SPDX-License-Identifier: MIT
 *
 * link-reason: how an attempt or a connection ended, in plain words, and what
 * to do about it. A part of `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_REASON_H
#define SENSORTOP_IO_LINK_REASON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct link_options;

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

#endif
