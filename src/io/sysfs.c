/* SPDX-License-Identifier: MIT */
#include "io/sysfs.h"

#include "core/mem.h"
#include "core/number.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SYSFS_QUOTE_BYTES = 40 };

int sysfs_open(int at_fd, const char *path)
{
    return openat(at_fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* --- names --- */

static bool sysfs_is_named(const char *name, const char *prefix, const char *suffix)
{
    size_t len = strlen(name), head = strlen(prefix), tail = strlen(suffix);

    return name[0] != '.' && len >= head + tail && memcmp(name, prefix, head) == 0 &&
           memcmp(name + len - tail, suffix, tail) == 0;
}

static int sysfs_compare(const void *a, const void *b)
{
    return strverscmp(*(char *const *)a, *(char *const *)b);
}

void sysfs_list(int dir_fd, const char *prefix, const char *suffix, struct sysfs_names *out)
{
    /* Not dup(): two descriptors would share one position. */
    int fd = sysfs_open(dir_fd, ".");
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;

    *out = (struct sysfs_names){ 0 };
    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    while (out->n < SYSFS_NAMES_MAX && (entry = readdir(dir))) {
        if (!sysfs_is_named(entry->d_name, prefix, suffix))
            continue;
        out->items = mem_resize(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = mem_text(entry->d_name, strlen(entry->d_name));
    }
    closedir(dir);
    if (out->n)
        qsort(out->items, out->n, sizeof *out->items, sysfs_compare);
}

void sysfs_names_finish(struct sysfs_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct sysfs_names){ 0 };
}

bool sysfs_has(int dir_fd, const char *name)
{
    return faccessat(dir_fd, name, F_OK, 0) == 0;
}

/* --- texts --- */

static enum sysfs_verdict sysfs_fail(const char *name, int error, struct buf *why)
{
    buf_addf(why, "%s: %s", name, strerror(error));
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENXIO:
    case ENODEV: return SYSFS_GONE; /* an open attribute of an unplugged device (kernfs) */
    case ETIMEDOUT: return SYSFS_TIMED_OUT;
    default: return SYSFS_FAILED;
    }
}

static enum sysfs_verdict sysfs_refuse(const char *name, const char *what, struct buf *why)
{
    buf_addf(why, "%s: %s", name, what);
    return SYSFS_FAILED;
}

/* 0, or errno. One read: a driver measures anew for each. */
static int sysfs_read(int fd, char *bytes, size_t *len)
{
    ssize_t n;

    do
        n = read(fd, bytes, SYSFS_BYTES_MAX);
    while (n < 0 && errno == EINTR);
    *len = n > 0 ? (size_t)n : 0;
    return n < 0 ? errno : 0;
}

enum sysfs_verdict sysfs_read_text(int dir_fd, const char *name, struct buf *out, struct buf *why)
{
    int fd = openat(dir_fd, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    char bytes[SYSFS_BYTES_MAX];
    struct stat st;
    size_t len = 0;
    int error;

    if (fd < 0)
        return sysfs_fail(name, errno, why);
    error = fstat(fd, &st) == 0 ? 0 : errno;
    if (!error && S_ISREG(st.st_mode))
        error = sysfs_read(fd, bytes, &len);
    close(fd);
    if (error)
        return sysfs_fail(name, error, why);
    if (!S_ISREG(st.st_mode))
        return sysfs_refuse(name, "not an attribute", why);
    if (len == SYSFS_BYTES_MAX)
        return sysfs_refuse(name, "too long for an attribute", why);
    while (len && memchr(" \t\n", bytes[len - 1], 3))
        len--;
    if (!len)
        return sysfs_refuse(name, "empty", why);
    buf_add(out, bytes, len);
    return SYSFS_OK;
}

enum sysfs_verdict sysfs_read_number(int dir_fd, const char *name, double *out, struct buf *why)
{
    struct buf text = { 0 };
    enum sysfs_verdict verdict = sysfs_read_text(dir_fd, name, &text, why);

    if (verdict == SYSFS_OK && !number_parse(text.data, text.len, out)) {
        buf_addf(why, "%s: not a number: '%.*s%s'", name, SYSFS_QUOTE_BYTES, text.data,
                 text.len > SYSFS_QUOTE_BYTES ? "…" : "");
        verdict = SYSFS_FAILED;
    }
    buf_finish(&text);
    return verdict;
}
