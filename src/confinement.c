/* SPDX-License-Identifier: MIT */
#include "confinement.h"

#ifdef WITHOUT_CONFINEMENT

void confinement_keep_secrets(void)
{
}

void confinement_enter(const struct config *config)
{
    (void)config;
}

#else

#include "core/mem.h"
#include "io/confine.h"

#include <stdlib.h>
#include <string.h>

void confinement_keep_secrets(void)
{
    confine_memory();
}

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

void confinement_enter(const struct config *config)
{
    char *record_dir = confinement_dir(config->tape.record);
    char *history_dir = confinement_dir(config->tape.history_db);
    const struct confine_path paths[] = {
        { .path = config->broker.tls.capath }, /* OpenSSL looks for an authority when it needs it */
        { .path = record_dir, .may_change = true },  /* it is rotated */
        { .path = history_dir, .may_change = true }, /* SQLite's other files are beside it */
    };

    if (!config->no_confine)
        confine_files(paths, sizeof paths / sizeof paths[0]);
    free(record_dir);
    free(history_dir);
}

#endif
