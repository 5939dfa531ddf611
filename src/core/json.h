/* SPDX-License-Identifier: MIT
 *
 * json: an object of JSON, written member by member on one line. Texts are fit
 * for a screen as they stand (text_quote_json); what is no number is null.
 *
 *   json_begin(&json, out); json_text(&json, "device", id); json_end(&json);
 */
#ifndef SENSORTOP_CORE_JSON_H
#define SENSORTOP_CORE_JSON_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct json {
    struct buf *out; /* borrowed */
    bool has_member;
};

void json_begin(struct json *json, struct buf *out);
void json_end(struct json *json);

/* "key": of a value that the caller adds to out. Keys may be untrusted, too. */
void json_key(struct json *json, const char *key);

/* NULL: null. Untrusted bytes are welcome. */
void json_text(struct json *json, const char *key, const char *text);
void json_bytes(struct json *json, const char *key, const char *bytes, size_t len);

/* Not finite: null. */
void json_number(struct json *json, const char *key, double value);
void json_bool(struct json *json, const char *key, bool value);

/* An object in the object; json_end(inner) before the next member. */
void json_object(struct json *json, const char *key, struct json *inner);

#endif
