/* SPDX-License-Identifier: MIT */
#include "io/await.h"

#include "core/mem.h"

#include <assert.h>
#include <errno.h>

static int await_judge(int n_ready)
{
    if (n_ready < 0 && errno == ENOMEM)
        mem_fail();
    assert(n_ready >= 0 || errno == EINTR);
    return n_ready;
}

int await(struct pollfd *fds, nfds_t n, int timeout_ms)
{
    return await_judge(poll(fds, n, timeout_ms));
}

int await_signals(struct pollfd *fds, nfds_t n, const struct timespec *timeout,
                  const sigset_t *mask)
{
    return await_judge(ppoll(fds, n, timeout, mask));
}
