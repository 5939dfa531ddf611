/* SPDX-License-Identifier: MIT */
#include "core/device-section.h"

#include "core/duration.h"
#include "core/mem.h"
#include "core/metric.h"
#include "core/nearest.h"
#include "core/number.h"
#include "core/rule-part.h"
#include "core/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEVICE_SECTION_NAME_COLS_MAX = 40,
    DEVICE_SECTION_UNIT_COLS_MAX = 8,
    DEVICE_SECTION_STALE_MS_MIN = 1000,
};

static const int64_t device_section_stale_ms_max = INT64_C(7) * 24 * 3600 * 1000;
static const double device_section_offset_max = 1e6;

/* --- values ------------------------------------------------------------------ */

struct device_section_reader {
    struct device_settings *settings;
    struct metric_settings *metric; /* that the key is about */
    struct buf *accepted;           /* as it stands after "not " */
};

static bool device_section_accept(const struct device_section_reader *r, const char *accepted)
{
    buf_puts(r->accepted, accepted);
    return false;
}

static bool device_section_name(const struct device_section_reader *r, const char *text)
{
    r->settings->name = text;
    return (!text_is_blank(text, strlen(text)) &&
            text_width(text, strlen(text)) <= DEVICE_SECTION_NAME_COLS_MAX) ||
           device_section_accept(r, "a name of at most 40 columns");
}

static bool device_section_hidden(const struct device_section_reader *r, const char *text)
{
    r->settings->hidden = strcmp(text, "yes") == 0;
    return r->settings->hidden || strcmp(text, "no") == 0 || device_section_accept(r, "yes or no");
}

static bool device_section_stale_after(const struct device_section_reader *r, const char *text)
{
    int64_t ms;

    r->settings->stale_after_ms = DEVICE_STALE_AUTO;
    if (strcmp(text, "auto") == 0)
        return true;
    if (!duration_parse(text, &ms))
        return device_section_accept(r, "a duration such as 90, 90s or 1m30s, or auto");
    r->settings->stale_after_ms = ms;
    return (ms >= DEVICE_SECTION_STALE_MS_MIN && ms <= device_section_stale_ms_max) ||
           device_section_accept(r, "between 1s and 7d, or auto");
}

static bool device_section_offset(const struct device_section_reader *r, const char *text)
{
    return (number_parse(text, strlen(text), &r->metric->offset) &&
            r->metric->offset >= -device_section_offset_max &&
            r->metric->offset <= device_section_offset_max) ||
           device_section_accept(r, "a number such as -0.5");
}

/* "-40..60" */
static bool device_section_range(const struct device_section_reader *r, const char *text)
{
    const char *dots = strstr(text, "..");
    struct metric_settings *metric = r->metric;

    metric->has_range = dots && number_parse(text, (size_t)(dots - text), &metric->min) &&
                        number_parse(dots + 2, strlen(dots + 2), &metric->max) &&
                        metric->min < metric->max;
    return metric->has_range || device_section_accept(r, "a range such as -40..60");
}

/* A temperature is shown as all others are: its unit says what the device sends. */
static bool device_section_unit(const struct device_section_reader *r, const char *text)
{
    const struct metric_kind *kind = metric_find(r->metric->metric);
    size_t cols = text_width(text, strlen(text));

    if (strcmp(r->metric->metric, "temperature") == 0) {
        r->metric->is_fahrenheit = strcmp(text, "F") == 0;
        return r->metric->is_fahrenheit || strcmp(text, "C") == 0 ||
               device_section_accept(r, "C or F, which the device sends");
    }
    if (kind && *kind->unit)
        return device_section_accept(r, "accepted for a metric that has a unit already");
    r->metric->unit = text;
    return (cols && cols <= DEVICE_SECTION_UNIT_COLS_MAX) ||
           device_section_accept(r, "a unit of 1 to 8 columns");
}

/* --- keys -------------------------------------------------------------------- */

static const struct device_section_key {
    const char *name;
    bool is_of_metric; /* "offset" and "soil.offset" */
    bool (*take)(const struct device_section_reader *r, const char *text);
} device_section_keys[] = {
    { "name", false, device_section_name },
    { "hidden", false, device_section_hidden },
    { "stale-after", false, device_section_stale_after },
    { "offset", true, device_section_offset },
    { "range", true, device_section_range },
    { "unit", true, device_section_unit },
};

enum { DEVICE_SECTION_KEYS = sizeof device_section_keys / sizeof *device_section_keys };

