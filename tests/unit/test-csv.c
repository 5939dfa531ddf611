/* SPDX-License-Identifier: MIT */
#include "core/csv.h"

#include "row.h"

#include <math.h>

// clang-format off
static const struct {
    const char *name;
    const char *text;
    const char *cell;
} rows[] = {
    { "plain", "kitchen-01", "kitchen-01" },
    { "empty", "", "" },
    { "a comma", "a,b", "\"a,b\"" },
    { "a quote", "a\"b", "\"a\"\"b\"" },
    { "a line end", "a\nb", "a\\x0ab" },
    { "a carriage return", "\rb", "\\x0db" },
    { "an escape", "a\x1b[2Jb", "a\\x1b[2Jb" },
    { "invalid UTF-8", "a\xff" "b", "a\\xffb" },
    { "a formula", "=1+1", "'=1+1" },
    { "a formula with a comma", "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"" },
    { "plus", "+1", "'+1" },
    { "minus", "-rf", "'-rf" },
    { "at", "@SUM(1)", "'@SUM(1)" },
    { "a tab", "\t=1", "\\x09=1" },
    { "not at the beginning", "a=1", "a=1" },
};
// clang-format on

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf out = { 0 };
        struct csv csv;

        csv_begin(&csv, &out);
        csv_text(&csv, rows[i].text);
        row_check_text(rows[i].name, buf_text(&out), rows[i].cell);
        buf_finish(&out);
    }
}

static void test_a_line(void **state)
{
    struct buf out = { 0 };
    struct csv csv;

    (void)state;
    csv_begin(&csv, &out);
    csv_text(&csv, NULL);
    csv_text(&csv, "a");
    csv_number(&csv, -14.25);
    csv_number(&csv, NAN);
    csv_number(&csv, INFINITY);
    csv_bytes(&csv, "bcd", 2);
    csv_end(&csv);
    csv_begin(&csv, &out);
    csv_number(&csv, 0);
    csv_end(&csv);
    assert_string_equal(buf_text(&out), ",a,-14.25,,,bc\r\n0\r\n");
    buf_finish(&out);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
