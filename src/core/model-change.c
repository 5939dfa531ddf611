/* SPDX-License-Identifier: MIT */
#include "core/model-state.h"

#include "core/stale.h"

static int64_t model_due_ms(const struct model *model, const struct device *device)
{
    int64_t due_ms = watch_due_ms(&model->alarm.watch, device), stale_ms;

    if (device->is_gone || device->is_stale)
        return due_ms;
    stale_ms = stale_due_ms(device, model->options.stale_after_ms, model->link_changed_ms);
    return stale_ms < due_ms ? stale_ms : due_ms;
}

void model_change_begin(struct model *model, const struct device *device)
{
    if (!device->is_gone)
        tally_take_out(&model->counts.devices, device);
}

void model_change_end(struct model *model, const struct device *device)
{
    if (!device->is_gone)
        tally_put_in(&model->counts.devices, device);
    journal_note(&model->journal, device->index);
    agenda_set(&model->agenda, device->index, model_due_ms(model, device));
}

void model_change_begin_all(struct model *model)
{
    for (size_t i = 0; i < device_table_count(model->devices); i++)
        model_change_begin(model, device_table_get(model->devices, i));
}

void model_change_end_all(struct model *model)
{
    for (size_t i = 0; i < device_table_count(model->devices); i++)
        model_change_end(model, device_table_get(model->devices, i));
}
