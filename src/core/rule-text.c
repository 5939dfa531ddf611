/* SPDX-License-Identifier: MIT */
#include "core/rule-text.h"

#include "core/glob.h"
#include "core/rule-part.h"
#include "core/rule-words.h"

#include <string.h>

struct rule_text {
    struct rule_words words;
    struct buf devices;
    struct buf metric;
    struct rule rule;
    struct rule_part amount;
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

typedef bool rule_text_amount_fn(struct rule_part *amount, const char *word, double *out,
                                 struct buf *accepted);

/* What is in quotes is no number. */
static bool rule_text_amount(struct rule_text *t, rule_text_amount_fn *parse, double *out)
{
    struct buf accepted = { 0 };
    bool ok = parse(&t->amount, t->words.is_quoted ? "" : rule_text_word(t), out, &accepted) ||
              rule_text_refuse(t, buf_text(&accepted));

    buf_finish(&accepted);
    return ok;
}

static bool rule_text_duration(struct rule_text *t, int64_t min_ms, int64_t *out)
{
    struct buf accepted = { 0 };
    bool ok = rule_part_duration(rule_text_word(t), min_ms, out, &accepted) ||
              rule_text_refuse(t, buf_text(&accepted));

    buf_finish(&accepted);
    return ok && rule_text_next(t);
}

/* --- which devices, what of them ------------------------------------------- */

static bool rule_text_take_devices(struct rule_text *t)
{
    const char *devices, *fault;
    bool found;

    if (!rule_words_take_prefix(&t->words, &t->devices, &found))
        return false;
    devices = buf_text(&t->devices);
    t->rule.devices = found ? devices : NULL;
    fault = found ? glob_fault(devices) : NULL;
    if (!fault)
        return true;
    if (*devices)
        buf_addf(t->words.err, "no device matches a name %s: '%s' in '%s'", fault, devices,
                 t->words.all);
    else
        buf_addf(t->words.err, "a device such as freezer-* is missing before the ':': '%s'",
                 t->words.all);
    return false;
}

static bool rule_text_take_metric(struct rule_text *t)
{
    const char *word = rule_text_word(t);
    struct buf accepted = { 0 };
    bool ok;

    if (!t->words.has_word)
        return rule_text_refuse(t, "what to watch, such as 'temperature > 30' or 'offline',");
    if (!t->words.is_quoted && strchr(word, ':'))
        return rule_text_refuse(t, "a metric, a blank is missing behind the ':'");
    ok = rule_part_metric(word, &accepted) || rule_text_refuse(t, buf_text(&accepted));
    buf_finish(&accepted);
    buf_puts(&t->metric, word);
    t->rule.metric = t->amount.metric = buf_text(&t->metric);
    return ok && rule_text_next(t);
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
    return rule_text_amount(t, rule_part_limit, &t->rule.limit) && rule_text_next(t);
}

/* "5 in 10m" */
static bool rule_text_take_change(struct rule_text *t)
{
    if (!rule_text_amount(t, rule_part_change, &t->rule.limit) || !rule_text_next(t))
        return false;
    if (!rule_words_is(&t->words, "in"))
        return rule_text_refuse(t, "'in' and a duration such as 10m");
    return rule_text_next(t) && rule_text_duration(t, RULE_PART_IN_MS_MIN, &t->rule.in_ms);
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
    if (!rule_text_next(t) || !rule_text_amount(t, rule_part_hysteresis, &hysteresis))
        return false;
    if (rule_watch_is_change(t->rule.watch) && hysteresis >= t->rule.limit)
        return rule_text_refuse(t, "less than the change itself");
    t->rule.hysteresis = hysteresis;
    t->has_hysteresis = true;
    return rule_text_next(t);
}

static bool rule_text_take_for(struct rule_text *t)
{
    return rule_text_next(t) && rule_text_duration(t, 0, &t->rule.for_ms);
}

static bool rule_text_take_repeat(struct rule_text *t)
{
    return rule_text_next(t) && rule_text_duration(t, RULE_PART_IN_MS_MIN, &t->rule.repeat_ms);
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
    { "repeat", rule_text_take_repeat, 16 },
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
    return rule_text_refuse(t, "one of hysteresis, for, repeat, warn, crit, off");
}

/* --- the whole ------------------------------------------------------------- */

static bool rule_text_check_bytes(struct rule_text *t)
{
    bool ok = rule_part_is_clean(t->words.all);

    if (!ok)
        buf_addf(t->words.err, "not a text in UTF-8 without control characters: '%s'",
                 t->words.all);
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
        t.rule.origin = defaults->origin;
        rule_part_complete(&t.rule, t.has_hysteresis, defaults->hysteresis_c);
        rule_list_add(list, &t.rule);
    }
    buf_finish(&t.words.word);
    buf_finish(&t.devices);
    buf_finish(&t.metric);
    return ok;
}
