/* SPDX-License-Identifier: MIT */
#include "core/duration.h"
#include "core/metric.h"
#include "core/number.h"
#include "core/rule-text.h"
#include "core/rule-words.h"

#include <string.h>

/* A metric called "offline" would be taken for the other thing. */
static void rule_text_add_metric(struct buf *out, const char *metric)
{
    bool is_word = strcmp(metric, rule_watch_word(RULE_OFFLINE)) == 0 ||
                   strcmp(metric, rule_watch_word(RULE_STALE)) == 0;

    if (is_word)
        buf_addf(out, "\"%s\"", metric);
    else
        rule_words_add_name(out, metric);
}

static void rule_text_add_amount(struct buf *out, const char *metric, double value)
{
    const struct metric_kind *kind = metric_find(metric);

    number_format_exact(out, value);
    if (kind && strcmp(kind->unit, "°C") == 0)
        buf_puts(out, "C");
    else if (kind && strcmp(kind->unit, "%") == 0)
        buf_puts(out, "%");
}

static void rule_text_add_limits(struct buf *out, const struct rule *rule)
{
    if (rule->metric) {
        buf_puts(out, " ");
        rule_text_add_amount(out, rule->metric, rule->limit);
    }
    if (rule_watch_is_change(rule->watch)) {
        buf_puts(out, " in ");
        duration_format_exact(out, rule->in_ms);
    }
    if (rule->metric) {
        buf_puts(out, " hysteresis ");
        rule_text_add_amount(out, rule->metric, rule->hysteresis);
    }
    if (rule->for_ms) {
        buf_puts(out, " for ");
        duration_format_exact(out, rule->for_ms);
    }
    if (rule->repeat_ms) {
        buf_puts(out, " repeat ");
        duration_format_exact(out, rule->repeat_ms);
    }
}

void rule_text_format(const struct rule *rule, struct buf *out)
{
    if (rule->devices) {
        rule_words_add_name(out, rule->devices);
        buf_puts(out, ": ");
    }
    if (rule->metric) {
        rule_text_add_metric(out, rule->metric);
        buf_puts(out, " ");
    }
    buf_puts(out, rule_watch_word(rule->watch));
    if (rule->off)
        buf_puts(out, " off");
    else
        rule_text_add_limits(out, rule);
    if (rule->severity)
        buf_addf(out, " %s", severity_name(rule->severity));
}
