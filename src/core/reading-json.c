/* SPDX-License-Identifier: MIT */
#include "core/reading-json.h"

#include "core/buf.h"
#include "core/mem.h"
#include "core/reading.h"
#include "core/strict.h"

#include <assert.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#define READING_FIELD(name)                                                                        \
    {                                                                                              \
        name, sizeof(name) - 1                                                                     \
    }

static const struct reading_field_row {
    const char *name;
    size_t len;
} reading_fields[] = {
    [READING_TEMPERATURE_C] = READING_FIELD("temperature_c"),
    [READING_TEMPERATURE_F] = READING_FIELD("temperature_f"),
    [READING_TEMPERATURE] = READING_FIELD("temperature"),
    [READING_HUMIDITY] = READING_FIELD("humidity"),
    [READING_TIMESTAMP] = READING_FIELD("timestamp"),
    [READING_DEVICE_ID] = READING_FIELD("device_id"),
};
static_assert(sizeof reading_fields / sizeof *reading_fields == READING_FIELD_COUNT_,
              "a row for every field");

struct reading_parser {
    struct json_tokener *tokener;
    struct buf text; /* of a payload that had to be changed */
};

struct reading_text {
    const char *at;
    size_t len;
};

const char *reading_field_name(enum reading_field field)
{
    return reading_fields[field].name;
}

enum reading_field reading_field_find(const char *key, size_t len)
{
    int field = 0;

    while (field < READING_FIELD_COUNT_ &&
           (reading_fields[field].len != len || memcmp(reading_fields[field].name, key, len) != 0))
        field++;
    return (enum reading_field)field;
}

struct reading_parser *reading_parser_create(void)
{
    struct reading_parser *parser = mem_zero(1, sizeof *parser);

    /* json-c counts the values inside the deepest bracket as a level. */
    parser->tokener = json_tokener_new_ex(READING_DEPTH_MAX + 2);
    /* Not STRICT: json-c after 0.16 then refuses a message for one integer beyond 64 bits, and
     * `strict` has judged everything else. */
    if (parser->tokener)
        json_tokener_set_flags(parser->tokener, JSON_TOKENER_VALIDATE_UTF8);
    return parser;
}

void reading_parser_destroy(struct reading_parser *parser)
{
    if (!parser)
        return;
    if (parser->tokener)
        json_tokener_free(parser->tokener);
    buf_finish(&parser->text);
    free(parser);
}

static bool reading_json_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without what publishers wrap around it: a byte order mark, the NUL of a C string, white space. */
static struct reading_text reading_json_trim(const char *payload, size_t len)
{
    struct reading_text text = { payload, len };

    if (text.len >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0) {
        text.at += 3;
        text.len -= 3;
    }
    if (text.len && text.at[text.len - 1] == '\0')
        text.len--;
    while (text.len && reading_json_is_space(text.at[text.len - 1]))
        text.len--;
    while (text.len && reading_json_is_space(text.at[0])) {
        text.at++;
        text.len--;
    }
    return text;
}

struct reading_keys {
    unsigned seen[READING_FIELD_COUNT_];
};

static void reading_json_note_key(void *data, const char *key, size_t len)
{
    struct reading_keys *keys = data;
    enum reading_field field = reading_field_find(key, len);

    if (field < READING_FIELD_COUNT_)
        keys->seen[field]++;
}

/* One JSON object in which no key of ours comes twice. */
static bool reading_json_check(struct reading_text text, struct faults *faults)
{
    struct reading_keys keys = { { 0 } };

    if (!text.len) {
        fault_addf(faults, "nothing but white space");
        return false;
    }
    if (!strict_check(text.at, text.len, READING_DEPTH_MAX, reading_json_note_key, &keys, faults))
        return false;
    if (text.at[0] != '{') {
        fault_addf(faults, "JSON, but not an object: %.*s", (int)text.len, text.at);
        return false;
    }
    for (int field = 0; field < READING_FIELD_COUNT_; field++) {
        if (keys.seen[field] < 2)
            continue;
        fault_addf(faults, "the key %s comes %u times", reading_fields[field].name,
                   keys.seen[field]);
        return false;
    }
    return true;
}

/* json-c ends a key at \u0000, which would make a known key of "temperature_c\u0000x". Nothing we
 * take holds a NUL, so U+FFFD stands for it in a copy. */
static struct reading_text reading_json_replace_nul(struct reading_parser *parser,
                                                    struct reading_text text)
{
    static const char nul[] = "u0000", instead[] = "ufffd";
    bool is_copy = false;

    for (size_t i = 0; i + sizeof nul <= text.len; i++) {
        if (text.at[i] != '\\')
            continue;
        i++;
        if (memcmp(text.at + i, nul, sizeof nul - 1) != 0)
            continue;
        if (!is_copy) {
            buf_clear(&parser->text);
            buf_add(&parser->text, text.at, text.len);
            text.at = parser->text.data;
            is_copy = true;
        }
        memcpy(parser->text.data + i, instead, sizeof instead - 1);
    }
    return text;
}

struct json_object *reading_json_parse(struct reading_parser *parser, const char *payload,
                                       size_t len, struct faults *faults)
{
    struct reading_text text = reading_json_trim(payload, len);
    struct json_object *root = NULL;

    if (!reading_json_check(text, faults))
        return NULL;
    text = reading_json_replace_nul(parser, text);
    if (parser->tokener) {
        json_tokener_reset(parser->tokener);
        root = json_tokener_parse_ex(parser->tokener, text.at, (int)text.len);
    }
    /* Out of memory is NULL and "success" up to json-c 0.17. */
    if (root && json_object_is_type(root, json_type_object) &&
        json_tokener_get_parse_end(parser->tokener) == text.len)
        return root;
    fault_addf(faults, "json-c cannot read it");
    json_object_put(root);
    return NULL;
}
