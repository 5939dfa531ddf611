/* SPDX-License-Identifier: MIT
 *
 * service: keeps systemd informed of a station: ready, alive, and in a few words
 * how things are, as `systemctl status` shows them. Elsewhere it does nothing.
 */
#ifndef SENSORTOP_SERVICE_H
#define SENSORTOP_SERVICE_H

#include "io/notify.h"
#include "station.h"

struct service {
    struct station *station;
    struct notify notify;
    struct buf said; /* the status of the last time */
};

/* Listens to the station; must not be moved afterwards. */
void service_init(struct service *service, struct station *station);

/* Says that it ends. */
void service_finish(struct service *service);

#endif
