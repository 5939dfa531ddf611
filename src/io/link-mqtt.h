/* SPDX-License-Identifier: MIT
 *
 * link-mqtt: libmosquitto set up for a session, and its callbacks. A part of
 * `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_MQTT_H
#define SENSORTOP_IO_LINK_MQTT_H

#include "io/link-session.h"

/* 0 or MOSQ_ERR_, then errno says more where that is MOSQ_ERR_ERRNO. */
int link_mqtt_open(struct link_session *session, const struct link_target *target);

/* Hands what is in the outbox to libmosquitto. */
void link_mqtt_post(struct link_session *session);

/* libmosquitto reads in large pieces by itself: 2.1 and newer. */
bool link_mqtt_has_buffer(void);

#endif
