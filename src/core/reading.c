/* SPDX-License-Identifier: MIT */
#include "core/reading.h"

#include "core/number.h"
#include "core/reading-flat.h"
#include "core/reading-json.h"
#include "core/stamp.h"
#include "core/text.h"

#include <json-c/json.h>
#include <math.h>
#include <string.h>

enum { READING_QUOTE_COLS = 40 };

/* °C and °F are each rounded, some to whole degrees. */
static const double reading_scales_apart_c = 0.2 + 1e-9;

/* From here on an integer may be one that json-c has clamped to 64 bits. */
static const double reading_integer_max = 9.2e18;

/* A reading in the making. */
struct reading_draft {
    struct reading reading;
    struct buf path; /* of the member at hand: "bme280.pressure" */
    struct faults *faults;
};

/* --- values --- */

enum reading_verdict {
    READING_NOTHING, /* not there, or null */
    READING_NUMBER,
    READING_TOO_LARGE,
    READING_NO_NUMBER,
};

static bool reading_is_clamped(struct json_object *value)
{
    return json_object_is_type(value, json_type_int) &&
           fabs(json_object_get_double(value)) >= reading_integer_max;
}

/* As it was sent; of an integer that json-c has clamped nobody knows that any more. */
static const char *reading_text(struct json_object *value)
{
    const char *json;

    if (reading_is_clamped(value))
        return json_object_get_double(value) < 0 ? "beyond -9.2e18" : "beyond 9.2e18";
    json = json_object_to_json_string_ext(value,
                                          JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
    return json ? json : ""; /* out of memory */
}

/* Tells of a value that cannot be used. */
static void reading_fault(struct reading_draft *draft, const char *name, const char *what,
                          struct json_object *value)
{
    const char *json = reading_text(value);
    struct buf quote = { 0 };

    text_clean(&quote, json, strlen(json), READING_QUOTE_COLS);
    fault_addf(draft->faults, "%s: %s: %s", name, what, buf_text(&quote));
    buf_finish(&quote);
}

static enum reading_verdict reading_convert(struct json_object *value, double *out)
{
    switch (json_object_get_type(value)) {
    case json_type_null: return READING_NOTHING;
    case json_type_int:
        *out = json_object_get_double(value);
        return reading_is_clamped(value) ? READING_TOO_LARGE : READING_NUMBER;
    case json_type_double:
        *out = json_object_get_double(value);
        return isfinite(*out) ? READING_NUMBER : READING_TOO_LARGE;
    case json_type_string:
        /* json_object_get_double reads a string by the user's locale, and half of "22.5 C". */
        return number_parse(json_object_get_string(value),
                            (size_t)json_object_get_string_len(value), out)
                   ? READING_NUMBER
                   : READING_NO_NUMBER;
    default: return READING_NO_NUMBER;
    }
}

/* A value as a number; what is neither a number nor nothing is told. */
static enum reading_verdict reading_take(struct reading_draft *draft, const char *name,
                                         struct json_object *value, double *out)
{
    enum reading_verdict verdict = reading_convert(value, out);

    if (verdict == READING_TOO_LARGE)
        reading_fault(draft, name, "too large", value);
    if (verdict == READING_NO_NUMBER)
        reading_fault(draft, name, "not a number", value);
    return verdict;
}

/* --- metrics --- */

/* A new metric without a value yet; NULL: counted as ignored. */
static struct reading_metric *reading_add(struct reading_draft *draft, const char *name)
{
    struct reading *reading = &draft->reading;
    struct reading_metric *metric = &reading->metrics[reading->n_metrics];
    size_t len = strlen(name);
    bool is_there = false;

    for (size_t i = 0; i < reading->n_metrics; i++)
        is_there |= strcmp(reading->metrics[i].name, name) == 0;
    if (is_there || !len || len > METRIC_NAME_BYTES_MAX ||
        reading->n_metrics == READING_METRICS_MAX) {
        reading->n_metrics_ignored++;
        return NULL;
    }
    memcpy(metric->name, name, len + 1);
    reading->n_metrics++;
    return metric;
}

/* Gives the metric its value, if it is a plausible one; source: the member that it came from. */
static bool reading_set(struct reading_draft *draft, struct reading_metric *metric, double value,
                        const char *source, struct json_object *json)
{
    const struct metric_kind *kind = metric_find(metric->name);
    struct buf what = { 0 };

    if (kind && (value < kind->min || value > kind->max)) {
        buf_puts(&what, "outside ");
        number_format_exact(&what, kind->min);
        buf_puts(&what, "…");
        number_format_exact(&what, kind->max);
        buf_addf(&what, " %s", kind->unit);
        reading_fault(draft, source, buf_text(&what), json);
        buf_finish(&what);
        return false;
    }
    if (kind && value > kind->clamp_max)
        value = kind->clamp_max;
    metric->value = value == 0 ? 0 : value; /* not -0 */
    metric->has_value = true;
    return true;
}

/* What the object says under a known key. */
struct reading_known {
    const char *key;
    struct json_object *json;
    bool is_named; /* the key is there, if only with null */
    enum reading_verdict verdict;
    double number;
};

static struct reading_known reading_find(struct reading_draft *draft, struct json_object *root,
                                         enum reading_field field)
{
    struct reading_known known = { .key = reading_field_name(field) };

    known.is_named = json_object_object_get_ex(root, known.key, &known.json);
    known.verdict = reading_take(draft, known.key, known.json, &known.number);
    return known;
}

static bool reading_is_numeric(struct json_object *json)
{
    return !json || json_object_is_type(json, json_type_int) ||
           json_object_is_type(json, json_type_double);
}

double reading_celsius(double fahrenheit)
{
    return (fahrenheit - 32) / 1.8;
}

bool reading_scales_agree(double a_c, double b_c)
{
    return fabs(a_c - b_c) <= reading_scales_apart_c;
}

/* One of three members gives the temperature: °C before °F, and both before a bare "temperature",
 * which is a metric like any other: text in it is nobody's fault. */
static void reading_take_temperature(struct reading_draft *draft, struct json_object *root)
{
    struct reading_known c = reading_find(draft, root, READING_TEMPERATURE_C);
    struct reading_known f = reading_find(draft, root, READING_TEMPERATURE_F);
    struct reading_known used = c;
    struct reading_metric *metric;
    struct json_object *plain;
    double f_in_c = reading_celsius(f.number);
    bool is_named = c.is_named || f.is_named;

    if (c.verdict == READING_NOTHING && f.verdict != READING_NOTHING) {
        used = f;
        used.number = f_in_c;
    } else if (c.verdict == READING_NOTHING &&
               json_object_object_get_ex(root, reading_field_name(READING_TEMPERATURE), &plain) &&
               reading_is_numeric(plain)) {
        used = reading_find(draft, root, READING_TEMPERATURE);
        is_named = true;
    }
    metric = is_named ? reading_add(draft, reading_field_name(READING_TEMPERATURE)) : NULL;
    if (metric && used.verdict == READING_NUMBER &&
        reading_set(draft, metric, used.number, used.key, used.json) &&
        c.verdict == READING_NUMBER && f.verdict == READING_NUMBER &&
        !reading_scales_agree(c.number, f_in_c))
        reading_fault(draft, f.key, "not the same temperature as temperature_c", f.json);
}

static void reading_take_humidity(struct reading_draft *draft, struct json_object *root)
{
    struct reading_known humidity = reading_find(draft, root, READING_HUMIDITY);
    struct reading_metric *metric = humidity.is_named ? reading_add(draft, humidity.key) : NULL;

    if (metric && humidity.verdict == READING_NUMBER)
        reading_set(draft, metric, humidity.number, humidity.key, humidity.json);
}

static void reading_take_members(struct reading_draft *draft, struct json_object *object,
                                 bool is_root);

/* The member that path names: numbers are metrics, objects hold more of them, null takes a value
 * back, and the rest is none of our business. */
static void reading_take_member(struct reading_draft *draft, struct json_object *json)
{
    struct reading_metric *metric;
    double number;

    if (json_object_is_type(json, json_type_object))
        reading_take_members(draft, json, false);
    if (!reading_is_numeric(json))
        return;
    metric = reading_add(draft, buf_text(&draft->path));
    if (reading_take(draft, buf_text(&draft->path), json, &number) == READING_NUMBER && metric)
        reading_set(draft, metric, number, metric->name, json);
}

/* Recursion as deep as the nesting, which `strict` has bounded. */
static void reading_take_members(struct reading_draft *draft, struct json_object *object,
                                 bool is_root)
{
    size_t len = draft->path.len;

    json_object_object_foreach(object, key, json)
    {
        if (is_root && reading_field_find(key, strlen(key)) < READING_FIELD_COUNT_)
            continue;
        buf_puts(&draft->path, is_root ? "" : ".");
        buf_puts(&draft->path, key);
        reading_take_member(draft, json);
        draft->path.len = len;
    }
}

static void reading_take_time(struct reading_draft *draft, struct json_object *root,
                              int64_t wall_ms)
{
    struct json_object *json;
    enum stamp_verdict verdict = STAMP_BAD;
    int64_t time_ms = 0;

    if (!json_object_object_get_ex(root, reading_field_name(READING_TIMESTAMP), &json) || !json)
        return;
    if (json_object_is_type(json, json_type_string))
        verdict = stamp_from_text(json_object_get_string(json),
                                  (size_t)json_object_get_string_len(json), wall_ms, &time_ms);
    else if (reading_is_numeric(json))
        verdict = stamp_from_number(json_object_get_double(json), wall_ms, &time_ms);
    if (verdict == STAMP_BAD)
        reading_fault(draft, reading_field_name(READING_TIMESTAMP),
                      "not a time between 1970 and tomorrow", json);
    draft->reading.has_time = verdict == STAMP_OK;
    draft->reading.time_ms = time_ms;
}

/* The topic is the identity; whatever else the payload claims is told. */
static void reading_take_id(struct reading_draft *draft, struct json_object *root,
                            const struct reading_input *input)
{
    struct json_object *json;

    if (!json_object_object_get_ex(root, reading_field_name(READING_DEVICE_ID), &json) || !json)
        return;
    if (json_object_is_type(json, json_type_string) &&
        (size_t)json_object_get_string_len(json) == input->device_len &&
        memcmp(json_object_get_string(json), input->device, input->device_len) == 0)
        return;
    reading_fault(draft, reading_field_name(READING_DEVICE_ID), "not the device of the topic",
                  json);
    draft->reading.has_other_id = true;
}

bool reading_parse_json(struct reading_parser *parser, const struct reading_input *input,
                        struct reading *out, struct faults *faults)
{
    struct reading_draft draft = { .faults = faults };
    struct json_object *root;

    root = reading_json_parse(parser, input->payload, input->len, faults);
    if (!root)
        return false;
    reading_take_temperature(&draft, root);
    reading_take_humidity(&draft, root);
    reading_take_members(&draft, root, true);
    reading_take_time(&draft, root, input->wall_ms);
    reading_take_id(&draft, root, input);
    json_object_put(root);
    buf_finish(&draft.path);
    *out = draft.reading;
    return true;
}

bool reading_parse(struct reading_parser *parser, const struct reading_input *input,
                   struct reading *out, struct faults *faults)
{
    return reading_flat_parse(input, out) || reading_parse_json(parser, input, out, faults);
}
