/* SPDX-License-Identifier: MIT
 *
 * linkstate: how our connection to the broker is doing, as plain data. `link`
 * fills it, the model judges ages by it, views show it.
 */
#ifndef SENSORTOP_CORE_LINKSTATE_H
#define SENSORTOP_CORE_LINKSTATE_H

#include <stdbool.h>
#include <stdint.h>

enum link_phase {
    LINK_OFF,         /* no link at all: a replay, a test */
    LINK_CONNECTING,  /* an attempt is under way */
    LINK_WAITING,     /* it failed; the next one is at next_try_ms */
    LINK_SUBSCRIBING, /* connected, not every filter granted yet */
    LINK_UP,
    LINK_PHASE_COUNT_
};

enum {
    LINK_REASON_BYTES = 200,
    LINK_NAMES_BYTES = 200,
    LINK_FILTER_BYTES = 64,
    LINK_GRANTS_MAX = 8,
    LINK_GRANT_NONE = -1,     /* no answer yet */
    LINK_GRANT_REFUSED = 128, /* and above */
};

/* What the broker made of one subscription. */
struct link_grant {
    char filter[LINK_FILTER_BYTES]; /* cut, if it is longer */
    int qos;                        /* 0, 1, 2 or LINK_GRANT_ */
};

/* Who else can listen, and can it be somebody else's broker. */
enum link_safety {
    LINK_PLAIN,          /* plain TCP, nothing secret in it, or nobody in between */
    LINK_CLEAR_PASSWORD, /* plain TCP to another machine, with a password */
    LINK_TLS,            /* verified */
    LINK_TLS_UNCHECKED,  /* --insecure */
    LINK_SAFETY_COUNT_
};

struct link_state {
    enum link_phase phase;
    uint32_t session; /* counts the connections that came up: another number, another connection */
    uint32_t attempt; /* since the last time it was up; 1 = the first */
    int64_t since_ms; /* of the phase; for UP of the connection (the loop's clock) */
    int64_t next_try_ms; /* WAITING */
    int protocol;        /* 5 or 4 (3.1.1) */
    enum link_safety safety;
    char tls_version[16];              /* "TLSv1.3"; "" without TLS, or not yet */
    char peer_names[LINK_NAMES_BYTES]; /* that the broker's certificate is for */
    int64_t peer_expires_s;            /* its end, since 1970; 0: no certificate */
    uint64_t n_messages;               /* received */
    uint64_t n_bytes;                  /* of these: topics and payloads */
    uint64_t inbox_bytes;
    bool has_broker_dropped; /* the broker says … */
    uint64_t broker_dropped; /* … how many messages it threw away, for all its clients together */
    uint32_t n_attempts;     /* in all */
    uint32_t n_grants;       /* of the first LINK_GRANTS_MAX filters */
    struct link_grant grants[LINK_GRANTS_MAX];
    int64_t last_error_ms;              /* when it last failed (the loop's clock); 0: never */
    char last_error[LINK_REASON_BYTES]; /* and why, also when all is well again */
    char reason[LINK_REASON_BYTES];     /* why it is not up, in plain words; "" when all is well */
    char warning[LINK_REASON_BYTES]; /* up, but: a filter refused, nothing received for 60 s; "" */
};

/* Nothing but the counts differs. */
bool link_state_is_same(const struct link_state *a, const struct link_state *b);

static inline bool link_state_is_up(const struct link_state *s)
{
    return s->phase == LINK_UP || s->phase == LINK_OFF;
}

#endif
