/* SPDX-License-Identifier: MIT */
#include "core/reading-flat.h"

#include "core/flat.h"
#include "core/reading-json.h"
#include "core/stamp.h"

#include <string.h>

struct reading_flat {
    struct flat flat;
    const struct flat_member *known[READING_FIELD_COUNT_ + 1]; /* NULL: not there; the last: any */
    uint8_t fields[FLAT_MEMBERS_MAX];                          /* enum reading_field of each */
};

static void reading_flat_sort(struct reading_flat *flat)
{
    memset(flat->known, 0, sizeof flat->known);
    for (size_t i = 0; i < flat->flat.n; i++) {
        const struct flat_member *member = &flat->flat.members[i];
        enum reading_field field = reading_field_find(member->key, member->key_len);

        flat->fields[i] = (uint8_t)field;
        flat->known[field] = member;
    }
}

/* False: not a plausible value of the metric, which is for the long way to tell. */
static bool reading_flat_add(struct reading *reading, const char *name, size_t len, double value)
{
    struct reading_metric *metric = &reading->metrics[reading->n_metrics];
    const struct metric_kind *kind;

    if (!len || len > METRIC_NAME_BYTES_MAX || reading->n_metrics == READING_METRICS_MAX)
        return false;
    memcpy(metric->name, name, len);
    metric->name[len] = '\0';
    kind = metric_find(metric->name);
    if (kind && (value < kind->min || value > kind->max))
        return false;
    metric->value = kind && value > kind->clamp_max ? kind->clamp_max : value;
    metric->has_value = true;
    reading->n_metrics++;
    return true;
}

static bool reading_flat_is_number(const struct flat_member *member)
{
    return !member || member->kind == FLAT_NUMBER;
}

static bool reading_flat_add_known(struct reading *reading, enum reading_field as, double value)
{
    const char *name = reading_field_name(as);

    return reading_flat_add(reading, name, strlen(name), value);
}

/* As in reading.c: °C before °F before a bare "temperature". */
static bool reading_flat_take_temperature(struct reading_flat *flat, struct reading *reading)
{
    const struct flat_member *c = flat->known[READING_TEMPERATURE_C];
    const struct flat_member *f = flat->known[READING_TEMPERATURE_F];
    const struct flat_member *plain = flat->known[READING_TEMPERATURE];
    double f_in_c;

    if (!reading_flat_is_number(c) || !reading_flat_is_number(f))
        return false;
    f_in_c = f ? reading_celsius(f->number) : 0;
    if (c && f && !reading_scales_agree(c->number, f_in_c))
        return false;
    if (c || f)
        return reading_flat_add_known(reading, READING_TEMPERATURE, c ? c->number : f_in_c);
    if (plain && plain->kind == FLAT_NUMBER)
        return reading_flat_add_known(reading, READING_TEMPERATURE, plain->number);
    return true;
}

static bool reading_flat_take_humidity(struct reading_flat *flat, struct reading *reading)
{
    const struct flat_member *humidity = flat->known[READING_HUMIDITY];

    if (!humidity)
        return true;
    return humidity->kind == FLAT_NUMBER &&
           reading_flat_add_known(reading, READING_HUMIDITY, humidity->number);
}

/* Words and truths are none of our business. */
static bool reading_flat_take_others(struct reading_flat *flat, struct reading *reading)
{
    for (size_t i = 0; i < flat->flat.n; i++) {
        const struct flat_member *member = &flat->flat.members[i];

        if (member->kind != FLAT_NUMBER || flat->fields[i] < READING_FIELD_COUNT_)
            continue;
        if (!reading_flat_add(reading, member->key, member->key_len, member->number))
            return false;
    }
    return true;
}

static bool reading_flat_take_time(struct reading_flat *flat, int64_t wall_ms,
                                   struct reading *reading)
{
    const struct flat_member *stamp = flat->known[READING_TIMESTAMP];
    enum stamp_verdict verdict = STAMP_BAD;

    if (!stamp)
        return true;
    if (stamp->kind == FLAT_NUMBER)
        verdict = stamp_from_number(stamp->number, wall_ms, &reading->time_ms);
    else if (stamp->kind == FLAT_STRING)
        verdict = stamp_from_text(stamp->text, stamp->text_len, wall_ms, &reading->time_ms);
    reading->has_time = verdict == STAMP_OK;
    return verdict != STAMP_BAD;
}

static bool reading_flat_has_id(const struct reading_flat *flat, const struct reading_input *input)
{
    const struct flat_member *id = flat->known[READING_DEVICE_ID];

    return !id || (id->kind == FLAT_STRING && id->text_len == input->device_len &&
                   memcmp(id->text, input->device, id->text_len) == 0);
}

bool reading_flat_parse(const struct reading_input *input, struct reading *out)
{
    struct reading_flat flat;

    if (!flat_parse(&flat.flat, input->payload, input->len))
        return false;
    reading_flat_sort(&flat);
    out->n_metrics = 0;
    out->n_metrics_ignored = 0;
    out->has_time = false;
    out->time_ms = 0;
    out->has_other_id = false;
    return reading_flat_take_temperature(&flat, out) && reading_flat_take_humidity(&flat, out) &&
           reading_flat_take_others(&flat, out) &&
           reading_flat_take_time(&flat, input->wall_ms, out) && reading_flat_has_id(&flat, input);
}
