/* SPDX-License-Identifier: MIT */
#include "io/program.h"

#include "core/mem.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char program_usual_path[] = "/usr/local/bin:/usr/bin:/bin";

/* errno says why not. */
static bool program_is_executable(const char *path)
{
    struct stat stat_of;

    if (stat(path, &stat_of) != 0)
        return false;
    if (!S_ISREG(stat_of.st_mode)) {
        errno = EISDIR;
        return false;
    }
    return access(path, X_OK) == 0;
}

/* Not realpath(): a program may go by the name that it was called by. */
static void program_make_absolute(const char *path, struct buf *out)
{
    char here[PATH_MAX];

    if (path[0] != '/' && getcwd(here, sizeof here))
        buf_addf(out, "%s/", here);
    buf_puts(out, path);
}

static char *program_find_in_path(const char *name)
{
    const char *dirs = getenv("PATH");
    struct buf path = { 0 };

    for (dirs = dirs && *dirs ? dirs : program_usual_path; dirs;
         dirs = strchr(dirs, ':') ? strchr(dirs, ':') + 1 : NULL) {
        size_t len = strcspn(dirs, ":");
        struct buf relative = { 0 };

        buf_addf(&relative, "%.*s/%s", len ? (int)len : 1, len ? dirs : ".", name);
        buf_clear(&path);
        program_make_absolute(buf_text(&relative), &path);
        buf_finish(&relative);
        if (program_is_executable(buf_text(&path)))
            return buf_detach(&path);
    }
    buf_finish(&path);
    return NULL;
}

char *program_find(const char *name, struct buf *err)
{
    struct buf path = { 0 };
    char *found;

    if (!strchr(name, '/')) {
        found = program_find_in_path(name);
        if (!found)
            buf_addf(err, "there is no such program in PATH: '%s'", name);
        return found;
    }
    program_make_absolute(name, &path);
    if (program_is_executable(buf_text(&path)))
        return buf_detach(&path);
    buf_addf(err, "cannot be executed (%s): '%s'", strerror(errno), name);
    buf_finish(&path);
    return NULL;
}
