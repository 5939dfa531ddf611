/* SPDX-License-Identifier: MIT */
#include "io/output.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* A pipe that is writable takes so much at once (POSIX, pipe(7)): a descriptor that is shared with
 * other programs must not be made non-blocking. */
enum { OUTPUT_CHUNK_BYTES = PIPE_BUF };

static bool output_wait(const struct output *output, int timeout_ms)
{
    struct pollfd fd = { .fd = output->fd, .events = POLLOUT };

    return poll(&fd, 1, timeout_ms) > 0;
}

static void output_remove(struct output *output, size_t len)
{
    if (!len)
        return;
    output->lines.len -= len;
    memmove(output->lines.data, output->lines.data + len, output->lines.len + 1);
}

/* A full disk: what waits is lost. */
static enum output_state output_lose(struct output *output, int error)
{
    output->error = error;
    output->is_torn = output->in_line;
    output->n_lost += output->lines.len;
    buf_clear(&output->lines);
    return error == EPIPE || error == EBADF ? OUTPUT_CLOSED : OUTPUT_DONE;
}

/* The bytes written; 0: the reader is slow; -1 and errno. */
static ssize_t output_write_some(struct output *output, const char *bytes, size_t len)
{
    ssize_t n;

    if (!output_wait(output, 0))
        return 0;
    n = write(output->fd, bytes, len < OUTPUT_CHUNK_BYTES ? len : OUTPUT_CHUNK_BYTES);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (n > 0)
        output->in_line = bytes[n - 1] != '\n';
    return n;
}

/* Ends the half line that was written before the disk was full. */
static ssize_t output_mend(struct output *output)
{
    ssize_t n = output_write_some(output, "\n", 1);

    output->is_torn = n != 1;
    return n;
}

enum output_state output_write(struct output *output)
{
    size_t at = 0;
    ssize_t n = 1;

    while (at < output->lines.len && n > 0) {
        if (output->is_torn)
            n = output_mend(output);
        if (n > 0)
            n = output_write_some(output, output->lines.data + at, output->lines.len - at);
        at += n > 0 ? (size_t)n : 0;
    }
    if (n < 0)
        return output_lose(output, errno);
    if (at > 0)
        output->error = 0;
    output_remove(output, at);
    return output->lines.len ? OUTPUT_BLOCKED : OUTPUT_DONE;
}

bool output_is_full(const struct output *output)
{
    return output->lines.len > OUTPUT_BYTES_MAX;
}

enum output_state output_finish(struct output *output, int timeout_ms)
{
    enum output_state state = output_write(output);

    while (state == OUTPUT_BLOCKED && output_wait(output, timeout_ms))
        state = output_write(output);
    buf_finish(&output->lines);
    return state;
}
