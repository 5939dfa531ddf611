/* SPDX-License-Identifier: MIT */
#include "core/config-value.h"

#include "row.h"

// clang-format off
static const struct {
    const char *written;
    const char *expected; /* the text; or NULL: refused */
} parse_rows[] = {
    { "", "" },
    { "a b", "a b" },
    { "\"\"", "" },
    { "\" a \"", " a " },
    { "\"", "\"" },
    { "\"a", "\"a" },
    { "a\"", "a\"" },
    { "\"a\" > \"b\"", "\"a\" > \"b\"" },
    { "\"odd name\": temperature > 3", "\"odd name\": temperature > 3" },
    { "\"\\\"a\\\" > \\\"b\\\"\"", "\"a\" > \"b\"" },
    { "\"a \\; b\"", "a ; b" },
    { "\"a ; b\"", "a ; b" },
    { "\"\\\\\"", "\\" },
    { "\"a\\\"", "\"a\\\"" },
    { "\\x41", "\\x41" },
    { "\"\\x41\\x4a\\xC3\\xbc\"", "AJü" },
    { "\"\\x00\"", NULL },
    { "\"\\x4\"", NULL },
    { "\"\\xg0\"", NULL },
    { "\"\\x\"", NULL },
    { "\"\\n\"", NULL },
};
static const struct {
    const char *text;
    const char *expected;
} format_rows[] = {
    { "a b", "a b" },
    { "", "\"\"" },
    { " a", "\" a\"" },
    { "a ", "\"a \"" },
    { "a;b", "a;b" },
    { "a ;b", "\"a \\;b\"" },
    { ";", "\"\\;\"" },
    { "\"a\"", "\"\\\"a\\\"\"" },
    { "\"a\" > 3", "\"a\" > 3" },
    { "a\\b", "a\\b" },
    { " \\", "\" \\\\\"" },
    { "a\tb", "\"a\\x09b\"" },
    { "a\x1b[2J", "\"a\\x1b[2J\"" },
    { "ü\x1b", "\"ü\\x1b\"" },
    { "\xff", "\"\\xff\"" },
    { "\xe2\x80\xae", "\"\\xe2\\x80\\xae\"" },
};
// clang-format on

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(parse_rows); i++) {
        const char *expected = parse_rows[i].expected;
        struct buf out = { 0 }, why = { 0 };
        bool ok = config_value_parse(parse_rows[i].written, &out, &why);

        row_check(parse_rows[i].written, ok == (expected != NULL) && ok == !why.len);
        if (ok)
            row_check_text(parse_rows[i].written, buf_text(&out), expected);
        else
            row_check(parse_rows[i].written, strstr(buf_text(&why), parse_rows[i].written));
        buf_finish(&out);
        buf_finish(&why);
    }
}

static void test_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf written = { 0 }, again = { 0 }, why = { 0 };

        config_value_format(format_rows[i].text, &written);
        row_check_text(format_rows[i].text, buf_text(&written), format_rows[i].expected);
        row_check(format_rows[i].text, config_value_parse(buf_text(&written), &again, &why));
        row_check_text(format_rows[i].text, buf_text(&again), format_rows[i].text);
        buf_finish(&written);
        buf_finish(&again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
