/* SPDX-License-Identifier: MIT
 *
 * snapshot: with every connection the broker sends anew what it stores. A
 * status that it sent once, and does not send after our connection was lost,
 * has been cleared meanwhile: nothing else would ever tell.
 */
#ifndef SENSORTOP_CORE_SNAPSHOT_H
#define SENSORTOP_CORE_SNAPSHOT_H

#include "core/device.h"

/* Nothing says where a snapshot ends: it is complete when no stored copy has come for so long. */
enum { SNAPSHOT_QUIET_MS = 5000 };

struct snapshot {
    uint32_t number;    /* of the losses so far */
    bool is_under_way;  /* connected again after a loss */
    int64_t changed_ms; /* connected, or the last stored copy came */
};

void snapshot_lose(struct snapshot *snapshot);
void snapshot_begin(struct snapshot *snapshot, int64_t now_ms);

/* Every message of a known device, whatever it means. */
void snapshot_note(struct snapshot *snapshot, struct device *device, const struct topic *topic,
                   const struct message *message, int64_t now_ms);

/* True once: now those devices are to be judged. */
bool snapshot_is_over(struct snapshot *snapshot, int64_t now_ms);
bool snapshot_misses_status(const struct snapshot *snapshot, const struct device *device);

#endif
