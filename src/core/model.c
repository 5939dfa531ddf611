/* SPDX-License-Identifier: MIT */
#include "core/model-state.h"

#include "core/intake.h"
#include "core/mem.h"
#include "core/rule-text.h"

#include <stdlib.h>

/* Told one by one: so many at once, and so many more each second. A house that loses its power is
 * told whole; who flips a status ten thousand times a second fills no log. */
enum {
    MODEL_CHANGES_AT_ONCE = 200,
    MODEL_CHANGES_PER_S = 5,
    MODEL_REFUSALS_AT_ONCE = 10,
    MODEL_REFUSALS_PER_S = 2,
};

struct model *model_create(const struct model_options *options, struct rule_list *take_rules)
{
    struct model *model = mem_zero(1, sizeof *model);

    model->options = *options;
    model->devices = device_table_create(options->max_devices, options->seed);
    model->names = metric_names_create(options->seed);
    model->rules = *take_rules;
    *take_rules = (struct rule_list){ 0 };
    model->settings = options->take_devices;
    model->events = event_log_create(EVENTS_MAX);
    model->parser = reading_parser_create();
    quota_init(&model->changes, MODEL_CHANGES_AT_ONCE, MODEL_CHANGES_PER_S);
    quota_init(&model->refusals, MODEL_REFUSALS_AT_ONCE, MODEL_REFUSALS_PER_S);
    alarm_init(&model->alarm, &model->rules, model->names, model->events);
    model->alarm.bell.repeat_ms = options->bell_repeat_ms;
    return model;
}

void model_destroy(struct model *model)
{
    if (!model)
        return;
    reading_parser_destroy(model->parser);
    alarm_finish(&model->alarm);
    event_log_destroy(model->events);
    rule_list_finish(&model->rules);
    device_set_destroy(model->settings);
    for (size_t i = 0; i < model->n_retired; i++)
        rule_list_finish(&model->retired[i]);
    free(model->retired);
    metric_names_destroy(model->names);
    agenda_finish(&model->agenda);
    journal_finish(&model->journal);
    device_table_destroy(model->devices);
    free(model);
}

void model_set_wall(struct model *model, int64_t offset_ms)
{
    model->wall_offset_ms = offset_ms;
    model->alarm.wall_offset_ms = offset_ms;
}

void model_begin(struct model *model, int64_t now_ms)
{
    model->now_ms = now_ms;
    model->alarm.watch.now_ms = now_ms;
}

void model_tell(struct model *model, enum event_kind kind, enum severity severity,
                const struct device *device, const char *text)
{
    struct event event = {
        .at_ms = model->now_ms, .kind = kind, .severity = severity, .device = device, .text = text
    };

    event_log_add(model->events, &event);
    model->version++;
}

void model_tell_change(struct model *model, enum event_kind kind, enum severity severity,
                       const struct device *device, const char *text)
{
    if (quota_take(&model->changes))
        model_tell(model, kind, severity, device, text);
    else
        model->version++;
}

void model_note(struct model *model, int64_t now_ms, enum severity severity, const char *text)
{
    model_begin(model, now_ms);
    model_tell(model, EVENT_PROGRAM, severity, NULL, text);
}

/* Once: it is the same for all devices that are as quick. */
static void model_tell_short(struct model *model, const struct device *device)
{
    const struct rule *rule = model->alarm.watch.cut_short;
    struct buf text = { 0 };

    if (model->told_short || !rule)
        return;
    model->told_short = true;
    buf_addf(&text, "%zu readings (--history) do not reach back far enough for '",
             model->options.history_samples);
    rule_text_format(rule, &text);
    buf_puts(&text, "'");
    model_tell(model, EVENT_REFUSED, SEVERITY_WARN, device, text.data);
    buf_finish(&text);
}

static void model_tell_names(struct model *model)
{
    struct buf text = { 0 };

    if (model->told_names)
        return;
    model->told_names = true;
    buf_addf(&text, "%d names of metrics are known: values under new names are ignored",
             METRIC_NAMES_MAX);
    model_tell(model, EVENT_REFUSED, SEVERITY_WARN, NULL, text.data);
    buf_finish(&text);
}

/* --- messages -------------------------------------------------------------- */

static void model_refuse(struct model *model, struct device *device, const struct faults *faults)
{
    model->counts.refused++;
    if (device)
        device->n_refused++;
    if (faults->n && quota_take(&model->refusals))
        model_tell(model, EVENT_REFUSED, SEVERITY_INFO, device, faults->text[0]);
}

