/* SPDX-License-Identifier: MIT */
#include "io/secret.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECRET_BYTES_MAX = 64 * 1024, SECRET_ANSWER_BYTES = 1024 };

/* What is open is what is judged: the name may mean another file by now. */
static const char *secret_judge(const struct stat *st, bool is_credential)
{
    if (!S_ISREG(st->st_mode))
        return "not a regular file";
    if (is_credential)
        return NULL;
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

static bool secret_read_path(const char *path, bool is_credential, char **out, struct buf *err)
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
        why = secret_judge(&st, is_credential);
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

bool secret_read_file(const char *path, char **out, struct buf *err)
{
    return secret_read_path(path, false, out, err);
}

char *secret_read_credential(const char *name)
{
    const char *directory = getenv("CREDENTIALS_DIRECTORY"); /* systemd.exec(5) */
    struct buf path = { 0 }, unused = { 0 };
    char *secret = NULL;

    if (!directory)
        return NULL;
    buf_addf(&path, "%s/%s", directory, name);
    if (!secret_read_path(buf_text(&path), true, &secret, &unused))
        secret = NULL;
    buf_finish(&path);
    buf_finish(&unused);
    return secret;
}

bool secret_ask(const char *question, char **out, struct buf *err)
{
    char answer[SECRET_ANSWER_BYTES] = "";

    if (!isatty(STDIN_FILENO)) {
        buf_puts(err, "there is no terminal to ask for a password on; a file can hold it");
        return false;
    }
    /* OpenSSL's own prompt puts the echo back whatever signal arrives. */
    if (EVP_read_pw_string(answer, sizeof answer, question, 0) != 0) {
        buf_puts(err, "no password was entered");
        return false;
    }
    *out = mem_text(answer, strlen(answer));
    explicit_bzero(answer, sizeof answer);
    return true;
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
