/* SPDX-License-Identifier: MIT */
#include "core/rule-part.h"

#include "core/duration.h"
#include "core/metric.h"
#include "core/number.h"
#include "core/text.h"

#include <string.h>

static const int64_t rule_part_day_ms = 24 * 3600 * 1000;

enum { RULE_PART_DAYS_MAX = 30 };

bool rule_part_metric(const char *word, struct buf *accepted)
{
    const char *why = NULL;

    if (strcmp(word, "temperature_c") == 0 || strcmp(word, "temperature_f") == 0)
        why = "a metric, it is called temperature in both units";
    else if (strlen(word) > METRIC_NAME_BYTES_MAX)
        why = "a metric, no name is longer than 63 bytes";
    if (why)
        buf_puts(accepted, why);
    return !why;
}

void rule_part_complete(struct rule *rule, bool has_hysteresis, double hysteresis_c)
{
    if (rule->off) {
        rule->limit = rule->hysteresis = 0;
        rule->for_ms = rule->in_ms = rule->repeat_ms = 0;
        return;
    }
    if (rule->severity == SEVERITY_NONE)
        rule->severity = SEVERITY_CRIT;
    if (!has_hysteresis)
        rule->hysteresis = rule_part_default_hysteresis(rule, hysteresis_c);
}

bool rule_part_is_clean(const char *text)
{
    bool is_clean = text_is_utf8(text, strlen(text));

    for (const char *c = text; is_clean && *c; c++)
        is_clean = *c == '\t' || ((unsigned char)*c >= ' ' && *c != '\x7f');
    return is_clean;
}

/* 'C', 'F', '%', '\0' for none, '?' for what is no unit. */
static char rule_part_unit(const char *text)
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
struct rule_part_units {
    const char *unit; /* of the metric */
    const char *letters;
    const char *help;
};

static const struct rule_part_units *rule_part_units_of(const char *metric)
{
    static const struct rule_part_units known[] = {
        { "°C", "CF", "a temperature such as 30, 30C or 86F" },
        { "%", "%", "a number such as 60 or 60%" },
    };
    static const struct rule_part_units bare = { NULL, "", "a number such as 4.5, without a unit" };
    static const struct rule_part_units any = { NULL, "C%", "a number such as 4.5" };
    const struct metric_kind *kind = metric_find(metric);

    if (!kind)
        return &any;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(kind->unit, known[i].unit) == 0)
            return &known[i];
    return &bare;
}

static bool rule_part_parse(struct rule_part *amount, const char *word, bool is_difference,
                            double *out, struct buf *accepted)
{
    const struct rule_part_units *units = rule_part_units_of(amount->metric);
    size_t span = number_span(word, strlen(word));
    char unit = rule_part_unit(word + span);
    double value;

    if (!number_parse(word, span, &value) || (unit && !strchr(units->letters, unit))) {
        buf_puts(accepted, units->help);
        return false;
    }
    amount->is_fahrenheit |= unit == 'F';
    if (unit == 'F' || (!unit && amount->is_fahrenheit))
        value = (is_difference ? value : value - 32) * 5 / 9;
    *out = value + 0.0; /* never -0 */
    return true;
}

bool rule_part_limit(struct rule_part *amount, const char *word, double *out, struct buf *accepted)
{
    const struct metric_kind *kind = metric_find(amount->metric);
    double limit;

    if (!rule_part_parse(amount, word, false, &limit, accepted))
        return false;
    if (kind && !(limit >= kind->min && limit <= kind->clamp_max)) {
        buf_puts(accepted, "between ");
        metric_format(accepted, kind->name, kind->min, false);
        buf_puts(accepted, " and ");
        metric_format(accepted, kind->name, kind->clamp_max, false);
        return false;
    }
    *out = limit;
    return true;
}

bool rule_part_change(struct rule_part *amount, const char *word, double *out, struct buf *accepted)
{
    double change;

    if (!rule_part_parse(amount, word, true, &change, accepted))
        return false;
    if (!(change > 0)) {
        buf_puts(accepted, "more than 0");
        return false;
    }
    *out = change;
    return true;
}

bool rule_part_hysteresis(struct rule_part *amount, const char *word, double *out,
                          struct buf *accepted)
{
    double hysteresis;

    if (!rule_part_parse(amount, word, true, &hysteresis, accepted))
        return false;
    if (!(hysteresis >= 0)) {
        buf_puts(accepted, "0 or more");
        return false;
    }
    *out = hysteresis;
    return true;
}

bool rule_part_duration(const char *word, int64_t min_ms, int64_t *out, struct buf *accepted)
{
    int64_t ms;

    if (!duration_parse(word, &ms)) {
        buf_puts(accepted, "a duration such as 90, 90s or 1m30s");
        return false;
    }
    if (ms < min_ms || ms > RULE_PART_DAYS_MAX * rule_part_day_ms) {
        buf_puts(accepted, min_ms ? "between 1s and 30d" : "at most 30d");
        return false;
    }
    *out = ms;
    return true;
}

double rule_part_default_hysteresis(const struct rule *rule, double of_temperature)
{
    double hysteresis = 0;

    if (rule->metric && strcmp(rule->metric, "temperature") == 0)
        hysteresis = of_temperature;
    else if (rule->metric && strcmp(rule->metric, "humidity") == 0)
        hysteresis = 2;
    if (rule_watch_is_change(rule->watch) && hysteresis > rule->limit / 2)
        hysteresis = rule->limit / 2;
    return hysteresis;
}
