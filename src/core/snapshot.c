/* SPDX-License-Identifier: MIT */
#include "core/snapshot.h"

void snapshot_lose(struct snapshot *snapshot)
{
    snapshot->number++;
    snapshot->is_under_way = false;
}

void snapshot_begin(struct snapshot *snapshot, int64_t now_ms)
{
    snapshot->is_under_way = snapshot->number > 0;
    snapshot->changed_ms = now_ms;
}

void snapshot_note(struct snapshot *snapshot, struct device *device, const struct topic *topic,
                   const struct message *message, int64_t now_ms)
{
    if (message->retained)
        snapshot->changed_ms = now_ms;
    if (topic->kind != TOPIC_STATUS)
        return;
    device->status_snapshot = snapshot->number;
    device->status_stored = message->payload_len && (message->retained || device->status_stored);
}

bool snapshot_is_over(struct snapshot *snapshot, int64_t now_ms)
{
    if (!snapshot->is_under_way || now_ms - snapshot->changed_ms < SNAPSHOT_QUIET_MS)
        return false;
    snapshot->is_under_way = false;
    return true;
}

bool snapshot_misses_status(const struct snapshot *snapshot, const struct device *device)
{
    return device->status_stored && device->status_snapshot != snapshot->number;
}
