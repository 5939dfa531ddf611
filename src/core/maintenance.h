/* SPDX-License-Identifier: MIT
 *
 * maintenance: devices that somebody is working on: their alerts are to be heard
 * only when the work is over. Knows no clock.
 */
#ifndef SENSORTOP_CORE_MAINTENANCE_H
#define SENSORTOP_CORE_MAINTENANCE_H

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

/* Takes the place of what was said for the same devices; what is over at now_ms is forgotten. */
void maintenance_set(struct maintenance *maintenance, const char *devices, int64_t until_ms,
                     int64_t now_ms);
void maintenance_finish(struct maintenance *maintenance);

/* When the work on the device is over, the latest if there are several; 0 when there is none. */
int64_t maintenance_until_ms(const struct maintenance *maintenance, const char *location,
                             const char *device);

#endif
