/* SPDX-License-Identifier: MIT
 *
 * rule: what to watch. A rule is data: which devices, which metric, which side
 * of which limit, how long, how bad. It has no state; `alert` has.
 */
#ifndef SENSORTOP_CORE_RULE_H
#define SENSORTOP_CORE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum severity { SEVERITY_NONE, SEVERITY_INFO, SEVERITY_WARN, SEVERITY_CRIT, SEVERITY_COUNT_ };

/* "info", "warn", "crit"; "" for none. */
const char *severity_name(enum severity severity);

enum rule_watch { RULE_ABOVE, RULE_BELOW, RULE_WATCH_COUNT_ };

struct rule {
    const char *devices; /* shell glob over "device" (fnmatch without flags), NULL = every device */
    const char *metric;
    enum rule_watch watch;
    double limit; /* fires strictly beyond it */
    double hysteresis;
    int64_t for_ms;
    enum severity severity;
    bool off; /* switches off what earlier rules said for the same watch */
};

struct rule_list {
    struct rule *rules;
    size_t n;
};

/* Copies the rule and its strings; those of the list are its own. */
void rule_list_add(struct rule_list *list, const struct rule *rule);
void rule_list_finish(struct rule_list *list);

bool rule_matches(const struct rule *rule, const char *device, const char *metric);

/* Of rules alike in metric, watch and severity, the last one that matches the device wins: is i it?
 */
bool rule_holds(const struct rule_list *list, size_t i, const char *device, const char *metric);

/* Is the value strictly beyond the limit; is it back inside by the hysteresis. */
bool rule_is_beyond(const struct rule *rule, double value);
bool rule_is_clear(const struct rule *rule, double value);

#endif
