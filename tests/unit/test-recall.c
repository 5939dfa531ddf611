/* SPDX-License-Identifier: MIT */
#include "core/recall.h"

#include "row.h"

#include <inttypes.h>

static const int64_t NOW = 1700000000000;

#define FIRST  "sensortop-state 2\n"
#define BEFORE "sensortop-state 1\n"
#define ACKED                                                                                      \
    "alert acked 1 1699999990000 0 1699999999000 31.4 home kitchen-01 temperature%20>%2030C\n"
#define SNOOZED                                                                                    \
    "alert snoozed 0 -5000 1700000060000 1700000000000 1 ho%0ame %25%c3%bc stale%20crit\n"
#define QUIET                                                                                      \
    "alert quiet 0 1699999990000 1700000060000 1700000000000 1 home kitchen-02 "                   \
    "temperature%20>%2030C\n"
#define WORK "maintenance 1700003600000 1700000000000 freezer-*\n"
#define OLD  "alert firing 1 0 0 1697400000000 5 home old offline%20crit\n"

static const struct {
    const char *name;
    const char *text;
    const char *expected; /* the text again, or what is wrong */
} rows[] = {
    { "nothing", FIRST "end 0\n", FIRST "end 0\n" },
    { "of all kinds", FIRST ACKED SNOOZED WORK "end 3\n", FIRST WORK SNOOZED ACKED "end 3\n" },
    { "quiet", FIRST QUIET "end 1\n", FIRST QUIET "end 1\n" },
    { "of the version before", BEFORE ACKED SNOOZED WORK "end 3\n",
      FIRST WORK SNOOZED ACKED "end 3\n" },
    { "not known for a month", FIRST OLD "end 1\n", FIRST "end 0\n" },
    { "empty", "", "no state of sensortop" },
    { "something else", "hello\n", "no state of sensortop" },
    { "of another version", "sensortop-state 3\nalert\n", "of another version" },
    { "cut short", FIRST ACKED, "cut short" },
    { "cut within a line", FIRST "alert acked 1 16999999", "damaged in line 2" },
    { "cut within the end", FIRST ACKED "end 1", "damaged in line 3" },
    { "a line is missing", FIRST ACKED "end 2\n", "damaged in line 3" },
    { "something behind", FIRST "end 0\nx\n", "damaged in line 2" },
    { "an unknown state", FIRST "alert ok 1 0 0 0 1 a b c\nend 1\n", "damaged in line 2" },
    { "pending is not kept", FIRST "alert pending 1 0 0 0 1 a b c\nend 1\n", "damaged in line 2" },
    { "a word too much", FIRST "alert acked 1 0 0 0 1 a b c d\nend 1\n", "damaged in line 2" },
    { "a word too few", FIRST "alert acked 1 0 0 0 1 a b\nend 1\n", "damaged in line 2" },
    { "two blanks", FIRST "alert acked 1 0 0 0 1 a  b c\nend 1\n", "damaged in line 2" },
    { "no number", FIRST "alert acked 1 0 0 0 nan a b c\nend 1\n", "damaged in line 2" },
    { "a bad escape", FIRST "alert acked 1 0 0 0 1 a b%2 c\nend 1\n", "damaged in line 2" },
    { "an escaped NUL", FIRST "alert acked 1 0 0 0 1 a b%00 c\nend 1\n", "damaged in line 2" },
};

static void test_there_and_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct recall recall = { 0 };
        struct recall_writer writer;
        struct buf got = { 0 };

        if (recall_parse(rows[i].text, strlen(rows[i].text), NOW, &recall, &got)) {
            recall_begin(&writer, &got);
            for (size_t k = 0; k < recall.n; k++)
                recall_add(&writer, &recall.entries[k]);
            recall_end(&writer);
        } else {
            row_check(rows[i].name, recall.n == 0);
        }
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
        recall_finish(&recall);
    }
}

