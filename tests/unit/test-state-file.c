/* SPDX-License-Identifier: MIT */
#include "io/state-file.h"

#include "row.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/sensortop-state.XXXXXX";

static int make_dir(void **state)
{
    (void)state;
    return mkdtemp(dir) && chdir(dir) == 0 ? 0 : -1;
}

static int remove_dir(void **state)
{
    struct buf command = { 0 };
    int status;

    (void)state;
    buf_addf(&command, "%s", dir);
    status = chdir("/");
    if (status == 0 && fork() == 0)
        execlp("rm", "rm", "-rf", "--", buf_text(&command), (char *)NULL);
    wait(&status);
    buf_finish(&command);
    return status;
}

static void init(struct state_file *file, const char *path, enum state_file_access expected)
{
    struct buf err = { 0 };

    assert_int_equal(state_file_init(file, path, false, &err), expected);
    assert_int_equal(err.len > 0, expected == STATE_FILE_REFUSED);
    buf_finish(&err);
}

static enum state_file_care care = STATE_FILE_AT_ONCE;
static unsigned n_syncs;

/* In the place of libc's. */
int fsync(int fd)
{
    n_syncs++;
    return fd >= 0 ? 0 : -1;
}

static bool write_text(const struct state_file *file, const char *text, size_t len, struct buf *err)
{
    struct buf whole = { 0 };
    bool ok;

    buf_add(&whole, text, len);
    ok = state_file_write(file, &whole, care, err);
    buf_finish(&whole);
    return ok;
}

static void put(const struct state_file *file, const char *text)
{
    struct buf err = { 0 };

    if (!write_text(file, text, strlen(text), &err))
        fail_msg("%s", buf_text(&err));
}

static void expect(const struct state_file *file, const char *expected)
{
    struct buf text = { 0 }, err = { 0 };

    assert_true(state_file_read(file, 1000, &text, &err));
    assert_string_equal(buf_text(&text), expected);
    buf_finish(&text);
}

static void test_there_and_back(void **state)
{
    struct state_file file;
    struct stat stat_of;

    (void)state;
    init(&file, "there", STATE_FILE_OURS);
    expect(&file, "");
    put(&file, "one");
    expect(&file, "one");
    put(&file, "");
    expect(&file, "");
    put(&file, "two");
    assert_int_equal(stat("there", &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0600);
    assert_int_equal(access("there.new", F_OK), -1);
    state_file_finish(&file);
}

static void test_one_writes(void **state)
{
    struct state_file file, other;

    (void)state;
    init(&file, "mine", STATE_FILE_OURS);
    put(&file, "one");
    init(&other, "mine", STATE_FILE_TAKEN);
    expect(&other, "one");
    state_file_finish(&file);
    state_file_finish(&other);
    init(&other, "mine", STATE_FILE_OURS);
    state_file_finish(&other);
}

static void test_what_is_no_file(void **state)
{
    struct state_file file;

    (void)state;
    assert_int_equal(mkdir("a-directory", 0700), 0);
    init(&file, "a-directory", STATE_FILE_REFUSED);
    state_file_finish(&file);
    assert_int_equal(access("a-directory.lock", F_OK), -1);
    init(&file, "/dev/null", STATE_FILE_REFUSED);
    state_file_finish(&file);
    init(&file, "no/such/directory", STATE_FILE_REFUSED);
    state_file_finish(&file);
}

static void test_too_long(void **state)
{
    struct state_file file;
    struct buf text = { 0 }, err = { 0 };

    (void)state;
    init(&file, "long", STATE_FILE_OURS);
    put(&file, "0123456789");
    assert_false(state_file_read(&file, 9, &text, &err));
    assert_string_equal(err.data, "too long");
    state_file_finish(&file);
    buf_finish(&text);
    buf_finish(&err);
}

static void test_set_aside(void **state)
{
    struct state_file file;
    struct buf name = { 0 };

    (void)state;
    init(&file, "bad", STATE_FILE_OURS);
    put(&file, "garbage");
    state_file_set_aside(&file, 1700000000999, &name);
    assert_non_null(strstr(name.data, "/bad.damaged-1700000000"));
    assert_int_equal(access("bad", F_OK), -1);
    assert_int_equal(access("bad.damaged-1700000000", F_OK), 0);
    state_file_finish(&file);
    buf_finish(&name);
}

/* A full disk: the old one stays. */
static void test_no_room(void **state)
{
    struct rlimit before, none = { 4, 0 };
    struct state_file file;
    struct buf err = { 0 };

    (void)state;
    init(&file, "full", STATE_FILE_OURS);
    put(&file, "old");
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    none.rlim_max = before.rlim_max;
    setrlimit(RLIMIT_FSIZE, &none);
    assert_false(write_text(&file, "new and longer", 14, &err));
    setrlimit(RLIMIT_FSIZE, &before);
    assert_string_equal(err.data, "cannot be written (File too large)");
    expect(&file, "old");
    assert_int_equal(access("full.new", F_OK), -1);
    state_file_finish(&file);
    buf_finish(&err);
}

/* kill -9 in the midst of it, a hundred times: old or new, never a part. */
static void test_killed(void **state)
{
    enum { BYTES = 200000 };
    static char text[BYTES];

    (void)state;
    for (int round = 0; round < 100; round++) {
        struct state_file file;
        struct buf got = { 0 }, err = { 0 };
        pid_t pid = fork();

        if (pid == 0) {
            init(&file, "killed", STATE_FILE_OURS);
            for (char c = 'a';; c = c == 'z' ? 'a' : (char)(c + 1)) {
                memset(text, c, BYTES);
                write_text(&file, text, BYTES, &err);
            }
        }
        usleep((unsigned)(round * 100));
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        init(&file, "killed", STATE_FILE_OURS);
        assert_true(state_file_read(&file, BYTES, &got, &err));
        assert_true(got.len == 0 || got.len == BYTES);
        for (size_t i = 1; i < got.len; i++)
            assert_true(got.data[i] == got.data[0]);
        state_file_finish(&file);
        buf_finish(&got);
    }
}

/* A key may be waiting. */
static void test_who_waits_for_the_disk(void **state)
{
    struct state_file file;

    (void)state;
    init(&file, "waits", STATE_FILE_OURS);
    n_syncs = 0;
    care = STATE_FILE_SOON;
    put(&file, "soon");
    assert_int_equal(n_syncs, 0);
    expect(&file, "soon");
    care = STATE_FILE_AT_ONCE;
    put(&file, "at once");
    assert_int_equal(n_syncs, 2); /* the file, and its name */
    expect(&file, "at once");
    state_file_finish(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),  cmocka_unit_test(test_one_writes),
        cmocka_unit_test(test_what_is_no_file), cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_set_aside),       cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_killed),          cmocka_unit_test(test_who_waits_for_the_disk),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
