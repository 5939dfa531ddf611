/* SPDX-License-Identifier: MIT */
#include "io/recorder.h"

#include "core/mem.h"
#include "core/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RECORDER_FLUSH_BYTES = 64 << 10, /* do not wait for the tick */
    RECORDER_KEEP_BYTES = 1 << 20,   /* while the disk takes nothing */
    RECORDER_RETRY_MS = 10 * 1000,
};

struct recorder {
    struct recorder_options options;
    char *path;
    int fd;          /* -1: it could not be opened anew */
    bool is_regular; /* a file that can grow, and make room */
    int64_t bytes;   /* in the file */
    struct buf line;
    struct buf unwritten;
    int error; /* why the disk took nothing the last time; 0: it did */
    bool is_told;
    int64_t retry_ms;
    uint64_t n_lost;
    uint64_t n_told_lost;
};

/* --- the file --------------------------------------------------------------- */

static bool recorder_ends_in_line(const char *path, off_t size)
{
    int fd = size ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    char last = '\n';

    if (fd >= 0) {
        if (pread(fd, &last, 1, size - 1) != 1)
            last = '\n';
        close(fd);
    }
    return last == '\n';
}

/* A line that a crash cut short must not spoil the next one. Two that record into one file would
 * take lines back that are not theirs. */
static int recorder_prepare(struct recorder *recorder, int fd)
{
    struct stat status;

    if (fstat(fd, &status) < 0)
        return errno;
    recorder->is_regular = S_ISREG(status.st_mode);
    recorder->bytes = status.st_size;
    if (!recorder->is_regular)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK)
        return EBUSY;
    if (!recorder_ends_in_line(recorder->path, status.st_size))
        recorder->bytes += write(fd, "\n", 1) == 1;
    return 0;
}

/* O_NONBLOCK: nobody may be reading a FIFO. */
static bool recorder_open(struct recorder *recorder)
{
    int fd = open(recorder->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
                  0666);

    recorder->error = fd < 0 ? errno : recorder_prepare(recorder, fd);
    if (!recorder->error)
        recorder->fd = fd;
    else if (fd >= 0)
        close(fd);
    return !recorder->error;
}

static void recorder_close(struct recorder *recorder)
{
    if (recorder->fd >= 0)
        close(recorder->fd);
    recorder->fd = -1;
}

/* Somebody (logrotate, rm) took the file away from under its name, or cut it. */
static bool recorder_is_moved(struct recorder *recorder)
{
    struct stat named, open;

    if (!recorder->is_regular || fstat(recorder->fd, &open) < 0)
        return false;
    recorder->bytes = open.st_size;
    return stat(recorder->path, &named) < 0 || named.st_ino != open.st_ino ||
           named.st_dev != open.st_dev;
}

static void recorder_rename(const struct recorder *recorder, int from)
{
    struct buf old = { 0 }, new = { 0 };

    buf_puts(&old, recorder->path);
    if (from)
        buf_addf(&old, ".%d", from);
    buf_addf(&new, "%s.%d", recorder->path, from + 1);
    /* One that is not there yet is no fault; where nothing may be renamed the file grows on. */
    if (rename(old.data, new.data) < 0)
        errno = 0;
    buf_finish(&old);
    buf_finish(&new);
}

static void recorder_rotate(struct recorder *recorder)
{
    recorder_close(recorder);
    for (int i = recorder->options.keep - 1; i >= 0; i--)
        recorder_rename(recorder, i);
}

/* --- writing ---------------------------------------------------------------- */

/* Of the first n bytes those that are whole lines; all where the rest cannot be taken back. */
static size_t recorder_keep_lines(struct recorder *recorder, size_t n)
{
    const char *end = memrchr(recorder->unwritten.data, '\n', n);
    size_t whole = end ? (size_t)(end + 1 - recorder->unwritten.data) : 0;

    if (!recorder->is_regular || whole == n)
        return n;
    return ftruncate(recorder->fd, recorder->bytes + (off_t)whole) == 0 ? whole : n;
}

