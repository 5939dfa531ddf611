/* SPDX-License-Identifier: MIT
 *
 * A line that is accepted gives a message that is the same when it is written
 * and read again; and any message, cut out of the bytes, survives being written.
 */
#include "fuzz.h"

#include "core/record.h"
#include "core/text.h"

#include <string.h>

static void check_round_trip(int64_t at_ms, const struct message *message)
{
    struct record again = { 0 };
    struct buf line = { 0 };
    struct faults faults = { 0 };
    struct message got;

    record_format(at_ms, message, &line);
    fuzz_check(memchr(line.data, '\n', line.len) == line.data + line.len - 1);
    fuzz_check(text_is_utf8(line.data, line.len));
    fuzz_check(record_parse(&again, line.data, line.len, &faults));
    got = record_message(&again);
    fuzz_check(again.at_ms == at_ms && got.qos == message->qos);
    fuzz_check(got.retained == message->retained);
    fuzz_check(got.payload_len == message->payload_len);
    fuzz_check(memcmp(got.payload, message->payload, got.payload_len) == 0);
    if (text_is_utf8(message->topic, message->topic_len)) {
        fuzz_check(got.topic_len == message->topic_len);
        fuzz_check(memcmp(got.topic, message->topic, got.topic_len) == 0);
    }
    record_finish(&again);
    buf_finish(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    size_t topic_len = size ? data[0] % size : 0;
    struct message cut = { bytes,    topic_len,          bytes + topic_len, size - topic_len,
                           size % 2, (uint8_t)(size % 3) };
    struct record record = { 0 };
    struct faults faults = { 0 };

    if (record_parse(&record, bytes, size, &faults)) {
        struct message message = record_message(&record);

        fuzz_check(faults.n == 0 && record.payload.len <= size && record.topic.len <= size);
        check_round_trip(record.at_ms, &message);
    } else {
        fuzz_check(faults.n == 1);
    }
    check_round_trip(INT64_C(1700000000123), &cut);
    record_finish(&record);
    return 0;
}
