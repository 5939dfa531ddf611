/* SPDX-License-Identifier: MIT
 *
 * await: poll() for whoever would ask again at once when it fails. No memory for
 * it is the end of the program, as it is everywhere.
 */
#ifndef SENSORTOP_IO_AWAIT_H
#define SENSORTOP_IO_AWAIT_H

#include <poll.h>

/* As poll(); negative only after a signal. */
int await(struct pollfd *fds, nfds_t n, int timeout_ms);

#endif
