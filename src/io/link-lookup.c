/* SPDX-License-Identifier: MIT */
#include "io/link-parts.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* From an IPv4 address only IPv4 addresses can be reached. */
static int link_lookup_family(const char *bind_address)
{
    if (!bind_address)
        return AF_UNSPEC;
    return strchr(bind_address, ':') ? AF_INET6 : AF_INET;
}

/* Ours and not libmosquitto's, which would look up inside mosquitto_connect_async: that takes only
 * the first address that has a route, so that a broker on IPv4 alone is never reached by a name
 * that has both ("localhost"), and hides the resolver's error. */
static struct addrinfo *link_lookup_resolve(struct link_shared *shared, const char *host,
                                            int *error)
{
    struct addrinfo hints = { .ai_family = link_lookup_family(shared->options.bind_address),
                              .ai_socktype = SOCK_STREAM,
                              .ai_flags = AI_NUMERICHOST };
    struct addrinfo *found = NULL;

    if (getaddrinfo(host, NULL, &hints, &found) == 0)
        return found;
    hints.ai_flags = 0;
    link_report_lookup(shared, true);
    *error = getaddrinfo(host, NULL, &hints, &found);
    link_report_lookup(shared, false);
    return *error ? NULL : found;
}

size_t link_lookup(struct link_shared *shared, struct link_target out[LINK_TARGETS_MAX], int *error)
{
    struct link_place first = link_options_first_place(&shared->options);
    struct addrinfo *found;
    size_t n = 0;

    if (first.host[0] == '/') {
        /* Port 0 is how libmosquitto knows a path. */
        out[0] = (struct link_target){ .port = 0 };
        snprintf(out[0].address, sizeof out[0].address, "%s", first.host);
        return 1;
    }
    found = link_lookup_resolve(shared, first.host, error);
    for (struct addrinfo *a = found; a && n < LINK_TARGETS_MAX; a = a->ai_next) {
        out[n].port = first.port;
        if (getnameinfo(a->ai_addr, a->ai_addrlen, out[n].address, sizeof out[n].address, NULL, 0,
                        NI_NUMERICHOST) == 0)
            n++;
    }
    if (found)
        freeaddrinfo(found);
    if (found && !n)
        *error = EAI_NONAME;
    return n;
}
