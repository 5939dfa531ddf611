/* SPDX-License-Identifier: MIT */
#include "core/rule-set.h"

#include "core/config-origin.h"
#include "core/glob.h"
#include "core/rule-section.h"
#include "core/rule-text.h"

#include <assert.h>
#include <string.h>

enum { RULE_SET_LIMITS = 4 };

static_assert(CONFIG_ALERTS_MAX + RULE_SET_LIMITS <= RULES_MAX, "room for all");

/* The option by its long name, unless somebody said it elsewhere. */
static const char *rule_set_origin(const struct config *config, const char *flag)
{
    const struct option *option = option_find(OPTION_SENSORTOP, flag + 2, strlen(flag + 2));
    const char *origin = config_find_origin(config, option);

    return origin && origin[0] != '-' ? origin : flag;
}

static void rule_set_add_limits(const struct config *config, struct rule_list *out)
{
    const struct config_watch *watch = &config->watch;
    const struct {
        const char *flag;
        bool is_set;
        struct rule rule;
    } limits[RULE_SET_LIMITS] = {
        { "--high", !watch->no_high, { .limit = watch->high_c, .severity = SEVERITY_CRIT } },
        { "--low",
          watch->has_low,
          { .watch = RULE_BELOW, .limit = watch->low_c, .severity = SEVERITY_CRIT } },
        { "--warn-high",
          watch->has_warn_high,
          { .limit = watch->warn_high_c, .severity = SEVERITY_WARN } },
        { "--warn-low",
          watch->has_warn_low,
          { .watch = RULE_BELOW, .limit = watch->warn_low_c, .severity = SEVERITY_WARN } },
    };

    for (size_t i = 0; i < RULE_SET_LIMITS; i++) {
        struct rule rule = limits[i].rule;

        rule.origin = rule_set_origin(config, limits[i].flag);
        rule.metric = "temperature";
        rule.hysteresis = watch->hysteresis_c;
        if (limits[i].is_set)
            rule_list_add(out, &rule);
    }
}

/* All were parsed before they came into the config. */
static void rule_set_must(bool ok)
{
    assert(ok);
    (void)ok;
}

/* Those of one line and those of sections, in the order in which they were read. */
void rule_set_make(const struct config *config, struct rule_list *out)
{
    const struct config_watch *watch = &config->watch;
    struct rule_defaults defaults = { .hysteresis_c = watch->hysteresis_c };
    struct buf err = { 0 };
    size_t section = 0;

    rule_set_add_limits(config, out);
    for (size_t i = 0; i <= watch->alerts.n; i++) {
        for (; section < watch->n_sections && watch->sections[section].after <= i; section++)
            rule_set_must(rule_section_parse(&watch->sections[section], &defaults, out, &err));
        if (i == watch->alerts.n)
            break;
        defaults.origin = watch->alerts.origins[i];
        rule_set_must(rule_text_parse(watch->alerts.items[i], &defaults, out, &err));
    }
    for (size_t i = 0; i < out->n && watch->alert_at_once; i++)
        out->rules[i].for_ms = 0;
}

/* --- what holds for whom ---------------------------------------------------- */

/* " 2  freezer-*: temperature > -15C hysteresis 0.5C crit  (--alert): " */
static void rule_set_add_rule(const struct rule_list *list, size_t i, struct buf *out)
{
    const struct rule *rule = &list->rules[i];

    buf_addf(out, "%3zu  ", i + 1);
    rule_text_format(rule, out);
    if (rule->name)
        buf_addf(out, "  ([alert %s], %s)", rule->name, rule->origin);
    else if (rule->origin)
        buf_addf(out, "  (%s)", rule->origin);
    buf_puts(out, ": ");
}

/* Every device that the earlier rule is for is one of the later rule, as far as that is easily
 * seen. */
static bool rule_set_covers(const struct rule *later, const struct rule *earlier)
{
    return !later->devices || strcmp(later->devices, "*") == 0 ||
           (earlier->devices && strcmp(later->devices, earlier->devices) == 0);
}

static void rule_set_add_rivals(const struct rule_list *list, size_t i, struct buf *out)
{
    const char *separator = ", but where a later one matches: ";

    for (size_t later = i + 1; later < list->n; later++) {
        if (!rule_replaces(&list->rules[later], &list->rules[i]))
            continue;
        buf_addf(out, "%s%zu", separator, later + 1);
        separator = ", ";
    }
}

static size_t rule_set_find_cover(const struct rule_list *list, size_t i)
{
    size_t later = i + 1;

    while (later < list->n && !(rule_replaces(&list->rules[later], &list->rules[i]) &&
                                rule_set_covers(&list->rules[later], &list->rules[i])))
        later++;
    return later;
}

void rule_set_format(const struct rule_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct rule *rule = &list->rules[i];
        size_t cover = rule_set_find_cover(list, i);

        rule_set_add_rule(list, i, out);
        if (rule->off)
            buf_puts(out, "switches off such rules before it for ");
        if (cover < list->n) {
            buf_addf(out, "nobody, %zu takes its place\n", cover + 1);
            continue;
        }
        if (rule->devices)
            buf_addf(out, "devices like %s", rule->devices);
        else
            buf_puts(out, "every device");
        rule_set_add_rivals(list, i, out);
        buf_puts(out, "\n");
    }
    if (!list->n)
        buf_puts(out, "No rules: there are no alerts.\n");
}

void rule_set_format_device(const struct rule_list *list, const char *location, const char *device,
                            struct buf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct rule *rule = &list->rules[i];
        size_t replacement = rule_find_replacement(list, i, location, device);
        bool holds = rule_holds(list, i, location, device);

        buf_puts(out, holds ? "yes " : "no  ");
        rule_set_add_rule(list, i, out);
        if (!glob_matches(rule->devices, location, device))
            buf_puts(out, "for other devices");
        else if (replacement < list->n && list->rules[replacement].off)
            buf_addf(out, "%zu switches it off", replacement + 1);
        else if (replacement < list->n)
            buf_addf(out, "%zu takes its place", replacement + 1);
        else if (rule->off)
            buf_puts(out, "switches off such rules before it");
        else
            buf_puts(out, "holds, none after it takes its place");
        buf_puts(out, "\n");
    }
    if (!list->n)
        buf_puts(out, "No rules: there are no alerts.\n");
}

bool rule_set_next_lost(const struct rule_list *list, size_t *at, struct buf *out)
{
    buf_clear(out);
    while (*at < list->n) {
        const struct rule *rule = &list->rules[*at];
        size_t cover = rule_set_find_cover(list, (*at)++);
        const struct rule *other = &list->rules[cover];

        if (!rule->name || cover == list->n || !other->name || other->off)
            continue;
        buf_addf(out, "%s: [alert %s] holds for nobody, [alert %s] takes its place", rule->origin,
                 rule->name, other->name);
        return true;
    }
    return false;
}
