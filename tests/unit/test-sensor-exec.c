/* SPDX-License-Identifier: MIT */
#include "io/sensor-exec.h"

#include "core/channel.h"
#include "io/loop.h"
#include "row.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_MS = 200, NO_HURRY_MS = 60000, LATE_MS = 20000 };

static void run(const char *script, int limit_ms, struct buf *out)
{
    char shell[] = "/bin/sh", flag[] = "-c";
    struct buf text = { 0 };
    struct reading reading = { 0 };

    buf_puts(&text, script);
    char *argv[] = { shell, flag, text.data, NULL };

    if (sensor_exec_read(argv, limit_ms, &reading, out))
        for (size_t i = 0; i < reading.n_metrics; i++) {
            buf_puts(out, i ? "  " : "");
            channel_format(out, reading.metrics[i].name, reading.metrics[i].value);
        }
    else
        assert_int_equal(reading.n_metrics, 0);
    buf_finish(&text);
}

static void check_nothing_left(const char *name)
{
    row_check(name, waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

static void test_answers(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *script;
        const char *expected;
    } rows[] = {
        { "a number", "echo 21.5", "21.5 °C" },
        { "no line end", "printf 21.5", "21.5 °C" },
        { "pairs", "echo temperature=21.5; echo humidity=45 x=1", "21.5 °C  45.0 %  x 1" },
        { "in pieces", "printf 2; printf 1; printf .5", "21.5 °C" },
        { "stderr is not an answer", "echo 99 >&2; echo 21.5", "21.5 °C" },
        { "stdin is empty", "cat; echo 21.5", "21.5 °C" },
        { "nothing", "true", "printed nothing, a number or name=number pairs are expected" },
        { "a word", "echo no sensor", "not name=number: 'no'" },
        { "-127", "echo -127", "temperature of -127, plausible is -90…300 °C" },
        { "its status", "echo 21.5; exit 2", "ended with status 2" },
        { "no such command", "no-such-command-of-a-sensor", "ended with status 127" },
        { "a signal", "echo 21.5; kill -9 $$", "was ended by signal 9" },
        { "4 KiB are enough", "printf '%4090s 21.5'", "21.5 °C" },
        { "more than that", "printf '%4095s 21.5'", "printed more than 4096 bytes" },
        { "without end", "yes", "printed more than 4096 bytes" },
        { "does not read on", "trap '' PIPE; yes 2>&-; sleep 1000", "printed more than 4096 bytes" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        run(rows[i].script, NO_HURRY_MS, &got);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        check_nothing_left(rows[i].name);
        buf_finish(&got);
    }
}

static void test_time_limit(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *script;
    } rows[] = {
        { "sleeps", "sleep 1000" },
        { "deaf", "trap '' TERM INT HUP; while :; do sleep 1000; done" },
        { "stopped", "kill -STOP $$" },
        { "an answer, but no end", "echo 21.5; exec sleep 1000" },
        { "its output is closed, it goes on", "echo 21.5; exec >&-; sleep 1000; true" },
        { "a child keeps the output", "sleep 1000 & echo 21.5" },
        { "a little now and then", "while :; do printf ' '; sleep 0.05; done" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        int64_t from_ms = loop_now_ms();
        struct buf got = { 0 };
        int64_t took_ms;

        run(rows[i].script, LIMIT_MS, &got);
        took_ms = loop_now_ms() - from_ms;
        row_check_text(rows[i].name, buf_text(&got), "took longer than 0.2 s");
        row_check(rows[i].name, took_ms >= LIMIT_MS && took_ms < LATE_MS);
        check_nothing_left(rows[i].name);
        buf_finish(&got);
    }
}

/* What it started does not outlive it, even when it answered well: nobody holds the FIFO then. */
static void test_leaves_no_child(void **state)
{
    struct pollfd fifo = { .events = POLLIN };
    struct buf got = { 0 }, script = { 0 };
    struct tree tree;
    char byte;

    tree_create(&tree, NULL);
    buf_addf(&script, "%s/fifo", tree.root);
    assert_int_equal(mkfifo(script.data, 0600), 0);
    fifo.fd = open(script.data, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(fifo.fd >= 0);
    buf_clear(&script);
    buf_addf(&script, "exec 3>%s/fifo; echo >&3; sleep 1000 >/dev/null & echo 21.5", tree.root);

    run(buf_text(&script), NO_HURRY_MS, &got);
    assert_string_equal(buf_text(&got), "21.5 °C");
    assert_int_equal(poll(&fifo, 1, NO_HURRY_MS), 1);
    assert_int_equal(read(fifo.fd, &byte, 1), 1); /* it was opened */
    assert_int_equal(poll(&fifo, 1, NO_HURRY_MS), 1);
    assert_int_equal(read(fifo.fd, &byte, 1), 0);
    close(fifo.fd);
    tree_destroy(&tree);
    buf_finish(&got);
    buf_finish(&script);
}

static void test_not_started(void **state)
{
    char program[] = "sensortop-no-such-program";
    char *argv[] = { program, NULL };
    struct reading reading = { 0 };
    struct buf why = { 0 };
    int before = dup(0), after;

    close(before);
    assert_false(sensor_exec_read(argv, NO_HURRY_MS, &reading, &why));
    /* The rest depends on PATH: a directory that we may not search is another reason. */
    row_check(buf_text(&why), strstr(buf_text(&why), "cannot start sensortop-no-such-program: "));
    check_nothing_left(program);
    after = dup(0);
    close(after);
    assert_int_equal(before, after);
    buf_finish(&why);
}

/* Inherited from a careless parent: the status of a child is lost then. */
static void test_children_ignored(void **state)
{
    struct buf got = { 0 };

    signal(SIGCHLD, SIG_IGN);
    run("echo 21.5", NO_HURRY_MS, &got);
    signal(SIGCHLD, SIG_DFL);
    assert_string_equal(buf_text(&got), "ended, but its status is not known");
    buf_finish(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),          cmocka_unit_test(test_time_limit),
        cmocka_unit_test(test_leaves_no_child),  cmocka_unit_test(test_not_started),
        cmocka_unit_test(test_children_ignored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