static void model_apply_status(struct model *model, struct device *device, enum status status,
                               bool retained)
{
    bool was_known = device->status != STATUS_UNKNOWN;

    device->status_retained = retained;
    if (device->status == status)
        return;
    model->applied.kind = APPLIED_STATUS;
    device->status = (uint8_t)status;
    device->status_ms = model->now_ms;
    /* The snapshot at the start is no news. */
    if (!retained || was_known)
        model_tell_change(model, EVENT_STATUS,
                          status == STATUS_OFFLINE ? SEVERITY_WARN : SEVERITY_INFO, device,
                          status == STATUS_UNKNOWN ? "status cleared" : status_name(status));
    watch_state(&model->alarm.watch, device);
}

static void model_judge_reading(struct model *model, struct device *device,
                                const struct reading *reading, const struct intake *intake,
                                int64_t at_ms)
{
    int64_t lag_ms = model->now_ms - at_ms;

    device->lag_ms = lag_ms < UINT32_MAX ? (uint32_t)lag_ms : UINT32_MAX;
    for (size_t i = 0; i < reading->n_metrics; i++) {
        int place = intake->places[i];

        if (reading->metrics[i].has_value && place >= 0)
            watch_value(&model->alarm.watch, device, &device->metrics[place],
                        !device->reading_retained, at_ms);
    }
    model_tell_short(model, device);
}

static void model_apply_reading(struct model *model, struct device *device,
                                const struct reading *reading, bool retained)
{
    struct intake intake = { .names = model->names,
                             .history_samples = model->options.history_samples,
                             .now_ms = model->now_ms,
                             .wall_offset_ms = model->wall_offset_ms };
    int64_t at_ms;
    enum intake_verdict verdict = intake_apply(&intake, device, reading, retained, &at_ms);

    model->counts.metrics_ignored += intake.n_metrics_ignored;
    if (intake.is_out_of_names)
        model_tell_names(model);
    model->counts.mismatches += reading->has_other_id;
    model->counts.duplicates += verdict == INTAKE_DUPLICATE;
    model->counts.late += verdict == INTAKE_LATE;
    if (verdict != INTAKE_DUPLICATE && verdict != INTAKE_KNOWN)
        model->applied.kind = APPLIED_READING;
    if (!retained && device->is_stale) {
        if (!device->stale_untold)
            model_tell_change(model, EVENT_STALE, SEVERITY_INFO, device, "readings again");
        device->is_stale = device->stale_untold = false;
        watch_state(&model->alarm.watch, device);
    }
    if (verdict == INTAKE_FRESH || (verdict == INTAKE_SNAPSHOT && model->options.alert_on_retained))
        model_judge_reading(model, device, reading, &intake, at_ms);
}

static void model_apply_meaning(struct model *model, struct device *device, bool retained)
{
    const struct meaning *meaning = &model->meaning;

    switch (meaning->kind) {
    case MEANING_READING: model_apply_reading(model, device, &meaning->reading, retained); break;
    case MEANING_STATUS:
        if (meaning->status != STATUS_UNKNOWN)
            model_apply_status(model, device, meaning->status, retained);
        break;
    case MEANING_CLEARED:
        if (meaning->topic.kind == TOPIC_STATUS)
            model_apply_status(model, device, STATUS_UNKNOWN, retained);
        else
            intake_clear(device);
        break;
    case MEANING_IGNORED:
    case MEANING_SPOILED: break;
    }
    if (meaning->faults.n)
        model_refuse(model, device, &meaning->faults);
}

/* --- whose message it is --------------------------------------------------- */

static void model_enlist(struct model *model, struct device *device)
{
    alarm_enlist(&model->alarm, device);
    if (model->settings)
        device->settings = device_set_get(model->settings, device->location, device->id);
}

/* What was forgotten speaks: the status that the broker holds is still its own, unless this is a
 * new one, which is news then. */
static void model_bring_back(struct model *model, struct device *device)
{
    if (model->meaning.kind == MEANING_STATUS)
        device_lose_status(device, 0);
    watch_state(&model->alarm.watch, device);
}

static void model_refuse_device(struct model *model)
{
    if (model->counts.devices_refused++ == 0)
        model_tell(model, EVENT_REFUSED, SEVERITY_WARN, NULL,
                   "the table is full: new devices are refused (--max-devices)");
}

