/* SPDX-License-Identifier: MIT
 *
 * device-section: what a configuration file says of some devices:
 *
 *   [device attic-*]
 *   name = Attic
 *   offset = -0.5              (of the temperature)
 *   soil.range = 0..100        (of any other metric)
 *
 * The texts are kept as they were written; they are read into the settings of
 * the devices that match: see `device-set`.
 */
#ifndef SENSORTOP_CORE_DEVICE_SECTION_H
#define SENSORTOP_CORE_DEVICE_SECTION_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All owned. */
struct device_section {
    char *devices; /* of glob_matches */
    char *path;    /* the file */
    struct device_section_entry {
        char *key;
        char *text;
        unsigned line;
    } * entries;
    size_t n;
};

/* What is known of one metric of a device. */
struct metric_settings {
    const char *metric; /* borrowed from a section, as all texts in here */
    const char *unit;   /* NULL: the usual one */
    double offset;      /* to be added, in the unit of the metric */
    double min, max;    /* plausible, before the offset; of the user's unit */
    bool has_range;
    bool is_fahrenheit; /* a temperature that comes in °F */
};

enum { DEVICE_STALE_AS_OTHERS = -1, DEVICE_STALE_AUTO = 0 };

struct device_settings {
    const char *name; /* to be shown instead of its id; or NULL */
    bool hidden;
    int64_t stale_after_ms; /* or one of the above */
    struct metric_settings *metrics;
    size_t n_metrics;
};

#define DEVICE_SETTINGS_NONE                                                                       \
    (struct device_settings)                                                                       \
    {                                                                                              \
        .stale_after_ms = DEVICE_STALE_AS_OTHERS                                                   \
    }

void device_settings_finish(struct device_settings *settings);

/* The key is one of a device; sets *line to where it stands already, or 0. On failure why says
 * which there are. */
bool device_section_find(const struct device_section *section, const char *key, unsigned *line,
                         struct buf *why);

/* Copies the texts. */
void device_section_add(struct device_section *section, const char *key, const char *text,
                        unsigned line);
void device_section_finish(struct device_section *section);

/* What it says takes the place of what the settings had. On failure err is the whole sentence,
 * beginning with the place. */
bool device_section_apply(const struct device_section *section, struct device_settings *settings,
                          struct buf *err);

#endif
