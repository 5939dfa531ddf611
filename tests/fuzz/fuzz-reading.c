/* SPDX-License-Identifier: MIT
 *
 * What becomes of a payload obeys the ranges; a spoiled message leaves nothing
 * behind and says why; the line that --explain prints of it is JSON.
 */
#include "fuzz.h"

#include "core/explain.h"
#include "core/strict.h"

#include <math.h>
#include <string.h>

static const char topic[] = "home/porch-05/sensors";
static const int64_t now_ms = 1700000000000;

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

static void check_explanation(const struct meaning *meaning)
{
    struct faults faults = { 0 };
    struct buf line = { 0 };

    explain_format(meaning, &line);
    fuzz_check(!memchr(line.data, '\n', line.len));
    fuzz_check(strict_check(line.data, line.len, 8, NULL, NULL, &faults));
    buf_finish(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reading_parser *parser;
    static struct meaning meaning;
    struct message message = { .topic = topic,
                               .topic_len = sizeof topic - 1,
                               .payload = (const char *)data,
                               .payload_len = size };

    if (!parser)
        parser = reading_parser_create(); /* kept, as the program keeps it */
    message_read(parser, &message, READING_BYTES_MAX, now_ms, &meaning);
    if (size == 0)
        fuzz_check(meaning.kind == MEANING_CLEARED);
    else
        fuzz_check(meaning.kind == MEANING_READING || meaning.kind == MEANING_SPOILED);
    if (meaning.kind == MEANING_SPOILED)
        fuzz_check(meaning.faults.n > 0);
    if (meaning.kind == MEANING_READING)
        check_reading(&meaning.reading);
    check_explanation(&meaning);
    return 0;
}
