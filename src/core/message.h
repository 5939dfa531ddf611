/* SPDX-License-Identifier: MIT
 *
 * message: what a source hands over (topic, payload, retained), and what it
 * means. The live path and --explain read messages with the same function.
 */
#ifndef SENSORTOP_CORE_MESSAGE_H
#define SENSORTOP_CORE_MESSAGE_H

#include "core/fault.h"
#include "core/reading.h"
#include "core/topic.h"

struct message {
    const char *topic; /* borrowed bytes, as all in here */
    size_t topic_len;
    const char *payload;
    size_t payload_len;
    bool retained; /* a stored copy from the broker, not a live one */
    uint8_t qos;
};

/* A device's own word about itself. */
enum status { STATUS_UNKNOWN, STATUS_ONLINE, STATUS_OFFLINE, STATUS_COUNT_ };

/* "online", "offline", or NULL when unknown. */
const char *status_name(enum status status);

enum meaning_kind {
    MEANING_IGNORED, /* not our topic, or a topic that was refused (then with a fault) */
    MEANING_SPOILED, /* a device's message of which nothing can be used; the faults say why */
    MEANING_READING,
    MEANING_STATUS,
    MEANING_CLEARED, /* the broker's retained message was cleared; topic.kind says which */
};

struct meaning {
    enum meaning_kind kind;
    struct topic topic;     /* unless MEANING_IGNORED */
    enum status status;     /* MEANING_STATUS; UNKNOWN with a fault: another word, leave it alone */
    struct reading reading; /* MEANING_READING */
    struct faults faults;
};

/* Everything about a message that needs no table and no history. */
void message_read(struct reading_parser *parser, const struct message *message, size_t bytes_max,
                  int64_t wall_ms, struct meaning *out);

#endif
