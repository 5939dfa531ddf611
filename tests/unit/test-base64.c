/* SPDX-License-Identifier: MIT */
#include "core/base64.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct {
    const char *text;
    const char *bytes;
    size_t len;
} rows[] = {
    /* RFC 4648 section 10 */
    { "", BYTES("") },
    { "Zg==", BYTES("f") },
    { "Zm8=", BYTES("fo") },
    { "Zm9v", BYTES("foo") },
    { "Zm9vYg==", BYTES("foob") },
    { "Zm9vYmE=", BYTES("fooba") },
    { "Zm9vYmFy", BYTES("foobar") },
    { "AP//gA==", BYTES("\x00\xff\xff\x80") },
    { "+/+/", BYTES("\xfb\xff\xbf") },
};

static void test_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf text = { 0 }, bytes = { 0 };

        base64_add(&text, rows[i].bytes, rows[i].len);
        row_check_text(rows[i].text, buf_text(&text), rows[i].text);
        row_check(rows[i].text, base64_parse(rows[i].text, strlen(rows[i].text), &bytes));
        row_check(rows[i].text, bytes.len == rows[i].len);
        row_check(rows[i].text, memcmp(buf_text(&bytes), rows[i].bytes, rows[i].len) == 0);
        buf_finish(&text);
        buf_finish(&bytes);
    }
}

static void test_refused(void **state)
{
    static const char *const texts[] = { "Z",        "Zg",   "Zg=",   "=",    "====",
                                         "Z===",     "Zg=A", "Zh==",  "Zm9=", "Zm9_",
                                         "Zg==Zm9v", "Zm 9", "Zm9v\n" };
    struct buf out = { 0 };

    (void)state;
    buf_puts(&out, "before");
    for (size_t i = 0; i < ROW_COUNT(texts); i++) {
        row_check(texts[i], !base64_parse(texts[i], strlen(texts[i]), &out));
        row_check_text(texts[i], buf_text(&out), "before");
    }
    assert_false(base64_parse("Zm9\0", 4, &out));
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
