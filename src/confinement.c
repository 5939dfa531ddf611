/* SPDX-License-Identifier: MIT */
#include "confinement.h"

#ifdef WITHOUT_CONFINEMENT

void confinement_keep_secrets(void)
{
}

void confinement_enter(const struct config *config, const char *state_file)
{
    (void)config;
    (void)state_file;
}

#else

#include "core/mem.h"
#include "io/confine.h"
#include "startup-files.h"

#include <stdlib.h>
#include <string.h>

void confinement_keep_secrets(void)
{
    confine_memory();
}

/* Before those that startup knows. */
enum { CONFINEMENT_OURS = 4 };

/* Where it is, or NULL for NULL; the caller's to free. */
static char *confinement_dir(const char *file)
{
    const char *slash = file ? strrchr(file, '/') : NULL;

    if (!file)
        return NULL;
    if (!slash)
        return mem_text(".", 1);
    return mem_text(file, slash == file ? 1 : (size_t)(slash - file));
}

void confinement_enter(const struct config *config, const char *state_file)
{
    char *state_dir = confinement_dir(state_file);
    char *record_dir = confinement_dir(config->tape.record);
    char *history_dir = confinement_dir(config->tape.history_db);
    char *files[STARTUP_FILES_MAX], *dirs[STARTUP_FILES_MAX];
    struct confine_path paths[CONFINEMENT_OURS + STARTUP_FILES_MAX] = {
        { .path = config->broker.tls.capath }, /* OpenSSL looks for an authority when it needs it */
        { .path = record_dir, .may_change = true },  /* it is rotated */
        { .path = history_dir, .may_change = true }, /* SQLite's other files are beside it */
        { .path = state_dir, .may_change = true },   /* the file is replaced */
    };

    /* Read again by SIGHUP; an editor may have put another file in place. */
    startup_file_paths(config, files);
    for (size_t i = 0; i < STARTUP_FILES_MAX; i++)
        paths[CONFINEMENT_OURS + i].path = dirs[i] = confinement_dir(files[i]);
    if (!config->no_confine)
        confine_files(paths, sizeof paths / sizeof paths[0]);
    for (size_t i = 0; i < STARTUP_FILES_MAX; i++) {
        free(files[i]);
        free(dirs[i]);
    }
    free(record_dir);
    free(history_dir);
    free(state_dir);
}

#endif
