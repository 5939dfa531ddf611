/* SPDX-License-Identifier: MIT */
#include "core/model-state.h"

#include "core/stale.h"

int64_t model_stale_due_ms(const struct model *model, const struct device *device)
{
    int64_t since_ms = model->link_changed_ms;
    bool is_settled = !device->stale_untold || device->status == STATUS_OFFLINE;

    if (device->is_gone || (device->is_stale && is_settled))
        return AGENDA_NEVER;
    /* When it is back it has its time to say something. */
    if (device->is_stale && since_ms < device->status_ms)
        since_ms = device->status_ms;
    return stale_due_ms(device, model->options.stale_after_ms, since_ms);
}

static int64_t model_due_ms(const struct model *model, const struct device *device)
{
    int64_t due_ms = watch_due_ms(&model->alarm.watch, device);
    int64_t stale_ms = model_stale_due_ms(model, device);

    return stale_ms < due_ms ? stale_ms : due_ms;
}

void model_change_begin(struct model *model, const struct device *device)
{
    if (!device->is_gone)
        tally_take_out(&model->counts.devices, device);
}

void model_change_end(struct model *model, struct device *device)
{
    device->version++;
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
