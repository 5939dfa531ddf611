/* SPDX-License-Identifier: MIT */
#include "recollection.h"

#include "core/mem.h"
#include "core/model-recall.h"
#include "io/state-file.h"
#include "startup.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    RECOLLECTION_GAP_MS = 2000,         /* between two writings, at least */
    RECOLLECTION_AGAIN_MS = 3600 * 1000 /* although nothing happened: how old it is tells much */
};

struct recollection {
    struct model *model;
    struct state_file file;
    bool has_screen; /* a key must not wait for a disk */
    bool is_ours;
    bool has_failed;  /* that was told */
    uint64_t version; /* what is in the file */
    int64_t written_ms;
};

/* --- where -------------------------------------------------------------------- */

/* "pi-broker.local_1883": what is none of these characters might mean something in a path. */
static void recollection_add_broker(const struct config *config, struct buf *out)
{
    char *name = startup_broker_name(&config->broker);

    for (char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr("-.", *c))
            *c = '_';
    buf_puts(out, name);
    free(name);
}

/* The directory for state of the XDG base directory specification; NULL: there is no home. */
static char *recollection_usual_dir(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    struct buf dir = { 0 };

    if (state && state[0] == '/')
        buf_puts(&dir, state);
    else if (home && home[0] == '/')
        buf_addf(&dir, "%s/.local/state", home);
    else
        return NULL;
    buf_puts(&dir, "/sensortop");
    return buf_detach(&dir);
}

static char *recollection_path(const struct config *config)
{
    char *dir = config->tell.state ? NULL : recollection_usual_dir();
    struct buf path = { 0 };

    if (config->tell.state)
        return mem_text(config->tell.state, strlen(config->tell.state));
    if (!dir)
        return NULL;
    buf_addf(&path, "%s/alerts-", dir);
    recollection_add_broker(config, &path);
    free(dir);
    return buf_detach(&path);
}

const char *recollection_file(const struct recollection *recollection)
{
    return recollection->is_ours ? recollection->file.path : NULL;
}

/* A stream is somebody's else's program, a demonstration nobody's business. */
bool recollection_is_wanted(const struct config *config)
{
    const struct config_output *output = &config->output;
    bool is_stream = (output->json || output->csv || output->batch) && !output->headless;

    if (config->tell.no_state)
        return false;
    return config->tell.state || (!is_stream && !config->demo);
}

/* --- telling -------------------------------------------------------------------- */

static void recollection_tell(const struct recollection *recollection, enum severity severity,
                              const char *what)
{
    struct buf text = { 0 };

    buf_addf(&text, "--state: %s: %s", what, recollection->file.path);
    model_note(recollection->model, loop_now_ms(), severity, buf_text(&text));
    buf_finish(&text);
}

/* --- writing --------------------------------------------------------------------- */

/* Once for each time that it begins to fail. */
static void recollection_note_failure(struct recollection *recollection, const char *why)
{
    struct buf text = { 0 };

    if (!recollection->has_failed) {
        buf_addf(&text, "%s, alerts are not kept over a restart", why);
        recollection_tell(recollection, SEVERITY_WARN, buf_text(&text));
    }
    recollection->has_failed = true;
    buf_finish(&text);
}

static bool recollection_write(struct recollection *recollection, enum state_file_care care,
                               struct buf *err)
{
    struct buf text = { 0 };
    bool ok;

    model_remember(recollection->model, &text);
    ok = state_file_write(&recollection->file, &text, care, err);
    if (ok)
        recollection->version = model_remember_version(recollection->model);
    recollection->written_ms = loop_now_ms();
    buf_finish(&text);
    return ok;
}

static void recollection_write_or_tell(struct recollection *recollection, enum state_file_care care)
{
    struct buf err = { 0 };

    if (recollection_write(recollection, care, &err))
        recollection->has_failed = false;
    else
        recollection_note_failure(recollection, buf_text(&err));
    buf_finish(&err);
}

