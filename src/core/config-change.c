/* SPDX-License-Identifier: MIT */
#include "core/config-change.h"

#include "core/config-format.h"
#include "core/option.h"

#include <string.h>

static bool config_differs_in(const struct option *option, const struct config *before,
                              const struct config *after)
{
    struct buf a = { 0 }, b = { 0 };
    bool differs =
        config_format_value(before, option, &a) != config_format_value(after, option, &b) ||
        strcmp(buf_text(&a), buf_text(&b)) != 0;

    if (a.len)
        explicit_bzero(a.data, a.len);
    if (b.len)
        explicit_bzero(b.data, b.len);
    buf_finish(&a);
    buf_finish(&b);
    return differs;
}

bool config_differs(const struct config *before, const struct config *after, const char *option)
{
    return config_differs_in(option_find(OPTION_SENSORTOP, option, strlen(option)), before, after);
}

static bool config_has_hook(const struct config *config)
{
    bool has_hook = config->tell.on_alert || config->tell.on_clear;

    for (size_t i = 0; i < config->watch.n_sections; i++)
        has_hook |= config->watch.sections[i].values[RULE_KEY_HOOK].text != NULL;
    return has_hook;
}

void config_format_waiting(const struct config *before, const struct config *after, struct buf *out)
{
    size_t len = out->len;

    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        /* What a file cannot say cannot have changed; a password was read from elsewhere. */
        if (!(option->programs & OPTION_SENSORTOP) || option->is_live || option->no_environment ||
            option->no_file || !config_differs_in(option, before, after))
            continue;
        buf_addf(out, "%s%s", out->len > len ? ", " : "", option->name);
    }
    /* Who runs no commands has given up the right to. */
    if (!config_has_hook(before) && config_has_hook(after))
        buf_addf(out, "%shook", out->len > len ? ", " : "");
}
