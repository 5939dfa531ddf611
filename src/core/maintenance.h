/* SPDX-License-Identifier: MIT
 *
 * maintenance: devices that somebody is working on: their alerts are to be heard
 * only when the work is over. Knows no clock.
 *
 *   DEVICES for DURATION      from now on
 *   DEVICES off               it is over
 *
 * is how it is written. DEVICES is for glob_matches; in double quotes where it
 * has blanks, as in a rule.
 */
#ifndef SENSORTOP_CORE_MAINTENANCE_H
#define SENSORTOP_CORE_MAINTENANCE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct maintenance_entry {
    char *devices; /* for glob_matches */
    int64_t until_ms;
};

/* A zeroed one has no entries. */
struct maintenance {
    struct maintenance_entry *entries;
    size_t n;
};

struct maintenance_order {
    char *devices;  /* for glob_matches */
    int64_t for_ms; /* 0: it is over */
};

/* On failure err says what is wrong and what is accepted. Free out->devices. */
bool maintenance_parse(const char *text, struct maintenance_order *out, struct buf *err);

/* The same judgement for the option table: *why stands after "not ". */
bool maintenance_is_valid(const char *text, const char **why);

/* "DEVICES for DURATION", as maintenance_parse reads it. */
void maintenance_format(const char *devices, int64_t for_ms, struct buf *out);

/* Takes the place of what was said for the same devices; what is over at now_ms is forgotten. */
void maintenance_set(struct maintenance *maintenance, const char *devices, int64_t until_ms,
                     int64_t now_ms);
void maintenance_finish(struct maintenance *maintenance);

/* Work that is over at now_ms: forgets it and hands its devices over, free() them; NULL: none. */
char *maintenance_take_over(struct maintenance *maintenance, int64_t now_ms);

/* When the work on the device is over, the latest if there are several; 0 when there is none. */
int64_t maintenance_until_ms(const struct maintenance *maintenance, const char *location,
                             const char *device);

#endif
