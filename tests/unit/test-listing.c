/* SPDX-License-Identifier: MIT */
#include "core/listing.h"

#include "row.h"

enum { COLUMNS = 3, ROWS_MAX = 3 };

static void test_listing(void **state)
{
    static const struct {
        const char *name;
        const char *cells[ROWS_MAX][COLUMNS];
        const char *expected;
    } rows[] = {
        { "as wide as the widest",
          { { "a", "bbb", "c" }, { "aaa", "b", "ccc" } },
          "a    bbb  c\naaa  b    ccc\n" },
        { "no cell", { { "", "b", "" }, { "aa", "", "c" } }, "    b  \naa     c\n" },
        { "a column of none", { { "a", "", "c" }, { "b", "", "d" } }, "a    c\nb    d\n" },
        { "columns, not bytes",
          { { "°C", "\xe6\xb8\xa9\xe5\xba\xa6", "x" }, { "abc", "b", "y" } },
          "°C   \xe6\xb8\xa9\xe5\xba\xa6  x\nabc  b     y\n" },
        { "one row", { { "a", "b", "c" } }, "a  b  c\n" },
        { "none", { { NULL } }, "" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf cells[ROWS_MAX][COLUMNS] = { { { 0 } } }, out = { 0 };
        size_t widths[COLUMNS] = { 0 };
        size_t n = 0;

        for (; n < ROWS_MAX && rows[i].cells[n][0]; n++) {
            for (int c = 0; c < COLUMNS; c++)
                buf_puts(&cells[n][c], rows[i].cells[n][c]);
            listing_measure(widths, cells[n], COLUMNS);
        }
        for (size_t k = 0; k < n; k++)
            listing_add_row(&out, widths, cells[k], COLUMNS);
        row_check_text(rows[i].name, buf_text(&out), rows[i].expected);
        for (size_t k = 0; k < n; k++)
            for (int c = 0; c < COLUMNS; c++)
                buf_finish(&cells[k][c]);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_listing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
