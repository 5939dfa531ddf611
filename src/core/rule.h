/* SPDX-License-Identifier: MIT
 *
 * rule: what to watch. A rule is data: which devices, what of them, which side
 * of which limit, how long, how bad. It has no state; `alert` has. How it is
 * written is `rule-text`'s business.
 */
#ifndef SENSORTOP_CORE_RULE_H
#define SENSORTOP_CORE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum severity { SEVERITY_NONE, SEVERITY_INFO, SEVERITY_WARN, SEVERITY_CRIT, SEVERITY_COUNT_ };

/* "info", "warn", "crit"; "" for none. */
const char *severity_name(enum severity severity);

enum rule_watch {
    RULE_ABOVE,
    RULE_BELOW,
    RULE_RISES, /* compared with the lowest value within in_ms */
    RULE_FALLS, /* with the highest */
    RULE_OFFLINE,
    RULE_STALE,
    RULE_WATCH_COUNT_
};

/* ">", "<", "rises", "falls", "offline", "stale". */
const char *rule_watch_word(enum rule_watch watch);

/* It judges the values of a metric, not the device as such. */
bool rule_watch_has_metric(enum rule_watch watch);

/* It judges by how much a value changed. */
bool rule_watch_is_change(enum rule_watch watch);

enum { RULES_MAX = 1000 };

struct rule {
    const char *devices; /* of glob_matches; NULL = every device */
    const char *metric;  /* NULL when the watch has none */
    enum rule_watch watch;
    double limit; /* fires strictly beyond it; of a change: by how much, more than 0 */
    double hysteresis;
    int64_t in_ms; /* of a change: within which time */
    int64_t for_ms;
    enum severity severity; /* off: of the rules to switch off; NONE: of any */
    bool off;               /* switches off what earlier rules said for the same watch */
    const char *origin;     /* where it was written, for people: "--high"; or NULL */
    const char *name;       /* of its section in the configuration; or NULL, as all below */
    const char *message;    /* what to say of it besides, as its author wrote it */
    const char *hook;       /* what to run when it fires, a command as of --on-alert */
    int64_t repeat_ms;      /* ring again so often until it is acknowledged; 0: as all others */
};

struct rule_list {
    struct rule *rules;
    size_t n;
};

/* Copies the rule and its strings; those of the list are its own. At most RULES_MAX. */
void rule_list_add(struct rule_list *list, const struct rule *rule);
void rule_list_finish(struct rule_list *list);

/* Two rules are about the same watch of the same metric; severities may differ. */
bool rule_is_alike(const struct rule *a, const struct rule *b);

/* Where both match a device, the later one takes the place of the earlier one. */
bool rule_replaces(const struct rule *later, const struct rule *earlier);

/* Of rules that replace one another, the last one that matches the device holds: is i it? */
bool rule_holds(const struct rule_list *list, size_t i, const char *location, const char *device);

/* The first rule after i that matches the device and replaces rule i; n when there is none. */
size_t rule_find_replacement(const struct rule_list *list, size_t i, const char *location,
                             const char *device);

/* The value is strictly beyond the limit; it is back inside by the hysteresis. The value of
 * OFFLINE and STALE is 1 or 0, that of RISES and FALLS the change. */
bool rule_is_beyond(const struct rule *rule, double value);
bool rule_is_clear(const struct rule *rule, double value);

#endif
