/* SPDX-License-Identifier: MIT
 *
 * link-options: our copy of what the caller asked for. A part of `link`: see
 * link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_OPTIONS_H
#define SENSORTOP_IO_LINK_OPTIONS_H

#include "io/link.h"

/* A copy, with a client id. */
void link_options_copy(struct link_options *out, const struct link_options *options);

/* What we connect to ourselves: the proxy or, without one, the broker. */
struct link_place {
    const char *host;
    int port;
};
struct link_place link_options_first_place(const struct link_options *options);

enum link_safety link_options_safety(const struct link_options *options);
void link_options_finish(struct link_options *options);

#endif
