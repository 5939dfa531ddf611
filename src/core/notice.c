/* SPDX-License-Identifier: MIT */
#include "core/notice.h"

#include "core/json.h"
#include "core/number.h"
#include "core/rule-text.h"
#include "core/stamp.h"
#include "core/text.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

const char *notice_state_word(enum alert_state state)
{
    static const char *const words[] = {
        [ALERT_OK] = "ok",         [ALERT_PENDING] = "pending", [ALERT_QUIET] = "ok",
        [ALERT_FIRING] = "firing", [ALERT_ACKED] = "acked",     [ALERT_SNOOZED] = "snoozed",
    };
    static_assert(sizeof words / sizeof *words == ALERT_COUNT_, "a word each");

    return words[state];
}

/* --- facts ------------------------------------------------------------------- */

static void notice_add_clean(struct buf *out, const char *text)
{
    text_clean(out, text, strlen(text), SIZE_MAX);
}

static void notice_add_wall(const struct notice *notice, int64_t model_ms, struct buf *out)
{
    int64_t wall_ms = model_ms + notice->wall_offset_ms;

    stamp_format(out, wall_ms > 0 ? wall_ms : 0, 0);
    buf_puts(out, "Z");
}

static bool notice_has_value(const struct notice *notice)
{
    return rule_watch_has_metric(notice->effect->rule->watch);
}

static const char *notice_metric(const struct notice *notice)
{
    const struct rule *rule = notice->effect->rule;

    return rule->metric ? rule->metric : rule_watch_word(rule->watch);
}

/* As the event list has it. */
static void notice_add_sentence(const struct notice *notice, struct buf *out)
{
    const struct effect *effect = notice->effect;
    struct event event = { .kind = effect->edge == ALERT_CLEARED ? EVENT_CLEAR : EVENT_ALERT,
                           .device = effect->device,
                           .rule = effect->rule,
                           .value = effect->alert.value,
                           .duration_ms = effect->duration_ms };

    event_format(&event, notice->format, out);
}

static void notice_add_device(const struct notice *notice, struct buf *out)
{
    notice_add_clean(out, notice->effect->device->id);
}

static void notice_add_location(const struct notice *notice, struct buf *out)
{
    notice_add_clean(out, notice->effect->device->location);
}

static void notice_add_metric(const struct notice *notice, struct buf *out)
{
    notice_add_clean(out, notice_metric(notice));
}

static void notice_add_value(const struct notice *notice, struct buf *out)
{
    if (notice_has_value(notice))
        number_format_exact(out, notice->effect->alert.value);
}

static void notice_add_limit(const struct notice *notice, struct buf *out)
{
    if (notice_has_value(notice))
        number_format_exact(out, notice->effect->rule->limit);
}

static void notice_add_watch(const struct notice *notice, struct buf *out)
{
    buf_puts(out, rule_watch_word(notice->effect->rule->watch));
}

static void notice_add_state(const struct notice *notice, struct buf *out)
{
    buf_puts(out, notice_state_word(notice->effect->alert.state));
}

static void notice_add_severity(const struct notice *notice, struct buf *out)
{
    buf_puts(out, severity_name(notice->effect->rule->severity));
}

static void notice_add_since(const struct notice *notice, struct buf *out)
{
    notice_add_wall(notice, notice->effect->alert.since_ms, out);
}

static void notice_add_duration(const struct notice *notice, struct buf *out)
{
    int64_t ms = notice->effect->duration_ms;

    buf_addf(out, "%" PRId64, ms > 0 ? ms / 1000 : 0);
}

static void notice_add_name(const struct notice *notice, struct buf *out)
{
    if (notice->effect->rule->name)
        notice_add_clean(out, notice->effect->rule->name);
}

static void notice_add_message(const struct notice *notice, struct buf *out)
{
    const char *message = notice->effect->rule->message;
    struct buf sentence = { 0 };

    notice_add_sentence(notice, &sentence);
    if (message)
        buf_addf(&sentence, " - %s", message);
    notice_add_clean(out, buf_text(&sentence));
    buf_finish(&sentence);
}

// clang-format off
static const struct {
    const char *name;
    void (*add)(const struct notice *notice, struct buf *out);
} notice_facts[] = {
    [NOTICE_DEVICE]   = { "DEVICE",   notice_add_device },
    [NOTICE_LOCATION] = { "LOCATION", notice_add_location },
    [NOTICE_METRIC]   = { "METRIC",   notice_add_metric },
    [NOTICE_VALUE]    = { "VALUE",    notice_add_value },
    [NOTICE_LIMIT]    = { "LIMIT",    notice_add_limit },
    [NOTICE_WATCH]    = { "WATCH",    notice_add_watch },
    [NOTICE_STATE]    = { "STATE",    notice_add_state },
    [NOTICE_SEVERITY] = { "SEVERITY", notice_add_severity },
    [NOTICE_SINCE]    = { "SINCE",    notice_add_since },
    [NOTICE_DURATION] = { "DURATION", notice_add_duration },
    [NOTICE_NAME]     = { "NAME",     notice_add_name },
    [NOTICE_MESSAGE]  = { "MESSAGE",  notice_add_message },
};
// clang-format on
static_assert(sizeof notice_facts / sizeof *notice_facts == NOTICE_FACT_COUNT_, "a row each");

const char *notice_fact_name(enum notice_fact fact)
{
    assert(fact < NOTICE_FACT_COUNT_);
    return notice_facts[fact].name;
}

void notice_format_fact(const struct notice *notice, enum notice_fact fact, struct buf *out)
{
    assert(fact < NOTICE_FACT_COUNT_);
    notice_facts[fact].add(notice, out);
}

/* --- JSON -------------------------------------------------------------------- */

static void notice_json_wall(struct json *json, const char *key, const struct notice *notice,
                             int64_t model_ms)
{
    struct buf stamp = { 0 };

    notice_add_wall(notice, model_ms, &stamp);
    json_text(json, key, buf_text(&stamp));
    buf_finish(&stamp);
}

static void notice_json_rule(struct json *json, const struct notice *notice)
{
    const struct rule *rule = notice->effect->rule;
    struct buf text = { 0 };

    if (rule->name)
        json_text(json, "name", rule->name);
    rule_text_format(rule, &text);
    json_text(json, "rule", buf_text(&text));
    json_text(json, "metric", notice_metric(notice));
    if (notice_has_value(notice)) {
        json_number(json, "value", notice->effect->alert.value);
        json_number(json, "limit", rule->limit);
    }
    buf_finish(&text);
}

void notice_format_json(const struct notice *notice, struct buf *out)
{
    const struct effect *effect = notice->effect;
    struct buf sentence = { 0 };
    struct json json;

    json_begin(&json, out);
    notice_json_wall(&json, "time", notice, effect->at_ms);
    json_text(&json, "location", effect->device->location);
    json_text(&json, "device", effect->device->id);
    json_text(&json, "severity", severity_name(effect->rule->severity));
    json_text(&json, "state", notice_state_word(effect->alert.state));
    notice_json_rule(&json, notice);
    notice_json_wall(&json, "since", notice, effect->alert.since_ms);
    json_number(&json, "for_s", effect->duration_ms > 0 ? (double)(effect->duration_ms / 1000) : 0);
    if (effect->rule->message)
        json_text(&json, "message", effect->rule->message);
    notice_add_sentence(notice, &sentence);
    json_text(&json, "text", buf_text(&sentence));
    json_end(&json);
    buf_finish(&sentence);
}
