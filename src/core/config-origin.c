/* SPDX-License-Identifier: MIT */
#include "core/config-origin.h"

#include "core/address.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

const char *config_find_origin(const struct config *config, const struct option *option)
{
    return config->origins[option_index(option)];
}

bool config_is_argument(const struct config *config, const char *name)
{
    const char *origin = config_find_origin(config, option_find(OPTION_BOTH, name, strlen(name)));

    return origin && (origin[0] == '-' || strcmp(origin, CONFIG_ORIGIN_BROKER) == 0);
}

void config_note_origin(struct config *config, const struct option *option, const char *origin)
{
    char **at = &config->origins[option_index(option)];

    free(*at);
    *at = mem_text(origin, strlen(origin));
    if (option->type == OPTION_LIST || option->type == OPTION_RULES)
        config_list_note((void *)((char *)config + option->at), origin);
}

static void config_note_name(struct config *config, const char *name, const char *origin)
{
    config_note_origin(config, option_find(OPTION_BOTH, name, strlen(name)), origin);
}

/* Of the parts that the address has. */
static void config_note_address(struct config *config, const char *text, const char *origin)
{
    struct address address;
    struct buf err = { 0 };

    if (address_parse(text, &address, &err)) {
        const struct {
            const char *name;
            bool is_there;
        } parts[] = {
            { "host", address.host },         { "port", address.port }, { "pw", address.password },
            { "username", address.username }, { "tls", address.tls },
        };

        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (parts[i].is_there)
                config_note_name(config, parts[i].name, origin);
        address_finish(&address);
    }
    buf_finish(&err);
}

bool config_set(struct config *config, const struct option *option, const char *text,
                const char *origin, struct buf *why)
{
    if (!option_set(option, config, text, why))
        return false;
    config_note_origin(config, option, origin);
    if (option->type == OPTION_BROKER)
        config_note_address(config, text, origin);
    return true;
}

bool config_set_broker(struct config *config, const char *text, const char *origin, struct buf *why)
{
    if (!config_apply_broker(config, text, why))
        return false;
    config_note_address(config, text, origin);
    return true;
}

/* --- sentences ----------------------------------------------------------------- */

static const char config_name_bytes[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static void config_format_origin(const struct config *config, const char *flag, size_t len,
                                 struct buf *out)
{
    const char *name = flag + 2;
    const struct option *option = option_find(OPTION_BOTH, name, len - 2);
    const char *origin = option ? config_find_origin(config, option) : NULL;

    if (!origin || origin[0] == '-')
        buf_add(out, flag, len);
    else if (strchr(origin, ':'))
        buf_addf(out, "%s: %s", origin, option->name);
    else
        buf_puts(out, origin);
}

static void config_format_origins(const struct config *config, const char *sentence,
                                  struct buf *out)
{
    const char *end = sentence + strcspn(sentence, "'");
    const char *flag;

    while ((flag = strstr(sentence, "--")) && flag < end) {
        size_t len = strspn(flag, config_name_bytes);

        buf_add(out, sentence, (size_t)(flag - sentence));
        config_format_origin(config, flag, len, out);
        sentence = flag + len;
    }
    buf_puts(out, sentence);
}

void config_name_origins(const struct config *config, struct buf *sentence)
{
    struct buf named = { 0 };

    config_format_origins(config, buf_text(sentence), &named);
    buf_finish(sentence);
    *sentence = named;
}
