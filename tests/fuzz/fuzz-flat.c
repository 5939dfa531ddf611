/* SPDX-License-Identifier: MIT
 *
 * The short way from a payload to a reading gives what json-c gives, or nothing:
 * the same metrics in the same order, to the last bit, the same time, no fault.
 */
#include "fuzz.h"

#include "core/reading-flat.h"

#include <string.h>

static const char device[] = "porch-05";
static const int64_t now_ms = 1700000000000;

static void check_same(const struct reading *a, const struct reading *b)
{
    fuzz_check(a->n_metrics == b->n_metrics);
    fuzz_check(a->n_metrics_ignored == b->n_metrics_ignored);
    fuzz_check(a->has_time == b->has_time && a->time_ms == b->time_ms);
    fuzz_check(a->has_other_id == b->has_other_id);
    for (size_t i = 0; i < a->n_metrics; i++) {
        fuzz_check(strcmp(a->metrics[i].name, b->metrics[i].name) == 0);
        fuzz_check(a->metrics[i].has_value == b->metrics[i].has_value);
        fuzz_check(memcmp(&a->metrics[i].value, &b->metrics[i].value, sizeof(double)) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reading_parser *parser;
    static struct reading flat, json;
    struct reading_input input = { .payload = (const char *)data,
                                   .len = size,
                                   .device = device,
                                   .device_len = sizeof device - 1,
                                   .wall_ms = now_ms };
    struct faults faults = { 0 };

    if (!parser)
        parser = reading_parser_create(); /* kept, as the program keeps it */
    if (!reading_flat_parse(&input, &flat))
        return 0;
    fuzz_check(reading_parse_json(parser, &input, &json, &faults));
    fuzz_check(faults.n == 0);
    check_same(&flat, &json);
    return 0;
}
