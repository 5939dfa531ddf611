/* SPDX-License-Identifier: MIT */
#include "core/duration.h"

#include "row.h"

static const struct {
    const char *text;
    bool ok;
    int64_t ms;
} parse_rows[] = {
    { "500ms", true, 500 },    { "30s", true, 30000 },
    { "2m10s", true, 130000 }, { "1h30m", true, 5400000 },
    { "1d", true, 86400000 },  { "1d2h3m4s5ms", true, 93784005 },
    { "1m05s", true, 65000 },  { "1.5h", true, 5400000 },
    { "0.5s", true, 500 },     { "0s", true, 0 },
    { "0", true, 0 },          { "90", true, 90000 },
    { "1.5", true, 1500 },     { "", false, 0 },
    { "s", false, 0 },         { "-5s", false, 0 },
    { "-5", false, 0 },        { "+5s", false, 0 },
    { "10s2m", false, 0 },     { "1m1m", false, 0 },
    { "1h30", false, 0 },      { "5 s", false, 0 },
    { " 5s", false, 0 },       { "5s ", false, 0 },
    { "5S", false, 0 },        { "5x", false, 0 },
    { "5mss", false, 0 },      { "5min", false, 0 },
    { "1,5s", false, 0 },      { "inf", false, 0 },
    { "1e999", false, 0 },     { "99999999999999999999d", false, 0 },
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(parse_rows); i++) {
        int64_t ms = 4711;

        row_check(parse_rows[i].text, duration_parse(parse_rows[i].text, &ms) == parse_rows[i].ok);
        row_check(parse_rows[i].text, ms == (parse_rows[i].ok ? parse_rows[i].ms : 4711));
    }
}

static const struct {
    int64_t ms;
    const char *text;
} format_rows[] = {
    { 0, "0s" },
    { 999, "0s" },
    { 3000, "3s" },
    { 59999, "59s" },
    { 60000, "1m" },
    { 182000, "3m2s" },
    { 3600000, "1h" },
    { 3601000, "1h" },
    { 8040000, "2h14m" },
    { 442800000, "5d3h" },
    { 86400000 - 1, "23h59m" },
    { INT64_MAX, "106751991167d7h" },
    { -5000, "0s" },
    { INT64_MIN, "0s" },
};

static void test_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf out = { 0 };

        duration_format(&out, format_rows[i].ms);
        row_check_text(format_rows[i].text, buf_text(&out), format_rows[i].text);
        buf_finish(&out);
    }
}

static void test_format_exact(void **state)
{
    static const struct {
        int64_t ms;
        const char *text;
    } rows[] = {
        { 0, "0s" },        { 500, "500ms" },         { 90000, "1m30s" },
        { 1500, "1500ms" }, { 5400000, "1h30m" },     { 86401000, "86401s" },
        { 86400000, "1d" }, { 3600001, "3600001ms" }, { 93784000, "93784s" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf out = { 0 };

        buf_puts(&out, "for ");
        duration_format_exact(&out, rows[i].ms);
        row_check_text(rows[i].text, buf_text(&out) + strlen("for "), rows[i].text);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_format_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
