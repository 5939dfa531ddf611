/* SPDX-License-Identifier: MIT */
#include "core/rule-section.h"

#include "core/glob.h"
#include "core/rule-part.h"
#include "core/rule-words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    RULE_SECTION_MESSAGE_BYTES_MAX = 200,
    RULE_SECTION_REPEAT_MS_MIN = 1000,
};

struct rule_section_reader {
    struct rule rule;
    struct rule_part amount;
    struct buf accepted;
    bool has_watch;
    bool has_hysteresis;
};

static bool rule_section_accept(struct rule_section_reader *r, const char *accepted)
{
    buf_puts(&r->accepted, accepted);
    return false;
}

/* --- which devices, what of them -------------------------------------------- */

static bool rule_section_device(struct rule_section_reader *r, const char *text)
{
    r->rule.devices = text;
    return !glob_fault(text) ||
           rule_section_accept(r, "a device such as freezer-* or office/freezer-*");
}

static bool rule_section_metric(struct rule_section_reader *r, const char *text)
{
    r->rule.metric = r->amount.metric = text;
    return rule_part_metric(text, &r->accepted);
}

/* False, with what is accepted told, when there was one before. */
static bool rule_section_watch(struct rule_section_reader *r, enum rule_watch watch)
{
    bool is_first = !r->has_watch;

    r->rule.watch = watch;
    r->has_watch = true;
    if (!is_first)
        return rule_section_accept(
            r, "accepted twice, a section has one of above, below, rises, falls, offline, stale");
    if (!rule_watch_has_metric(watch) && r->rule.metric)
        return rule_section_accept(r, "accepted here, a metric is neither offline nor stale");
    if (rule_watch_has_metric(watch) && !r->rule.metric)
        r->rule.metric = r->amount.metric = "temperature";
    return true;
}

static bool rule_section_is_off(struct rule_section_reader *r, const char *text)
{
    r->rule.off = strcmp(text, "off") == 0;
    return r->rule.off;
}

static bool rule_section_limit(struct rule_section_reader *r, enum rule_watch watch,
                               const char *text)
{
    if (!rule_section_watch(r, watch))
        return false;
    return rule_section_is_off(r, text) ||
           rule_part_limit(&r->amount, text, &r->rule.limit, &r->accepted);
}

static bool rule_section_above(struct rule_section_reader *r, const char *text)
{
    return rule_section_limit(r, RULE_ABOVE, text);
}

static bool rule_section_below(struct rule_section_reader *r, const char *text)
{
    return rule_section_limit(r, RULE_BELOW, text);
}

/* "5 in 10m" */
static bool rule_section_read_change(struct rule_section_reader *r, struct rule_words *w)
{
    if (!rule_words_next(w) ||
        !rule_part_change(&r->amount, buf_text(&w->word), &r->rule.limit, &r->accepted))
        return false;
    if (!rule_words_next(w) || !rule_words_is(w, "in") || !rule_words_next(w))
        return rule_section_accept(r, "a change and its time such as 5 in 10m");
    if (!rule_part_duration(buf_text(&w->word), RULE_PART_IN_MS_MIN, &r->rule.in_ms, &r->accepted))
        return false;
    return (rule_words_next(w) && !w->has_word) ||
           rule_section_accept(r, "accepted with more behind the time");
}

static bool rule_section_change(struct rule_section_reader *r, enum rule_watch watch,
                                const char *text)
{
    struct buf err = { 0 };
    struct rule_words words = { .all = text, .at = text, .err = &err };
    bool ok;

    if (!rule_section_watch(r, watch))
        return false;
    ok = rule_section_is_off(r, text) || rule_section_read_change(r, &words);
    buf_finish(&words.word);
    buf_finish(&err);
    return ok;
}

static bool rule_section_rises(struct rule_section_reader *r, const char *text)
{
    return rule_section_change(r, RULE_RISES, text);
}

static bool rule_section_falls(struct rule_section_reader *r, const char *text)
{
    return rule_section_change(r, RULE_FALLS, text);
}

static bool rule_section_state(struct rule_section_reader *r, enum rule_watch watch,
                               const char *text)
{
    if (!rule_section_watch(r, watch))
        return false;
    return rule_section_is_off(r, text) || strcmp(text, "yes") == 0 ||
           rule_section_accept(r, "yes or off");
}

static bool rule_section_offline(struct rule_section_reader *r, const char *text)
{
    return rule_section_state(r, RULE_OFFLINE, text);
}

static bool rule_section_stale(struct rule_section_reader *r, const char *text)
{
    return rule_section_state(r, RULE_STALE, text);
}

/* --- the rest --------------------------------------------------------------- */

static bool rule_section_hysteresis(struct rule_section_reader *r, const char *text)
{
    if (!r->rule.metric)
        return rule_section_accept(r, "accepted here, offline and stale have no limit");
    if (!rule_part_hysteresis(&r->amount, text, &r->rule.hysteresis, &r->accepted))
        return false;
    r->has_hysteresis = true;
    return r->rule.off || !rule_watch_is_change(r->rule.watch) ||
           r->rule.hysteresis < r->rule.limit ||
           rule_section_accept(r, "less than the change itself");
}

