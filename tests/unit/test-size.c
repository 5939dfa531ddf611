/* SPDX-License-Identifier: MIT */
#include "core/size.h"

#include "row.h"

static const struct {
    const char *text;
    bool ok;
    int64_t bytes;
    const char *again;
} size_rows[] = {
    { "0", true, 0, "0" },
    { "4096", true, 4096, "4K" },
    { "1000", true, 1000, "1000" },
    { "64k", true, 65536, "64K" },
    { "100M", true, 104857600, "100M" },
    { "1.5G", true, 1610612736, "1536M" },
    { "2T", true, 2199023255552, "2T" },
    { "2048T", true, 2251799813685248, "2048T" },
    { "9007199254740991", true, 9007199254740991, "9007199254740991" },
    { "9T9", false, 0, NULL },
    { "99999T", false, 0, NULL },
    { "-1M", false, 0, NULL },
    { "M", false, 0, NULL },
    { "", false, 0, NULL },
    { "100 M", false, 0, NULL },
    { "100MB", false, 0, NULL },
    { "1e999", false, 0, NULL },
};

static void test_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(size_rows); i++) {
        struct buf out = { 0 };
        int64_t bytes = 4711;

        row_check(size_rows[i].text, size_parse(size_rows[i].text, &bytes) == size_rows[i].ok);
        row_check(size_rows[i].text, bytes == (size_rows[i].ok ? size_rows[i].bytes : 4711));
        if (size_rows[i].ok) {
            size_format(&out, bytes);
            row_check_text(size_rows[i].text, buf_text(&out), size_rows[i].again);
        }
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
