/* SPDX-License-Identifier: MIT */
#include "core/device-set.h"

#include "core/glob.h"
#include "core/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of all devices for which the same sections hold. */
struct device_group {
    bool *holds; /* by section */
    struct device_settings settings;
};

struct device_set {
    struct device_section *sections;
    size_t n;
    bool *holds; /* of the device at hand */
    struct device_group **groups;
    size_t n_groups;
};

static struct device_section device_set_copy(const struct device_section *section)
{
    struct device_section copy = {
        .devices = mem_text(section->devices, strlen(section->devices)),
        .path = mem_text(section->path, strlen(section->path)),
    };

    for (size_t i = 0; i < section->n; i++)
        device_section_add(&copy, section->entries[i].key, section->entries[i].text,
                           section->entries[i].line);
    return copy;
}

struct device_set *device_set_create(const struct device_section *sections, size_t n)
{
    struct device_set *set = mem_zero(1, sizeof *set);

    set->n = n;
    set->sections = mem_zero(n + 1, sizeof *set->sections);
    set->holds = mem_zero(n + 1, sizeof *set->holds);
    for (size_t i = 0; i < n; i++)
        set->sections[i] = device_set_copy(&sections[i]);
    return set;
}

void device_set_destroy(struct device_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->n_groups; i++) {
        device_settings_finish(&set->groups[i]->settings);
        free(set->groups[i]->holds);
        free(set->groups[i]);
    }
    free(set->groups);
    for (size_t i = 0; i < set->n; i++)
        device_section_finish(&set->sections[i]);
    free(set->sections);
    free(set->holds);
    free(set);
}

static struct device_group *device_set_add(struct device_set *set)
{
    struct device_group *group = mem_zero(1, sizeof *group);
    struct buf err = { 0 };

    group->holds = mem_zero(set->n, sizeof *group->holds);
    memcpy(group->holds, set->holds, set->n * sizeof *group->holds);
    group->settings = DEVICE_SETTINGS_NONE;
    for (size_t i = 0; i < set->n; i++) {
        bool ok =
            !group->holds[i] || device_section_apply(&set->sections[i], &group->settings, &err);

        assert(ok);
        (void)ok;
    }
    set->groups = mem_resize(set->groups, set->n_groups + 1, sizeof *set->groups);
    set->groups[set->n_groups++] = group;
    return group;
}

const struct device_settings *device_set_get(struct device_set *set, const char *location,
                                             const char *device)
{
    bool any = false;

    for (size_t i = 0; i < set->n; i++) {
        set->holds[i] = glob_matches(set->sections[i].devices, location, device);
        any |= set->holds[i];
    }
    if (!any)
        return NULL;
    for (size_t i = 0; i < set->n_groups; i++)
        if (memcmp(set->groups[i]->holds, set->holds, set->n * sizeof *set->holds) == 0)
            return &set->groups[i]->settings;
    return &device_set_add(set)->settings;
}

/* --- what a device sent ------------------------------------------------------ */

static const struct metric_settings *device_settings_find(const struct device_settings *settings,
                                                          const char *metric)
{
    for (size_t i = 0; i < settings->n_metrics; i++)
        if (strcmp(settings->metrics[i].metric, metric) == 0)
            return &settings->metrics[i];
    return NULL;
}

static void device_settings_correct_metric(const struct metric_settings *settings,
                                           struct reading_metric *metric, struct faults *faults)
{
    double value;

    if (settings->has_range &&
        !(metric->value >= settings->min && metric->value <= settings->max)) {
        fault_addf(faults, "%s: not between %g and %g, the range of this device: %g", metric->name,
                   settings->min, settings->max, metric->value);
        metric->has_value = false;
        return;
    }
    value = settings->is_fahrenheit ? reading_celsius(metric->value) : metric->value;
    /* 22.3 - 0.5 is 21.8, and not 21.800000000000001. */
    value = rint((value + settings->offset) * 1e6) / 1e6;
    metric->has_value = isfinite(value);
    if (metric->has_value)
        metric->value = value;
    else
        fault_addf(faults, "%s: too large: %g", metric->name, metric->value);
}

void device_settings_correct(const struct device_settings *settings, struct reading *reading,
                             struct faults *faults)
{
    for (size_t i = 0; i < reading->n_metrics && settings->n_metrics; i++) {
        const struct metric_settings *metric =
            device_settings_find(settings, reading->metrics[i].name);

        if (metric && reading->metrics[i].has_value)
            device_settings_correct_metric(metric, &reading->metrics[i], faults);
    }
}

const char *device_settings_unit(const struct device_settings *settings, const char *metric)
{
    const struct metric_settings *found = settings ? device_settings_find(settings, metric) : NULL;

    return found ? found->unit : NULL;
}
