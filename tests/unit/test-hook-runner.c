/* SPDX-License-Identifier: MIT
 *
 * Real children: what they are given, what they say, and how they end.
 */
#include "io/hook-runner.h"

#include "core/mem.h"
#include "row.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_MS = 1000, NO_HURRY_MS = 60000, DEADLINE_MS = 60000 };

struct run {
    struct loop *loop;
    struct hook_runner *runner;
    struct buf told; /* each with ";" behind it */
    unsigned n;
    unsigned until; /* so many are told */
    int64_t deadline_ms;
};

static void on_told(void *data, enum severity severity, const char *text)
{
    struct run *run = data;

    buf_addf(&run->told, "%s %s;", severity_name(severity), text);
    run->n++;
}

static int64_t on_idle(void *data, int64_t now_ms)
{
    struct run *run = data;
    int64_t due_ms = hook_runner_idle(run->runner, now_ms);

    if (run->n >= run->until || now_ms > run->deadline_ms)
        loop_stop(run->loop);
    return due_ms < run->deadline_ms ? due_ms : run->deadline_ms;
}

static void run_init(struct run *run, int limit_ms)
{
    *run = (struct run){ .loop = loop_create(), .deadline_ms = loop_now_ms() + DEADLINE_MS };
    run->runner = hook_runner_create(
        run->loop,
        &(struct hook_runner_options){ .limit_ms = limit_ms, .tell = on_told, .data = run });
    loop_set_idle(run->loop, on_idle, run);
}

static void run_finish(struct run *run)
{
    hook_runner_destroy(run->runner);
    loop_destroy(run->loop);
    buf_finish(&run->told);
}

static void run_add(struct run *run, const char *command, unsigned device)
{
    struct hook_job job = { .device = device };
    struct buf err = { 0 };

    if (!hook_runner_learn(run->runner, command, &err))
        fail_msg("%s", buf_text(&err));
    job.environment = mem_zero(2, sizeof *job.environment);
    job.environment[0] = mem_text("SENSORTOP_DEVICE=a b", 20);
    job.input = mem_text("{\"device\":\"a b\"}", 16);
    job.subject = mem_text("a b", 3);
    hook_runner_add(run->runner, command, &job);
}

static void run_until(struct run *run, unsigned n)
{
    run->until = n;
    loop_run(run->loop);
}

static const struct {
    const char *name;
    const char *command;
    const char *expected;
} rows[] = {
    { "the environment", "sh -c 'echo \"$SENSORTOP_DEVICE\" $SECRET'", "info sh (a b): a b;" },
    { "standard input", "cat", "info cat (a b): {\"device\":\"a b\"};" },
    { "the directory", "pwd", "info pwd (a b): /;" },
    { "no shell", "echo $HOME;ls *", "info echo (a b): $HOME;ls *;" },
    { "standard error, and a status", "sh -c 'echo no such topic >&2; exit 3'",
      "warn sh (a b): ended with status 3: no such topic;" },
    { "a signal", "sh -c 'kill -9 $$'", "warn sh (a b): was ended by signal 9;" },
    { "lines", "printf one\\n\\ntwo\\r\\n", "info printf (a b): one | two;" },
    { "hostile output", "printf \\033[2J\\377x", "info printf (a b): \\x1b[2J\\xffx;" },
    { "its own signals", "sh -c 'kill -PIPE $$'", "warn sh (a b): was ended by signal 13;" },
    { "its own group, which goes with it", "sh -c 'sleep 60 & echo $!'", NULL },
};

/* Dead, whether or not somebody has reaped it: the text begins with its number. */
static bool is_dead(const char *pid)
{
    struct buf path = { 0 };
    char state = 'Z';
    FILE *file;

    buf_addf(&path, "/proc/%d/stat", (int)strtol(pid, NULL, 10));
    file = fopen(buf_text(&path), "r");
    if (file && fscanf(file, "%*d %*s %c", &state) != 1)
        state = 'Z';
    if (file)
        fclose(file);
    buf_finish(&path);
    return state == 'Z';
}

static bool goes_away(const char *pid)
{
    int64_t deadline_ms = loop_now_ms() + DEADLINE_MS;

    while (!is_dead(pid) && loop_now_ms() < deadline_ms)
        usleep(2000);
    return is_dead(pid);
}