static void recorder_write(struct recorder *recorder)
{
    struct buf *unwritten = &recorder->unwritten;
    size_t done = 0;

    recorder->error = 0;
    /* A short write does not say why: the next one does. */
    while (done < unwritten->len && !recorder->error) {
        ssize_t n = write(recorder->fd, unwritten->data + done, unwritten->len - done);

        recorder->error = n < 0 ? errno : n == 0 ? EIO : 0;
        done += n > 0 ? (size_t)n : 0;
    }
    if (recorder->error && done)
        done = recorder_keep_lines(recorder, done);
    recorder->bytes += (int64_t)done;
    memmove(unwritten->data, unwritten->data + done, unwritten->len - done);
    unwritten->len -= done;
}

static bool recorder_must_rotate(const struct recorder *recorder)
{
    int64_t after = recorder->bytes + (int64_t)recorder->unwritten.len;

    return recorder->options.bytes_max && recorder->is_regular && recorder->bytes &&
           after > recorder->options.bytes_max;
}

static const char *recorder_reason(const struct recorder *recorder)
{
    return recorder->error == EBUSY ? "another program records into it" : strerror(recorder->error);
}

static void recorder_flush(struct recorder *recorder)
{
    if (!recorder->unwritten.len)
        return;
    if (recorder->fd >= 0 && recorder_is_moved(recorder))
        recorder_close(recorder);
    if (recorder->fd >= 0 && recorder_must_rotate(recorder))
        recorder_rotate(recorder);
    if (recorder->fd >= 0 || recorder_open(recorder))
        recorder_write(recorder);
}

void recorder_take(struct recorder *recorder, int64_t wall_ms, const struct message *message)
{
    buf_clear(&recorder->line);
    record_format(wall_ms, message, &recorder->line);
    if (recorder->error && recorder->unwritten.len + recorder->line.len > RECORDER_KEEP_BYTES) {
        recorder->n_lost++;
        return;
    }
    if (!recorder->error && recorder->unwritten.len + recorder->line.len > RECORDER_FLUSH_BYTES)
        recorder_flush(recorder);
    buf_add(&recorder->unwritten, recorder->line.data, recorder->line.len);
}

bool recorder_tick(struct recorder *recorder, int64_t now_ms, struct buf *news)
{
    bool was_told = recorder->is_told;

    if (recorder->error && now_ms < recorder->retry_ms)
        return false;
    recorder_flush(recorder);
    recorder->is_told = recorder->error;
    if (recorder->error)
        recorder->retry_ms = now_ms + RECORDER_RETRY_MS;
    if (recorder->is_told == was_told)
        return false;
    if (recorder->error) {
        buf_addf(news, "%s: not recorded: %s", recorder->path, recorder_reason(recorder));
    } else {
        buf_addf(news, "%s: recorded again, %llu messages are missing", recorder->path,
                 (unsigned long long)(recorder->n_lost - recorder->n_told_lost));
        recorder->n_told_lost = recorder->n_lost;
    }
    return true;
}

uint64_t recorder_lost(const struct recorder *recorder)
{
    return recorder->n_lost;
}

/* --- the whole -------------------------------------------------------------- */

struct recorder *recorder_create(const struct recorder_options *options, struct buf *err)
{
    struct recorder *recorder = mem_zero(1, sizeof *recorder);

    recorder->options = *options;
    recorder->path = mem_text(options->path, strlen(options->path));
    recorder->fd = -1;
    if (recorder_open(recorder))
        return recorder;
    buf_addf(err, "--record: cannot write to '%s': %s", options->path, recorder_reason(recorder));
    recorder_destroy(recorder);
    return NULL;
}

void recorder_destroy(struct recorder *recorder)
{
    if (!recorder)
        return;
    recorder_flush(recorder);
    recorder_close(recorder);
    buf_finish(&recorder->line);
    buf_finish(&recorder->unwritten);
    free(recorder->path);
    free(recorder);
}
