/* SPDX-License-Identifier: MIT */
#include "io/output.h"

#include "row.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MUCH = 300000, FILE_BYTES = 10 };

static void add_much(struct output *output)
{
    for (int i = 0; i < MUCH / 10; i++)
        buf_puts(&output->lines, "123456789\n");
}

static void test_a_slow_reader(void **state)
{
    int fds[2];
    struct output output = { 0 };
    char got[4096];
    size_t n_got = 0, waiting;

    (void)state;
    assert_int_equal(pipe(fds), 0);
    output.fd = fds[1];
    assert_int_equal(output_write(&output), OUTPUT_DONE);
    add_much(&output);
    assert_int_equal(output_write(&output), OUTPUT_BLOCKED);
    assert_false(output_is_full(&output));
    for (int i = 0; i < 3; i++)
        add_much(&output);
    assert_true(output_is_full(&output));
    waiting = output.lines.len;
    assert_int_equal(output_write(&output), OUTPUT_BLOCKED);
    assert_int_equal(output.lines.len, waiting);
    while (n_got < 4 * MUCH) {
        ssize_t n = read(fds[0], got, sizeof got);

        assert_true(n > 0);
        for (ssize_t i = 0; i < n; i++, n_got++)
            assert_int_equal(got[i], "123456789\n"[n_got % 10]);
        output_write(&output);
    }
    assert_int_equal(output_finish(&output, 0), OUTPUT_DONE);
    assert_int_equal(output.n_lost, 0);
    close(fds[0]);
    close(fds[1]);
}

static void test_nobody_reads(void **state)
{
    int fds[2];
    struct output output = { 0 };

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(fds), 0);
    close(fds[0]);
    output.fd = fds[1];
    buf_puts(&output.lines, "x\n");
    assert_int_equal(output_write(&output), OUTPUT_CLOSED);
    assert_int_equal(output_finish(&output, 0), OUTPUT_DONE);
    close(fds[1]);

    output.fd = fds[1];
    buf_puts(&output.lines, "x\n");
    assert_int_equal(output_finish(&output, 0), OUTPUT_CLOSED);
    assert_int_equal(output.error, EBADF);
}

/* A file that may not grow, and then may again. */
static void test_a_full_disk(void **state)
{
    char path[] = "/tmp/sensortop-output-XXXXXX", got[100];
    struct output output = { .fd = mkstemp(path) };
    struct rlimit limit, before;
    ssize_t n;

    (void)state;
    assert_true(output.fd >= 0);
    unlink(path);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = FILE_BYTES;
    setrlimit(RLIMIT_FSIZE, &limit);

    buf_puts(&output.lines, "first\n");
    assert_int_equal(output_write(&output), OUTPUT_DONE);
    buf_puts(&output.lines, "second\nthird\n");
    assert_int_equal(output_write(&output), OUTPUT_DONE);
    assert_int_equal(output.error, EFBIG);
    assert_true(output.is_torn);
    assert_int_equal(output_write(&output), OUTPUT_DONE);
    assert_int_equal(output.error, EFBIG);
    buf_puts(&output.lines, "fourth\n");
    assert_int_equal(output_write(&output), OUTPUT_DONE);
    assert_int_equal(output.error, EFBIG);
    assert_int_equal(output.n_lost, strlen("second\nthird\n") + strlen("fourth\n"));

    setrlimit(RLIMIT_FSIZE, &before);
    buf_puts(&output.lines, "fifth\n");
    assert_int_equal(output_finish(&output, 0), OUTPUT_DONE);
    assert_int_equal(output.error, 0);
    n = pread(output.fd, got, sizeof got - 1, 0);
    assert_true(n > 0);
    got[n] = '\0';
    assert_string_equal(got, "first\nseco\nfifth\n");
    close(output.fd);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slow_reader),
        cmocka_unit_test(test_nobody_reads),
        cmocka_unit_test(test_a_full_disk),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
