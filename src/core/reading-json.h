/* SPDX-License-Identifier: MIT
 *
 * reading-json: a payload -> json-c's tree of one object. What json-c 0.16 lets
 * pass even in strict mode (NaN, duplicate keys, single quotes, raw control
 * bytes, lone surrogates, bytes after a NUL) is judged by `strict` before.
 * Knows which keys mean something, and nothing of what they mean.
 */
#ifndef SENSORTOP_CORE_READING_JSON_H
#define SENSORTOP_CORE_READING_JSON_H

#include "core/fault.h"

#include <stddef.h>

struct json_object;
struct reading_parser;

/* The keys that mean something to us: none of them may come twice. */
enum reading_field {
    READING_TEMPERATURE_C,
    READING_TEMPERATURE_F,
    READING_TEMPERATURE,
    READING_HUMIDITY,
    READING_TIMESTAMP,
    READING_DEVICE_ID,
    READING_FIELD_COUNT_
};

const char *reading_field_name(enum reading_field field);

/* READING_FIELD_COUNT_: none of ours. */
enum reading_field reading_field_find(const char *key, size_t len);

/* The caller puts it. No string in it holds a NUL: U+FFFD stands there. NULL: one fault says why.
 */
struct json_object *reading_json_parse(struct reading_parser *parser, const char *payload,
                                       size_t len, struct faults *faults);

#endif
