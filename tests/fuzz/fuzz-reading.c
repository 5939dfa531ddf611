/* SPDX-License-Identifier: MIT
 *
 * What is accepted, a strict judge of JSON accepts, and the other way around.
 * What becomes of it obeys the ranges and is what the text says; a spoiled
 * message leaves nothing behind and says why; the line that --explain prints of
 * it is JSON.
 */
#include "fuzz.h"

#include "core/explain.h"
#include "judge.h"

#include <math.h>
#include <string.h>

static const char topic[] = "home/porch-05/sensors";
static const int64_t now_ms = 1700000000000;

/* --- what the judge makes of a payload --- */

static const char *const keys[] = { "temperature_c", "temperature_f", "temperature",
                                    "humidity",      "timestamp",     "device_id" };
enum { N_KEYS = sizeof keys / sizeof keys[0] };

struct opinion {
    bool is_good;
    unsigned seen[N_KEYS];
    char celsius[64]; /* the value of temperature_c, if it is so short */
};

static void note_member(void *data, const char *key, const char *value, size_t value_len)
{
    struct opinion *opinion = data;

    for (size_t i = 0; i < N_KEYS; i++)
        opinion->seen[i] += strcmp(keys[i], key) == 0;
    if (strcmp(key, "temperature_c") == 0 && value_len < sizeof opinion->celsius) {
        memcpy(opinion->celsius, value, value_len);
        opinion->celsius[value_len] = '\0';
    }
}

/* One byte order mark, one NUL and white space around it are taken away first. */
static struct opinion judge_payload(const char *text, size_t len)
{
    struct opinion opinion = { 0 };
    struct judgement judgement;

    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        len -= 3;
    }
    if (len && text[len - 1] == '\0')
        len--;
    judgement = judge_json(text, len, note_member, &opinion);
    opinion.is_good =
        judgement.is_json && judgement.is_object && judgement.depth <= READING_DEPTH_MAX;
    for (size_t i = 0; i < N_KEYS; i++)
        opinion.is_good &= opinion.seen[i] < 2;
    return opinion;
}

/* --- properties --- */

static void check_metric(const struct reading_metric *metric)
{
    const struct metric_kind *kind = metric_find(metric->name);

    fuzz_check(strlen(metric->name) > 0 && strlen(metric->name) <= METRIC_NAME_BYTES_MAX);
    if (!metric->has_value)
        return;
    fuzz_check(isfinite(metric->value));
    fuzz_check(metric->value != 0 || !signbit(metric->value));
    if (kind)
        fuzz_check(metric->value >= kind->min && metric->value <= kind->clamp_max);
}

/* A temperature_c that is a plain number in the range is taken as it stands. */
static void check_celsius(const struct reading *reading, const struct opinion *opinion)
{
    char *end;
    double value;

    if (!opinion->celsius[0] || !strchr("-0123456789", opinion->celsius[0]))
        return;
    value = strtod(opinion->celsius, &end);
    fuzz_check(*end == '\0' && reading->n_metrics > 0);
    fuzz_check(strcmp(reading->metrics[0].name, "temperature") == 0);
    fuzz_check(reading->metrics[0].has_value == (value >= -90 && value <= 300));
    if (reading->metrics[0].has_value)
        fuzz_check(reading->metrics[0].value == value);
}

static void check_reading(const struct reading *reading)
{
    fuzz_check(reading->n_metrics <= READING_METRICS_MAX);
    for (size_t i = 0; i < reading->n_metrics; i++) {
        check_metric(&reading->metrics[i]);
        for (size_t k = 0; k < i; k++)
            fuzz_check(strcmp(reading->metrics[i].name, reading->metrics[k].name) != 0);
    }
    if (reading->has_time)
        fuzz_check(reading->time_ms >= 1000000000000 && reading->time_ms <= now_ms + 86400000);
}

static void check_faults(const struct faults *faults)
{
    for (size_t i = 0; i < faults->n && i < FAULTS_KEPT; i++) {
        fuzz_check(faults->text[i][0]);
        for (const char *c = faults->text[i]; *c; c++)
            fuzz_check((unsigned char)*c >= ' ' && *c != 0x7f);
    }
}

static void check_explanation(const struct meaning *meaning)
{
    struct buf line = { 0 };

    explain_format(meaning, &line);
    fuzz_check(!memchr(line.data, '\n', line.len));
    fuzz_check(judge_json(line.data, line.len, NULL, NULL).is_json);
    buf_finish(&line);
}

/* By the parser alone: what is spoiled leaves no byte of the result changed. */
static void check_whole_or_nothing(struct reading_parser *parser, const char *text, size_t len,
                                   bool is_good)
{
    static struct reading reading, before;
    struct faults faults = { 0 };
    struct reading_input input = {
        .payload = text, .len = len, .device = "porch-05", .device_len = 8, .wall_ms = now_ms
    };

    memset(&before, 0x5a, sizeof before);
    memcpy(&reading, &before, sizeof reading);
    fuzz_check(reading_parse(parser, &input, &reading, &faults) == is_good);
    if (!is_good)
        fuzz_check(memcmp(&reading, &before, sizeof reading) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reading_parser *parser;
    static struct meaning meaning;
    const char *text = (const char *)data;
    struct message message = {
        .topic = topic, .topic_len = sizeof topic - 1, .payload = text, .payload_len = size
    };
    struct opinion opinion = judge_payload(text, size);

    if (!parser)
        parser = reading_parser_create(); /* kept, as the program keeps it */
    message_read(parser, &message, READING_BYTES_MAX, now_ms, &meaning);
    if (size == 0)
        fuzz_check(meaning.kind == MEANING_CLEARED);
    else if (size <= READING_BYTES_MAX)
        fuzz_check(meaning.kind == (opinion.is_good ? MEANING_READING : MEANING_SPOILED));
    if (meaning.kind == MEANING_SPOILED)
        fuzz_check(meaning.faults.n > 0);
    if (meaning.kind == MEANING_READING) {
        check_reading(&meaning.reading);
        check_celsius(&meaning.reading, &opinion);
    }
    check_faults(&meaning.faults);
    check_explanation(&meaning);
    if (size > 0 && size <= READING_BYTES_MAX)
        check_whole_or_nothing(parser, text, size, opinion.is_good);
    return 0;
}