static void recollection_tick(void *data, int64_t now_ms)
{
    struct recollection *recollection = data;
    int64_t quiet_ms = loop_now_ms() - recollection->written_ms;
    bool is_new = model_remember_version(recollection->model) != recollection->version;

    (void)now_ms;
    if (recollection->is_ours && quiet_ms >= (is_new ? RECOLLECTION_GAP_MS : RECOLLECTION_AGAIN_MS))
        recollection_write_or_tell(recollection,
                                   recollection->has_screen ? STATE_FILE_SOON : STATE_FILE_AT_ONCE);
}

static const struct listener recollection_listener = { .tick = recollection_tick };

/* --- reading --------------------------------------------------------------------- */

static void recollection_set_aside(const struct recollection *recollection, const char *why)
{
    struct buf text = { 0 }, name = { 0 };

    buf_addf(&text, "%s", why);
    if (recollection->is_ours)
        state_file_set_aside(&recollection->file, loop_wall_ms(), &name);
    if (name.len)
        buf_addf(&text, ", renamed to %s", strrchr(name.data, '/') + 1);
    recollection_tell(recollection, SEVERITY_WARN, buf_text(&text));
    buf_finish(&text);
    buf_finish(&name);
}

static void recollection_read(struct recollection *recollection)
{
    struct buf text = { 0 }, err = { 0 };
    struct recall recall = { 0 };
    bool is_good = state_file_read(&recollection->file, RECALL_BYTES_MAX, &text, &err);

    if (is_good && text.len)
        is_good = recall_parse(text.data, text.len, loop_wall_ms(), &recall, &err);
    if (is_good)
        model_recall(recollection->model, loop_now_ms(), &recall);
    else
        recollection_set_aside(recollection, buf_text(&err));
    buf_finish(&text);
    buf_finish(&err);
}

/* --- putting it together ----------------------------------------------------------- */

/* A file that the user named must be ours to write; the usual one had better be. */
static bool recollection_open(struct recollection *recollection, const char *path, bool is_named,
                              struct buf *err)
{
    struct buf why = { 0 };
    enum state_file_access access = state_file_init(&recollection->file, path, !is_named, &why);

    recollection->is_ours = access == STATE_FILE_OURS;
    if (access != STATE_FILE_REFUSED)
        recollection_read(recollection);
    if (recollection->is_ours)
        recollection->is_ours = recollection_write(recollection, STATE_FILE_AT_ONCE, &why);
    if (access == STATE_FILE_TAKEN)
        buf_puts(&why, "another sensortop keeps alerts there");
    if (access == STATE_FILE_TAKEN && !is_named)
        buf_puts(&why, ", what is acknowledged here is forgotten at the end");
    if (!recollection->is_ours && is_named)
        buf_addf(err, "--state: %s: '%s'", buf_text(&why), path);
    else if (!recollection->is_ours)
        recollection_tell(recollection, access == STATE_FILE_TAKEN ? SEVERITY_INFO : SEVERITY_WARN,
                          buf_text(&why));
    buf_finish(&why);
    return recollection->is_ours || !is_named;
}

struct recollection *recollection_create(struct station *station, const struct config *config,
                                         struct buf *err)
{
    struct recollection *recollection = mem_zero(1, sizeof *recollection);
    char *path = recollection_path(config);
    bool ok = true;

    recollection->model = station_model(station);
    recollection->has_screen = config_has_screen(&config->output);
    model_set_wall(recollection->model, loop_wall_ms() - loop_now_ms());
    if (path)
        ok = recollection_open(recollection, path, config->tell.state != NULL, err);
    free(path);
    if (!ok) {
        recollection->is_ours = false;
        recollection_destroy(recollection);
        return NULL;
    }
    station_listen(station, &recollection_listener, recollection);
    return recollection;
}

void recollection_destroy(struct recollection *recollection)
{
    if (!recollection)
        return;
    if (recollection->is_ours)
        recollection_write_or_tell(recollection, STATE_FILE_AT_ONCE);
    state_file_finish(&recollection->file);
    free(recollection);
}
