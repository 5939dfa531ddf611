/* SPDX-License-Identifier: MIT */
#include "io/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { DEADLINE_MS = 60000 };

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void nap(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
}

/* A pipe that we read: its write end goes to a child, and end of file means that the child and all
 * its children are gone. */
struct line {
    int read_fd;
    int write_fd;
    struct buf said;
};

static struct line line_open(void)
{
    int ends[2];

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    return (struct line){ .read_fd = ends[0], .write_fd = ends[1] };
}

/* Reads until end of file, or until `until` was said; false when the deadline passed. */
static bool line_read(struct line *line, const char *until)
{
    int64_t deadline_ms = now_ms() + DEADLINE_MS;
    struct pollfd p = { .fd = line->read_fd, .events = POLLIN };
    char bytes[512];

    if (line->write_fd >= 0)
        close(line->write_fd);
    line->write_fd = -1;
    while (!until || !strstr(buf_text(&line->said), until)) {
        int64_t left_ms = deadline_ms - now_ms();
        ssize_t n;

        if (left_ms <= 0 || poll(&p, 1, (int)left_ms) <= 0)
            return false;
        n = read(line->read_fd, bytes, sizeof bytes);
        if (n <= 0)
            return until == NULL;
        buf_add(&line->said, bytes, (size_t)n);
    }
    return true;
}

static void line_finish(struct line *line)
{
    if (line->write_fd >= 0)
        close(line->write_fd);
    close(line->read_fd);
    buf_finish(&line->said);
}

/* Runs a shell script in which `&N` is the line. */
static pid_t start_script(const struct line *line, const char *script, bool drop_root)
{
    struct buf text = { 0 };
    struct buf err = { 0 };
    char shell[] = "/bin/sh";
    char flag[] = "-c";
    pid_t pid;

    for (const char *p = script; *p; p++) {
        if (*p == '&' && p[1] == 'N') {
            buf_addf(&text, "&%d", line->write_fd);
            p++;
        } else {
            buf_add(&text, p, 1);
        }
    }
    char *argv[] = { shell, flag, text.data, NULL };

    pid = proc_start(
        &(struct proc_options){ .argv = argv, .keep_fd = line->write_fd, .drop_root = drop_root },
        &err);
    if (pid < 0)
        print_error("%s\n", buf_text(&err));
    buf_finish(&text);
    buf_finish(&err);
    return pid;
}

static void test_says_why_it_could_not_start(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *program;
        const char *expected;
    } rows[] = {
        { "not in the path", "sensortop-no-such-program",
         "cannot start sensortop-no-such-program: No such file or directory" },
        { "no such file",   "/nonexistent/x",            "cannot start /nonexistent/x: No such file" },
        { "not a program",  "/dev/null",                 "cannot start /dev/null: Permission denied" },
        { "a directory",    "/",                         "cannot start /: Permission denied" },
    };
    // clang-format on

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf err = { 0 };
        struct buf program = { 0 };

        buf_puts(&program, rows[i].program);
        char *argv[] = { program.data, NULL };
        pid_t pid = proc_start(&(struct proc_options){ .argv = argv, .keep_fd = -1 }, &err);

        if (pid != -1 || !strstr(buf_text(&err), rows[i].expected))
            fail_msg("%s: pid %d, \"%s\"", rows[i].name, (int)pid, buf_text(&err));
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no zombie */
        buf_finish(&err);
        buf_finish(&program);
    }
}

static void test_notices_the_end(void **state)
{
    struct line line = line_open();
    pid_t pid = start_script(&line, "exit 3", false);
    int64_t deadline_ms = now_ms() + DEADLINE_MS;

    assert_true(pid > 0);
    while (!proc_has_ended(pid) && now_ms() < deadline_ms)
        nap();
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    line_finish(&line);
}

static void test_still_running_has_not_ended(void **state)
{
    struct line line = line_open();
    pid_t pid = start_script(&line, "echo ready >&N; exec sleep 1000", false);

    assert_true(line_read(&line, "ready"));
    assert_false(proc_has_ended(pid));
    proc_stop(pid, 1000);
    assert_true(line_read(&line, NULL));
    line_finish(&line);
}

/* Without 32 and 33: glibc keeps them for itself, and its posix_spawn(), which make uses, leaves
 * them ignored in every child; signal() does not take them. */
static unsigned long long ignored_signals(const char *status)
{
    const unsigned long long of_glibc = 3ULL << 31;
    const char *line = strstr(status, "SigIgn:\t");

    assert_non_null(line);
    return strtoull(line + strlen("SigIgn:\t"), NULL, 16) & ~of_glibc;
}

static void test_child_starts_clean(void **state)
{
    struct line line = line_open();
    int leak = dup(line.read_fd); /* not close-on-exec */
    sigset_t usr1, before;
    struct buf expected = { 0 };
    pid_t pid;

    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, &before);
    signal(SIGPIPE, SIG_IGN);
    pid = start_script(&line,
                       "grep -E '^Sig(Blk|Ign)' /proc/self/status >&N\n"
                       "for f in /proc/$$/fd/*; do echo fd ${f##*/}. >&N; done\n"
                       "read -r _ _ _ _ group _ </proc/$$/stat; echo group $group. >&N\n"
                       "for i in 0 1 2; do l=$(readlink /proc/$$/fd/$i); echo $i=$l >&N; done\n",
                       false);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    buf_addf(&expected, "fd %d.", line.write_fd);
    assert_true(line_read(&line, NULL));
    assert_non_null(strstr(buf_text(&line.said), "SigBlk:\t0000000000000000"));
    assert_int_equal(ignored_signals(buf_text(&line.said)), 0);
    assert_non_null(strstr(buf_text(&line.said), buf_text(&expected)));
    assert_non_null(strstr(buf_text(&line.said), "0=/dev/null\n1=/dev/null\n2=/dev/null\n"));
    buf_clear(&expected);
    buf_addf(&expected, "group %d.", (int)pid);
    assert_non_null(strstr(buf_text(&line.said), buf_text(&expected)));
    buf_clear(&expected);
    buf_addf(&expected, "fd %d.", leak);
    assert_null(strstr(buf_text(&line.said), buf_text(&expected)));
    proc_stop(pid, 1000);
    close(leak);
    buf_finish(&expected);
    line_finish(&line);
}

