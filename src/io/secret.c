/* SPDX-License-Identifier: MIT */
#include "io/secret.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECRET_BYTES_MAX = 64 * 1024 };

/* What is open is what is judged: the name may mean another file by now. */
static const char *secret_judge(const struct stat *st)
{
    if (!S_ISREG(st->st_mode))
        return "not a regular file";
    if (st->st_uid != geteuid() && st->st_uid != 0)
        return "belongs to another user, must be yours";
    if (st->st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH))
        return "open to group or others, must be its owner's alone (chmod 600)";
    if (st->st_size > SECRET_BYTES_MAX)
        return "longer than 64 KiB, a line with the password is expected";
    return NULL;
}

/* Fewer than size bytes only at the end of the file. False: errno says why. */
static bool secret_read(int fd, char *bytes, size_t size, size_t *len)
{
    *len = 0;
    while (*len < size) {
        ssize_t n = read(fd, bytes + *len, size - *len);

        if (n < 0 && errno != EINTR)
            return false;
        if (n == 0)
            break;
        if (n > 0)
            *len += (size_t)n;
    }
    return true;
}

/* NULL, or why it is no password. */
static const char *secret_take_line(const char *bytes, size_t len, char **out)
{
    const char *end = memchr(bytes, '\n', len);
    size_t line_len = end ? (size_t)(end - bytes) : len;

    if (line_len > 0 && bytes[line_len - 1] == '\r')
        line_len--;
    if (len > SECRET_BYTES_MAX)
        return "longer than 64 KiB, a line with the password is expected";
    if (line_len == 0)
        return "its first line is empty, the password is expected there";
    if (memchr(bytes, '\0', line_len))
        return "has a zero byte in its first line, text is expected";
    *out = mem_text(bytes, line_len);
    return NULL;
}

bool secret_read_file(const char *path, char **out, struct buf *err)
{
    /* Not blocking: a FIFO is refused, not waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    char *bytes = mem_zero(SECRET_BYTES_MAX + 1, 1);
    const char *why = NULL;
    size_t len = 0;
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0)
        why = strerror(errno);
    else
        why = secret_judge(&st);
    if (!why && !secret_read(fd, bytes, SECRET_BYTES_MAX + 1, &len))
        why = strerror(errno);
    if (!why)
        why = secret_take_line(bytes, len, out);
    if (why)
        buf_addf(err, "password file: %s: '%s'", why, path);

    explicit_bzero(bytes, SECRET_BYTES_MAX + 1);
    free(bytes);
    if (fd >= 0)
        close(fd);
    return !why;
}

char *secret_take_environment(const char *name)
{
    char *value = getenv(name);
    char *secret = NULL;

    if (!value)
        return NULL;
    if (value[0])
        secret = mem_text(value, strlen(value));
    explicit_bzero(value, strlen(value));
    unsetenv(name);
    return secret;
}

void secret_free(char *secret)
{
    if (secret)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}
