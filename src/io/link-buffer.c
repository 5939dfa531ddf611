/* SPDX-License-Identifier: MIT */
#include "io/link-buffer.h"

#ifdef ENABLE_READ_BUFFER

#include "core/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LINK_BUFFER_BYTES = 64 * 1024, LINK_BUFFER_OUT_BYTES = 4 * 1024 };

struct link_buffer {
    int fd;
    size_t at;
    size_t len;
    bool is_dry; /* the last read brought less than it could have */
    char bytes[LINK_BUFFER_BYTES];
    bool holds;
    size_t out_len;
    char out[LINK_BUFFER_OUT_BYTES];
};

static _Thread_local struct link_buffer *link_buffer;

void link_buffer_attach(int fd)
{
    link_buffer_detach();
    link_buffer = mem_zero(1, sizeof *link_buffer);
    link_buffer->fd = fd;
}

struct link_buffer *link_buffer_move(struct link_buffer *to)
{
    struct link_buffer *from = link_buffer;

    link_buffer = to;
    return from;
}

void link_buffer_detach(void)
{
    free(link_buffer);
    link_buffer = NULL;
}

bool link_buffer_has_bytes(void)
{
    return link_buffer && link_buffer->at < link_buffer->len;
}

bool link_buffer_is_dry(void)
{
    return link_buffer && link_buffer->is_dry && !link_buffer_has_bytes();
}

static ssize_t link_buffer_read(void *out, size_t size)
{
    struct link_buffer *b = link_buffer;

    if (b->at == b->len) {
        ssize_t n = syscall(SYS_read, b->fd, b->bytes, sizeof b->bytes);

        if (n <= 0)
            return n;
        b->at = 0;
        b->len = (size_t)n;
        b->is_dry = b->len < sizeof b->bytes;
    }
    if (size > b->len - b->at)
        size = b->len - b->at;
    memcpy(out, b->bytes + b->at, size);
    b->at += size;
    return (ssize_t)size;
}

/* --- output --- */

bool link_buffer_has_output(void)
{
    return link_buffer && link_buffer->out_len;
}

void link_buffer_hold(void)
{
    if (link_buffer)
        link_buffer->holds = true;
}

bool link_buffer_release(void)
{
    struct link_buffer *b = link_buffer;
    ssize_t n;

    if (!b)
        return true;
    b->holds = false;
    if (!b->out_len)
        return true;
    n = syscall(SYS_write, b->fd, b->out, b->out_len);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    b->out_len -= (size_t)n;
    memmove(b->out, b->out + n, b->out_len);
    return true;
}

/* As the kernel would: all, a part, or EAGAIN. Nothing overtakes what waits. */
static ssize_t link_buffer_write(const void *bytes, size_t size)
{
    struct link_buffer *b = link_buffer;
    bool holds = b->holds;
    bool is_well = (holds && size <= sizeof b->out - b->out_len) || link_buffer_release();

    b->holds = holds;
    if (!is_well)
        return -1;
    if (!holds && !b->out_len)
        return syscall(SYS_write, b->fd, bytes, size);
    if (!holds || b->out_len == sizeof b->out) {
        errno = EAGAIN;
        return -1;
    }
    if (size > sizeof b->out - b->out_len)
        size = sizeof b->out - b->out_len;
    memcpy(b->out + b->out_len, bytes, size);
    b->out_len += size;
    return (ssize_t)size;
}

/* --- in the place of libc's --- */

/* A name of its own in C, so that no header's read() gets in the way. */
ssize_t link_buffer_read_any(int fd, void *out, size_t size) __asm__("read");

ssize_t link_buffer_read_any(int fd, void *out, size_t size)
{
    if (link_buffer && link_buffer->fd == fd)
        return link_buffer_read(out, size);
    return syscall(SYS_read, fd, out, size);
}

ssize_t link_buffer_write_any(int fd, const void *bytes, size_t size) __asm__("write");

ssize_t link_buffer_write_any(int fd, const void *bytes, size_t size)
{
    if (link_buffer && link_buffer->fd == fd)
        return link_buffer_write(bytes, size);
    /* With each packet 2.0 wakes a loop of its own that nobody runs, by a byte into a socket pair
     * that has long been full. */
    if (link_buffer && link_buffer->holds && size == 1)
        return 1;
    return syscall(SYS_write, fd, bytes, size);
}

#else

#include <stddef.h>

void link_buffer_attach(int fd)
{
    (void)fd;
}

struct link_buffer *link_buffer_move(struct link_buffer *to)
{
    (void)to;
    return NULL;
}

void link_buffer_detach(void)
{
}

bool link_buffer_has_bytes(void)
{
    return false;
}

bool link_buffer_is_dry(void)
{
    return false;
}

bool link_buffer_has_output(void)
{
    return false;
}

void link_buffer_hold(void)
{
}

bool link_buffer_release(void)
{
    return true;
}

#endif