/* "soil.moisture.offset": the part behind the last dot, and before it the metric. */
static const struct device_section_key *device_section_find_key(const char *key, size_t *metric_len)
{
    const char *dot = strrchr(key, '.');
    const char *name = dot ? dot + 1 : key;

    *metric_len = dot ? (size_t)(dot - key) : 0;
    if (dot && (dot == key || *metric_len > METRIC_NAME_BYTES_MAX))
        return NULL;
    for (size_t i = 0; i < DEVICE_SECTION_KEYS; i++)
        if (strcmp(device_section_keys[i].name, name) == 0 &&
            (!dot || device_section_keys[i].is_of_metric))
            return &device_section_keys[i];
    return NULL;
}

static bool device_section_refuse_key(const char *key, struct buf *why)
{
    const char *meant = NULL;
    struct nearest nearest;

    nearest_init(&nearest, key, strlen(key));
    for (size_t i = 0; i < DEVICE_SECTION_KEYS; i++)
        if (nearest_offer(&nearest, device_section_keys[i].name))
            meant = device_section_keys[i].name;
    if (meant)
        buf_addf(why, "no such key of a device; did you mean %s?", meant);
    else
        buf_puts(why,
                 "no such key of a device; there are name, hidden, stale-after, and "
                 "METRIC.offset, METRIC.range, METRIC.unit, without METRIC. of the temperature");
    return false;
}

bool device_section_find(const struct device_section *section, const char *key, unsigned *line,
                         struct buf *why)
{
    size_t metric_len;

    if (!device_section_find_key(key, &metric_len))
        return device_section_refuse_key(key, why);
    *line = 0;
    for (size_t i = 0; i < section->n; i++)
        if (strcmp(section->entries[i].key, key) == 0)
            *line = section->entries[i].line;
    return true;
}

/* --- settings ---------------------------------------------------------------- */

void device_settings_finish(struct device_settings *settings)
{
    for (size_t i = 0; i < settings->n_metrics; i++)
        free((char *)settings->metrics[i].metric);
    free(settings->metrics);
    *settings = (struct device_settings){ 0 };
}

static struct metric_settings *device_settings_get(struct device_settings *settings,
                                                   const char *metric, size_t len)
{
    size_t i = 0;

    while (i < settings->n_metrics && (strncmp(settings->metrics[i].metric, metric, len) != 0 ||
                                       settings->metrics[i].metric[len]))
        i++;
    if (i == settings->n_metrics) {
        settings->metrics = mem_resize(settings->metrics, i + 1, sizeof *settings->metrics);
        settings->metrics[settings->n_metrics++] =
            (struct metric_settings){ .metric = mem_text(metric, len) };
    }
    return &settings->metrics[i];
}

static bool device_section_take(const struct device_section_entry *entry,
                                struct device_section_reader *r)
{
    static const char usual[] = "temperature";
    size_t len;
    const struct device_section_key *key = device_section_find_key(entry->key, &len);

    assert(key);
    if (!rule_part_is_clean(entry->text))
        return device_section_accept(r, "a text in UTF-8 without control characters");
    if (key->is_of_metric)
        r->metric = device_settings_get(r->settings, len ? entry->key : usual,
                                        len ? len : sizeof usual - 1);
    return key->take(r, entry->text);
}

bool device_section_apply(const struct device_section *section, struct device_settings *settings,
                          struct buf *err)
{
    struct buf accepted = { 0 };
    struct device_section_reader reader = { .settings = settings, .accepted = &accepted };
    bool ok = true;

    for (size_t i = 0; ok && i < section->n; i++) {
        const struct device_section_entry *entry = &section->entries[i];

        ok = device_section_take(entry, &reader);
        if (!ok)
            buf_addf(err, "%s:%u: [device %s] %s: not %s: '%s'", section->path, entry->line,
                     section->devices, entry->key, buf_text(&accepted), entry->text);
    }
    buf_finish(&accepted);
    return ok;
}

/* --- sections ---------------------------------------------------------------- */

void device_section_add(struct device_section *section, const char *key, const char *text,
                        unsigned line)
{
    section->entries = mem_resize(section->entries, section->n + 1, sizeof *section->entries);
    section->entries[section->n++] = (struct device_section_entry){
        .key = mem_text(key, strlen(key)), .text = mem_text(text, strlen(text)), .line = line
    };
}

void device_section_finish(struct device_section *section)
{
    for (size_t i = 0; i < section->n; i++) {
        free(section->entries[i].key);
        free(section->entries[i].text);
    }
    free(section->entries);
    free(section->devices);
    free(section->path);
    *section = (struct device_section){ 0 };
}
