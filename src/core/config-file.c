/* SPDX-License-Identifier: MIT */
#include "core/config-file.h"

#include "core/config-origin.h"
#include "core/config-value.h"
#include "core/glob.h"
#include "core/mem.h"
#include "core/nearest.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* More would be too many to look at for each new device. */
enum { CONFIG_DEVICES_MAX = 1000 };

static const char config_file_blanks[] = " \t";

static char *config_file_copy(const char *text)
{
    return mem_text(text, strlen(text));
}

static bool config_refuse_again(unsigned line, struct buf *why)
{
    buf_addf(why, "said already in line %u", line);
    return false;
}

/* --- options ---------------------------------------------------------------- */

/* The line of this file that said it before; 0 when none did. */
static unsigned config_find_line(const char *origin, const char *path)
{
    size_t len = strlen(path);

    if (!origin || strncmp(origin, path, len) != 0 || origin[len] != ':')
        return 0;
    return (unsigned)strtoul(origin + len + 1, NULL, 10);
}

static bool config_refuse_option(const struct config_entry *entry, const struct option *option,
                                 struct buf *why)
{
    const struct option *nearest;

    if (option) {
        buf_addf(why, "only accepted on the command line, as --%s", option->name);
        return false;
    }
    nearest = option_find_nearest(OPTION_SENSORTOP, entry->key, strlen(entry->key));
    buf_puts(why, "no such option; ");
    if (nearest)
        buf_addf(why, "did you mean %s?", nearest->name);
    else
        buf_puts(why, "sensortop --help lists them all");
    return false;
}

static bool config_apply_setting(struct config *config, const struct config_entry *entry,
                                 const char *name, const char *value, struct buf *why)
{
    const struct option *option = option_find(OPTION_SENSORTOP, entry->key, strlen(entry->key));
    struct buf origin = { 0 };
    unsigned line;
    bool ok;

    (void)name;
    if (!option || option->no_environment || option->no_file)
        return config_refuse_option(entry, option, why);
    line = config_find_line(config_find_origin(config, option), entry->path);
    if (line && option->type != OPTION_LIST && option->type != OPTION_RULES)
        return config_refuse_again(line, why);
    buf_addf(&origin, "%s:%u", entry->path, entry->line);
    ok = config_set(config, option, value, buf_text(&origin), why);
    buf_finish(&origin);
    return ok;
}

/* --- [alert NAME] ----------------------------------------------------------- */

static struct rule_section *config_find_alert(struct config_watch *watch, const char *name)
{
    for (size_t i = 0; i < watch->n_sections; i++)
        if (strcmp(watch->sections[i].name, name) == 0)
            return &watch->sections[i];
    return NULL;
}

static void config_remove_alert(struct config_watch *watch, struct rule_section *section)
{
    size_t at = (size_t)(section - watch->sections);

    rule_section_finish(section);
    watch->n_sections--;
    memmove(section, section + 1, (watch->n_sections - at) * sizeof *section);
}

/* The section of this file by that name; one of an earlier file makes room for it. */
static struct rule_section *config_get_alert(struct config_watch *watch,
                                             const struct config_entry *entry, const char *name)
{
    struct rule_section *section = config_find_alert(watch, name);

    if (section && strcmp(section->path, entry->path) == 0)
        return section;
    if (section)
        config_remove_alert(watch, section);
    watch->sections = mem_resize(watch->sections, watch->n_sections + 1, sizeof *watch->sections);
    section = &watch->sections[watch->n_sections++];
    *section = (struct rule_section){ .name = config_file_copy(name),
                                      .path = config_file_copy(entry->path),
                                      .line = entry->line,
                                      .after = watch->alerts.n };
    return section;
}

