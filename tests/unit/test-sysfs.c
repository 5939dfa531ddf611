/* SPDX-License-Identifier: MIT */
#include "io/sysfs.h"

#include "core/number.h"
#include "row.h"
#include "tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const verdicts[] = {
    [SYSFS_OK] = "ok",
    [SYSFS_FAILED] = "failed",
    [SYSFS_TIMED_OUT] = "timed out",
    [SYSFS_GONE] = "gone",
};

/* "ok 21500", or the verdict and the sentence. */
static void read_number(int dir_fd, const char *name, struct buf *out)
{
    struct buf why = { 0 };
    double value = 0;
    enum sysfs_verdict verdict = sysfs_read_number(dir_fd, name, &value, &why);

    buf_addf(out, "%s ", verdicts[verdict]);
    if (verdict == SYSFS_OK)
        number_format_exact(out, value);
    buf_puts(out, buf_text(&why));
    assert_int_equal(verdict == SYSFS_OK, why.len == 0);
    buf_finish(&why);
}

static void test_number(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *content;
        const char *expected;
    } rows[] = {
        { "an integer", "21500\n", "ok 21500" },
        { "IIO's fixed point", "99.679996875\n", "ok 99.679996875" },
        { "IIO below zero", "-0.500000000\n", "ok -0.5" },
        { "no line end", "-62", "ok -62" },
        { "blanks behind it", "7 \t\n\n", "ok 7" },
        { "empty, as w1_therm has it when the bus fails", "", "failed a: empty" },
        { "a line end", "\n", "failed a: empty" },
        { "a word", "N/A\n", "failed a: not a number: 'N/A'" },
        { "a unit", "21500 mC\n", "failed a: not a number: '21500 mC'" },
        { "two numbers", "1\n2\n", "failed a: not a number: '1\n2'" },
        { "nan", "nan\n", "failed a: not a number: 'nan'" },
        { "blanks before it", " 1\n", "failed a: not a number: ' 1'" },
        { "too large", "1e999\n", "failed a: not a number: '1e999'" },
        { "long", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyyy\n",
          "failed a: not a number: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'" },
        { "a directory", NULL, "failed a: not an attribute" },
        { "not there", "-> b", "gone a: No such file or directory" },
        { "below a file", "-> c/d", "gone a: Not a directory" },
        { "round in a circle", "-> a", "failed a: Too many levels of symbolic links" },
        /* The only file of which everybody may get EIO: address 0 is never mapped. */
        { "an error of the bus", "-> /proc/self/mem", "failed a: Input/output error" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct tree_file files[] = { { "c", "" }, { "a", rows[i].content }, { NULL, NULL } };
        struct buf got = { 0 };
        struct tree tree;
        int fd;

        tree_create(&tree, files);
        fd = sysfs_open(AT_FDCWD, tree.root);
        read_number(fd, "a", &got);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        close(fd);
        buf_finish(&got);
        tree_destroy(&tree);
    }
}

/* Neither waits for a writer nor reads without end. */
static void test_never_waits(void **state)
{
    struct buf got = { 0 };
    struct tree tree;
    char *page = malloc(SYSFS_BYTES_MAX + 1), path[128];
    int fd;

    tree_create(&tree, (const struct tree_file[]){ { "zero", "-> /dev/zero" }, { NULL, NULL } });
    snprintf(path, sizeof path, "%s/fifo", tree.root);
    assert_int_equal(mkfifo(path, 0600), 0);
    memset(page, '1', SYSFS_BYTES_MAX);
    page[SYSFS_BYTES_MAX] = '\0';
    tree_write(&tree, "page", page);
    fd = sysfs_open(AT_FDCWD, tree.root);

    read_number(fd, "fifo", &got);
    assert_string_equal(buf_text(&got), "failed fifo: not an attribute");
    buf_clear(&got);
    read_number(fd, "zero", &got);
    assert_string_equal(buf_text(&got), "failed zero: not an attribute");
    buf_clear(&got);
    read_number(fd, "page", &got);
    assert_string_equal(buf_text(&got), "failed page: too long for an attribute");
    close(fd);
    free(page);
    buf_finish(&got);
    tree_destroy(&tree);
}

