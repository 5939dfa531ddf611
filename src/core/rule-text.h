/* SPDX-License-Identifier: MIT
 *
 * rule-text: rules as people write them.
 *
 *   [DEVICES:] METRIC > LIMIT[C|F|%]            above it
 *   [DEVICES:] METRIC < LIMIT[C|F|%]            below it
 *   [DEVICES:] METRIC rises N in DURATION       by more than N
 *   [DEVICES:] METRIC falls N in DURATION
 *   [DEVICES:] offline                          the device's own word, or its last will
 *   [DEVICES:] stale                            no live reading for too long
 *
 * and behind it, in any order: "hysteresis N", "for DURATION", "repeat DURATION", "warn" or "crit",
 * "off" (also instead of the limit). DEVICES is for glob_matches and ends at the
 * first ':' with a blank behind it. What has blanks, colons or comparisons in
 * its name stands in double quotes, where "" is one of them.
 */
#ifndef SENSORTOP_CORE_RULE_TEXT_H
#define SENSORTOP_CORE_RULE_TEXT_H

#include "core/buf.h"
#include "core/rule.h"

/* What the text does not say. The rest: humidity has a hysteresis of 2, other metrics none, a
 * change at most half of itself; the severity is crit, of "off" all of them. */
struct rule_defaults {
    double hysteresis_c; /* of temperatures */
    const char *origin;  /* or NULL */
};

/* Adds the rule to the list, which has room. On failure err says what was wrong at which word, what
 * is accepted, and the list is as it was. */
bool rule_text_parse(const char *text, const struct rule_defaults *defaults, struct rule_list *list,
                     struct buf *err);

/* The whole rule, without its origin, so that rule_text_parse gives the same again whatever the
 * defaults. */
void rule_text_format(const struct rule *rule, struct buf *out);

#endif
