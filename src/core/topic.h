/* SPDX-License-Identifier: MIT
 *
 * topic: {location}/{device-id}/{data-type}. The topic is a device's identity.
 */
#ifndef SENSORTOP_CORE_TOPIC_H
#define SENSORTOP_CORE_TOPIC_H

#include "core/buf.h"
#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>

enum { TOPIC_DEVICE_BYTES_MAX = 128, TOPIC_LOCATION_BYTES_MAX = 128 };

enum topic_kind { TOPIC_SENSORS, TOPIC_STATUS, TOPIC_KIND_COUNT_ };

/* Borrowed slices of the topic that was parsed. */
struct topic {
    enum topic_kind kind;
    const char *location;
    size_t location_len;
    const char *device;
    size_t device_len;
};

enum topic_verdict {
    TOPIC_OURS,    /* out is filled */
    TOPIC_IGNORED, /* not of this convention: no fault */
    TOPIC_REFUSED, /* of this convention, or of none, but not acceptable: a fault says why */
};

/* Refused: a control character, a wildcard, a non-character or broken UTF-8 anywhere (MQTT 3.1.1
 * sections 1.5.3 and 4.7.1); a device or location that is empty, only white space or too long. */
enum topic_verdict topic_parse(const char *bytes, size_t len, struct topic *out,
                               struct faults *faults);

/* A name that may stand as one level of a topic (for options): 1 to 128 bytes, UTF-8, not blank, no
 * '/', '+', '#', no control character. On failure *why says what is accepted. */
bool topic_is_level(const char *name, const char **why);

/* Appends "{location}/{device}/sensors". */
void topic_format(struct buf *out, const char *location, const char *device, enum topic_kind kind);

/* Appends the filter to subscribe to: "{location}/+/sensors". */
void topic_format_filter(struct buf *out, const char *location, enum topic_kind kind);

#endif
