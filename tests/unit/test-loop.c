/* SPDX-License-Identifier: MIT */
#include "io/loop.h"

#include "row.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum { PIPES = 3 };

struct fixture {
    struct loop *loop;
    int pipes[PIPES][2];
    int reads;
    int signals;
    int idles;
    int64_t due_ms; /* what the idle hook answers */
};

static void open_pipes(struct fixture *f)
{
    f->loop = loop_create();
    for (int i = 0; i < PIPES; i++)
        assert_int_equal(pipe(f->pipes[i]), 0);
}

static void close_pipes(struct fixture *f)
{
    loop_destroy(f->loop);
    for (int i = 0; i < PIPES; i++) {
        close(f->pipes[i][0]);
        close(f->pipes[i][1]);
    }
}

static void read_and_stop(void *data, int64_t now_ms, short revents)
{
    struct fixture *f = data;
    char c;

    assert_true(now_ms > 0);
    assert_true(revents & POLLIN);
    assert_int_equal(read(f->pipes[0][0], &c, 1), 1);
    f->reads++;
    loop_stop(f->loop);
}

static void test_a_readable_descriptor_is_told(void **state)
{
    struct fixture f = { 0 };

    (void)state;
    open_pipes(&f);
    loop_add_fd(f.loop, f.pipes[0][0], POLLIN, read_and_stop, &f);
    assert_int_equal(write(f.pipes[0][1], "x", 1), 1);
    loop_run(f.loop);
    assert_int_equal(f.reads, 1);
    loop_remove_fd(f.loop, f.pipes[0][0]);
    close_pipes(&f);
}

/* Removes itself and its neighbours while all are ready; adds one. */
static void remove_all(void *data, int64_t now_ms, short revents)
{
    struct fixture *f = data;

    (void)now_ms;
    (void)revents;
    f->reads++;
    for (int i = 0; i < PIPES; i++)
        loop_remove_fd(f->loop, f->pipes[i][0]);
    loop_add_fd(f->loop, f->pipes[0][0], POLLIN, read_and_stop, f);
}

static void test_watchers_may_go_during_dispatch(void **state)
{
    struct fixture f = { 0 };

    (void)state;
    open_pipes(&f);
    for (int i = 0; i < PIPES; i++) {
        loop_add_fd(f.loop, f.pipes[i][0], POLLIN, remove_all, &f);
        assert_int_equal(write(f.pipes[i][1], "x", 1), 1);
    }
    loop_run(f.loop);
    assert_int_equal(f.reads, 2); /* one remove_all, then the new watcher */
    loop_remove_fd(f.loop, f.pipes[0][0]);
    close_pipes(&f);
}

static void note_signal(void *data, int64_t now_ms, int signo)
{
    struct fixture *f = data;

    (void)now_ms;
    assert_int_equal(signo, SIGUSR1);
    f->signals++;
    loop_stop(f->loop);
}

static void test_a_signal_waits_for_the_loop(void **state)
{
    struct fixture f = { 0 };
    struct sigaction before, after;

    (void)state;
    sigaction(SIGUSR1, NULL, &before);
    open_pipes(&f);
    loop_add_signal(f.loop, SIGUSR1, note_signal, &f);
    raise(SIGUSR1);
    raise(SIGUSR1);
    assert_int_equal(f.signals, 0);
    loop_run(f.loop);
    assert_int_equal(f.signals, 1);
    close_pipes(&f);
    sigaction(SIGUSR1, NULL, &after);
    assert_ptr_equal(before.sa_handler, after.sa_handler);
}

static int64_t idle_until_due(void *data, int64_t now_ms)
{
    struct fixture *f = data;

    f->idles++;
    if (now_ms >= f->due_ms)
        loop_stop(f->loop);
    return f->due_ms;
}

static void test_the_idle_hook_is_called_again_when_it_is_due(void **state)
{
    struct fixture f = { 0 };

    (void)state;
    open_pipes(&f);
    f.due_ms = loop_now_ms() + 30;
    loop_set_idle(f.loop, idle_until_due, &f);
    loop_run(f.loop);
    assert_true(loop_now_ms() >= f.due_ms);
    assert_true(f.idles >= 2 && f.idles <= 4);
    close_pipes(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_readable_descriptor_is_told),
        cmocka_unit_test(test_watchers_may_go_during_dispatch),
        cmocka_unit_test(test_a_signal_waits_for_the_loop),
        cmocka_unit_test(test_the_idle_hook_is_called_again_when_it_is_due),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
