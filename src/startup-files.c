/* SPDX-License-Identifier: MIT */
#include "startup-files.h"

#include "core/mem.h"
#include "io/inifile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STARTUP_FILE "/sensortop/sensortop.conf"

static bool startup_on_entry(void *data, const struct config_entry *entry, struct buf *err)
{
    return config_apply_entry(data, entry, err);
}

static bool startup_read_file(struct config *config, const char *path, struct buf *err)
{
    return inifile_read(path, startup_on_entry, config, err) && config_end_file(config, path, err);
}

/* No file is no mistake; one that may not be read is. */
static bool startup_read_found(struct config *config, const char *path, struct buf *err)
{
    return access(path, F_OK) != 0 || startup_read_file(config, path, err);
}

/* The XDG base directory specification: what is not absolute is to be ignored. */
static bool startup_user_path(struct buf *path)
{
    const char *home = getenv("XDG_CONFIG_HOME");
    const char *below = "";

    if (!home || home[0] != '/') {
        home = getenv("HOME");
        below = "/.config";
    }
    if (!home || home[0] != '/')
        return false;
    buf_addf(path, "%s%s%s", home, below, STARTUP_FILE);
    return true;
}

void startup_file_paths(const struct config *config, char *paths[STARTUP_FILES_MAX])
{
    struct buf user = { 0 };

    paths[0] = paths[1] = NULL;
    if (config->no_config)
        return;
    if (config->config_file) {
        paths[0] = mem_text(config->config_file, strlen(config->config_file));
        return;
    }
    paths[0] = mem_text(SYSCONFDIR STARTUP_FILE, strlen(SYSCONFDIR STARTUP_FILE));
    if (startup_user_path(&user))
        paths[1] = buf_detach(&user);
}

bool startup_read_files(struct config *config, const struct config *asked, struct buf *err)
{
    struct buf path = { 0 };
    bool ok;

    if (asked->no_config)
        return true;
    if (asked->config_file)
        return startup_read_file(config, asked->config_file, err);
    /* The devices of the demonstration are not those that the files speak of. */
    if (asked->demo)
        return true;
    ok = startup_read_found(config, SYSCONFDIR STARTUP_FILE, err) &&
         (!startup_user_path(&path) || startup_read_found(config, buf_text(&path), err));
    buf_finish(&path);
    return ok;
}
