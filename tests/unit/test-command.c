/* SPDX-License-Identifier: MIT */
#include "core/command.h"

#include "row.h"

static const struct {
    const char *text;
    const char *expected; /* "[word] [word]", or what stands after "not " */
} rows[] = {
    { "ntfy", "[ntfy]" },
    { "  /opt/tell  -n\t1\n", "[/opt/tell] [-n] [1]" },
    { "'/opt/my hook' \"a b\" c'd e'f", "[/opt/my hook] [a b] [cd ef]" },
    { "x '' \"'\" '\"'", "[x] [] ['] [\"]" },
    { "x $HOME;`id` | y \\ z * ~", "[x] [$HOME;`id`] [|] [y] [\\] [z] [*] [~]" },
    { "x --to=ann@example.org", "[x] [--to=ann@example.org]" },
    { "-rf", "[-rf]" },
    { "", "a command, the name of a program and its arguments" },
    { " \t", "a command, the name of a program and its arguments" },
    { "'' x", "a command, the name of a program and its arguments" },
    { "x 'y", "a command whose quotes are closed" },
    { "\"x", "a command whose quotes are closed" },
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };
        char **argv = NULL;
        const char *why = NULL;
        bool ok = command_split(rows[i].text, &argv, &why);

        for (size_t k = 0; ok && argv[k]; k++)
            buf_addf(&got, "%s[%s]", k ? " " : "", argv[k]);
        row_check_text(rows[i].text, ok ? buf_text(&got) : why, rows[i].expected);
        row_check(rows[i].text, ok == command_is_valid(rows[i].text, &why));
        command_finish(argv);
        buf_finish(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
