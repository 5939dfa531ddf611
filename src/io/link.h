/* SPDX-License-Identifier: MIT
 *
 * link: our connection to the broker, and the only file that knows
 * libmosquitto. One network thread of our own (PITFALLS: the library's loops
 * die silently, name look-up blocks in every variant) connects, subscribes,
 * copies messages into a bounded inbox and wakes the main loop; it parses
 * nothing and touches no other state. While little comes, link_take does what it
 * would do, and it sleeps (link-loan).
 *
 *   link_create -> loop_add_fd(link_fd) -> on wake: link_state, link_take… -> link_destroy
 */
#ifndef SENSORTOP_IO_LINK_H
#define SENSORTOP_IO_LINK_H

#include "core/linkstate.h"
#include "core/message.h"
#include "io/tls.h"

enum link_protocol { LINK_PROTOCOL_AUTO, LINK_PROTOCOL_5, LINK_PROTOCOL_311 };

/* A message of our own. */
struct link_letter {
    const char *topic;
    const char *payload;
    bool retain;
    int qos;
};

/* A SOCKS5 proxy on the way to the broker. */
struct link_proxy {
    const char *host; /* NULL: none */
    int port;
    const char *username; /* or NULL */
    const char *password; /* or NULL */
};

struct link_options {
    const char *host; /* a path (leading '/') is a unix socket */
    int port;
    const char *username;  /* or NULL */
    const char *password;  /* or NULL */
    const char *client_id; /* or NULL: unique, new with each link */
    int keepalive_s;
    int qos; /* of the subscriptions */
    enum link_protocol protocol;
    const char *const *filters;      /* to subscribe to; NULL-terminated, may be empty */
    const struct link_letter *will;  /* or NULL: what the broker says when we vanish */
    const struct link_letter *birth; /* or NULL: published first on every connection */
    struct tls *tls;                 /* or NULL: plain TCP; becomes the link's */
    const char *bind_address;        /* numeric, to connect from; or NULL */
    struct link_proxy proxy;         /* looks up the host, too */
    const char *id_prefix;           /* of a generated client id: "sensortop" */
};

/* Copies the options, starts the thread, returns at once: the first attempt is under way. */
struct link *link_create(const struct link_options *options);

/* At most a second whatever the network does. A clean DISCONNECT is sent when connected, after
 * what link_publish queued is delivered or the second is over. NULL is fine. */
void link_destroy(struct link *link);

/* Begins what link_destroy does and does not wait, so that many can leave in the same second. Only
 * link_destroy and link_undelivered may follow. */
void link_leave(struct link *link);

/* Hangs up without DISCONNECT, so that the broker publishes the last will; then as destroy. */
void link_abandon(struct link *link);

/* Readable when there are messages, the state changed, or a message of ours was delivered. */
int link_fd(const struct link *link);

/* Clears the wake-up and copies the state. Call before link_take, and each second without a
 * wake-up: nothing else looks at the keepalive while little comes, nor wakes up to say that a name
 * look-up hangs. */
void link_get_state(struct link *link, struct link_state *out);

/* The next message, in the order of arrival; its bytes live until the next link_take. False: the
 * inbox is empty. Bounded work a call: memory comes from the inbox in whole batches. */
bool link_take(struct link *link, struct message *out);

/* Queues a message for the broker, copied. False: not connected, or LINK_OUTBOX_MAX are not yet
 * delivered; nothing was queued. What a lost connection took with it is sent again on the next. */
enum { LINK_OUTBOX_MAX = 100 };
bool link_publish(struct link *link, const struct link_letter *letter);

/* Messages of link_publish that the broker has not acknowledged (QoS 0: not yet sent). */
unsigned link_undelivered(const struct link *link);

#endif
