/* SPDX-License-Identifier: MIT
 *
 * link-subscribe: to all filters, and again and again to those that are
 * refused: rights can be given to a connection that lasts.
 */
#ifndef SENSORTOP_IO_LINK_SUBSCRIBE_H
#define SENSORTOP_IO_LINK_SUBSCRIBE_H

#include "io/link-session.h"

/* Once connected. */
void link_subscribe_all(struct link_session *session);

/* A SUBACK. */
void link_subscribe_answered(struct link_session *session, int mid, int n_granted,
                             const int *granted);

/* Now and then. False: neither an answer nor a message has come, there is no use in waiting. */
bool link_subscribe_tick(struct link_session *session);

#endif
