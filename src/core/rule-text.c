/* SPDX-License-Identifier: MIT */
#include "core/rule-text.h"

#include "core/glob.h"
#include "core/metric.h"
#include "core/number.h"
#include "core/rule-words.h"
#include "core/text.h"

#include <string.h>

static const int64_t rule_text_day_ms = 24 * 3600 * 1000;

enum { RULE_TEXT_DAYS_MAX = 30, RULE_TEXT_IN_MS_MIN = 1000 };

struct rule_text {
    struct rule_words words;
    struct buf devices;
    struct buf metric;
    struct rule rule;
    bool is_fahrenheit; /* an amount was: so are those without a unit behind it */
    bool has_hysteresis;
    unsigned seen; /* groups of rule_text_options */
};

static bool rule_text_refuse(struct rule_text *t, const char *accepted)
{
    return rule_words_refuse(&t->words, accepted);
}

static bool rule_text_next(struct rule_text *t)
{
    return rule_words_next(&t->words);
}

static const char *rule_text_word(const struct rule_text *t)
{
    return buf_text(&t->words.word);
}

/* --- amounts --------------------------------------------------------------- */

/* 'C', 'F', '%', '\0' for none, '?' for what is no unit. */
static char rule_text_unit(const char *text)
{
    static const char degree[] = "°";
    size_t len = strncmp(text, degree, strlen(degree)) == 0 ? strlen(degree) : 0;

    text += len;
    if ((len && (!*text || *text == '%')) || (*text && text[1]))
        return '?';
    if (*text == 'c' || *text == 'f')
        return (char)(*text - 'a' + 'A');
    return *text;
}

/* What the numbers of a metric may have behind them, and how to say so. */
struct rule_text_units {
    const char *unit; /* of the metric */
    const char *letters;
    const char *help;
};

static const struct rule_text_units *rule_text_units_of(const char *metric)
{
    static const struct rule_text_units known[] = {
        { "°C", "CF", "a temperature such as 30, 30C or 86F" },
        { "%", "%", "a number such as 60 or 60%" },
    };
    static const struct rule_text_units bare = { NULL, "", "a number such as 4.5, without a unit" };
    static const struct rule_text_units any = { NULL, "C%", "a number such as 4.5" };
    const struct metric_kind *kind = metric_find(metric);

    if (!kind)
        return &any;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(kind->unit, known[i].unit) == 0)
            return &known[i];
    return &bare;
}

/* The word is a number, maybe with a unit; a difference has no freezing point to count from. */
static bool rule_text_amount(struct rule_text *t, bool is_difference, double *out)
{
    const struct rule_text_units *units = rule_text_units_of(buf_text(&t->metric));
    const char *word = rule_text_word(t);
    size_t span = number_span(word, strlen(word));
    char unit = rule_text_unit(word + span);
    double value;

    if (t->words.is_quoted || !number_parse(word, span, &value) ||
        (unit && !strchr(units->letters, unit)))
        return rule_text_refuse(t, units->help);
    t->is_fahrenheit |= unit == 'F';
    if (unit == 'F' || (!unit && t->is_fahrenheit))
        value = (is_difference ? value : value - 32) * 5 / 9;
    *out = value;
    return true;
}

static bool rule_text_duration(struct rule_text *t, int64_t min_ms, int64_t *out)
{
    int64_t ms;

    if (!number_parse_duration(rule_text_word(t), &ms))
        return rule_text_refuse(t, "a duration such as 90, 90s or 1m30s");
    if (ms < min_ms || ms > RULE_TEXT_DAYS_MAX * rule_text_day_ms)
        return rule_text_refuse(t, min_ms ? "between 1s and 30d" : "at most 30d");
    *out = ms;
    return rule_text_next(t);
}

/* --- which devices, what of them ------------------------------------------- */

