/* SPDX-License-Identifier: MIT */
#include "io/loop.h"

#include "core/mem.h"
#include "io/await.h"

#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LOOP_SIGNALS_MAX = 16 };

struct loop_watch {
    short events;
    bool is_removed; /* deferred: removal inside a callback must not move the array */
    loop_fd_fn *fn;
    void *data;
};

struct loop_signal {
    int signo;
    loop_signal_fn *fn;
    void *data;
    struct sigaction before;
};

struct loop {
    size_t n_fds;
    struct pollfd *fds; /* side by side with watches */
    struct loop_watch *watches;
    size_t n_signals;
    struct loop_signal signals[LOOP_SIGNALS_MAX];
    sigset_t mask_before; /* also the mask during ppoll */
    loop_idle_fn *idle_fn;
    void *idle_data;
    bool is_stopped;
};

/* All a handler may touch (C11 7.14.1.1). */
static volatile sig_atomic_t loop_pending[NSIG];

static void loop_note_signal(int signo)
{
    loop_pending[signo] = 1;
}

struct loop *loop_create(void)
{
    struct loop *loop = mem_zero(1, sizeof *loop);

    sigprocmask(SIG_SETMASK, NULL, &loop->mask_before);
    return loop;
}

void loop_destroy(struct loop *loop)
{
    if (!loop)
        return;
    for (size_t i = 0; i < loop->n_fds; i++)
        if (!loop->watches[i].is_removed)
            fprintf(stderr, "loop: descriptor %d is still watched\n", loop->fds[i].fd);
    for (size_t i = 0; i < loop->n_signals; i++)
        sigaction(loop->signals[i].signo, &loop->signals[i].before, NULL);
    sigprocmask(SIG_SETMASK, &loop->mask_before, NULL);
    free(loop->fds);
    free(loop->watches);
    free(loop);
}

void loop_add_fd(struct loop *loop, int fd, short events, loop_fd_fn *fn, void *data)
{
    loop->fds = mem_resize(loop->fds, loop->n_fds + 1, sizeof *loop->fds);
    loop->watches = mem_resize(loop->watches, loop->n_fds + 1, sizeof *loop->watches);
    loop->fds[loop->n_fds] = (struct pollfd){ .fd = fd, .events = events };
    loop->watches[loop->n_fds] = (struct loop_watch){ .events = events, .fn = fn, .data = data };
    loop->n_fds++;
}

void loop_remove_fd(struct loop *loop, int fd)
{
    for (size_t i = 0; i < loop->n_fds; i++)
        if (loop->fds[i].fd == fd && !loop->watches[i].is_removed) {
            loop->watches[i].is_removed = true;
            loop->fds[i].fd = -1; /* poll() passes over it */
            loop->fds[i].revents = 0;
        }
}

static void loop_sweep(struct loop *loop)
{
    size_t kept = 0;

    for (size_t i = 0; i < loop->n_fds; i++) {
        if (loop->watches[i].is_removed)
            continue;
        loop->fds[kept] = loop->fds[i];
        loop->watches[kept++] = loop->watches[i];
    }
    loop->n_fds = kept;
}

void loop_add_signal(struct loop *loop, int signo, loop_signal_fn *fn, void *data)
{
    struct loop_signal *slot = &loop->signals[loop->n_signals];
    struct sigaction action = { .sa_handler = loop_note_signal };
    sigset_t set;

    assert(loop->n_signals < LOOP_SIGNALS_MAX);
    loop->n_signals++;
    *slot = (struct loop_signal){ .signo = signo, .fn = fn, .data = data };
    sigemptyset(&set);
    sigaddset(&set, signo);
    sigprocmask(SIG_BLOCK, &set, NULL);
    loop_pending[signo] = 0;
    sigaction(signo, &action, &slot->before);
}

void loop_set_idle(struct loop *loop, loop_idle_fn *fn, void *data)
{
    loop->idle_fn = fn;
    loop->idle_data = data;
}

static int64_t loop_read_clock(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t loop_now_ms(void)
{
    return loop_read_clock(CLOCK_BOOTTIME);
}

int64_t loop_wall_ms(void)
{
    return loop_read_clock(CLOCK_REALTIME);
}

int64_t loop_local_ms(int64_t wall_ms)
{
    time_t at_s = (time_t)(wall_ms / 1000);
    struct tm local;

    return localtime_r(&at_s, &local) ? (int64_t)local.tm_gmtoff * 1000 : 0;
}

static void loop_dispatch_signals(struct loop *loop, int64_t now_ms)
{
    for (size_t i = 0; i < loop->n_signals; i++) {
        struct loop_signal *s = &loop->signals[i];

        if (!loop_pending[s->signo])
            continue;
        loop_pending[s->signo] = 0;
        s->fn(s->data, now_ms, s->signo);
    }
}

static void loop_dispatch_fds(struct loop *loop, int64_t now_ms)
{
    size_t n = loop->n_fds; /* those added now wait for the next round */

    for (size_t i = 0; i < n; i++) {
        short revents = loop->fds[i].revents;

        if (revents && !loop->watches[i].is_removed)
            loop->watches[i].fn(loop->watches[i].data, now_ms, revents);
    }
    loop_sweep(loop);
}

/* Sleeps until something happens or due_ms; true when descriptors are ready. */
static bool loop_wait(struct loop *loop, int64_t due_ms, int64_t now_ms)
{
    int64_t left_ms = due_ms > now_ms ? due_ms - now_ms : 0;
    struct timespec timeout = { .tv_sec = (time_t)(left_ms / 1000),
                                .tv_nsec = (long)(left_ms % 1000) * 1000000 };

    return await_signals(loop->fds, loop->n_fds, due_ms == INT64_MAX ? NULL : &timeout,
                         &loop->mask_before) > 0;
}

void loop_run(struct loop *loop)
{
    loop->is_stopped = false;
    while (!loop->is_stopped) {
        int64_t now_ms = loop_now_ms();
        int64_t due_ms = loop->idle_fn ? loop->idle_fn(loop->idle_data, now_ms) : INT64_MAX;
        bool is_ready;

        if (loop->is_stopped)
            break;
        is_ready = loop_wait(loop, due_ms, now_ms);
        now_ms = loop_now_ms();
        loop_dispatch_signals(loop, now_ms);
        if (is_ready)
            loop_dispatch_fds(loop, now_ms);
    }
}

void loop_stop(struct loop *loop)
{
    loop->is_stopped = true;
}
