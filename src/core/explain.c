/* SPDX-License-Identifier: MIT */
#include "core/explain.h"

#include "core/json.h"
#include "core/line-json.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

static const char *explain_kind(const struct meaning *meaning)
{
    if (meaning->kind == MEANING_IGNORED)
        return "ignored";
    return meaning->topic.kind == TOPIC_STATUS ? "status" : "reading";
}

static void explain_add_errors(struct json *json, const struct faults *faults)
{
    size_t n = faults->n < FAULTS_KEPT ? faults->n : FAULTS_KEPT;

    json_key(json, "errors");
    buf_puts(json->out, "[");
    for (size_t i = 0; i < n; i++) {
        buf_puts(json->out, i ? "," : "");
        text_quote_json(json->out, faults->text[i], strlen(faults->text[i]));
    }
    if (faults->n > n)
        buf_addf(json->out, ",\"and %zu more\"", faults->n - n);
    buf_puts(json->out, "]");
}

void explain_format(const struct meaning *meaning, struct buf *out)
{
    static const struct reading nothing;
    bool is_used = meaning->kind != MEANING_IGNORED && meaning->kind != MEANING_SPOILED;
    const struct reading *reading = meaning->kind == MEANING_READING ? &meaning->reading : &nothing;
    const struct topic *topic = &meaning->topic;
    struct json json;

    json_begin(&json, out);
    json_bytes(&json, "location", is_used ? topic->location : NULL, topic->location_len);
    json_bytes(&json, "device", is_used ? topic->device : NULL, topic->device_len);
    json_text(&json, "kind", explain_kind(meaning));
    json_text(&json, "status",
              meaning->kind == MEANING_STATUS ? status_name(meaning->status) : NULL);
    line_json_metrics(&json, reading);
    json_number(&json, "time", reading->has_time ? (double)reading->time_ms / 1000 : NAN);
    explain_add_errors(&json, &meaning->faults);
    json_end(&json);
}
