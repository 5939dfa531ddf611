/* SPDX-License-Identifier: MIT
 *
 * What a confined process can still do. Each row is a process of its own, for
 * nothing of it can be taken back.
 */
#include "io/confine.h"

#include "core/buf.h"
#include "row.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SKIPPED = 77 };

static char directory[] = "/tmp/test-confine-XXXXXX";
static char file[sizeof directory + 16];
static char given[sizeof directory + 16];
static char in_given[sizeof directory + 32];

static void write_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
}

static int setup(void **state)
{
    if (!mkdtemp(directory))
        return -1;
    snprintf(file, sizeof file, "%s/file", directory);
    snprintf(given, sizeof given, "%s/given", directory);
    snprintf(in_given, sizeof in_given, "%s/old", given);
    write_file(file);
    assert_int_equal(mkdir(given, 0700), 0);
    write_file(in_given);
    return 0;
}

static int teardown(void **state)
{
    unlink(in_given);
    rmdir(given);
    unlink(file);
    return rmdir(directory);
}

/* --- what is tried; 0 or an errno --------------------------------------------- */

static int try_open(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

static int read_own_file(void)
{
    return try_open(file, O_RDONLY);
}

static int write_own_file(void)
{
    return try_open(file, O_WRONLY);
}

static int list_directory(void)
{
    return try_open(directory, O_RDONLY | O_DIRECTORY);
}

static int make_file(void)
{
    char path[sizeof directory + 16];

    snprintf(path, sizeof path, "%s/new", directory);
    return try_open(path, O_WRONLY | O_CREAT);
}

static int read_password_file(void)
{
    return try_open("/etc/passwd", O_RDONLY);
}

static int write_in_etc(void)
{
    return try_open("/etc/test-confine", O_WRONLY | O_CREAT);
}

static int execute(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return errno;
}

/* As a state file is: written beside the old one, then put in its place. */
static int replace_in_given(void)
{
    char path[sizeof given + 16];

    snprintf(path, sizeof path, "%s/new", given);
    if (try_open(path, O_WRONLY | O_CREAT | O_TRUNC) != 0)
        return errno;
    return rename(path, in_given) == 0 ? 0 : errno;
}

static int remove_directory(void)
{
    return rmdir(given) == 0 ? 0 : errno;
}

static int look_up(void)
{
    struct addrinfo *found = NULL;

    if (getaddrinfo("localhost", "1883", NULL, &found) != 0)
        return EHOSTUNREACH;
    freeaddrinfo(found);
    return 0;
}

static void *read_in_thread(void *data)
{
    *(int *)data = read_own_file();
    return NULL;
}

static int read_in_new_thread(void)
{
    pthread_t thread;
    int error = ENOSYS;

    if (pthread_create(&thread, NULL, read_in_thread, &error) == 0)
        pthread_join(thread, NULL);
    return error;
}

static int get_privileges(void)
{
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? EPERM : 0;
}

struct confine_row {
    const char *name;
    int (*attempt)(void);
    int error; /* expected */
};

static const struct confine_row rows[] = {
    { "a file that it was not told of", read_own_file, EACCES },
    { "the same for writing", write_own_file, EACCES },
    { "a directory that it was not told of", list_directory, EACCES },
    { "a new file in there", make_file, EACCES },
    { "by a thread that came later", read_in_new_thread, EACCES },
    { "what name look-up needs", read_password_file, 0 },
    { "a name is looked up", look_up, 0 },
    { "nothing new in there", write_in_etc, EACCES },
    { "no program is executed", execute, EACCES },
    { "a file in a given directory is replaced", replace_in_given, 0 },
    { "the directory itself stays", remove_directory, EACCES },
    { "no new privileges", get_privileges, EPERM },
};

/* The child's exit status is the errno, or SKIPPED. */
static void confine_and(int (*attempt)(void))
{
    const struct confine_path paths[] = { { .path = given, .may_change = true },
                                          { .path = "/nowhere/at/all" },
                                          { .path = NULL } };

    if (!confine_files(paths, sizeof paths / sizeof paths[0]))
        _exit(SKIPPED);
    _exit(attempt());
}

static void test_confined(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pid_t pid = fork();
        int status;

        if (pid == 0)
            confine_and(rows[i].attempt);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) == SKIPPED) {
            puts("SKIP-ALLOWED: this kernel has no Landlock");
            exit(SKIPPED);
        }
        if (WEXITSTATUS(status) != rows[i].error)
            fail_msg("%s: %s, expected %s", rows[i].name, strerror(WEXITSTATUS(status)),
                     strerror(rows[i].error));
    }
}

/* The flag is not there in a program that is executed: hooks are not ours to change. */
static void test_memory(void **state)
{
    pid_t pid = fork();
    int status;

    if (pid == 0) {
        confine_memory();
        _exit(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confined),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
