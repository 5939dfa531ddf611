/* SPDX-License-Identifier: MIT
 *
 * rule-section: a rule as a section of a configuration file, a key a line:
 *
 *   [alert freezer]
 *   device = freezer-*
 *   above = -15
 *   for = 10m
 *
 * The texts are kept as they were written: what they mean depends on one
 * another, and is known when all are there.
 */
#ifndef SENSORTOP_CORE_RULE_SECTION_H
#define SENSORTOP_CORE_RULE_SECTION_H

#include "core/buf.h"
#include "core/rule-text.h"

/* In the order in which they are read, whatever their order in the file. */
enum rule_key {
    RULE_KEY_DEVICE,
    RULE_KEY_METRIC, /* not said: temperature, where the watch has one */
    RULE_KEY_ABOVE,  /* one of these six: what is watched */
    RULE_KEY_BELOW,
    RULE_KEY_RISES,
    RULE_KEY_FALLS,
    RULE_KEY_OFFLINE,
    RULE_KEY_STALE,
    RULE_KEY_HYSTERESIS,
    RULE_KEY_FOR,
    RULE_KEY_SEVERITY,
    RULE_KEY_REPEAT,
    RULE_KEY_HOOK,
    RULE_KEY_MESSAGE,
    RULE_KEY_COUNT_
};

const char *rule_key_name(enum rule_key key);

/* The key of that name; RULE_KEY_COUNT_ when there is none. */
enum rule_key rule_key_find(const char *name);

/* All owned. */
struct rule_section {
    char *name;
    char *path; /* the file */
    unsigned line;
    size_t after; /* how many rules of one line were there before it */
    struct rule_section_value {
        char *text; /* NULL: not there */
        unsigned line;
    } values[RULE_KEY_COUNT_];
};

void rule_section_finish(struct rule_section *section);

/* Adds its rule to the list, which has room; its origin is "file:line". On failure err is the whole
 * sentence, beginning with the place, and the list as it was. */
bool rule_section_parse(const struct rule_section *section, const struct rule_defaults *defaults,
                        struct rule_list *list, struct buf *err);

#endif