static bool config_refuse_alert_key(const char *key, struct buf *why)
{
    const char *meant = NULL;
    struct nearest nearest;

    nearest_init(&nearest, key, strlen(key));
    for (enum rule_key i = 0; i < RULE_KEY_COUNT_; i++)
        if (nearest_offer(&nearest, rule_key_name(i)))
            meant = rule_key_name(i);
    buf_puts(why, "no such key of an alert; ");
    if (meant) {
        buf_addf(why, "did you mean %s?", meant);
        return false;
    }
    buf_puts(why, "there are");
    for (enum rule_key i = 0; i < RULE_KEY_COUNT_; i++)
        buf_addf(why, "%s %s", i ? "," : "", rule_key_name(i));
    return false;
}

static bool config_apply_alert(struct config *config, const struct config_entry *entry,
                               const char *name, const char *value, struct buf *why)
{
    enum rule_key key = rule_key_find(entry->key);
    struct rule_section *section;

    if (key == RULE_KEY_COUNT_)
        return config_refuse_alert_key(entry->key, why);
    section = config_get_alert(&config->watch, entry, name);
    if (section->values[key].text)
        return config_refuse_again(section->values[key].line, why);
    if (config->watch.n_sections + config->watch.alerts.n > CONFIG_ALERTS_MAX) {
        buf_addf(why, "not more than %d rules", CONFIG_ALERTS_MAX);
        return false;
    }
    section->values[key] =
        (struct rule_section_value){ .text = config_file_copy(value), .line = entry->line };
    return true;
}

/* --- [device GLOB] ----------------------------------------------------------- */

/* The section of this file for the same devices. */
static struct device_section *config_get_device(struct config_watch *watch,
                                                const struct config_entry *entry, const char *name)
{
    struct device_section *section;

    for (size_t i = 0; i < watch->n_devices; i++)
        if (strcmp(watch->devices[i].devices, name) == 0 &&
            strcmp(watch->devices[i].path, entry->path) == 0)
            return &watch->devices[i];
    watch->devices = mem_resize(watch->devices, watch->n_devices + 1, sizeof *watch->devices);
    section = &watch->devices[watch->n_devices++];
    *section = (struct device_section){ .devices = config_file_copy(name),
                                        .path = config_file_copy(entry->path) };
    return section;
}

static bool config_apply_device(struct config *config, const struct config_entry *entry,
                                const char *name, const char *value, struct buf *why)
{
    const char *fault = glob_fault(name);
    struct device_section *section;
    unsigned line;

    if (fault) {
        buf_addf(why, "no device matches a name %s: '%s'", fault, name);
        return false;
    }
    section = config_get_device(&config->watch, entry, name);
    if (!device_section_find(section, entry->key, &line, why))
        return false;
    if (line)
        return config_refuse_again(line, why);
    if (config->watch.n_devices > CONFIG_DEVICES_MAX) {
        buf_addf(why, "not more than %d sections of devices", CONFIG_DEVICES_MAX);
        return false;
    }
    device_section_add(section, entry->key, value, entry->line);
    return true;
}

/* --- [keys] ------------------------------------------------------------------ */

/* Whether there is such an action, and such a key, is found out where they are known. */
static bool config_apply_key(struct config *config, const struct config_entry *entry,
                             const char *name, const char *value, struct buf *why)
{
    const struct config_key *before = config_keys_find(&config->keys, entry->key);
    struct config_key key = { .path = (char *)entry->path, .line = entry->line };

    (void)name;
    if (before && strcmp(before->path, entry->path) == 0)
        return config_refuse_again(before->line, why);
    key.action = (char *)entry->key;
    key.keys = (char *)value;
    config_keys_set(&config->keys, &key);
    return true;
}

/* --- all --------------------------------------------------------------------- */

typedef bool config_section_fn(struct config *config, const struct config_entry *entry,
                               const char *name, const char *value, struct buf *why);

static const struct config_section {
    const char *kind;
    const char *name; /* what to call the rest of the brackets; NULL: there is none */
    config_section_fn *apply;
} config_sections[] = {
    { "", NULL, config_apply_setting },
    { "alert", "NAME", config_apply_alert },
    { "device", "GLOB", config_apply_device },
    { "keys", NULL, config_apply_key },
};

