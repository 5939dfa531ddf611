/* SPDX-License-Identifier: MIT
 *
 * rule-part: the parts of a rule as people write them: the name of a metric,
 * and limits, changes and durations in its unit. The whole is the business of
 * `rule-text` (one line) and `rule-section` (a section of a file).
 */
#ifndef SENSORTOP_CORE_RULE_PART_H
#define SENSORTOP_CORE_RULE_PART_H

#include "core/buf.h"
#include "core/rule.h"

#include <stdbool.h>
#include <stdint.h>

/* What the numbers of a rule are about. */
struct rule_part {
    const char *metric;
    bool is_fahrenheit; /* one was: so are the next ones without a unit */
};

/* A metric that can be watched. On failure accepted says what is, as it stands after "not ", here
 * and below. */
bool rule_part_metric(const char *word, struct buf *accepted);

/* The whole word is the number, maybe with a unit. A difference has no freezing point to count
 * from. */
bool rule_part_limit(struct rule_part *amount, const char *word, double *out, struct buf *accepted);
bool rule_part_change(struct rule_part *amount, const char *word, double *out,
                      struct buf *accepted);
bool rule_part_hysteresis(struct rule_part *amount, const char *word, double *out,
                          struct buf *accepted);

enum { RULE_PART_IN_MS_MIN = 1000 };

/* Between min_ms and 30 days. */
bool rule_part_duration(const char *word, int64_t min_ms, int64_t *out, struct buf *accepted);

/* Of a rule that does not say: temperatures have that of the user, humidity 2, other metrics none,
 * a change at most half of itself. */
double rule_part_default_hysteresis(const struct rule *rule, double of_temperature);

/* What a rule has that was read to its end: nothing of an "off" but what it switches off, a
 * severity, a hysteresis. */
void rule_part_complete(struct rule *rule, bool has_hysteresis, double hysteresis_c);

/* A text in UTF-8 without control characters other than tabs. */
bool rule_part_is_clean(const char *text);

#endif
