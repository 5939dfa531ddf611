/* SPDX-License-Identifier: MIT */
#include "core/line-json.h"

#include "core/json.h"
#include "core/notice.h"
#include "core/rule-text.h"
#include "core/stamp.h"

#include <assert.h>
#include <math.h>

enum { LINE_JSON_DECIMALS = 3 };

static const char *const line_json_types[] = {
    [EVENT_ALERT] = "alert",     [EVENT_CLEAR] = "alert",     [EVENT_STATUS] = "status",
    [EVENT_STALE] = "stale",     [EVENT_LINK] = "link",       [EVENT_REFUSED] = "refused",
    [EVENT_PROGRAM] = "program", [EVENT_SILENCE] = "silence",
};
static_assert(sizeof line_json_types / sizeof *line_json_types == EVENT_KIND_COUNT_,
              "a type for each kind of event");

static void line_json_stamp(struct json *json, const char *key, int64_t wall_ms)
{
    struct buf stamp = { 0 };

    stamp_format(&stamp, wall_ms, LINE_JSON_DECIMALS);
    buf_puts(&stamp, "Z");
    json_text(json, key, buf_text(&stamp));
    buf_finish(&stamp);
}

static void line_json_begin(struct json *json, int64_t wall_ms, const char *type, struct buf *out)
{
    json_begin(json, out);
    line_json_stamp(json, "time", wall_ms);
    json_text(json, "type", type);
}

static void line_json_end(struct json *json)
{
    json_end(json);
    buf_puts(json->out, "\n");
}

static void line_json_status(struct json *json, const struct device *device)
{
    const char *status = status_name((enum status)device->status);

    json_text(json, "status", status ? status : "unknown");
}

static void line_json_device(struct json *json, const struct device *device)
{
    json_text(json, "location", device->location);
    json_text(json, "device", device->id);
}

static void line_json_alert(struct json *json, const struct event *event)
{
    const struct rule *rule = event->rule;
    struct buf text = { 0 };

    rule_text_format(rule, &text);
    json_text(json, "state", notice_state_word(event->state));
    if (rule->name)
        json_text(json, "name", rule->name);
    json_text(json, "rule", buf_text(&text));
    if (rule_watch_has_metric(rule->watch)) {
        json_text(json, "metric", rule->metric);
        json_number(json, "value", event->value);
        json_number(json, "limit", rule->limit);
    }
    json_number(json, "for_s", (double)(event->duration_ms / 1000));
    if (rule->message)
        json_text(json, "message", rule->message);
    buf_finish(&text);
}

void line_json_event(const struct event *event, int64_t wall_ms, struct buf *out)
{
    struct buf sentence = { 0 };
    struct json json;

    line_json_begin(&json, wall_ms, line_json_types[event->kind], out);
    if (event->device)
        line_json_device(&json, event->device);
    json_text(&json, "severity", severity_name(event->severity));
    if (event->kind == EVENT_STATUS && event->device)
        line_json_status(&json, event->device);
    if (event->rule)
        line_json_alert(&json, event);
    event_format(event, (struct event_format){ 0 }, &sentence);
    json_text(&json, "text", buf_text(&sentence));
    line_json_end(&json);
    buf_finish(&sentence);
}

void line_json_metrics(struct json *json, const struct reading *reading)
{
    struct json metrics;

    json_object(json, "metrics", &metrics);
    for (size_t i = 0; i < reading->n_metrics; i++)
        if (reading->metrics[i].has_value)
            json_number(&metrics, reading->metrics[i].name, reading->metrics[i].value);
    json_end(&metrics);
}

static void line_json_reading(const struct applied *applied, int64_t wall_ms, struct buf *out)
{
    const struct reading *reading = applied->reading;
    struct json json;

    line_json_begin(&json, wall_ms, "reading", out);
    line_json_device(&json, applied->device);
    json_bool(&json, "retained", applied->retained);
    if (reading->has_time)
        line_json_stamp(&json, "measured", reading->time_ms);
    line_json_metrics(&json, reading);
    line_json_end(&json);
}

static void line_json_said(const struct applied *applied, int64_t wall_ms, struct buf *out)
{
    struct json json;

    line_json_begin(&json, wall_ms, "status", out);
    line_json_device(&json, applied->device);
    json_bool(&json, "retained", applied->retained);
    line_json_status(&json, applied->device);
    line_json_end(&json);
}

void line_json_applied(const struct applied *applied, int64_t wall_ms, struct buf *out)
{
    switch (applied->kind) {
    case APPLIED_READING: line_json_reading(applied, wall_ms, out); break;
    case APPLIED_STATUS: line_json_said(applied, wall_ms, out); break;
    case APPLIED_NOTHING: break;
    }
}

/* --- the state of a device -------------------------------------------------- */

static const char *const line_json_states[] = {
    [ALERT_OK] = "ok",         [ALERT_PENDING] = "pending", [ALERT_QUIET] = "quiet",
    [ALERT_FIRING] = "firing", [ALERT_ACKED] = "acked",     [ALERT_SNOOZED] = "snoozed",
};
static_assert(sizeof line_json_states / sizeof *line_json_states == ALERT_COUNT_,
              "a word for each state");

static void line_json_state_metrics(struct json *json, const struct model *model,
                                    const struct device *device)
{
    struct json metrics;

    json_object(json, "metrics", &metrics);
    for (size_t i = 0; i < device->n_metrics; i++)
        if (device->metrics[i].has_value)
            json_number(&metrics, metric_names_get(model_metrics(model), device->metrics[i].name),
                        device->metrics[i].value);
    json_end(&metrics);
}

static void line_json_state_alert(const struct alert *alert, const struct rule *rule,
                                  int64_t now_ms, struct buf *out)
{
    struct buf text = { 0 };
    struct json json;

    rule_text_format(rule, &text);
    json_begin(&json, out);
    json_text(&json, "severity", severity_name(rule->severity));
    json_text(&json, "state", line_json_states[alert->state]);
    json_text(&json, "rule", buf_text(&text));
    json_number(&json, "value", rule_watch_has_metric(rule->watch) ? alert->value : (double)NAN);
    json_number(&json, "for_s", (double)((now_ms - alert->since_ms) / 1000));
    json_end(&json);
    buf_finish(&text);
}

static void line_json_state_alerts(struct json *json, const struct model *model,
                                   const struct device *device, int64_t now_ms)
{
    json_key(json, "alerts");
    buf_puts(json->out, "[");
    for (size_t i = 0; i < device->n_alerts; i++) {
        buf_puts(json->out, i ? "," : "");
        line_json_state_alert(&device->alerts[i],
                              &model_rules(model)->rules[device->alerts[i].rule], now_ms,
                              json->out);
    }
    buf_puts(json->out, "]");
}

void line_json_state(const struct model *model, const struct device *device, int64_t now_ms,
                     struct buf *out)
{
    double age_s = (double)(now_ms - device->reading_ms) / 1000;
    struct json json;

    line_json_begin(&json, model_wall_ms(model, now_ms), "device", out);
    line_json_device(&json, device);
    line_json_status(&json, device);
    json_bool(&json, "stale", device->is_stale);
    json_bool(&json, "retained", device->reading_retained);
    json_number(&json, "age_s", device->has_reading && device->age_known ? age_s : (double)NAN);
    line_json_state_metrics(&json, model, device);
    line_json_state_alerts(&json, model, device, now_ms);
    line_json_end(&json);
}
