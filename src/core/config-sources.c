/* SPDX-License-Identifier: MIT */
#include "core/config-origin.h"

#include "core/number.h"

#include <assert.h>
#include <string.h>

/* "+" is every location: the others would be subscribed to twice. */
static void config_tidy_locations(struct config *config)
{
    struct config_list *locations = &config->watch.locations;

    for (size_t i = 0; i < locations->n; i++) {
        if (strcmp(locations->items[i], "+") != 0)
            continue;
        config_list_finish(locations);
        config_list_add(locations, "+");
        return;
    }
}

void config_end_source(struct config *config)
{
    config_tidy_locations(config);
    config->watch.locations.is_default = true;
    config->publish.sensors.is_default = true;
    config->screen.columns.is_default = true;
}

/* --- environment ----------------------------------------------------------- */

/* An empty variable is as good as none. */
static const char *config_find_variable(char *const *variables, const char *name)
{
    size_t len = strlen(name);

    for (; *variables; variables++)
        if (strncmp(*variables, name, len) == 0 && (*variables)[len] == '=' &&
            (*variables)[len + 1])
            return *variables + len + 1;
    return NULL;
}

static bool config_apply_variable(struct config *config, const struct option *option, int program,
                                  char *const *variables, struct buf *err)
{
    struct buf name = { 0 }, why = { 0 };
    const char *text;
    bool ok = true;

    option_format_variable(option, program, &name);
    text = config_find_variable(variables, buf_text(&name));
    if (text && !config_set(config, option, text, buf_text(&name), &why)) {
        buf_addf(err, "%s: %s", buf_text(&name), buf_text(&why));
        ok = false;
    }
    buf_finish(&name);
    buf_finish(&why);
    return ok;
}

bool config_apply_environment(struct config *config, int program, char *const *variables,
                              struct buf *err)
{
    /* https://no-color.org */
    if (program == OPTION_SENSORTOP && config_find_variable(variables, "NO_COLOR")) {
        config->screen.no_color = true;
        config_note_origin(config, option_find(program, "no-color", strlen("no-color")),
                           "NO_COLOR");
    }
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        if (!(option->programs & program) || option->no_environment)
            continue;
        if (!config_apply_variable(config, option, program, variables, err))
            return false;
    }
    config_end_source(config);
    return true;
}

/* --- arguments ------------------------------------------------------------- */

struct config_arguments {
    struct config *config;
    int program;
    char *const *next; /* the word after the one at hand, up to end */
    char *const *end;
    const char *operand; /* the BROKER, once it was seen */
};

/* Where is the option as it was typed: "--port" or "-p". */
static bool config_set_argument(struct config_arguments *args, const struct option *option,
                                const char *where, const char *text, struct buf *err)
{
    struct buf why = { 0 };
    bool ok = config_set(args->config, option, text, where, &why);

    if (!ok)
        buf_addf(err, "%s: %s", where, buf_text(&why));
    buf_finish(&why);
    return ok;
}

/* The option's text: attached to it, or the next word. */
static bool config_apply_option(struct config_arguments *args, const struct option *option,
                                const char *where, const char *attached, struct buf *err)
{
    const char *next = args->next < args->end ? *args->next : NULL;
    int64_t number;

    if (attached)
        return config_set_argument(args, option, where, attached, err);
    if (!option->argument)
        return config_set_argument(args, option, where, "yes", err);
    if (option->bare) {
        bool is_its = next && (option->type == OPTION_TEXT
                                   ? next[0] != '-'
                                   : number_parse_int(next, INT64_MIN, INT64_MAX, &number));

        args->next += is_its;
        return config_set_argument(args, option, where, is_its ? next : option->bare, err);
    }
    if (!next) {
        buf_addf(err, "%s: needs a %s after it", where, option->argument);
        return false;
    }
    args->next++;
    return config_set_argument(args, option, where, next, err);
}

static bool config_refuse_name(int program, const char *name, size_t len, struct buf *err)
{
    int other = OPTION_BOTH ^ program;
    const struct option *nearest = option_find_nearest(program, name, len);
    const char *owner = other == OPTION_SENSORPUB ? "sensorpub" : "sensortop";

    buf_puts(err, "--");
    buf_add(err, name, len);
    buf_puts(err, ": no such option; ");
    if (option_find(other, name, len))
        buf_addf(err, "%s has one", owner);
    else if (nearest)
        buf_addf(err, "did you mean --%s?", nearest->name);
    else
        buf_puts(err, "--help lists them all");
    return false;
}

/* --name, --name TEXT or --name=TEXT */
static bool config_apply_long(struct config_arguments *args, const char *word, struct buf *err)
{
    const char *name = word + 2;
    size_t len = strcspn(name, "=");
    const char *attached = name[len] ? name + len + 1 : NULL;
    const struct option *option = option_find(args->program, name, len);
    struct buf where = { 0 };
    bool ok = false;

    if (!option)
        return config_refuse_name(args->program, name, len, err);
    buf_add(&where, word, len + 2);
    if (attached && option->type == OPTION_ACTION)
        buf_addf(err, "%s: takes nothing after it: '%s'", buf_text(&where), attached);
    else
        ok = config_apply_option(args, option, buf_text(&where), attached, err);
    buf_finish(&where);
    return ok;
}

/* -x, -x TEXT, -xTEXT, or several flags in one word */
static bool config_apply_letters(struct config_arguments *args, const char *word, struct buf *err)
{
    for (const char *letter = word + 1; *letter; letter++) {
        const struct option *option = option_find_letter(args->program, *letter);
        const char where[] = { '-', *letter, '\0' };

        if (!option) {
            buf_addf(err, "%s: no such option; --help lists them all: '%s'", where, word);
            return false;
        }
        if (option->argument)
            return config_apply_option(args, option, where, letter[1] ? letter + 1 : NULL, err);
        if (!config_set_argument(args, option, where, "yes", err))
            return false;
    }
    return true;
}

static bool config_apply_operand(struct config_arguments *args, const char *word, struct buf *err)
{
    struct buf why = { 0 };
    bool ok = !args->operand;

    if (!ok) {
        buf_addf(err, "only one BROKER is accepted, and it was '%s': '%s'", args->operand, word);
        return false;
    }
    args->operand = word;
    ok = config_set_broker(args->config, word, CONFIG_ORIGIN_BROKER, &why);
    if (!ok)
        buf_addf(err, CONFIG_ORIGIN_BROKER ": %s", buf_text(&why));
    buf_finish(&why);
    return ok;
}

bool config_apply_arguments(struct config *config, int program, int argc, char *const *argv,
                            struct buf *err)
{
    struct config_arguments args = {
        .config = config,
        .program = program,
        .next = argv + (argc > 0),
        .end = argv + argc,
    };
    bool only_operands = false;
    bool ok = true;

    while (ok && args.next < args.end) {
        const char *word = *args.next++;

        assert(word); /* argv has no NULL before its end */
        if (only_operands || word[0] != '-' || !word[1])
            ok = config_apply_operand(&args, word, err);
        else if (strcmp(word, "--") == 0)
            only_operands = true;
        else if (word[1] == '-')
            ok = config_apply_long(&args, word, err);
        else
            ok = config_apply_letters(&args, word, err);
    }
    config_tidy_locations(config);
    return ok;
}
