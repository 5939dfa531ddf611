/* SPDX-License-Identifier: MIT */
#include "io/state-file.h"

#include "core/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATE_FILE_MODE = 0600, STATE_FILE_DIR_MODE = 0700 };

static bool state_file_fail(const char *what, struct buf *err)
{
    buf_addf(err, "%s (%s)", what, strerror(errno));
    return false;
}

static char *state_file_name(const struct state_file *file, const char *suffix)
{
    struct buf name = { 0 };

    buf_addf(&name, "%s%s", file->path, suffix);
    return buf_detach(&name);
}

/* The program may change its directory, and its user may delete it. */
static char *state_file_make_absolute(const char *path)
{
    char here[PATH_MAX];
    struct buf absolute = { 0 };

    if (path[0] != '/' && getcwd(here, sizeof here))
        buf_addf(&absolute, "%s/", here);
    buf_puts(&absolute, path);
    return buf_detach(&absolute);
}

/* What fails here is told by what is done next. */
static void state_file_make_dirs(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, STATE_FILE_DIR_MODE);
        *slash = '/';
    }
}

/* A directory could be renamed as well as a file, and a device be written to. */
static bool state_file_is_regular(const char *path)
{
    struct stat stat_of;

    return stat(path, &stat_of) != 0 || S_ISREG(stat_of.st_mode);
}

/* The lock has a file of its own: the one that it guards is replaced with every writing. */
enum state_file_access state_file_init(struct state_file *file, const char *path, bool make_dirs,
                                       struct buf *err)
{
    char *name;

    *file = (struct state_file){ .path = state_file_make_absolute(path), .lock_fd = -1 };
    if (!state_file_is_regular(file->path)) {
        buf_puts(err, "is no regular file");
        return STATE_FILE_REFUSED;
    }
    if (make_dirs)
        state_file_make_dirs(file->path);
    name = state_file_name(file, ".lock");
    file->lock_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, STATE_FILE_MODE);
    free(name);
    if (file->lock_fd < 0) {
        state_file_fail("cannot be written", err);
        return STATE_FILE_REFUSED;
    }
    if (flock(file->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return STATE_FILE_OURS;
    close(file->lock_fd);
    file->lock_fd = -1;
    return STATE_FILE_TAKEN;
}

/* The lock's file stays: who removes it takes it from under another one who waits for it. */
void state_file_finish(struct state_file *file)
{
    if (file->path && file->lock_fd >= 0)
        close(file->lock_fd);
    free(file->path);
    *file = (struct state_file){ 0 };
}

static bool state_file_read_all(int fd, size_t bytes_max, struct buf *out, struct buf *err)
{
    char bytes[4096];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno != EINTR)
            return state_file_fail("cannot be read", err);
        if (n > 0)
            buf_add(out, bytes, (size_t)n);
        if (out->len > bytes_max) {
            buf_puts(err, "too long");
            return false;
        }
    }
    return true;
}

bool state_file_read(const struct state_file *file, size_t bytes_max, struct buf *out,
                     struct buf *err)
{
    int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok;

    if (fd < 0)
        return errno == ENOENT || state_file_fail("cannot be read", err);
    ok = state_file_read_all(fd, bytes_max, out, err);
    close(fd);
    return ok;
}

static bool state_file_write_all(int fd, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, text, len);

        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            text += n;
            len -= (size_t)n;
        }
    }
    return true;
}

/* The new name is on the disk only with its directory. */
static void state_file_sync_dir(const struct state_file *file)
{
    char *dir = mem_text(file->path, strlen(file->path));
    int fd;

    *strrchr(dir, '/') = '\0';
    fd = open(*dir ? dir : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(dir);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

bool state_file_write(const struct state_file *file, const struct buf *text,
                      enum state_file_care care, struct buf *err)
{
    char *name = state_file_name(file, ".new");
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, STATE_FILE_MODE);
    bool is_soon = care == STATE_FILE_SOON;
    bool ok = fd >= 0 && state_file_write_all(fd, text->data, text->len) &&
              (is_soon || fsync(fd) == 0) && rename(name, file->path) == 0;

    if (ok && !is_soon)
        state_file_sync_dir(file);
    if (!ok)
        state_file_fail("cannot be written", err);
    if (fd >= 0)
        close(fd);
    if (!ok)
        unlink(name);
    free(name);
    return ok;
}

void state_file_set_aside(const struct state_file *file, int64_t wall_ms, struct buf *name)
{
    struct buf aside = { 0 };

    if (!state_file_is_regular(file->path))
        return;
    buf_addf(&aside, "%s.damaged-%" PRId64, file->path, wall_ms / 1000);
    if (rename(file->path, buf_text(&aside)) == 0)
        buf_puts(name, buf_text(&aside));
    buf_finish(&aside);
}
