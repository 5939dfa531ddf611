/* SPDX-License-Identifier: MIT */
#include "io/link-buffer.h"

#ifdef ENABLE_READ_BUFFER

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LINK_BUFFER_BYTES = 64 * 1024 };

struct link_buffer {
    int fd;
    size_t at;
    size_t len;
    char bytes[LINK_BUFFER_BYTES];
};

static _Thread_local struct link_buffer *link_buffer;

void link_buffer_attach(int fd)
{
    link_buffer_detach();
    link_buffer = mem_zero(1, sizeof *link_buffer);
    link_buffer->fd = fd;
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

static ssize_t link_buffer_read(void *out, size_t size)
{
    struct link_buffer *b = link_buffer;

    if (b->at == b->len) {
        ssize_t n = syscall(SYS_read, b->fd, b->bytes, sizeof b->bytes);

        if (n <= 0)
            return n;
        b->at = 0;
        b->len = (size_t)n;
    }
    if (size > b->len - b->at)
        size = b->len - b->at;
    memcpy(out, b->bytes + b->at, size);
    b->at += size;
    return (ssize_t)size;
}

/* A name of its own in C, so that no header's read() gets in the way. */
ssize_t link_buffer_read_any(int fd, void *out, size_t size) __asm__("read");

ssize_t link_buffer_read_any(int fd, void *out, size_t size)
{
    if (link_buffer && link_buffer->fd == fd)
        return link_buffer_read(out, size);
    return syscall(SYS_read, fd, out, size);
}

#else

void link_buffer_attach(int fd)
{
    (void)fd;
}

void link_buffer_detach(void)
{
}

bool link_buffer_has_bytes(void)
{
    return false;
}

#endif
