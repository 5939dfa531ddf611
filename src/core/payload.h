/* SPDX-License-Identifier: MIT
 *
 * payload: the last sensors message of a device as it came, good or spoiled, so
 * that a person can see what the device really sends. Long ones are cut: a copy
 * for each of 100,000 devices must stay small.
 */
#ifndef SENSORTOP_CORE_PAYLOAD_H
#define SENSORTOP_CORE_PAYLOAD_H

#include "core/message.h"

enum { PAYLOAD_KEPT_BYTES_MAX = 512 };

struct payload {
    int64_t at_ms;       /* arrival, model time */
    uint32_t len_bytes;  /* of the message */
    uint16_t kept_bytes; /* of bytes; less than len_bytes: cut */
    uint16_t size;       /* allocated */
    bool retained;
    uint8_t qos;
    char bytes[]; /* any bytes, no NUL behind */
};

/* Copies the message's payload over the one before; *payload is NULL at first, free() it. */
void payload_keep(struct payload **payload, const struct message *message, int64_t now_ms);

#endif