static void test_stop_ends_the_group(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *script;
        int64_t at_least_ms;
    } rows[] = {
        { "obeys",                "echo ready >&N; exec sleep 1000",                            0 },
        { "has children",        "sleep 1000 & sleep 1000 & echo ready >&N; wait",             0 },
        { "deaf",                "trap '' TERM; echo ready >&N; while :; do sleep 1000; done", 200 },
        { "leaves a deaf child", "(trap '' TERM; echo ready >&N; sleep 1000) & wait",          0 },
        { "stopped",             "echo ready >&N; kill -STOP $$",                              0 },
    };
    // clang-format on

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct line line = line_open();
        pid_t pid = start_script(&line, rows[i].script, false);
        int64_t from_ms;
        bool gone;

        assert_true(line_read(&line, "ready"));
        from_ms = now_ms();
        proc_stop(pid, 200);
        gone = line_read(&line, NULL);
        if (!gone || now_ms() - from_ms < rows[i].at_least_ms || now_ms() - from_ms > 20000)
            fail_msg("%s: %s after %d ms", rows[i].name, gone ? "gone" : "still there",
                     (int)(now_ms() - from_ms));
        line_finish(&line);
    }
    proc_stop(0, 1000);
    proc_stop(-1, 1000);
}

static void test_output_goes_where_it_is_sent(void **state)
{
    for (int keep_output = 0; keep_output <= 1; keep_output++) {
        struct line line = line_open();
        struct buf err = { 0 };
        char shell[] = "/bin/sh", flag[] = "-c";
        char script[] = "echo said; ls /proc/$$/fd; readlink /proc/$$/fd/2";
        char *argv[] = { shell, flag, script, NULL };
        pid_t pid = proc_start(&(struct proc_options){ .argv = argv,
                                                       .keep_fd = -1,
                                                       .keep_output = keep_output,
                                                       .output_fd = line.write_fd },
                               &err);

        assert_true(pid > 0);
        assert_true(line_read(&line, NULL));
        assert_memory_equal(buf_text(&line.said), "said\n0\n1\n2\n", 11);
        if (!keep_output)
            assert_string_equal(buf_text(&line.said) + 11, "/dev/null\n");
        proc_stop(pid, 1000);
        line_finish(&line);
        buf_finish(&err);
    }
}

/* A program of ours that starts a child and is killed: nothing of it may run on. */
static void test_dies_with_us(void **state)
{
    for (int drop_root = 0; drop_root <= 1; drop_root++) {
        struct line line = line_open();
        pid_t program = fork();

        if (program == 0) {
            if (start_script(&line, "echo ready >&N; exec sleep 1000", drop_root) < 0)
                _exit(1);
            close(line.write_fd);
            for (;;)
                pause();
        }
        assert_true(line_read(&line, "ready"));
        kill(program, SIGKILL);
        waitpid(program, NULL, 0);
        if (!line_read(&line, NULL))
            fail_msg("the child runs on, drop_root %d", drop_root);
        line_finish(&line);
    }
}

static void test_started_without_streams(void **state)
{
    struct line line = line_open();
    pid_t program = fork();
    int status = -1;

    if (program == 0) {
        char name[] = "/nonexistent/x";
        char *argv[] = { name, NULL };
        struct buf err = { 0 };

        for (int fd = 0; fd < 3; fd++)
            close(fd);
        if (proc_start(&(struct proc_options){ .argv = argv, .keep_fd = -1 }, &err) != -1)
            _exit(1);
        pid_t pid = start_script(&line, "echo ready >&N", false);

        _exit(pid > 0 && waitpid(pid, NULL, 0) == pid ? 0 : 2);
    }
    assert_true(line_read(&line, NULL));
    assert_string_equal(buf_text(&line.said), "ready\n");
    waitpid(program, &status, 0);
    assert_int_equal(status, 0);
    line_finish(&line);
}

static void test_gives_up_root(void **state)
{
    struct line line = line_open();
    struct buf expected = { 0 };
    const struct passwd *nobody = getpwnam("nobody");
    pid_t pid;

    if (geteuid() != 0 || !nobody) {
        line_finish(&line);
        skip();
    }
    pid = start_script(&line, "id -u >&N; id -g >&N; id -G >&N", true);
    assert_true(line_read(&line, NULL));
    buf_addf(&expected, "%d\n%d\n%d\n", (int)nobody->pw_uid, (int)nobody->pw_gid,
             (int)nobody->pw_gid);
    assert_string_equal(buf_text(&line.said), buf_text(&expected));
    proc_stop(pid, 1000);
    buf_finish(&expected);
    line_finish(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_says_why_it_could_not_start),
        cmocka_unit_test(test_notices_the_end),
        cmocka_unit_test(test_still_running_has_not_ended),
        cmocka_unit_test(test_child_starts_clean),
        cmocka_unit_test(test_stop_ends_the_group),
        cmocka_unit_test(test_output_goes_where_it_is_sent),
        cmocka_unit_test(test_dies_with_us),
        cmocka_unit_test(test_started_without_streams),
        cmocka_unit_test(test_gives_up_root),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