static void test_finding(void **state)
{
    static const char text[] = FIRST "alert acked 1 0 0 1700000000000 1 home b one\n"
                                     "maintenance 1700003600000 1700000000000 b\n"
                                     "alert acked 1 0 0 1700000000000 1 home a two\n"
                                     "alert acked 1 0 0 1700000000000 1 home b three\n"
                                     "alert acked 1 0 0 1700000000000 1 office b four\nend 5\n";
    struct recall recall = { 0 };
    struct recall_entry *entry;
    struct buf err = { 0 };
    size_t at = 0, n = 0;

    (void)state;
    assert_true(recall_parse(text, strlen(text), NOW, &recall, &err));
    while ((entry = recall_next(&recall, "home", "b", &at))) {
        assert_string_equal(entry->location, "home");
        assert_string_equal(entry->devices, "b");
        entry->is_taken = true;
        n++;
    }
    assert_int_equal(n, 2);
    at = 0;
    assert_null(recall_next(&recall, "home", "b", &at));
    at = 0;
    assert_null(recall_next(&recall, "home", "c", &at));
    at = 0;
    assert_null(recall_next(&recall, "", "b", &at));
    at = 0;
    assert_string_equal(recall_next(&recall, "home", "a", &at)->rule, "two");
    recall_finish(&recall);
}

/* Only of a device of which nothing is left that a rule still holds. */
static void test_lapsed(void **state)
{
    static const char text[] = FIRST "maintenance 1700003600000 1700000000000 b\n"
                                     "alert acked 1 0 0 1700000000000 1 home a one\n"
                                     "alert acked 1 0 0 1700000000000 1 home a gone\n"
                                     "alert acked 1 0 0 1700000000000 1 home b gone\n"
                                     "alert acked 1 0 0 1700000000000 1 home b gone\n"
                                     "alert acked 1 0 0 1700000000000 1 home c taken\n"
                                     "alert acked 1 0 0 1700000000000 1 home d gone\n"
                                     "alert acked 1 0 0 1700000000000 1 home d taken\nend 8\n";
    const struct recall_entry *entry;
    struct recall recall = { 0 };
    struct buf err = { 0 }, got = { 0 };
    size_t at = 0;

    (void)state;
    assert_true(recall_parse(text, strlen(text), NOW, &recall, &err));
    assert_null(recall_next_lapsed(&recall, &at));
    for (size_t i = 0; i < recall.n; i++) {
        const char *rule = recall.entries[i].rule;

        recall.entries[i].is_lapsed = rule && strcmp(rule, "gone") == 0;
        recall.entries[i].is_taken = !rule || strcmp(rule, "taken") == 0;
    }
    at = 0;
    while ((entry = recall_next_lapsed(&recall, &at)))
        buf_addf(&got, "%s/%s ", entry->location, entry->devices);
    assert_string_equal(buf_text(&got), "home/b home/d ");
    buf_finish(&got);
    recall_finish(&recall);
}

/* A clock that was set back must not make an hour of silence a year. */
static void test_clocks(void **state)
{
    static const struct {
        const char *name;
        int64_t now_s, expected_s;
    } times[] = {
        { "at once", 1000, 4600 },
        { "later", 3000, 4600 },
        { "when it is over", 9000, 4600 },
        { "a clock that was set back", 10, 3610 },
    };
    struct recall_entry entry = { .seen_ms = 1000000, .until_ms = 4600000 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(times); i++)
        row_check(times[i].name,
                  recall_until_ms(&entry, times[i].now_s * 1000) == times[i].expected_s * 1000);
}

static void test_no_more_lines_than_are_read(void **state)
{
    const struct recall_entry entry = { .devices = (char *)"freezer-*" };
    struct recall_writer writer;
    struct buf text = { 0 };

    (void)state;
    recall_begin(&writer, &text);
    for (int i = 0; i < RECALL_LINES_MAX; i++) {
        assert_false(recall_is_full(&writer));
        recall_add(&writer, &entry);
    }
    assert_true(recall_is_full(&writer));
    recall_add(&writer, &entry);
    recall_end(&writer);
    assert_non_null(strstr(buf_text(&text), "\nend 10000\n"));
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_lapsed),
        cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_no_more_lines_than_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
