/* SPDX-License-Identifier: MIT */
#include "io/secret.h"

#include "row.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHER_USER = 12345 };

static char *directory;

static int setup(void **state)
{
    static char name[] = "/tmp/test-secret-XXXXXX";

    directory = mkdtemp(name);
    return directory ? 0 : -1;
}

static int teardown(void **state)
{
    return rmdir(directory);
}

static void write_file(const char *path, const char *bytes, size_t len, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), len);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

/* The secret in brackets, or the sentence without the path. */
static void read_secret(const char *path, struct buf *out)
{
    struct buf err = { 0 };
    char *secret = NULL;

    if (secret_read_file(path, &secret, &err)) {
        buf_addf(out, "[%s]", secret);
        assert_int_equal(err.len, 0);
        secret_free(secret);
    } else {
        const char *quote = strstr(buf_text(&err), ": '");

        assert_non_null(quote);
        assert_null(secret);
        assert_non_null(strstr(quote, path));
        buf_add(out, buf_text(&err), (size_t)(quote - buf_text(&err)));
    }
    buf_finish(&err);
}

#define BYTES(text) text, sizeof(text) - 1

static void test_read_file(void **state)
{
    static const char *const open_to_others =
        "password file: open to group or others, must be its owner's alone (chmod 600)";
    const struct {
        const char *name;
        const char *bytes;
        size_t len;
        mode_t mode;
        const char *expected;
    } rows[] = {
        { "a line", BYTES("secret\n"), 0600, "[secret]" },
        { "no line end", BYTES("secret"), 0400, "[secret]" },
        { "written on Windows", BYTES("secret\r\nmore\r\n"), 0600, "[secret]" },
        { "only the first line", BYTES("one\ntwo\n"), 0600, "[one]" },
        { "white space is part of it", BYTES(" a b \n"), 0600, "[ a b ]" },
        { "a comment sign, too", BYTES("#x\n"), 0600, "[#x]" },
        { "any byte", BYTES("\xff\t\x01\n"), 0600, "[\xff\t\x01]" },
        { "executable", BYTES("secret\n"), 0711, "[secret]" },
        { "group reads", BYTES("secret\n"), 0640, open_to_others },
        { "group writes", BYTES("secret\n"), 0620, open_to_others },
        { "others read", BYTES("secret\n"), 0604, open_to_others },
        { "others write", BYTES("secret\n"), 0602, open_to_others },
        { "empty", "", 0, 0600,
          "password file: its first line is empty, the password is expected there" },
        { "empty line", BYTES("\nsecret\n"), 0600,
          "password file: its first line is empty, the password is expected there" },
        { "a zero byte", BYTES("sec\0ret\n"), 0600,
          "password file: has a zero byte in its first line, text is expected" },
        { "a zero byte later", BYTES("secret\n\0"), 0600, "[secret]" },
    };
    char path[64];

    snprintf(path, sizeof(path), "%s/password", directory);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        write_file(path, rows[i].bytes, rows[i].len, rows[i].mode);
        read_secret(path, &got);
        unlink(path);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

static void check_path(const char *path, const char *expected)
{
    struct buf got = { 0 };

    read_secret(path, &got);
    row_check_text(path, buf_text(&got), expected);
    buf_finish(&got);
}

static void test_not_a_file(void **state)
{
    char path[64];

    snprintf(path, sizeof(path), "%s/fifo", directory);
    assert_int_equal(mkfifo(path, 0600), 0);
    check_path(path, "password file: not a regular file");
    unlink(path);
    check_path(directory, "password file: not a regular file");
    check_path("/dev/zero", "password file: not a regular file");
    check_path("/nonexistent/password", "password file: No such file or directory");
}

static void test_too_long(void **state)
{
    enum { LEN = 64 * 1024 };
    char *bytes = malloc(LEN + 1);
    char path[64];

    snprintf(path, sizeof(path), "%s/long", directory);
    memset(bytes, 'x', LEN + 1);
    write_file(path, bytes, LEN + 1, 0600);
    check_path(path, "password file: longer than 64 KiB, a line with the password is expected");
    unlink(path);
    free(bytes);
}

static void test_other_owner(void **state)
{
    char path[64];

    if (geteuid() != 0)
        skip(); /* only root can give a file away */
    snprintf(path, sizeof(path), "%s/foreign", directory);
    write_file(path, BYTES("secret\n"), 0600);
    assert_int_equal(chown(path, OTHER_USER, OTHER_USER), 0);
    check_path(path, "password file: belongs to another user, must be yours");
    unlink(path);
}

static void test_environment(void **state)
{
    char *value, *secret;

    assert_null(secret_take_environment("SENSORTOP_TEST_SECRET"));
    setenv("SENSORTOP_TEST_SECRET", "hush", 1);
    value = getenv("SENSORTOP_TEST_SECRET");
    secret = secret_take_environment("SENSORTOP_TEST_SECRET");
    assert_string_equal(secret, "hush");
    assert_null(getenv("SENSORTOP_TEST_SECRET"));
    /* glibc keeps what setenv() allocated: the memory can still be looked at. */
    assert_memory_equal(value, "\0\0\0\0", 4);
    secret_free(secret);

    setenv("SENSORTOP_TEST_SECRET", "", 1);
    assert_null(secret_take_environment("SENSORTOP_TEST_SECRET"));
    assert_null(getenv("SENSORTOP_TEST_SECRET"));
    secret_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_file),   cmocka_unit_test(test_not_a_file),
        cmocka_unit_test(test_too_long),    cmocka_unit_test(test_other_owner),
        cmocka_unit_test(test_environment),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
