/* SPDX-License-Identifier: MIT */
#include "core/payload.h"

#include "core/mem.h"

#include <stddef.h>
#include <string.h>

/* A device's payloads differ by a few bytes: one allocation holds them all. */
enum { PAYLOAD_STEP_BYTES = 8 };

static struct payload *payload_grow(struct payload *payload, size_t kept)
{
    size_t size = (kept + PAYLOAD_STEP_BYTES) / PAYLOAD_STEP_BYTES * PAYLOAD_STEP_BYTES;

    if (payload && payload->size >= kept)
        return payload;
    payload = mem_resize(payload, 1, offsetof(struct payload, bytes) + size);
    payload->size = (uint16_t)size;
    return payload;
}

void payload_keep(struct payload **payload, const struct message *message, int64_t now_ms)
{
    size_t kept = message->payload_len;
    struct payload *to;

    if (kept > PAYLOAD_KEPT_BYTES_MAX)
        kept = PAYLOAD_KEPT_BYTES_MAX;
    to = payload_grow(*payload, kept);
    to->at_ms = now_ms;
    to->len_bytes = (uint32_t)message->payload_len;
    to->kept_bytes = (uint16_t)kept;
    to->retained = message->retained;
    to->qos = message->qos;
    if (kept)
        memcpy(to->bytes, message->payload, kept);
    *payload = to;
}