static const struct config_section *config_find_section(const char *kind, size_t len)
{
    for (size_t i = 0; i < sizeof config_sections / sizeof *config_sections; i++)
        if (strlen(config_sections[i].kind) == len &&
            memcmp(config_sections[i].kind, kind, len) == 0)
            return &config_sections[i];
    return NULL;
}

static bool config_refuse_section(struct buf *why)
{
    const char *separator = "no such section; there are ";

    for (size_t i = 1; i < sizeof config_sections / sizeof *config_sections; i++) {
        const struct config_section *section = &config_sections[i];

        buf_addf(why, "%s[%s%s%s]", separator, section->kind, section->name ? " " : "",
                 section->name ? section->name : "");
        separator = ", ";
    }
    buf_puts(why, "; options stand before the first of them");
    return false;
}

/* entry->section is "KIND NAME". */
static bool config_apply_to_section(struct config *config, const struct config_entry *entry,
                                    const char *value, struct buf *why)
{
    size_t len = strcspn(entry->section, config_file_blanks);
    const struct config_section *section = config_find_section(entry->section, len);
    const char *name = entry->section + len;

    name += strspn(name, config_file_blanks);
    if (!section)
        return config_refuse_section(why);
    if (!section->name == !*name)
        return section->apply(config, entry, name, value, why);
    if (section->name)
        buf_addf(why, "%s is missing, as in [%s %s]", section->name, section->kind, section->name);
    else
        buf_addf(why, "nothing is accepted behind the name, as in [%s]", section->kind);
    return false;
}

/* What is printed again, as it is, must be fit for a screen. */
static bool config_check_names(const struct config_entry *entry, struct buf *why)
{
    struct buf names = { 0 }, clean = { 0 };
    bool is_clean;

    buf_addf(&names, "%s %s", entry->section, entry->key);
    text_clean(&clean, names.data, names.len, SIZE_MAX);
    is_clean = strcmp(names.data, clean.data) == 0;
    if (!is_clean)
        buf_puts(why, "characters that cannot be shown are only accepted in a value");
    buf_finish(&names);
    buf_finish(&clean);
    return is_clean;
}

bool config_apply_entry(struct config *config, const struct config_entry *entry, struct buf *err)
{
    struct buf value = { 0 }, why = { 0 };
    bool ok = config_check_names(entry, &why) && config_value_parse(entry->value, &value, &why) &&
              config_apply_to_section(config, entry, buf_text(&value), &why);

    if (!ok) {
        buf_addf(err, "%s:%u: ", entry->path, entry->line);
        if (*entry->section)
            buf_addf(err, "[%s] ", entry->section);
        buf_addf(err, "%s: %s", entry->key, buf_text(&why));
    }
    if (value.len)
        explicit_bzero(value.data, value.len);
    buf_finish(&value);
    buf_finish(&why);
    return ok;
}

static bool config_check_alerts(const struct config_watch *watch, const char *path, struct buf *err)
{
    static const struct rule_defaults defaults;
    struct rule_list rules = { 0 };
    bool ok = true;

    for (size_t i = 0; ok && i < watch->n_sections; i++)
        if (strcmp(watch->sections[i].path, path) == 0)
            ok = rule_section_parse(&watch->sections[i], &defaults, &rules, err);
    rule_list_finish(&rules);
    return ok;
}

static bool config_check_devices(const struct config_watch *watch, const char *path,
                                 struct buf *err)
{
    struct device_settings settings = { 0 };
    bool ok = true;

    for (size_t i = 0; ok && i < watch->n_devices; i++)
        if (strcmp(watch->devices[i].path, path) == 0)
            ok = device_section_apply(&watch->devices[i], &settings, err);
    device_settings_finish(&settings);
    return ok;
}

bool config_end_file(struct config *config, const char *path, struct buf *err)
{
    config_end_source(config);
    return config_check_alerts(&config->watch, path, err) &&
           config_check_devices(&config->watch, path, err);
}
