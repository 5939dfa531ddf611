/* SPDX-License-Identifier: MIT
 *
 * record: a message and when it came <-> a line of a recording. The lines are
 * those of `mosquitto_sub -F %j`; where the payload is not UTF-8, which these
 * cannot hold, it stands as "payload_b64". No files, no clock.
 *
 *   {"tst":"2026-11-22T12:45:46.336000Z+0000","topic":"home/hall/sensors","qos":1,"retain":0,
 *    "payloadlen":22,"payload":"{\"temperature_c\":21.5}"}
 */
#ifndef SENSORTOP_CORE_RECORD_H
#define SENSORTOP_CORE_RECORD_H

#include "core/buf.h"
#include "core/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest payload of --max-payload and the longest topic, all of it escapes, fit. */
enum { RECORD_LINE_BYTES_MAX = 2 << 20 };

struct record {
    int64_t at_ms; /* since 1970 */
    struct buf topic;
    struct buf payload;
    bool retained;
    uint8_t qos;
};

void record_finish(struct record *record);

/* Appends a line with its newline. A topic that is not UTF-8 (MQTT has none) loses those bytes. */
void record_format(int64_t at_ms, const struct message *message, struct buf *out);

/* A line, with or without its newline; also one of `mosquitto_sub -F %J`, whose payload is a JSON
 * value: then its text there is the payload. Keys beyond those above are passed over. A record that
 * is used again keeps its memory. On failure one fault, and the record is unspecified. */
bool record_parse(struct record *record, const char *line, size_t len, struct faults *faults);

/* The message in it; borrowed. */
struct message record_message(const struct record *record);

#endif
