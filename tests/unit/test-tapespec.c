/* SPDX-License-Identifier: MIT */
#include "core/tapespec.h"

#include "row.h"

static const struct {
    const char *text;
    const char *path; /* NULL: refused */
    double speed;
} rows[] = {
    { "rec.jsonl", "rec.jsonl", 1 },
    { "rec.jsonl@10", "rec.jsonl", 10 },
    { "rec.jsonl@0", "rec.jsonl", 0 },
    { "rec.jsonl@0.5", "rec.jsonl", 0.5 },
    { "rec.jsonl@1e6", "rec.jsonl", 1000000 },
    { "ann@home", "ann@home", 1 },
    { "ann@home@2", "ann@home", 2 },
    { "x@5@1", "x@5", 1 },
    { "x@", "x@", 1 },
    { "-", "-", 0 },
    { "-@0", "-", 0 },
    { "./-@3", "./-", 3 },
    { "", NULL, 0 },
    { "@5", NULL, 0 },
    { "x@-1", NULL, 0 },
    { "x@1000001", NULL, 0 },
    { "-@1", NULL, 0 },
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct tapespec spec = { .speed = -1 };
        const char *path = rows[i].path, *why = NULL;

        row_check(rows[i].text, tapespec_parse(rows[i].text, &spec, &why) == (path != NULL));
        row_check(rows[i].text, tapespec_is_valid(rows[i].text, &why) == (path != NULL));
        row_check(rows[i].text, spec.speed == (path ? rows[i].speed : -1));
        row_check(rows[i].text, path || why);
        if (path) {
            row_check(rows[i].text, spec.path_len == strlen(path));
            row_check(rows[i].text, memcmp(spec.path, path, spec.path_len) == 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_parse) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
