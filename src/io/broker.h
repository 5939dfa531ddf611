/* SPDX-License-Identifier: MIT
 *
 * broker: a private mosquitto for the demo. Loopback, a free port, no
 * persistence, its configuration in memory: it leaves no file behind, even
 * when we are killed.
 */
#ifndef SENSORTOP_IO_BROKER_H
#define SENSORTOP_IO_BROKER_H

#include "core/buf.h"

#include <stdbool.h>
#include <sys/types.h>

struct broker {
    pid_t pid;
    int port;
};

/* Waits (at most 5 s) until it accepts connections. False: err says why and what to install. */
bool broker_init(struct broker *broker, struct buf *err);
void broker_finish(struct broker *broker);

#endif