/* The clearing of what we never saw, or have forgotten, brings nobody into being. */
static struct device *model_begin_cleared(struct model *model)
{
    const struct topic *topic = &model->meaning.topic;
    struct device *device = device_table_find(model->devices, topic);

    if (device && !device->is_gone) {
        model_change_begin(model, device);
        return device;
    }
    if (device && topic->kind == TOPIC_STATUS)
        device_lose_status(device, 0);
    return NULL;
}

/* Any other message does: who sends nothing but rubbish is to be seen, too. The change begins with
 * this one; nobody has counted a device that is new or back. */
static struct device *model_begin_device(struct model *model)
{
    size_t n = device_table_count(model->devices);
    struct device *device = device_table_add(model->devices, &model->meaning.topic, model->now_ms);
    bool is_back = device && device->is_gone;

    if (!device || (is_back && !device_table_bring_back(model->devices, device, model->now_ms))) {
        model_refuse_device(model);
        return NULL;
    }
    if (device->index == n)
        model_enlist(model, device);
    else if (is_back)
        model_bring_back(model, device);
    else
        model_change_begin(model, device);
    return device;
}

static struct device *model_begin_message(struct model *model)
{
    switch (model->meaning.kind) {
    case MEANING_IGNORED: return NULL;
    case MEANING_CLEARED: return model_begin_cleared(model);
    default: return model_begin_device(model);
    }
}

void model_apply(struct model *model, int64_t now_ms, const struct message *message)
{
    struct device *device;

    model_begin(model, now_ms);
    model->counts.messages++;
    model->version++;
    message_read(model->parser, message, model->options.payload_bytes_max,
                 model_wall_ms(model, now_ms), &model->meaning);
    device = model_begin_message(model);
    model->applied = (struct applied){ .retained = message->retained,
                                       .device = device,
                                       .reading = &model->meaning.reading };
    if (!device) {
        if (model->meaning.faults.n)
            model_refuse(model, NULL, &model->meaning.faults);
        return;
    }
    if (model->meaning.topic.kind == TOPIC_SENSORS && model->options.history_samples)
        payload_keep(&device->payload, message, now_ms);
    snapshot_note(&model->snapshot, device, &model->meaning.topic, message, now_ms);
    if (device->settings && model->meaning.kind == MEANING_READING)
        device_settings_correct(device->settings, &model->meaning.reading, &model->meaning.faults);
    model_apply_meaning(model, device, message->retained);
    model_change_end(model, device);
}

void model_restore(struct model *model, size_t device_index, const char *metric,
                   const struct history_sample *samples, size_t n)
{
    struct device *device = device_table_get(model->devices, device_index);
    int name = n && model->options.history_samples ? metric_names_intern(model->names, metric) : -1;
    struct metric *place;

    model_change_begin(model, device);
    place = name < 0 ? NULL : device_add_metric(device, name);
    if (place)
        intake_restore(place, samples, n, model->options.history_samples);
    model_change_end(model, device);
    model->version++;
}

const struct applied *model_applied(const struct model *model)
{
    return &model->applied;
}

void model_forget(struct model *model, int64_t now_ms, size_t device_index)
{
    struct device *device = device_table_get(model->devices, device_index);

    if (device->is_gone)
        return;
    model_begin(model, now_ms);
    model_change_begin(model, device);
    alarm_forget(&model->alarm, device);
    device_table_forget(model->devices, device);
    model_change_end(model, device);
    model_tell(model, EVENT_STATUS, SEVERITY_INFO, device, "forgotten");
}

/* --- for the views --------------------------------------------------------- */

const struct device_table *model_devices(const struct model *model)
{
    return model->devices;
}

const struct journal *model_journal(const struct model *model)
{
    return &model->journal;
}

const struct metric_names *model_metrics(const struct model *model)
{
    return model->names;
}

const struct rule_list *model_rules(const struct model *model)
{
    return &model->rules;
}

const struct event_log *model_events(const struct model *model)
{
    return model->events;
}

const struct model_counts *model_counts(const struct model *model)
{
    return &model->counts;
}

const struct link_state *model_link_state(const struct model *model)
{
    return &model->link;
}

int64_t model_wall_ms(const struct model *model, int64_t now_ms)
{
    return now_ms + model->wall_offset_ms;
}

uint64_t model_version(const struct model *model)
{
    return model->version + model->alarm.n_edges;
}
