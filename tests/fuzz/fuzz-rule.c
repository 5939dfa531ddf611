/* SPDX-License-Identifier: MIT
 *
 * A rule that is accepted is the same when it is written and read again; one
 * that is refused is told in a sentence that has its text.
 */
#include "fuzz.h"

#include "core/mem.h"
#include "core/rule-text.h"

#include <math.h>
#include <string.h>

static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };

static void check_rule(const struct rule *rule)
{
    fuzz_check(rule_watch_has_metric(rule->watch) == (rule->metric != NULL));
    fuzz_check(isfinite(rule->limit) && isfinite(rule->hysteresis) && rule->hysteresis >= 0);
    fuzz_check(rule->for_ms >= 0 && rule->in_ms >= 0);
    fuzz_check(rule->off || rule->severity == SEVERITY_WARN || rule->severity == SEVERITY_CRIT);
    fuzz_check(rule->off || !rule_watch_is_change(rule->watch) ||
               (rule->in_ms > 0 && rule->limit > rule->hysteresis));
}

static void check_round_trip(const struct rule *rule)
{
    struct buf first = { 0 }, second = { 0 }, err = { 0 };
    struct rule_list list = { 0 };

    rule_text_format(rule, &first);
    fuzz_check(rule_text_parse(buf_text(&first), &defaults, &list, &err));
    fuzz_check(list.n == 1 && rule_is_alike(&list.rules[0], rule));
    fuzz_check(list.rules[0].limit == rule->limit);
    fuzz_check(list.rules[0].hysteresis == rule->hysteresis);
    rule_text_format(&list.rules[0], &second);
    fuzz_check(strcmp(buf_text(&first), buf_text(&second)) == 0);
    rule_list_finish(&list);
    buf_finish(&first);
    buf_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_text((const char *)data, size);
    struct rule_list list = { 0 };
    struct buf err = { 0 };

    if (rule_text_parse(text, &defaults, &list, &err)) {
        fuzz_check(list.n == 1 && err.len == 0);
        check_rule(&list.rules[0]);
        check_round_trip(&list.rules[0]);
    } else {
        fuzz_check(list.n == 0 && strstr(buf_text(&err), text));
    }
    rule_list_finish(&list);
    buf_finish(&err);
    free(text);
    return 0;
}