static bool rule_section_for(struct rule_section_reader *r, const char *text)
{
    return rule_part_duration(text, 0, &r->rule.for_ms, &r->accepted);
}

static bool rule_section_severity(struct rule_section_reader *r, const char *text)
{
    for (enum severity severity = SEVERITY_WARN; severity < SEVERITY_COUNT_; severity++)
        if (strcmp(text, severity_name(severity)) == 0)
            r->rule.severity = severity;
    return r->rule.severity || rule_section_accept(r, "one of warn, crit");
}

static bool rule_section_repeat(struct rule_section_reader *r, const char *text)
{
    return rule_part_duration(text, RULE_SECTION_REPEAT_MS_MIN, &r->rule.repeat_ms, &r->accepted);
}

static bool rule_section_hook(struct rule_section_reader *r, const char *text)
{
    r->rule.hook = text;
    return *text || rule_section_accept(r, "a command");
}

static bool rule_section_message(struct rule_section_reader *r, const char *text)
{
    r->rule.message = text;
    return (*text && strlen(text) <= RULE_SECTION_MESSAGE_BYTES_MAX) ||
           rule_section_accept(r, "a text of 1 to 200 bytes");
}

/* --- the whole -------------------------------------------------------------- */

static const struct rule_section_key {
    const char *name;
    bool (*read)(struct rule_section_reader *r, const char *text);
} rule_section_keys[] = {
    [RULE_KEY_DEVICE] = { "device", rule_section_device },
    [RULE_KEY_METRIC] = { "metric", rule_section_metric },
    [RULE_KEY_ABOVE] = { "above", rule_section_above },
    [RULE_KEY_BELOW] = { "below", rule_section_below },
    [RULE_KEY_RISES] = { "rises", rule_section_rises },
    [RULE_KEY_FALLS] = { "falls", rule_section_falls },
    [RULE_KEY_OFFLINE] = { "offline", rule_section_offline },
    [RULE_KEY_STALE] = { "stale", rule_section_stale },
    [RULE_KEY_HYSTERESIS] = { "hysteresis", rule_section_hysteresis },
    [RULE_KEY_FOR] = { "for", rule_section_for },
    [RULE_KEY_SEVERITY] = { "severity", rule_section_severity },
    [RULE_KEY_REPEAT] = { "repeat", rule_section_repeat },
    [RULE_KEY_HOOK] = { "hook", rule_section_hook },
    [RULE_KEY_MESSAGE] = { "message", rule_section_message },
};
static_assert(sizeof rule_section_keys / sizeof *rule_section_keys == RULE_KEY_COUNT_,
              "a row each");

const char *rule_key_name(enum rule_key key)
{
    assert(key < RULE_KEY_COUNT_);
    return rule_section_keys[key].name;
}

enum rule_key rule_key_find(const char *name)
{
    enum rule_key key = 0;

    while (key < RULE_KEY_COUNT_ && strcmp(rule_section_keys[key].name, name) != 0)
        key++;
    return key;
}

static void rule_section_refuse(const struct rule_section *section, enum rule_key key,
                                const char *accepted, struct buf *err)
{
    const struct rule_section_value *value = &section->values[key];

    buf_addf(err, "%s:%u: [alert %s] %s: not %s: '%s'", section->path, value->line, section->name,
             rule_key_name(key), accepted, value->text);
}

static bool rule_section_read(const struct rule_section *section, struct rule_section_reader *r,
                              struct buf *err)
{
    for (enum rule_key key = 0; key < RULE_KEY_COUNT_; key++) {
        const char *text = section->values[key].text;
        const char *accepted = "a text in UTF-8 without control characters";

        if (!text)
            continue;
        if (rule_part_is_clean(text)) {
            if (rule_section_keys[key].read(r, text))
                continue;
            accepted = buf_text(&r->accepted);
        }
        rule_section_refuse(section, key, accepted, err);
        return false;
    }
    if (!r->has_watch)
        buf_addf(err,
                 "%s:%u: [alert %s]: one of above, below, rises, falls, offline, stale is missing",
                 section->path, section->line, section->name);
    return r->has_watch;
}

bool rule_section_parse(const struct rule_section *section, const struct rule_defaults *defaults,
                        struct rule_list *list, struct buf *err)
{
    struct rule_section_reader reader = { 0 };
    struct buf origin = { 0 };
    bool ok = rule_section_read(section, &reader, err);

    if (ok) {
        buf_addf(&origin, "%s:%u", section->path, section->line);
        rule_part_complete(&reader.rule, reader.has_hysteresis, defaults->hysteresis_c);
        reader.rule.origin = buf_text(&origin);
        reader.rule.name = section->name;
        rule_list_add(list, &reader.rule);
    }
    buf_finish(&reader.accepted);
    buf_finish(&origin);
    return ok;
}

void rule_section_finish(struct rule_section *section)
{
    free(section->name);
    free(section->path);
    for (enum rule_key key = 0; key < RULE_KEY_COUNT_; key++)
        free(section->values[key].text);
    *section = (struct rule_section){ 0 };
}
