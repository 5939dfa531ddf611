/* SPDX-License-Identifier: MIT */
#include "core/sensorspec.h"

#include "core/command.h"
#include "core/mem.h"
#include "core/topic.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum sensorspec_which { SENSORSPEC_NONE, SENSORSPEC_MAY, SENSORSPEC_MUST };

// clang-format off
static const struct {
    const char *name;
    enum sensorspec_which which;
    const char *why; /* the form that is accepted */
} sensorspec_kinds[SENSORSPEC_KIND_COUNT_] = {
    [SENSORSPEC_AUTO]     = { "auto",     SENSORSPEC_NONE, "auto alone, which takes no name" },
    [SENSORSPEC_IIO]      = { "iio",      SENSORSPEC_MAY,  "iio or iio:NAME" },
    [SENSORSPEC_W1]       = { "w1",       SENSORSPEC_MAY,  "w1 or w1:ID, as in w1:28-0316a2795aff" },
    [SENSORSPEC_HWMON]    = { "hwmon",    SENSORSPEC_MUST, "hwmon:NAME or hwmon:NAME/PART" },
    [SENSORSPEC_THERMAL]  = { "thermal",  SENSORSPEC_MUST, "thermal:NAME" },
    [SENSORSPEC_EXEC]     = { "exec",     SENSORSPEC_MUST, "exec:COMMAND" },
    [SENSORSPEC_SIMULATE] = { "simulate", SENSORSPEC_NONE, "simulate alone, which takes no name" },
};
// clang-format on

static const char sensorspec_accepted[] =
    "a sensor; auto, iio[:NAME], w1[:ID], hwmon:NAME, thermal:NAME, exec:COMMAND and simulate are "
    "accepted, each also after OWN-NAME=";

const char *sensorspec_kind_name(enum sensorspec_kind kind)
{
    assert(kind < SENSORSPEC_KIND_COUNT_);
    return sensorspec_kinds[kind].name;
}

/* --- the whole --- */

/* The part before '='; the rest, or NULL. */
static const char *sensorspec_take_own(const char *text, char **own, const char **why)
{
    size_t len = strcspn(text, "=:");
    const char *unused;

    if (text[len] != '=')
        return text;
    *own = mem_text(text, len);
    if (topic_is_level(*own, &unused))
        return text + len + 1;
    *why = "a name of 1 to 128 bytes without '/', '+', '#' or control characters before the '='";
    return NULL;
}

static enum sensorspec_kind sensorspec_kind_find(const char *text, size_t len)
{
    int kind = 0;

    while (kind < SENSORSPEC_KIND_COUNT_ && (strlen(sensorspec_kinds[kind].name) != len ||
                                             memcmp(sensorspec_kinds[kind].name, text, len) != 0))
        kind++;
    return (enum sensorspec_kind)kind;
}

static bool sensorspec_read(const char *text, struct sensorspec *out, const char **why)
{
    const char *spec = sensorspec_take_own(text, &out->own, why);
    size_t len;

    if (!spec)
        return false;
    len = strcspn(spec, ":");
    out->kind = sensorspec_kind_find(spec, len);
    if (out->kind == SENSORSPEC_KIND_COUNT_) {
        *why = sensorspec_accepted;
        return false;
    }
    *why = sensorspec_kinds[out->kind].why;
    if (!spec[len])
        return sensorspec_kinds[out->kind].which != SENSORSPEC_MUST;
    if (sensorspec_kinds[out->kind].which == SENSORSPEC_NONE || !spec[len + 1])
        return false;
    out->which = mem_text(spec + len + 1, strlen(spec + len + 1));
    return out->kind != SENSORSPEC_EXEC || command_split(out->which, &out->argv, why);
}

bool sensorspec_parse(const char *text, struct sensorspec *out, struct buf *err)
{
    struct sensorspec spec = { 0 };
    const char *why;

    if (!sensorspec_read(text, &spec, &why)) {
        sensorspec_finish(&spec);
        buf_addf(err, "not %s: '%s'", why, text);
        return false;
    }
    *out = spec;
    return true;
}

bool sensorspec_is_valid(const char *text, const char **why)
{
    struct sensorspec spec = { 0 };
    const char *refusal;
    bool ok = sensorspec_read(text, &spec, &refusal);

    if (!ok)
        *why = refusal;
    sensorspec_finish(&spec);
    return ok;
}

void sensorspec_finish(struct sensorspec *spec)
{
    command_finish(spec->argv);
    free(spec->own);
    free(spec->which);
    *spec = (struct sensorspec){ 0 };
}

static void sensorspec_quote(const struct sensorspec *spec, struct buf *out)
{
    buf_addf(out, ": '%s%s%s%s%s'", spec->own ? spec->own : "", spec->own ? "=" : "",
             sensorspec_kinds[spec->kind].name, spec->which ? ":" : "",
             spec->which ? spec->which : "");
}

bool sensorspec_check_names(const struct sensorspec *specs, size_t n, struct buf *err)
{
    for (size_t i = 0; n > 1 && i < n; i++) {
        bool is_twice = false;

        for (size_t k = 0; k < i && specs[i].own; k++)
            is_twice |= strcmp(specs[k].own, specs[i].own) == 0;
        if (specs[i].own && !is_twice)
            continue;
        buf_puts(err, is_twice ? "has the name of another sensor, each of several needs its own"
                               : "has no name, each of several needs its own, as in outdoor=w1");
        sensorspec_quote(&specs[i], err);
        return false;
    }
    return true;
}
