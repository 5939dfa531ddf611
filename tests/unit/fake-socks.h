/* SPDX-License-Identifier: MIT
 *
 * fake-socks: a SOCKS5 proxy on loopback that answers by a script, one client
 * after the other, and then leads them all to the same port.
 *
 * A script is hexadecimal: an answer to each message of the client, separated
 * by '|', sent byte by byte; "." sends nothing.
 */
#ifndef SENSORTOP_TESTS_FAKE_SOCKS_H
#define SENSORTOP_TESTS_FAKE_SOCKS_H

#include <stddef.h>

struct fake_socks;

/* target_port: 0: hangs up at the end of the script. NULL: no port. */
struct fake_socks *fake_socks_start(const char *script, int target_port);

/* What the first client said up to the end of the script goes to asked. */
void fake_socks_stop(struct fake_socks *socks, char *asked, size_t bytes);

int fake_socks_port(const struct fake_socks *socks);

#endif
