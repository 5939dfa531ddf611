/* SPDX-License-Identifier: MIT
 *
 * await: poll() and ppoll() for whoever would ask again at once when they fail. No
 * memory for that is the end of the program, as it is everywhere.
 */
#ifndef SENSORTOP_IO_AWAIT_H
#define SENSORTOP_IO_AWAIT_H

#include <poll.h>
#include <signal.h>
#include <time.h>

/* As poll(); negative only after a signal. */
int await(struct pollfd *fds, nfds_t n, int timeout_ms);

/* As ppoll(), the same. */
int await_signals(struct pollfd *fds, nfds_t n, const struct timespec *timeout,
                  const sigset_t *mask);

#endif
