/* SPDX-License-Identifier: MIT
 *
 * agenda: when each device is to be looked at although nothing comes from it:
 * it may go stale, what is pending may fire, a snooze may end. Four bytes a
 * device, one after the other: to go through a million takes less than reading
 * a thousand devices.
 *
 * Times are kept in whole seconds and rounded down: too early is no harm, who
 * looks finds that there is nothing to do yet.
 */
#ifndef SENSORTOP_CORE_AGENDA_H
#define SENSORTOP_CORE_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AGENDA_NEVER INT64_MAX

/* A zeroed one is empty. */
struct agenda {
    uint32_t *due_s; /* by the index of the device */
    size_t n;
    size_t size;
};

void agenda_finish(struct agenda *agenda);

/* Takes the place of what was said for the device. Those before it that nobody said anything of
 * are due at once. */
void agenda_set(struct agenda *agenda, size_t device_index, int64_t due_ms);

/* Of the devices from *device_index on, the first one that may be due. False: there is none. */
bool agenda_find(const struct agenda *agenda, int64_t now_ms, size_t *device_index);

#endif
