/* SPDX-License-Identifier: MIT
 *
 * Messages as they come from sensors and from enemies, one a line in
 * tests/data/: what must be counted as bad, and what may still be used of it.
 */
#include "core/message.h"

#include "core/buf.h"
#include "core/text.h"

#include "row.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WALL_MS INT64_C(1700003600000)

static const double tolerance = 0.01;

/* --- a row of the file --- */

static struct json_object *row_get(struct json_object *row, const char *key)
{
    struct json_object *value = NULL;

    json_object_object_get_ex(row, key, &value);
    return value;
}

static const char *row_text(struct json_object *row, const char *key)
{
    return json_object_get_string(row_get(row, key));
}

static void decode_base64(const char *text, struct buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    int n_bits = 0;

    for (; *text && *text != '='; text++) {
        const char *digit = strchr(digits, *text);

        assert_non_null(digit);
        bits = bits << 6 | (unsigned)(digit - digits);
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            buf_add(out, &(char){ (char)(bits >> n_bits & 0xff) }, 1);
        }
    }
}

/* The bytes under key, or under key with "_b64". */
static void row_bytes(struct json_object *row, const char *key, const char *key_b64,
                      struct buf *out)
{
    struct json_object *text = row_get(row, key);

    buf_puts(out, "");
    if (row_get(row, key_b64))
        decode_base64(row_text(row, key_b64), out);
    else
        buf_add(out, json_object_get_string(text), (size_t)json_object_get_string_len(text));
}

/* --- what must come of it --- */

static void check_device(const char *id, const struct meaning *meaning, struct json_object *expect)
{
    struct json_object *device = row_get(expect, "device");
    bool is_used = meaning->kind != MEANING_IGNORED && meaning->kind != MEANING_SPOILED;

    row_check(id, is_used == (device != NULL));
    if (!device)
        return;
    row_check(id, meaning->topic.device_len == (size_t)json_object_get_string_len(device));
    row_check(id, memcmp(meaning->topic.device, json_object_get_string(device),
                         meaning->topic.device_len) == 0);
}

static void check_metric(const char *id, const struct meaning *meaning, const char *name,
                         struct json_object *expected)
{
    const struct reading_metric *found = NULL;

    for (size_t i = 0; meaning->kind == MEANING_READING && i < meaning->reading.n_metrics; i++)
        if (strcmp(meaning->reading.metrics[i].name, name) == 0 &&
            meaning->reading.metrics[i].has_value)
            found = &meaning->reading.metrics[i];
    row_check(id, (found != NULL) == (expected != NULL));
    if (found)
        row_check(id, fabs(found->value - json_object_get_double(expected)) <= tolerance);
}

static void check_status(const char *id, const struct meaning *meaning, struct json_object *state)
{
    const char *name = meaning->kind == MEANING_STATUS ? status_name(meaning->status) : NULL;

    row_check(id, (name != NULL) == (state != NULL));
    if (name)
        row_check_text(id, name, json_object_get_string(state));
}

static void check_time(const char *id, const struct meaning *meaning, struct json_object *expected)
{
    if (!expected)
        return;
    row_check(id, meaning->kind == MEANING_READING && meaning->reading.has_time);
    row_check(id, meaning->reading.time_ms == llround(json_object_get_double(expected) * 1000));
}

/* Whatever a fault quotes, it may be shown as it is. */
static void check_faults(const char *id, const struct faults *faults, bool expected)
{
    row_check(id, (faults->n > 0) == expected);
    for (size_t i = 0; i < faults->n && i < FAULTS_KEPT; i++) {
        struct buf clean = { 0 };

        text_clean(&clean, faults->text[i], strlen(faults->text[i]), SIZE_MAX);
        row_check(id, clean.len > 0);
        row_check_text(id, buf_text(&clean), faults->text[i]);
        buf_finish(&clean);
    }
}

static void check_row(struct reading_parser *parser, struct json_object *row)
{
    struct json_object *expect = row_get(row, "expect");
    const char *id = row_text(row, "id");
    struct buf topic = { 0 }, payload = { 0 };
    struct message message;
    struct meaning meaning;

    row_bytes(row, "topic", "topic_b64", &topic);
    row_bytes(row, "payload", "payload_b64", &payload);
    message = (struct message){ .topic = topic.data,
                                .topic_len = topic.len,
                                .payload = payload.data,
                                .payload_len = payload.len,
                                .retained = json_object_get_boolean(row_get(row, "retain")) };
    message_read(parser, &message, READING_BYTES_MAX, WALL_MS, &meaning);
    check_faults(id, &meaning.faults, json_object_get_boolean(row_get(row, "expect_error")));
    check_device(id, &meaning, expect);
    check_metric(id, &meaning, "temperature", row_get(expect, "temperature_c"));
    check_metric(id, &meaning, "humidity", row_get(expect, "humidity"));
    check_metric(id, &meaning, "battery", row_get(expect, "battery"));
    check_status(id, &meaning, row_get(expect, "state"));
    check_time(id, &meaning, row_get(row, "time"));
    buf_finish(&topic);
    buf_finish(&payload);
}

static void check_file(const char *name, size_t n_rows)
{
    const char *top = getenv("top_srcdir");
    struct reading_parser *parser = reading_parser_create();
    struct buf path = { 0 };
    char *line = NULL;
    size_t cap = 0, n = 0;
    FILE *file;

    buf_addf(&path, "%s/tests/data/%s", top ? top : ".", name);
    file = fopen(buf_text(&path), "r");
    row_check(buf_text(&path), file != NULL);
    for (; getline(&line, &cap, file) > 0; n++) {
        struct json_object *row = json_tokener_parse(line);

        row_check(line, row != NULL);
        check_row(parser, row);
        json_object_put(row);
    }
    assert_int_equal(n, n_rows);
    free(line);
    fclose(file);
    buf_finish(&path);
    reading_parser_destroy(parser);
}

static void test_native(void **state)
{
    (void)state;
    check_file("native.jsonl", 15);
}

static void test_hostile(void **state)
{
    (void)state;
    check_file("hostile.jsonl", 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_native),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
