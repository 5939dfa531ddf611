/* SPDX-License-Identifier: MIT */
#include "core/record.h"

#include "core/base64.h"
#include "core/stamp.h"
#include "core/strict.h"
#include "core/text.h"

#include <assert.h>
#include <string.h>

/* --- writing --- */

static void record_format_payload(const struct message *message, struct buf *out)
{
    if (!message->payload_len) {
        buf_puts(out, "\"payload\":null");
    } else if (text_is_utf8(message->payload, message->payload_len)) {
        buf_puts(out, "\"payload\":");
        text_quote_json(out, message->payload, message->payload_len);
    } else {
        buf_puts(out, "\"payload_b64\":\"");
        base64_add(out, message->payload, message->payload_len);
        buf_puts(out, "\"");
    }
}

void record_format(int64_t at_ms, const struct message *message, struct buf *out)
{
    buf_puts(out, "{\"tst\":\"");
    stamp_format(out, at_ms, 3);
    /* Microseconds and both ways to say UTC, as mosquitto_sub does. */
    buf_puts(out, "000Z+0000\",\"topic\":");
    text_quote_json(out, message->topic, message->topic_len);
    buf_addf(out, ",\"qos\":%d,\"retain\":%d,\"payloadlen\":%zu,", message->qos, message->retained,
             message->payload_len);
    record_format_payload(message, out);
    buf_puts(out, "}\n");
}

/* --- taking a line apart, of which `strict` has said that it is JSON --- */

struct record_slice {
    const char *at; /* NULL: not there */
    size_t len;
};

enum record_field {
    RECORD_TST,
    RECORD_TOPIC,
    RECORD_QOS,
    RECORD_RETAIN,
    RECORD_PAYLOADLEN,
    RECORD_PAYLOAD,
    RECORD_PAYLOAD_B64,
    RECORD_FIELD_COUNT_
};

static const char *const record_keys[] = {
    [RECORD_TST] = "tst",
    [RECORD_TOPIC] = "topic",
    [RECORD_QOS] = "qos",
    [RECORD_RETAIN] = "retain",
    [RECORD_PAYLOADLEN] = "payloadlen",
    [RECORD_PAYLOAD] = "payload",
    [RECORD_PAYLOAD_B64] = "payload_b64",
};
static_assert(sizeof record_keys / sizeof *record_keys == RECORD_FIELD_COUNT_, "a key for each");

static const char *record_skip_space(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* Behind the string that begins at at. */
static const char *record_skip_string(const char *at)
{
    for (at++; *at != '"'; at++)
        if (*at == '\\')
            at++;
    return at + 1;
}

/* Behind the value that begins at at. */
static const char *record_skip_value(const char *at)
{
    int depth = 0;

    do {
        if (*at == '"') {
            at = record_skip_string(at);
            continue;
        }
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        at++;
    } while (depth || !strchr(",}] \t\r\n", *at));
    return at;
}

static bool record_slice_is(struct record_slice slice, const char *text)
{
    return slice.len == strlen(text) && memcmp(slice.at, text, slice.len) == 0;
}

/* The members that mean something. False: one of them comes twice. */
static bool record_split(const char *at, struct record_slice *fields, struct faults *faults)
{
    for (at = record_skip_space(at + 1); *at != '}'; at = record_skip_space(at)) {
        struct record_slice key = { at + 1, 0 }, value;
        int field = 0;

        at = record_skip_string(at);
        key.len = (size_t)(at - 1 - key.at);
        value.at = record_skip_space(strchr(at, ':') + 1);
        at = record_skip_value(value.at);
        value.len = (size_t)(at - value.at);
        at = record_skip_space(at);
        if (*at == ',')
            at++;
        while (field < RECORD_FIELD_COUNT_ && !record_slice_is(key, record_keys[field]))
            field++;
        if (field == RECORD_FIELD_COUNT_)
            continue;
        if (fields[field].at) {
            fault_addf(faults, "the key %s comes twice", record_keys[field]);
            return false;
        }
        fields[field] = value;
    }
    return true;
}

/* --- values --- */

static uint32_t record_hex(const char *at)
{
    uint32_t value = 0;

    for (int i = 0; i < 4; i++) {
        uint32_t c = (uint32_t)at[i];

        value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

static void record_add_utf8(struct buf *out, uint32_t cp)
{
    static const struct {
        uint32_t below;
        unsigned char mark;
    } sizes[] = { { 0x80, 0x00 }, { 0x800, 0xc0 }, { 0x10000, 0xe0 }, { 0x110000, 0xf0 } };
    char bytes[4];
    size_t n = 0;

    while (cp >= sizes[n].below)
        n++;
    for (size_t i = n; i > 0; i--, cp >>= 6)
        bytes[i] = (char)(0x80 | (cp & 0x3f));
    bytes[0] = (char)(sizes[n].mark | cp);
    buf_add(out, bytes, n + 1);
}

/* Behind the escape at at. */
static const char *record_decode_escape(const char *at, struct buf *out)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    uint32_t cp;

    if (at[1] != 'u') {
        buf_add(out, &meanings[strchr(names, at[1]) - names], 1);
        return at + 2;
    }
    cp = record_hex(at + 2);
    at += 6;
    if (cp >= 0xd800 && cp <= 0xdfff) {
        cp = 0x10000 + ((cp & 0x3ff) << 10 | (record_hex(at + 2) & 0x3ff));
        at += 6;
    }
    record_add_utf8(out, cp);
    return at;
}

static void record_decode(struct record_slice string, struct buf *out)
{
    const char *at = string.at + 1, *end = string.at + string.len - 1;

    buf_clear(out);
    buf_puts(out, "");
    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));

        buf_add(out, at, (size_t)((escape ? escape : end) - at));
        at = escape ? record_decode_escape(escape, out) : end;
    }
}