static void test_runs(void **state)
{
    (void)state;
    setenv("SECRET", "password", 1);
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct run run;

        run_init(&run, NO_HURRY_MS);
        run_add(&run, rows[i].command, 0);
        run_until(&run, 1);
        if (rows[i].expected)
            row_check_text(rows[i].name, buf_text(&run.told), rows[i].expected);
        else
            row_check(rows[i].name, goes_away(strchr(run.told.data, ':') + 2));
        run_finish(&run);
    }
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void test_too_long(void **state)
{
    struct run run;

    (void)state;
    run_init(&run, LIMIT_MS);
    run_add(&run, "sleep 60", 0);
    run_until(&run, 1);
    run_add(&run, "sh -c 'trap \"\" TERM; sleep 60; sleep 60'", 1);
    run_until(&run, 2);
    assert_string_equal(run.told.data, "warn sleep (a b): took longer than 1s;"
                                       "warn sh (a b): took longer than 1s;");
    run_finish(&run);
}

/* Its output is bounded, and one that never stops is stopped. */
static void test_endless_output(void **state)
{
    struct run run;

    (void)state;
    run_init(&run, 3 * LIMIT_MS);
    run_add(&run, "yes 0123456789", 0);
    run_until(&run, 1);
    assert_non_null(strstr(run.told.data, "warn yes (a b): took longer than 3s: 0123456789 | "));
    assert_true(run.told.len < 1500);
    run_finish(&run);
}

/* 500 bytes are 83 lines, an a, and half of what follows. */
static void test_cut_at_a_character(void **state)
{
    struct run run;
    struct buf expected = { 0 };

    (void)state;
    run_init(&run, NO_HURRY_MS);
    run_add(&run, "sh -c 'yes aéé | head -n 200'", 0);
    run_until(&run, 1);
    buf_puts(&expected, "info sh (a b): ");
    for (int i = 0; i < 83; i++)
        buf_puts(&expected, "aéé | ");
    buf_puts(&expected, "a;");
    assert_string_equal(run.told.data, expected.data);
    buf_finish(&expected);
    run_finish(&run);
}

/* Four at once: of twelve that take a while, not all can be done before the fifth begins. */
static void test_a_few_at_once(void **state)
{
    struct run run;
    int64_t start_ms = loop_now_ms();

    (void)state;
    run_init(&run, NO_HURRY_MS);
    for (unsigned i = 0; i < 12; i++)
        run_add(&run, "sh -c 'sleep 0.1; echo x'", i);
    run_until(&run, 12);
    assert_int_equal(run.n, 12);
    assert_true(loop_now_ms() - start_ms >= 300);
    run_finish(&run);
}

/* Whoever quits does not wait for long, and leaves nothing behind. */
static void test_quitting(void **state)
{
    struct run run;
    int64_t start_ms;

    (void)state;
    run_init(&run, NO_HURRY_MS);
    run_add(&run, "sh -c 'trap \"\" TERM; sleep 60'", 0);
    hook_runner_idle(run.runner, loop_now_ms());
    start_ms = loop_now_ms();
    run_finish(&run);
    assert_true(loop_now_ms() - start_ms < 20000);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void test_dropped_are_counted(void **state)
{
    struct run run;

    (void)state;
    run_init(&run, NO_HURRY_MS);
    for (unsigned i = 0; i < HOOK_QUEUE_MAX + 7; i++)
        run_add(&run, "true", i);
    run_until(&run, 1);
    assert_string_equal(run.told.data, "warn hooks: 100 wait already, 7 more are not run;");
    run_finish(&run);
}

static void test_what_cannot_be_run(void **state)
{
    static const struct {
        const char *command;
        const char *expected;
    } bad[] = {
        { "", "not a command, the name of a program and its arguments: ''" },
        { "x 'y", "not a command whose quotes are closed: 'x 'y'" },
        { "no-such-program-at-all x",
          "there is no such program in PATH: 'no-such-program-at-all'" },
        { "/no/such/file", "cannot be executed (No such file or directory): '/no/such/file'" },
        { "/etc/passwd", "cannot be executed (Permission denied): '/etc/passwd'" },
        { "/etc", "cannot be executed (Is a directory): '/etc'" },
    };
    struct run run;

    (void)state;
    run_init(&run, NO_HURRY_MS);
    for (size_t i = 0; i < ROW_COUNT(bad); i++) {
        struct buf err = { 0 };

        row_check(bad[i].command, !hook_runner_learn(run.runner, bad[i].command, &err));
        row_check_text(bad[i].command, buf_text(&err), bad[i].expected);
        buf_finish(&err);
    }
    run_finish(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_endless_output),
        cmocka_unit_test(test_cut_at_a_character),
        cmocka_unit_test(test_a_few_at_once),
        cmocka_unit_test(test_quitting),
        cmocka_unit_test(test_dropped_are_counted),
        cmocka_unit_test(test_what_cannot_be_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
