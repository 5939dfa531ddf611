/* SPDX-License-Identifier: MIT */
#include "core/pairs.h"

#include "core/channel.h"
#include "core/number.h"

#include <string.h>

enum { PAIRS_QUOTE_BYTES = 40 };

static const char pairs_temperature[] = "temperature";

static bool pairs_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The bytes of the word that the text begins with. */
static size_t pairs_word(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && !pairs_is_blank(text[n]))
        n++;
    return n;
}

static size_t pairs_blanks(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && pairs_is_blank(text[n]))
        n++;
    return n;
}

static bool pairs_fail(struct buf *why, const char *what, const char *word, size_t len)
{
    bool is_long = len > PAIRS_QUOTE_BYTES;

    buf_addf(why, "%s: '", what);
    buf_add(why, word, is_long ? PAIRS_QUOTE_BYTES : len);
    buf_puts(why, is_long ? "…'" : "'");
    return false;
}

static bool pairs_is(const char *name, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(name, word, len) == 0;
}

static bool pairs_is_name(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool letter = (name[i] | 0x20) >= 'a' && (name[i] | 0x20) <= 'z';

        if (!letter && (!name[i] || !strchr("0123456789_-.", name[i])))
            return false;
    }
    return len > 0 && len <= METRIC_NAME_BYTES_MAX && !pairs_is(name, len, "device_id") &&
           !pairs_is(name, len, "timestamp") && !pairs_is(name, len, "simulated");
}

/* Names the metric that a pair means; converts its value. */
static void pairs_name(const char *name, size_t len, char out[METRIC_NAME_BYTES_MAX + 1],
                       double *value)
{
    bool is_fahrenheit = pairs_is(name, len, "temperature_f");

    if (is_fahrenheit)
        *value = (*value - 32) / 1.8;
    if (is_fahrenheit || pairs_is(name, len, "temperature_c")) {
        name = pairs_temperature;
        len = strlen(pairs_temperature);
    }
    memcpy(out, name, len);
    out[len] = '\0';
}

static bool pairs_add(struct reading *reading, const char *name, double value, struct buf *why)
{
    struct reading_metric *metric;

    if (!channel_judge(name, &value, why))
        return false;
    metric = channel_add(reading, name);
    if (!metric)
        return pairs_fail(why, "named twice, or one too many", name, strlen(name));
    metric->value = value;
    metric->has_value = true;
    return true;
}

static bool pairs_take(struct reading *reading, const char *word, size_t len, struct buf *why)
{
    const char *equals = memchr(word, '=', len);
    size_t name_len = equals ? (size_t)(equals - word) : 0;
    char name[METRIC_NAME_BYTES_MAX + 1];
    double value;

    if (!equals || !number_parse(equals + 1, len - name_len - 1, &value))
        return pairs_fail(why, "not name=number", word, len);
    if (!pairs_is_name(word, name_len))
        return pairs_fail(why, "not a name before the '='", word, len);
    pairs_name(word, name_len, name, &value);
    return pairs_add(reading, name, value, why);
}

bool pairs_parse(const char *text, size_t len, struct reading *out, struct buf *why)
{
    struct reading reading = { 0 };
    size_t at = pairs_blanks(text, len);
    size_t n = pairs_word(text + at, len - at);
    bool is_alone = at + n + pairs_blanks(text + at + n, len - at - n) == len;
    double value;

    if (!n) {
        buf_puts(why, "printed nothing, a number or name=number pairs are expected");
        return false;
    }
    if (is_alone && number_parse(text + at, n, &value)) {
        if (!pairs_add(&reading, pairs_temperature, value, why))
            return false;
        at = len;
    }
    while (at < len) {
        n = pairs_word(text + at, len - at);
        if (!pairs_take(&reading, text + at, n, why))
            return false;
        at += n;
        at += pairs_blanks(text + at, len - at);
    }
    *out = reading;
    return true;
}