static bool record_is_string(struct record_slice slice)
{
    return slice.at && slice.at[0] == '"';
}

/* "…Z+0100" of mosquitto_sub is local time, and the zone what follows the Z. */
static bool record_read_time(struct record_slice tst, int64_t *out_ms)
{
    char text[48];
    size_t n = 0;

    if (!record_is_string(tst) || tst.len > sizeof text)
        return false;
    for (size_t i = 1; i + 1 < tst.len; i++)
        if (tst.at[i] != 'Z' || (tst.at[i + 1] != '+' && tst.at[i + 1] != '-'))
            text[n++] = tst.at[i];
    /* A number is no time here: it would be one of any scale. */
    return memchr(text, ':', n) && stamp_from_text(text, n, INT64_MAX / 2, out_ms) == STAMP_OK;
}

/* One digit up to max; what is not there is 0. */
static bool record_read_digit(struct record_slice number, uint8_t max, uint8_t *out)
{
    if (number.at && (number.len != 1 || number.at[0] < '0' || number.at[0] > '0' + max))
        return false;
    *out = number.at ? (uint8_t)(number.at[0] - '0') : 0;
    return true;
}

/* What is not there is 0; the payload is then as long as it is. */
static bool record_read_len(struct record_slice number, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < number.len; i++) {
        if (number.at[i] < '0' || number.at[i] > '9' || i > 9)
            return false;
        *out = *out * 10 + (size_t)(number.at[i] - '0');
    }
    return true;
}

/* mosquitto_sub writes a text up to its first NUL, and as JSON not as it came: shorter than it was
 * is no damage, longer is. */
static bool record_read_payload(const struct record_slice *fields, size_t len, struct buf *out)
{
    struct record_slice payload = fields[RECORD_PAYLOAD], b64 = fields[RECORD_PAYLOAD_B64];
    struct buf text = { 0 };
    bool ok;

    if (record_is_string(b64) && !payload.at) {
        record_decode(b64, &text);
        buf_clear(out);
        ok = base64_parse(buf_text(&text), text.len, out) &&
             (out->len == len || !fields[RECORD_PAYLOADLEN].at);
        buf_finish(&text);
        return ok;
    }
    if (!payload.at || b64.at)
        return false;
    if (record_is_string(payload)) {
        record_decode(payload, out);
        return out->len <= len || !fields[RECORD_PAYLOADLEN].at;
    }
    buf_clear(out);
    /* Of a payload that is the word null, or nothing, only the length tells. */
    buf_add(out, payload.at, record_slice_is(payload, "null") && !len ? 0 : payload.len);
    return true;
}

static bool record_read_fields(const struct record_slice *fields, struct record *record,
                               struct faults *faults)
{
    uint8_t retain = 0;
    size_t len = 0;
    enum record_field wrong = RECORD_FIELD_COUNT_;

    if (!record_read_time(fields[RECORD_TST], &record->at_ms))
        wrong = RECORD_TST;
    else if (!record_is_string(fields[RECORD_TOPIC]))
        wrong = RECORD_TOPIC;
    else if (!record_read_digit(fields[RECORD_QOS], 2, &record->qos))
        wrong = RECORD_QOS;
    else if (!record_read_digit(fields[RECORD_RETAIN], 1, &retain))
        wrong = RECORD_RETAIN;
    else if (!record_read_len(fields[RECORD_PAYLOADLEN], &len))
        wrong = RECORD_PAYLOADLEN;
    else if (!record_read_payload(fields, len, &record->payload))
        wrong = RECORD_PAYLOAD;
    if (wrong < RECORD_FIELD_COUNT_) {
        fault_addf(faults, "the %s is not there, or not one", record_keys[wrong]);
        return false;
    }
    record_decode(fields[RECORD_TOPIC], &record->topic);
    record->retained = retain;
    return true;
}

bool record_parse(struct record *record, const char *line, size_t len, struct faults *faults)
{
    struct record_slice fields[RECORD_FIELD_COUNT_] = { { NULL, 0 } };
    const char *at = line;

    if (len > RECORD_LINE_BYTES_MAX) {
        fault_addf(faults, "longer than %d bytes", RECORD_LINE_BYTES_MAX);
        return false;
    }
    if (!strict_check(line, len, STRICT_DEPTH_MAX, NULL, NULL, faults))
        return false;
    at = record_skip_space(at);
    if (*at != '{') {
        fault_addf(faults, "JSON, but not an object");
        return false;
    }
    return record_split(at, fields, faults) && record_read_fields(fields, record, faults);
}

struct message record_message(const struct record *record)
{
    return (struct message){ .topic = buf_text(&record->topic),
                             .topic_len = record->topic.len,
                             .payload = buf_text(&record->payload),
                             .payload_len = record->payload.len,
                             .retained = record->retained,
                             .qos = record->qos };
}

void record_finish(struct record *record)
{
    buf_finish(&record->topic);
    buf_finish(&record->payload);
    *record = (struct record){ 0 };
}
