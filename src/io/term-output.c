/* SPDX-License-Identifier: MIT */
#include "io/term-output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

/* A description of our own, which we may make non-blocking: the one of stdout is the shell's, too.
 * What cannot be opened anew (a terminal of another user, after su) is written to as it is. */
void term_output_init(struct term_output *output, struct loop *loop)
{
    int fd = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    *output = (struct term_output){ .loop = loop, .fd = fd < 0 ? STDOUT_FILENO : fd };
}

void term_output_finish(struct term_output *output)
{
    term_output_forget(output);
    if (output->fd != STDOUT_FILENO)
        close(output->fd);
    buf_finish(&output->bytes);
}

void term_output_forget(struct term_output *output)
{
    buf_clear(&output->bytes);
    output->sent = 0;
    if (output->is_watched)
        loop_remove_fd(output->loop, output->fd);
    output->is_watched = false;
}

/* False: not all is gone. Whoever is gone is told by the end of input. */
static bool term_output_write(struct term_output *output)
{
    while (output->sent < output->bytes.len) {
        ssize_t n =
            write(output->fd, output->bytes.data + output->sent, term_output_waiting(output));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return false;
        if (n <= 0)
            break;
        output->sent += (size_t)n;
    }
    term_output_forget(output);
    return true;
}

static void term_output_on_room(void *data, int64_t now_ms, short revents)
{
    (void)now_ms;
    (void)revents;
    term_output_write(data);
}

void term_output_flush(struct term_output *output)
{
    if (term_output_write(output) || output->is_watched)
        return;
    loop_add_fd(output->loop, output->fd, POLLOUT, term_output_on_room, output);
    output->is_watched = true;
}

void term_output_insist(struct term_output *output, int64_t for_ms)
{
    int64_t until_ms = loop_now_ms() + for_ms;

    while (!term_output_write(output) && loop_now_ms() < until_ms) {
        struct pollfd pfd = { .fd = output->fd, .events = POLLOUT };

        poll(&pfd, 1, (int)(until_ms - loop_now_ms()));
    }
    term_output_forget(output);
}

size_t term_output_waiting(const struct term_output *output)
{
    return output->bytes.len - output->sent;
}
