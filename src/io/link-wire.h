/* SPDX-License-Identifier: MIT
 *
 * link-wire: the socket of a session: what libmosquitto, TLS and the proxy read
 * from it and write to it when poll() says so. A part of `link`: see
 * link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_WIRE_H
#define SENSORTOP_IO_LINK_WIRE_H

#include "io/link-session.h"

/* What poll() is to wait for. */
short link_wire_events(const struct link_session *session);

/* Received, and hidden from poll(). */
bool link_wire_has_bytes(const struct link_session *session);

/* What poll() said; it may be the end of the session. */
void link_wire_serve(struct link_session *session, short revents);

#endif
