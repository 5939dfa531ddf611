/* SPDX-License-Identifier: MIT */
#include "core/model-state.h"

/* --- effects --------------------------------------------------------------- */

bool model_take_effect(struct model *model, struct effect *out)
{
    if (effect_queue_take(&model->alarm.effects, out))
        return true;
    model->counts.effects_lost = model->alarm.effects.n_lost;
    if (!bell_tick(&model->alarm.bell, model->alarm.n_firing > 0, model->now_ms))
        return false;
    *out = (struct effect){ .kind = EFFECT_BELL };
    return true;
}

/* --- alerts ---------------------------------------------------------------- */

void model_ack(struct model *model, int64_t now_ms, size_t device_index)
{
    struct device *device = device_table_get(model->devices, device_index);

    model_begin(model, now_ms);
    model_change_begin(model, device);
    alarm_ack(&model->alarm, device, false);
    model_change_end(model, device);
    model->version++;
}

void model_ack_all(struct model *model, int64_t now_ms)
{
    model_begin(model, now_ms);
    model_change_begin_all(model);
    for (size_t i = 0; i < device_table_count(model->devices); i++)
        alarm_ack(&model->alarm, device_table_get(model->devices, i), true);
    model_change_end_all(model);
    model->version++;
}

void model_snooze(struct model *model, int64_t now_ms, size_t device_index, int64_t until_ms)
{
    struct device *device = device_table_get(model->devices, device_index);

    model_begin(model, now_ms);
    model_change_begin(model, device);
    alarm_snooze(&model->alarm, device, until_ms);
    model_change_end(model, device);
    model->version++;
}

void model_tell_maintenance(struct model *model, const char *devices, int64_t until_ms)
{
    struct buf text = { 0 };

    buf_puts(&text, "maintenance: ");
    if (until_ms > model->now_ms)
        maintenance_format(devices, until_ms - model->now_ms, &text);
    else
        buf_addf(&text, "%s is over", devices);
    model->n_maintenance++;
    model_tell(model, EVENT_PROGRAM, SEVERITY_INFO, NULL, text.data);
    buf_finish(&text);
}

void model_maintain(struct model *model, int64_t now_ms, const char *devices, int64_t until_ms)
{
    model_begin(model, now_ms);
    model_change_begin_all(model);
    alarm_maintain(&model->alarm, model->devices, devices, until_ms);
    model_change_end_all(model);
    model_tell_maintenance(model, devices, until_ms);
}

void model_recall(struct model *model, int64_t now_ms, struct recall *take_recall)
{
    model_begin(model, now_ms);
    alarm_restore(&model->alarm, take_recall);
    model->version++;
}

const struct recall_entry *model_next_lapsed(const struct model *model, size_t *at)
{
    return alarm_next_lapsed(&model->alarm, at);
}

void model_drop_lapsed(struct model *model, const struct recall_entry *lapsed)
{
    alarm_drop_lapsed(&model->alarm, lapsed);
}

void model_remember(const struct model *model, struct buf *out)
{
    alarm_remember(&model->alarm, model->devices, out);
}

uint64_t model_remember_version(const struct model *model)
{
    return model->alarm.n_edges + model->n_maintenance;
}

int64_t model_maintained_until_ms(const struct model *model, const struct device *device)
{
    int64_t until_ms =
        maintenance_until_ms(&model->alarm.maintenance, device->location, device->id);

    return until_ms > model->now_ms ? until_ms : 0;
}
