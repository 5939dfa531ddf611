/* SPDX-License-Identifier: MIT */
#include "io/await.h"

#include "core/mem.h"

#include <assert.h>
#include <errno.h>

int await(struct pollfd *fds, nfds_t n, int timeout_ms)
{
    int n_ready = poll(fds, n, timeout_ms);

    if (n_ready < 0 && errno == ENOMEM)
        mem_fail();
    assert(n_ready >= 0 || errno == EINTR);
    return n_ready;
}
