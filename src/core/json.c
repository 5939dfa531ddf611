/* SPDX-License-Identifier: MIT */
#include "core/json.h"

#include "core/number.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

void json_begin(struct json *json, struct buf *out)
{
    *json = (struct json){ .out = out };
    buf_puts(out, "{");
}

void json_end(struct json *json)
{
    buf_puts(json->out, "}");
}

void json_key(struct json *json, const char *key)
{
    if (json->has_member)
        buf_puts(json->out, ",");
    json->has_member = true;
    text_quote_json(json->out, key, strlen(key));
    buf_puts(json->out, ":");
}

void json_text(struct json *json, const char *key, const char *text)
{
    json_bytes(json, key, text, text ? strlen(text) : 0);
}

void json_bytes(struct json *json, const char *key, const char *bytes, size_t len)
{
    json_key(json, key);
    if (bytes)
        text_quote_json(json->out, bytes, len);
    else
        buf_puts(json->out, "null");
}

void json_number(struct json *json, const char *key, double value)
{
    json_key(json, key);
    if (isfinite(value))
        number_format_exact(json->out, value);
    else
        buf_puts(json->out, "null");
}

void json_bool(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    buf_puts(json->out, value ? "true" : "false");
}

void json_object(struct json *json, const char *key, struct json *inner)
{
    json_key(json, key);
    json_begin(inner, json->out);
}