static void test_unplugged(void **state)
{
    struct buf got = { 0 };
    struct tree tree;
    int fd;

    tree_create(&tree, (const struct tree_file[]){ { "d/temp", "1" }, { NULL, NULL } });
    fd = open(tree.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int dir_fd = sysfs_open(fd, "d");

    assert_true(dir_fd >= 0);
    assert_true(fcntl(dir_fd, F_GETFD) & FD_CLOEXEC);
    tree_remove(&tree, "d");
    tree_write(&tree, "d/temp", "2"); /* another one, under the same name */
    read_number(dir_fd, "temp", &got);
    assert_string_equal(buf_text(&got), "gone temp: No such file or directory");
    assert_int_equal(sysfs_open(fd, "e"), -1);
    assert_int_equal(sysfs_open(fd, "d/temp"), -1);
    close(dir_fd);
    close(fd);
    buf_finish(&got);
    tree_destroy(&tree);
}

static void test_list(void **state)
{
    static const struct tree_file files[] = {
        { "hwmon10", "" }, { "hwmon2", "" },       { "hwmon1", "" },        { ".hwmon", "" },
        { "Hwmon3", "" },  { "temp12_input", "" }, { "temp2_input", NULL }, { "temp1_max", "" },
        { "temp_", "" },   { "loop", "-> ." },     { NULL, NULL },
    };
    // clang-format off
    static const struct {
        const char *prefix;
        const char *suffix;
        const char *expected;
    } rows[] = {
        { "hwmon", "", "hwmon1 hwmon2 hwmon10 " },
        { "temp", "_input", "temp2_input temp12_input " },
        { "temp_", "_", "" },
        { "temp", "_", "temp_ " },
        { "", "", "Hwmon3 hwmon1 hwmon2 hwmon10 loop temp1_max temp2_input temp12_input temp_ " },
        { "x", "", "" },
    };
    // clang-format on
    struct sysfs_names names;
    struct tree tree;
    int fd;

    tree_create(&tree, files);
    fd = sysfs_open(AT_FDCWD, tree.root);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        for (int again = 0; again < 2; again++) {
            struct buf got = { 0 };

            sysfs_list(fd, rows[i].prefix, rows[i].suffix, &names);
            for (size_t k = 0; k < names.n; k++)
                buf_addf(&got, "%s ", names.items[k]);
            row_check_text(rows[i].prefix, buf_text(&got), rows[i].expected);
            sysfs_names_finish(&names);
            buf_finish(&got);
        }
    }
    assert_true(sysfs_has(fd, "hwmon1"));
    assert_false(sysfs_has(fd, "hwmon3"));
    close(fd);
    tree_destroy(&tree);
    sysfs_list(-1, "", "", &names);
    assert_int_equal(names.n, 0);
}

static void test_list_is_bounded(void **state)
{
    struct sysfs_names names;
    struct tree tree;
    char name[16];
    int fd;

    tree_create(&tree, NULL);
    for (int i = 0; i < SYSFS_NAMES_MAX + 10; i++) {
        snprintf(name, sizeof name, "x%d", i);
        tree_write(&tree, name, "");
    }
    fd = sysfs_open(AT_FDCWD, tree.root);
    sysfs_list(fd, "x", "", &names);
    assert_int_equal(names.n, SYSFS_NAMES_MAX);
    sysfs_names_finish(&names);
    close(fd);
    tree_destroy(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number),          cmocka_unit_test(test_never_waits),
        cmocka_unit_test(test_unplugged),       cmocka_unit_test(test_list),
        cmocka_unit_test(test_list_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
