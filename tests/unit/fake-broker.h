/* SPDX-License-Identifier: MIT
 *
 * fake-broker: a server on loopback that follows a script with every client,
 * one after the other, so that a test can show a client what no real broker
 * would do on request.
 *
 * A script is a text, one for clients that ask for MQTT 5 and one for the
 * others; the CONNECT has been read when it starts:
 *   "20020000"  send these bytes (hexadecimal), one at a time
 *   "=20020000" send them in one piece, up to what is not hexadecimal
 *   "~20020000" flood: send these bytes again and again until the test says fake_broker_go()
 *   "r"         read one packet
 *   "w"         wait until the test says fake_broker_go()
 *   "h"         hold: wait until the client hangs up
 *   "x"         at the end: reset instead of close
 * At its end the connection is closed. NULL: it is closed before CONNECT is read.
 */
#ifndef SENSORTOP_TESTS_FAKE_BROKER_H
#define SENSORTOP_TESTS_FAKE_BROKER_H

struct fake_broker;

/* NULL: no port. */
struct fake_broker *fake_broker_start(const char *script_5, const char *script_311);

/* The same at a port that is known, perhaps a moment after another server has left it. */
struct fake_broker *fake_broker_start_at(int port, const char *script_5, const char *script_311);
void fake_broker_stop(struct fake_broker *broker);

/* Past every "w", from now on: the test has seen what comes before it. */
void fake_broker_go(struct fake_broker *broker);

int fake_broker_port(const struct fake_broker *broker);
int fake_broker_clients(struct fake_broker *broker); /* so far */

/* A port of 127.0.0.1 that refuses connections, or one that does not even answer; the descriptor
 * holds it, the second array element of the silent one is in use too. */
int fake_port_refusing(int *fd);
int fake_port_silent(int fds[2]);
int fake_port_silent_at(int port, int fds[2]);

#endif
