/* SPDX-License-Identifier: MIT */
#include "ui/payload-text.h"

#include "row.h"

#include <stdlib.h>

static const struct {
    const char *name;
    const char *payload;
    size_t len; /* 0: of the text */
    const char *expected;
} rows[] = {
    { "members", "{\"a\":1,\"b\":[2,3]}", 0, "{\"a\": 1, \"b\": [2, 3]}" },
    { "blanks are not doubled", "{\"a\": 1, \"b\": 2}", 0, "{\"a\": 1, \"b\": 2}" },
    { "a string stays as it is", "{\"a,b:c\":\"d,e\"}", 0, "{\"a,b:c\": \"d,e\"}" },
    { "a quote in a string", "{\"a\\\"b,c\":1}", 0, "{\"a\\\"b,c\": 1}" },
    { "a backslash before the end", "{\"a\\\\\":1,\"b\":2}", 0, "{\"a\\\\\": 1, \"b\": 2}" },
    { "no JSON", "21,5", 0, "21, 5" },
    { "the end", "21,", 0, "21," },
    { "a terminal's sequence", "\x1b[2J", 0, "\\x1b[2J" },
    { "a NUL", "a\0b", 3, "a\\x00b" },
    { "empty", "", 0, "" },
};

static void format(const char *bytes, size_t len, struct buf *out)
{
    struct message message = { .payload = bytes, .payload_len = len };
    struct payload *payload = NULL;

    payload_keep(&payload, &message, 0);
    payload_text_format(payload, out);
    free(payload);
}

static void test_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf text = { 0 };

        format(rows[i].payload, rows[i].len ? rows[i].len : strlen(rows[i].payload), &text);
        row_check_text(rows[i].name, buf_text(&text), rows[i].expected);
        buf_finish(&text);
    }
}

static void test_a_cut_one_says_so(void **state)
{
    static char bytes[PAYLOAD_KEPT_BYTES_MAX + 1];
    struct buf text = { 0 };

    (void)state;
    memset(bytes, 'x', sizeof bytes);
    format(bytes, sizeof bytes, &text);
    assert_string_equal(text.data + PAYLOAD_KEPT_BYTES_MAX, "…");
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_a_cut_one_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
