/* SPDX-License-Identifier: MIT
 *
 * link-broker: what the broker says of itself: how many messages it has thrown
 * away. A part of `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_BROKER_H
#define SENSORTOP_IO_LINK_BROKER_H

#include "io/link-session.h"

struct mosquitto_message;

/* Subscribes to it, once; nobody but us learns of it. */
void link_broker_ask(struct link_session *session);

/* The SUBACK, or a message, is about that. */
bool link_broker_answers(struct link_session *session, int mid);
bool link_broker_tells(const struct link_session *session, const struct mosquitto_message *message);

#endif
