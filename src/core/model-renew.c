/* SPDX-License-Identifier: MIT */
#include "core/model-state.h"

#include "core/mem.h"

/* Events and effects of before borrow them. */
static void model_retire_rules(struct model *model)
{
    model->retired = mem_resize(model->retired, model->n_retired + 1, sizeof *model->retired);
    model->retired[model->n_retired++] = model->rules;
}

static void model_renew_rules(struct model *model, struct rule_list *take_rules)
{
    model_retire_rules(model);
    model->rules = *take_rules;
    *take_rules = (struct rule_list){ 0 };
    model->told_short = model->told_idle = false;
    model->rules_ms = model->now_ms;
    model_change_begin_all(model);
    alarm_take_over(&model->alarm, model->devices, &model->retired[model->n_retired - 1],
                    model->names);
    for (size_t i = 0; i < device_table_count(model->devices); i++) {
        struct device *device = device_table_get(model->devices, i);

        if (!device->is_gone)
            watch_state(&model->alarm.watch, device);
    }
    model_change_end_all(model);
}

static void model_renew_settings(struct model *model, struct device_set *take_devices)
{
    for (size_t i = 0; i < device_table_count(model->devices); i++) {
        struct device *device = device_table_get(model->devices, i);

        device->settings =
            take_devices ? device_set_get(take_devices, device->location, device->id) : NULL;
    }
    device_set_destroy(model->settings);
    model->settings = take_devices;
    model->settings_version++;
}

void model_renew(struct model *model, int64_t now_ms, const struct model_options *options,
                 struct rule_list *take_rules)
{
    model_begin(model, now_ms);
    model->options.payload_bytes_max = options->payload_bytes_max;
    model->options.stale_after_ms = options->stale_after_ms;
    model->options.alert_on_retained = options->alert_on_retained;
    model->alarm.bell.repeat_ms = options->bell_repeat_ms;
    model_renew_settings(model, options->take_devices);
    model_renew_rules(model, take_rules);
    model->version++;
}

uint64_t model_settings_version(const struct model *model)
{
    return model->settings_version;
}
