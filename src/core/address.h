/* SPDX-License-Identifier: MIT
 *
 * address: where a broker is, in the forms a user writes it. Text only: no
 * name is looked up here.
 */
#ifndef SENSORTOP_CORE_ADDRESS_H
#define SENSORTOP_CORE_ADDRESS_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct address {
    char *host;
    int64_t port;   /* 0: not said */
    bool tls;       /* mqtts:// */
    char *username; /* or NULL */
    char *password; /* or NULL */
};

/* host, host:port, IPv6, [IPv6], [IPv6]:port, /path of a unix socket, or
 * mqtt://[user[:password]@]host[:port][/] (or mqtts://) with percent-escapes. On failure err says
 * why and quotes the text, but never a password. */
bool address_parse(const char *text, struct address *out, struct buf *err);

/* socks5h://[user[:password]@]host[:port]: not tls, and no path. As above. */
bool address_parse_proxy(const char *text, struct address *out, struct buf *err);

/* Wipes the password; a zeroed one is fine. */
void address_finish(struct address *address);

/* A host name, an IPv4 or IPv6 address or the path of a unix socket, without a port. On failure
 * *why says what is accepted. */
bool address_is_host(const char *text, const char **why);

/* The path of a unix socket. */
bool address_is_path(const char *text, const char **why);

/* An IPv4 or IPv6 address, and not a name. */
bool address_is_numeric(const char *text, const char **why);

#endif
