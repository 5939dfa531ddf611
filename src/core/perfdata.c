/* SPDX-License-Identifier: MIT */
#include "core/perfdata.h"

#include "core/number.h"
#include "core/plan.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

/* Where a metric should be; NAN: no limit on that side. */
struct perfdata_range {
    double low;
    double high;
};

static struct perfdata_range perfdata_range(const struct device *device,
                                            const struct rule_list *rules, uint16_t metric,
                                            enum severity severity)
{
    struct perfdata_range range = { NAN, NAN };

    for (size_t i = 0; i < device->plan->n; i++) {
        const struct rule *rule = &rules->rules[device->plan->items[i].rule];

        if (device->plan->items[i].subject != metric || rule->severity != severity)
            continue;
        if (rule->watch == RULE_ABOVE)
            range.high = rule->limit;
        if (rule->watch == RULE_BELOW)
            range.low = rule->limit;
    }
    return range;
}

static bool perfdata_is_range(struct perfdata_range range)
{
    return !isnan(range.low) || !isnan(range.high);
}

static void perfdata_add_range(struct buf *out, struct perfdata_range range)
{
    if (!perfdata_is_range(range))
        return;
    if (isnan(range.low))
        buf_puts(out, "~");
    else
        number_format_exact(out, range.low);
    buf_puts(out, ":");
    if (!isnan(range.high))
        number_format_exact(out, range.high);
}

/* A quote is doubled; '=' ends a label, and '|' would end the text before all this. */
static void perfdata_add_label(struct buf *out, const char *text)
{
    struct buf clean = { 0 };

    text_clean(&clean, text, strlen(text), SIZE_MAX);
    buf_puts(out, "'");
    for (const char *c = buf_text(&clean); *c; c++) {
        if (*c == '\'')
            buf_puts(out, "''");
        else
            buf_add(out, *c == '=' || *c == '|' ? "_" : c, 1);
    }
    buf_puts(out, "'");
    buf_finish(&clean);
}

void perfdata_format(const struct device *device, const struct metric_names *names,
                     const struct rule_list *rules, bool with_location, struct buf *out)
{
    struct buf label = { 0 };

    for (size_t i = 0; i < device->n_metrics; i++) {
        const struct metric *metric = &device->metrics[i];
        const char *name = metric_names_get(names, metric->name);
        const struct metric_kind *kind = metric_find(name);
        struct perfdata_range warn = perfdata_range(device, rules, metric->name, SEVERITY_WARN);
        struct perfdata_range crit = perfdata_range(device, rules, metric->name, SEVERITY_CRIT);

        if (!metric->has_value)
            continue;
        buf_clear(&label);
        buf_addf(&label, "%s%s%s %s", with_location ? device->location : "",
                 with_location ? "/" : "", device->id, name);
        buf_puts(out, " ");
        perfdata_add_label(out, buf_text(&label));
        buf_puts(out, "=");
        number_format_exact(out, metric->value);
        /* Of our units the only one that plugins know. */
        buf_puts(out, kind && strcmp(kind->unit, "%") == 0 ? "%" : "");
        buf_puts(out, perfdata_is_range(warn) || perfdata_is_range(crit) ? ";" : "");
        perfdata_add_range(out, warn);
        buf_puts(out, perfdata_is_range(crit) ? ";" : "");
        perfdata_add_range(out, crit);
    }
    buf_finish(&label);
}