static bool rule_text_take_devices(struct rule_text *t)
{
    const char *devices;
    bool found;

    if (!rule_words_take_prefix(&t->words, &t->devices, &found))
        return false;
    devices = buf_text(&t->devices);
    t->rule.devices = found ? devices : NULL;
    if (!found || glob_can_match(devices))
        return true;
    if (*devices)
        buf_addf(t->words.err, "no device matches a name that ends in '\\': '%s' in '%s'", devices,
                 t->words.all);
    else
        buf_addf(t->words.err, "a device such as freezer-* is missing before the ':': '%s'",
                 t->words.all);
    return false;
}

static bool rule_text_take_metric(struct rule_text *t)
{
    const char *word = rule_text_word(t);

    if (!t->words.has_word)
        return rule_text_refuse(t, "what to watch, such as 'temperature > 30' or 'offline',");
    if (!t->words.is_quoted && strchr(word, ':'))
        return rule_text_refuse(t, "a metric, a blank is missing behind the ':'");
    if (strcmp(word, "temperature_c") == 0 || strcmp(word, "temperature_f") == 0)
        return rule_text_refuse(t, "a metric, it is called temperature in both units");
    if (strlen(word) > METRIC_NAME_BYTES_MAX)
        return rule_text_refuse(t, "a metric, no name is longer than 63 bytes");
    buf_puts(&t->metric, word);
    t->rule.metric = buf_text(&t->metric);
    return rule_text_next(t);
}

static bool rule_text_take_watch(struct rule_text *t)
{
    enum rule_watch watch = RULE_ABOVE;

    while (watch < RULE_OFFLINE && !rule_words_is(&t->words, rule_watch_word(watch)))
        watch++;
    if (watch == RULE_OFFLINE)
        return rule_text_refuse(t, "one of >, <, rises, falls");
    t->rule.watch = watch;
    return rule_text_next(t);
}

static bool rule_text_take_limit(struct rule_text *t)
{
    const struct metric_kind *kind = metric_find(buf_text(&t->metric));
    double limit;

    if (!rule_text_amount(t, false, &limit))
        return false;
    if (kind && !(limit >= kind->min && limit <= kind->clamp_max)) {
        struct buf range = { 0 };

        buf_puts(&range, "between ");
        metric_format(&range, kind->name, kind->min, false);
        buf_puts(&range, " and ");
        metric_format(&range, kind->name, kind->clamp_max, false);
        rule_text_refuse(t, buf_text(&range));
        buf_finish(&range);
        return false;
    }
    t->rule.limit = limit + 0.0; /* never -0 */
    return rule_text_next(t);
}

/* "5 in 10m" */
static bool rule_text_take_change(struct rule_text *t)
{
    double change;

    if (!rule_text_amount(t, true, &change))
        return false;
    if (!(change > 0))
        return rule_text_refuse(t, "more than 0");
    t->rule.limit = change;
    if (!rule_text_next(t))
        return false;
    if (!rule_words_is(&t->words, "in"))
        return rule_text_refuse(t, "'in' and a duration such as 10m");
    return rule_text_next(t) && rule_text_duration(t, RULE_TEXT_IN_MS_MIN, &t->rule.in_ms);
}

static bool rule_text_take_subject(struct rule_text *t)
{
    for (enum rule_watch watch = RULE_OFFLINE; watch < RULE_WATCH_COUNT_; watch++)
        if (rule_words_is(&t->words, rule_watch_word(watch))) {
            t->rule.watch = watch;
            return rule_text_next(t);
        }
    if (!rule_text_take_metric(t) || !rule_text_take_watch(t))
        return false;
    if (rule_words_is(&t->words, "off"))
        return true;
    return rule_watch_is_change(t->rule.watch) ? rule_text_take_change(t) : rule_text_take_limit(t);
}

/* --- what comes behind ----------------------------------------------------- */

static bool rule_text_take_hysteresis(struct rule_text *t)
{
    double hysteresis;

    if (!t->rule.metric)
        return rule_text_refuse(t, "accepted here, offline and stale have no limit");
    if (!rule_text_next(t) || !rule_text_amount(t, true, &hysteresis))
        return false;
    if (!(hysteresis >= 0))
        return rule_text_refuse(t, "0 or more");
    if (rule_watch_is_change(t->rule.watch) && hysteresis >= t->rule.limit)
        return rule_text_refuse(t, "less than the change itself");
    t->rule.hysteresis = hysteresis + 0.0;
    t->has_hysteresis = true;
    return rule_text_next(t);
}

