/* SPDX-License-Identifier: MIT */
#include "core/config-format.h"

#include "core/config-origin.h"
#include "core/config-value.h"
#include "core/text.h"

#include <string.h>

/* "  ; from --high" and the end of the line. */
static void config_add_origin(const char *origin, struct buf *out)
{
    buf_puts(out, "  ; from ");
    text_clean(out, origin, strlen(origin), SIZE_MAX);
    buf_puts(out, "\n");
}

static void config_add_line(const char *key, const char *text, const char *origin, struct buf *out)
{
    buf_addf(out, "%s = ", key);
    config_value_format(text, out);
    config_add_origin(origin, out);
}

/* A rule a line: their order counts, and each comes from somewhere. */
static void config_add_rules(const struct option *option, const struct config_list *rules,
                             struct buf *out)
{
    for (size_t i = 0; i < rules->n; i++)
        config_add_line(option->name, rules->items[i], rules->origins[i], out);
}

/* The proxy is the only address that is not told in parts. */
static bool config_format_proxy(const struct config_proxy *proxy, struct buf *out)
{
    if (!proxy->host)
        return false;
    buf_puts(out, "socks5h://");
    if (proxy->username)
        buf_addf(out, "%s@", proxy->username);
    buf_addf(out, strchr(proxy->host, ':') ? "[%s]:%d" : "%s:%d", proxy->host, (int)proxy->port);
    return true;
}

bool config_format_value(const struct config *config, const struct option *option, struct buf *out)
{
    if (option->type != OPTION_BROKER)
        return option_format(option, config, out);
    return strcmp(option->name, "proxy") == 0 && config_format_proxy(&config->broker.proxy, out);
}

static bool config_is_secret(const struct config *config, const struct option *option)
{
    return option->is_secret || (option->type == OPTION_BROKER && config->broker.proxy.password);
}

static void config_add_option(const struct config *config, const struct option *option,
                              struct buf *out)
{
    const char *origin = config_find_origin(config, option);
    struct buf value = { 0 };

    if (option->type == OPTION_RULES && config->watch.alerts.n) {
        config_add_rules(option, &config->watch.alerts, out);
        return;
    }
    if (!config_format_value(config, option, &value)) {
        buf_addf(out, "# %s =\n", option->name);
    } else if (config_is_secret(config, option)) {
        buf_addf(out, "# %s = (not shown)", option->name);
        config_add_origin(origin, out);
    } else {
        config_add_line(option->name, buf_text(&value), origin ? origin : "default", out);
    }
    if (value.len)
        explicit_bzero(value.data, value.len);
    buf_finish(&value);
}

/* url and unix are told by what they set; what is not for a file is set only when it is secret. */
static bool config_is_told(const struct option *option)
{
    if (!(option->programs & OPTION_SENSORTOP) || option->no_file)
        return false;
    if (option->type == OPTION_BROKER)
        return strcmp(option->name, "proxy") == 0;
    return !option->no_environment || option->is_secret;
}

static void config_add_options(const struct config *config, struct buf *out)
{
    const char *group = NULL;

    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        if (!config_is_told(option))
            continue;
        if (group != option->group)
            buf_addf(out, "%s# %s\n", group ? "\n" : "", option->group);
        group = option->group;
        config_add_option(config, option, out);
    }
}

/* "  ; from path:line" */
static void config_add_line_of(const char *key, const char *text, const char *path, unsigned line,
                               struct buf *out)
{
    struct buf origin = { 0 };

    buf_addf(&origin, "%s:%u", path, line);
    config_add_line(key, text, buf_text(&origin), out);
    buf_finish(&origin);
}

static void config_add_keys(const struct config_keys *keys, struct buf *out)
{
    if (keys->n)
        buf_puts(out, "\n[keys]\n");
    for (size_t i = 0; i < keys->n; i++) {
        const struct config_key *key = &keys->items[i];

        config_add_line_of(key->action, key->keys, key->path, key->line, out);
    }
}

static void config_add_section(const struct rule_section *section, struct buf *out)
{
    buf_addf(out, "\n[alert %s]\n", section->name);
    for (enum rule_key key = 0; key < RULE_KEY_COUNT_; key++) {
        const struct rule_section_value *value = &section->values[key];

        if (value->text)
            config_add_line_of(rule_key_name(key), value->text, section->path, value->line, out);
    }
}

static void config_add_device(const struct device_section *section, struct buf *out)
{
    buf_addf(out, "\n[device %s]\n", section->devices);
    for (size_t i = 0; i < section->n; i++) {
        const struct device_section_entry *entry = &section->entries[i];

        config_add_line_of(entry->key, entry->text, section->path, entry->line, out);
    }
}

void config_format(const struct config *config, struct buf *out)
{
    config_add_options(config, out);
    for (size_t i = 0; i < config->watch.n_sections; i++)
        config_add_section(&config->watch.sections[i], out);
    for (size_t i = 0; i < config->watch.n_devices; i++)
        config_add_device(&config->watch.devices[i], out);
    config_add_keys(&config->keys, out);
}
