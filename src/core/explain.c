/* SPDX-License-Identifier: MIT */
#include "core/explain.h"

#include "core/number.h"
#include "core/text.h"

#include <string.h>

static const char *explain_kind(const struct meaning *meaning)
{
    if (meaning->kind == MEANING_IGNORED)
        return "ignored";
    return meaning->topic.kind == TOPIC_STATUS ? "status" : "reading";
}

static void explain_add_text(struct buf *out, const char *key, const char *bytes, size_t len)
{
    buf_addf(out, "\"%s\":", key);
    if (bytes)
        text_quote_json(out, bytes, len);
    else
        buf_puts(out, "null");
}

static void explain_add_metrics(struct buf *out, const struct reading *reading)
{
    const char *comma = "";

    buf_puts(out, "\"metrics\":{");
    for (size_t i = 0; i < reading->n_metrics; i++) {
        const struct reading_metric *metric = &reading->metrics[i];

        if (!metric->has_value)
            continue;
        buf_puts(out, comma);
        text_quote_json(out, metric->name, strlen(metric->name));
        buf_puts(out, ":");
        number_format_exact(out, metric->value);
        comma = ",";
    }
    buf_puts(out, "}");
}

static void explain_add_time(struct buf *out, const struct reading *reading)
{
    buf_puts(out, "\"time\":");
    if (reading->has_time)
        number_format_exact(out, (double)reading->time_ms / 1000);
    else
        buf_puts(out, "null");
}

static void explain_add_errors(struct buf *out, const struct faults *faults)
{
    size_t n = faults->n < FAULTS_KEPT ? faults->n : FAULTS_KEPT;

    buf_puts(out, "\"errors\":[");
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? "," : "");
        text_quote_json(out, faults->text[i], strlen(faults->text[i]));
    }
    if (faults->n > n)
        buf_addf(out, ",\"and %zu more\"", faults->n - n);
    buf_puts(out, "]");
}

void explain_format(const struct meaning *meaning, struct buf *out)
{
    static const struct reading nothing;
    bool is_used = meaning->kind != MEANING_IGNORED && meaning->kind != MEANING_SPOILED;
    const struct reading *reading = meaning->kind == MEANING_READING ? &meaning->reading : &nothing;
    const char *status = meaning->kind == MEANING_STATUS ? status_name(meaning->status) : NULL;

    buf_puts(out, "{");
    explain_add_text(out, "location", is_used ? meaning->topic.location : NULL,
                     meaning->topic.location_len);
    buf_puts(out, ",");
    explain_add_text(out, "device", is_used ? meaning->topic.device : NULL,
                     meaning->topic.device_len);
    buf_puts(out, ",");
    explain_add_text(out, "kind", explain_kind(meaning), strlen(explain_kind(meaning)));
    buf_puts(out, ",");
    explain_add_text(out, "status", status, status ? strlen(status) : 0);
    buf_puts(out, ",");
    explain_add_metrics(out, reading);
    buf_puts(out, ",");
    explain_add_time(out, reading);
    buf_puts(out, ",");
    explain_add_errors(out, &meaning->faults);
    buf_puts(out, "}");
}
