/* SPDX-License-Identifier: MIT */
#include "core/config-origin.h"

struct config_mode {
    const char *name;
    bool is_set;
};

/* An option that changes what another one does. */
struct config_need {
    const char *name;
    bool is_met;
    const char *of;
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

/* Of a file and of the environment it is no mistake: what stands there is for every day. */
static bool config_check_needs(const struct config *config, struct buf *err)
{
    const struct config_output *output = &config->output;
    const struct config_tape *tape = &config->tape;
    const struct config_need needs[] = {
        { "retained", config->explain, "--explain" },
        { "since", tape->export_device, "--export" },
        { "iterations", output->batch, "--batch" },
        { "verbose", output->headless, "--headless" },
        { "timeout", output->once || output->batch || output->check, "--once, --batch or --check" },
        { "record-max", tape->record, "--record" },
        { "record-keep", tape->record, "--record" },
        { "history-keep", tape->history_db, "--history-db" },
        { "history-size", tape->history_db, "--history-db" },
        { "hook-timeout",
          config->tell.on_alert || config->tell.on_clear || config->watch.n_sections,
          "--on-alert or --on-clear" },
        { "keyfile-password-file", config->broker.tls.cert, "--cert" },
    };

    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (!needs[i].is_met && config_is_argument(config, needs[i].name)) {
            buf_addf(err, "--%s: has a meaning only with %s", needs[i].name, needs[i].of);
            return false;
        }
    return true;
}

static bool config_check_demo(const struct config *config, struct buf *err)
{
    static const char *const names[] = { "host", "port" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (config->demo && config_is_argument(config, names[i])) {
            buf_addf(err, "--%s: not together with --demo, which brings its own broker", names[i]);
            return false;
        }
    return true;
}

static bool config_check_history(const struct config *config, struct buf *err)
{
    const struct config_tape *tape = &config->tape;
    const char *why = NULL;

    if (tape->history_db && !config->watch.history_samples)
        why = "--history-db: has nothing to keep with --history 0";
    else if (tape->export_device && !tape->history_db)
        why = "--export: needs --history-db";
    if (why)
        buf_puts(err, why);
    return !why;
}

/* One thing at a time: where messages come from, what is done with them, in which form. */
static bool config_check_ways(const struct config *config, struct buf *err)
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

    return config_check_one(sources, sizeof sources / sizeof *sources, err) &&
           config_check_one(modes, sizeof modes / sizeof *modes, err) &&
           config_check_one(forms, sizeof forms / sizeof *forms, err);
}

bool config_check_modes(const struct config *config, struct buf *err)
{
    return config_check_ways(config, err) && config_check_needs(config, err) &&
           config_check_demo(config, err) && config_check_history(config, err);
}