static bool rule_text_take_for(struct rule_text *t)
{
    return rule_text_next(t) && rule_text_duration(t, 0, &t->rule.for_ms);
}

static bool rule_text_take_warn(struct rule_text *t)
{
    t->rule.severity = SEVERITY_WARN;
    return rule_text_next(t);
}

static bool rule_text_take_crit(struct rule_text *t)
{
    t->rule.severity = SEVERITY_CRIT;
    return rule_text_next(t);
}

static bool rule_text_take_off(struct rule_text *t)
{
    t->rule.off = true;
    return rule_text_next(t);
}

static const struct rule_text_option {
    const char *word;
    bool (*take)(struct rule_text *t);
    unsigned group; /* one of each */
} rule_text_options[] = {
    { "hysteresis", rule_text_take_hysteresis, 1 },
    { "for", rule_text_take_for, 2 },
    { "warn", rule_text_take_warn, 4 },
    { "crit", rule_text_take_crit, 4 },
    { "off", rule_text_take_off, 8 },
};

static bool rule_text_take_option(struct rule_text *t)
{
    for (size_t i = 0; i < sizeof rule_text_options / sizeof *rule_text_options; i++) {
        const struct rule_text_option *option = &rule_text_options[i];

        if (!rule_words_is(&t->words, option->word))
            continue;
        if (t->seen & option->group)
            return rule_text_refuse(t, "to be said twice");
        t->seen |= option->group;
        return option->take(t);
    }
    return rule_text_refuse(t, "one of hysteresis, for, warn, crit, off");
}

/* --- the whole ------------------------------------------------------------- */

static double rule_text_default_hysteresis(const struct rule *rule,
                                           const struct rule_defaults *defaults)
{
    double hysteresis = 0;

    if (rule->metric && strcmp(rule->metric, "temperature") == 0)
        hysteresis = defaults->hysteresis_c;
    else if (rule->metric && strcmp(rule->metric, "humidity") == 0)
        hysteresis = 2;
    if (rule_watch_is_change(rule->watch) && hysteresis > rule->limit / 2)
        hysteresis = rule->limit / 2;
    return hysteresis;
}

static void rule_text_complete(struct rule_text *t, const struct rule_defaults *defaults)
{
    struct rule *rule = &t->rule;

    rule->origin = defaults->origin;
    if (rule->off) {
        rule->limit = rule->hysteresis = 0;
        rule->for_ms = rule->in_ms = 0;
        return;
    }
    if (rule->severity == SEVERITY_NONE)
        rule->severity = SEVERITY_CRIT;
    if (!t->has_hysteresis)
        rule->hysteresis = rule_text_default_hysteresis(rule, defaults);
}

static bool rule_text_check_bytes(struct rule_text *t)
{
    const char *all = t->words.all;
    bool ok = text_is_utf8(all, strlen(all));

    for (const char *c = all; ok && *c; c++)
        ok = *c == '\t' || ((unsigned char)*c >= ' ' && *c != '\x7f');
    if (!ok)
        buf_addf(t->words.err, "not a text in UTF-8 without control characters: '%s'", all);
    return ok;
}

static bool rule_text_read(struct rule_text *t)
{
    if (!rule_text_check_bytes(t) || !rule_text_take_devices(t) || !rule_text_next(t) ||
        !rule_text_take_subject(t))
        return false;
    while (t->words.has_word)
        if (!rule_text_take_option(t))
            return false;
    return true;
}

bool rule_text_parse(const char *text, const struct rule_defaults *defaults, struct rule_list *list,
                     struct buf *err)
{
    struct rule_text t = { .words = { .all = text, .at = text, .err = err } };
    bool ok = rule_text_read(&t);

    if (ok) {
        rule_text_complete(&t, defaults);
        rule_list_add(list, &t.rule);
    }
    buf_finish(&t.words.word);
    buf_finish(&t.devices);
    buf_finish(&t.metric);
    return ok;
}
