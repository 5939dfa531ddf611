/* SPDX-License-Identifier: MIT */
#include "core/config.h"

struct config_mode {
    const char *name;
    bool is_set;
};

/* "--once: not together with --headless" when two of them are set. */
static bool config_check_one(const struct config_mode *modes, size_t n, struct buf *err)
{
    const struct config_mode *first = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!modes[i].is_set)
            continue;
        if (first) {
            buf_addf(err, "%s: not together with %s", modes[i].name, first->name);
            return false;
        }
        first = &modes[i];
    }
    return true;
}

bool config_check_modes(const struct config *config, struct buf *err)
{
    const struct config_output *output = &config->output;
    const struct config_mode sources[] = {
        { "--explain", config->explain },
        { "--demo", config->demo },
        { "--list-rules", config->list_rules },
        { "--replay", config->tape.replay },
        { "--test-rules", config->tape.test_rules },
        { "--export", config->tape.export_device },
    };
    const struct config_mode modes[] = {
        { "--explain", config->explain },       { "--export", config->tape.export_device },
        { "--list-rules", config->list_rules }, { "--test-rules", config->tape.test_rules },
        { "--headless", output->headless },     { "--once", output->once },
        { "--batch", output->batch },           { "--check", output->check },
    };
    const struct config_mode forms[] = {
        { "--explain", config->explain }, { "--list-rules", config->list_rules },
        { "--check", output->check },     { "--json", output->json },
        { "--csv", output->csv },
    };
    const char *why = NULL;

    if (!config_check_one(sources, sizeof sources / sizeof *sources, err) ||
        !config_check_one(modes, sizeof modes / sizeof *modes, err) ||
        !config_check_one(forms, sizeof forms / sizeof *forms, err))
        return false;
    if (output->iterations && !output->batch)
        why = "--iterations: has a meaning only with --batch";
    else if (output->verbose && !output->headless)
        why = "--verbose: has a meaning only with --headless";
    else if (config->tape.history_db && !config->watch.history_samples)
        why = "--history-db: has nothing to keep with --history 0";
    else if (config->tape.export_device && !config->tape.history_db)
        why = "--export: needs --history-db";
    if (why)
        buf_puts(err, why);
    return !why;
}
