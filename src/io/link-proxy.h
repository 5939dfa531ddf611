/* SPDX-License-Identifier: MIT
 *
 * link-proxy: what a SOCKS5 proxy says (RFC 1928, RFC 1929), looked at before
 * libmosquitto reads it, which crashes when asked for a password that it does
 * not have (2.0.11, 2.1.2) and gives no reasons. A part of `link`: see
 * link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_PROXY_H
#define SENSORTOP_IO_LINK_PROXY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Codes of LINK_CAUSE_PROXY; below them the proxy's own, 1 to 255. */
enum { LINK_PROXY_STRANGE = 256, LINK_PROXY_WANTS_LOGIN, LINK_PROXY_WRONG_LOGIN };

enum { LINK_PROXY_PART_MAX = 22 };

enum link_proxy_step {
    LINK_PROXY_METHOD,
    LINK_PROXY_LOGIN,
    LINK_PROXY_REPLY,
    LINK_PROXY_ADDRESS, /* the rest of the reply */
    LINK_PROXY_DONE,
};

struct link_proxy_talk {
    enum link_proxy_step step;
    uint8_t part[LINK_PROXY_PART_MAX]; /* what it said in this step */
    size_t n;
    size_t address_bytes;
    bool has_login; /* we offered one */
};

/* How many bytes this step still takes; 0: the way to the broker is free. */
size_t link_proxy_wants(const struct link_proxy_talk *talk);

/* At most as many. 0: libmosquitto may read them; else why not. */
int link_proxy_hear(struct link_proxy_talk *talk, const uint8_t *bytes, size_t n);

#endif
