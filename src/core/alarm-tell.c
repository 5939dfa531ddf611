/* SPDX-License-Identifier: MIT */
#include "core/alarm-tell.h"

#include "core/duration.h"

#include <string.h>

/* --- words ------------------------------------------------------------------ */

static bool alarm_is_maintained(const struct alarm *alarm, const struct device *device)
{
    return maintenance_until_ms(&alarm->maintenance, device->location, device->id) >
           alarm->watch.now_ms;
}

/* "acknowledged", "snoozed for 1h", "under maintenance", "no longer silenced" */
static void alarm_add_silence(const struct alarm *alarm, const struct watch_edge *edge,
                              struct buf *out)
{
    int64_t left_ms = alert_snoozed_until_ms(edge->alert) - edge->now_ms;

    buf_puts(out, " ");
    if (edge->alert->state == ALERT_ACKED) {
        buf_puts(out, "acknowledged");
    } else if (edge->edge == ALERT_AWAKE || left_ms <= 0) {
        buf_puts(out, "no longer silenced");
    } else if (alarm_is_maintained(alarm, edge->device)) {
        buf_puts(out, "under maintenance");
    } else {
        buf_puts(out, "snoozed for ");
        duration_format(out, left_ms);
    }
}

/* What stands behind the sentence of an alert. */
static void alarm_add_remark(const struct alarm *alarm, const struct watch_edge *edge,
                             struct buf *out)
{
    if (edge->edge == ALERT_AGAIN && edge->was == ALERT_SNOOZED)
        buf_puts(out, " (no longer silenced)");
    else if (edge->alert->state == ALERT_SNOOZED)
        buf_puts(out, alarm_is_maintained(alarm, edge->device) ? " (maintenance)" : " (snoozed)");
}

/* What is silenced is nothing to worry about. */
static enum severity alarm_severity(const struct watch_edge *edge)
{
    return edge->alert->state == ALERT_FIRING ? edge->rule->severity : SEVERITY_INFO;
}

static enum event_kind alarm_event_kind(enum alert_edge edge)
{
    if (edge == ALERT_CLEARED)
        return EVENT_CLEAR;
    return edge == ALERT_SILENCED || edge == ALERT_AWAKE ? EVENT_SILENCE : EVENT_ALERT;
}

/* --- one by one ------------------------------------------------------------- */

static void alarm_add_event(struct alarm *alarm, const struct event *event)
{
    if (!alarm->has_recent)
        alarm->storm_ms = alarm->watch.now_ms;
    alarm->has_recent = true;
    if (alarm->n_recent[event->severity]++ < ALARM_EVENTS_MAX)
        event_log_add(alarm->events, event);
}

void alarm_tell(struct alarm *alarm, const struct watch_edge *edge)
{
    struct event event = { .at_ms = edge->now_ms,
                           .kind = alarm_event_kind(edge->edge),
                           .severity = alarm_severity(edge),
                           .state = (enum alert_state)edge->alert->state,
                           .device = edge->device,
                           .rule = edge->rule,
                           .value = edge->alert->value,
                           .duration_ms = edge->duration_ms };
    struct buf text = { 0 };

    if (event.kind == EVENT_SILENCE)
        alarm_add_silence(alarm, edge, &text);
    else
        alarm_add_remark(alarm, edge, &text);
    event.text = text.data;
    if (event.severity >= SEVERITY_WARN)
        bell_want(&alarm->bell);
    alarm_add_event(alarm, &event);
    buf_finish(&text);
}

/* --- many at once ----------------------------------------------------------- */

static unsigned alarm_add_untold(const struct alarm *alarm, enum severity severity,
                                 const char *what, struct buf *text)
{
    unsigned n = alarm->n_recent[severity];

    if (n <= ALARM_EVENTS_MAX)
        return 0;
    buf_addf(text, "%s %u more %s", text->len ? "," : "many alerts at once:", n - ALARM_EVENTS_MAX,
             what);
    return n - ALARM_EVENTS_MAX;
}

/* What came too thick to be told one by one, and all of it anew. */
static void alarm_end_storm(struct alarm *alarm)
{
    struct event event = { .at_ms = alarm->watch.now_ms, .kind = EVENT_ALERT };
    struct buf text = { 0 };

    event.severity = SEVERITY_INFO;
    if (alarm_add_untold(alarm, SEVERITY_CRIT, severity_name(SEVERITY_CRIT), &text))
        event.severity = SEVERITY_CRIT;
    if (alarm_add_untold(alarm, SEVERITY_WARN, severity_name(SEVERITY_WARN), &text) &&
        event.severity == SEVERITY_INFO)
        event.severity = SEVERITY_WARN;
    alarm_add_untold(alarm, SEVERITY_INFO, "over or silenced", &text);
    event.text = text.data;
    if (text.len) {
        event_log_add(alarm->events, &event);
        alarm->n_edges++;
    }
    buf_finish(&text);
    memset(alarm->n_recent, 0, sizeof alarm->n_recent);
    alarm->has_recent = false;
}

void alarm_tell_rest(struct alarm *alarm)
{
    if (alarm->has_recent && alarm->watch.now_ms - alarm->storm_ms >= ALARM_STORM_MS)
        alarm_end_storm(alarm);
}
