/* SPDX-License-Identifier: MIT
 *
 * quota: what may be told one by one: a burst, then so many with each tick. So
 * a flood fills neither the list of events nor a disk. What is beyond is
 * counted. Knows no clock: a tick is a second when the caller says so.
 */
#ifndef SENSORTOP_CORE_QUOTA_H
#define SENSORTOP_CORE_QUOTA_H

#include <stdbool.h>

struct quota {
    unsigned burst;
    unsigned per_tick;
    unsigned left;
    unsigned n_over; /* since the last tick */
};

void quota_init(struct quota *quota, unsigned burst, unsigned per_tick);

/* False: it is not to be told, and has been counted. */
bool quota_take(struct quota *quota);

/* Returns how many were over the quota since the last tick. */
unsigned quota_tick(struct quota *quota);

#endif
