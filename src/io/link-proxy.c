/* SPDX-License-Identifier: MIT */
#include "io/link-proxy.h"

#include <string.h>

enum {
    LINK_SOCKS_VERSION = 5,
    LINK_SOCKS_LOGIN_VERSION = 1,
    LINK_SOCKS_LOGIN = 2,
    LINK_SOCKS_NO_METHOD = 0xff,
    LINK_SOCKS_IPV4 = 1,
    LINK_SOCKS_IPV6 = 4,
    /* libmosquitto reads the first byte of the address along with the head. */
    LINK_SOCKS_HEAD_BYTES = 5,
    LINK_SOCKS_IPV4_BYTES = 4 + 2 - 1,
    LINK_SOCKS_IPV6_BYTES = 16 + 2 - 1,
};

size_t link_proxy_wants(const struct link_proxy_talk *talk)
{
    switch (talk->step) {
    case LINK_PROXY_METHOD:
    case LINK_PROXY_LOGIN: return 2 - talk->n;
    case LINK_PROXY_REPLY: return LINK_SOCKS_HEAD_BYTES - talk->n;
    case LINK_PROXY_ADDRESS: return talk->address_bytes - talk->n;
    case LINK_PROXY_DONE: break;
    }
    return 0;
}

static int link_proxy_hear_method(struct link_proxy_talk *talk)
{
    if (talk->part[0] != LINK_SOCKS_VERSION)
        return LINK_PROXY_STRANGE;
    if (talk->part[1] == LINK_SOCKS_NO_METHOD)
        return LINK_PROXY_WANTS_LOGIN;
    if (talk->part[1] == 0)
        talk->step = LINK_PROXY_REPLY;
    else if (talk->part[1] == LINK_SOCKS_LOGIN && talk->has_login)
        talk->step = LINK_PROXY_LOGIN;
    else
        return LINK_PROXY_STRANGE;
    return 0;
}

static int link_proxy_hear_login(struct link_proxy_talk *talk)
{
    if (talk->part[0] != LINK_SOCKS_LOGIN_VERSION)
        return LINK_PROXY_STRANGE;
    talk->step = LINK_PROXY_REPLY;
    return talk->part[1] ? LINK_PROXY_WRONG_LOGIN : 0;
}

static int link_proxy_hear_reply(struct link_proxy_talk *talk)
{
    if (talk->part[0] != LINK_SOCKS_VERSION)
        return LINK_PROXY_STRANGE;
    if (talk->part[1])
        return talk->part[1];
    /* A name in place of the address: libmosquitto forgets that a port follows it. */
    if (talk->part[3] != LINK_SOCKS_IPV4 && talk->part[3] != LINK_SOCKS_IPV6)
        return LINK_PROXY_STRANGE;
    talk->address_bytes =
        talk->part[3] == LINK_SOCKS_IPV4 ? LINK_SOCKS_IPV4_BYTES : LINK_SOCKS_IPV6_BYTES;
    talk->step = LINK_PROXY_ADDRESS;
    return 0;
}

int link_proxy_hear(struct link_proxy_talk *talk, const uint8_t *bytes, size_t n)
{
    int (*hear)(struct link_proxy_talk *) = NULL;

    memcpy(talk->part + talk->n, bytes, n);
    talk->n += n;
    if (link_proxy_wants(talk) > 0)
        return 0;
    talk->n = 0;
    switch (talk->step) {
    case LINK_PROXY_METHOD: hear = link_proxy_hear_method; break;
    case LINK_PROXY_LOGIN: hear = link_proxy_hear_login; break;
    case LINK_PROXY_REPLY: hear = link_proxy_hear_reply; break;
    case LINK_PROXY_ADDRESS:
    case LINK_PROXY_DONE: talk->step = LINK_PROXY_DONE; break;
    }
    return hear ? hear(talk) : 0;
}
