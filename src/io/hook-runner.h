/* SPDX-License-Identifier: MIT
 *
 * hook-runner: runs the user's commands when something is to be told. Each in a
 * process group of its own, in /, with a small environment, what it is told on
 * standard input, and a time limit; a few at once, so many a minute (hook-queue).
 * What one prints, and how it fails, comes back as a sentence.
 */
#ifndef SENSORTOP_IO_HOOK_RUNNER_H
#define SENSORTOP_IO_HOOK_RUNNER_H

#include "core/buf.h"
#include "core/hook-queue.h"
#include "core/rule.h"
#include "io/loop.h"

enum { HOOK_RUNNER_MAX = 4 /* at once */ };

/* "ntfy (kitchen-01): ended with status 1: no such topic"; fit for a screen. */
typedef void hook_tell_fn(void *data, enum severity severity, const char *text);

struct hook_runner_options {
    int64_t limit_ms; /* for each; then TERM, and KILL */
    hook_tell_fn *tell;
    void *data;
};

/* Borrows the loop. */
struct hook_runner *hook_runner_create(struct loop *loop,
                                       const struct hook_runner_options *options);

/* Those that run have half a second to end; those that wait are forgotten. NULL is fine. */
void hook_runner_destroy(struct hook_runner *runner);

/* There is such a program. False: err says why not. */
bool hook_runner_can_run(const char *command, struct buf *err);

/* Splits a command and finds its program, for good. False: err says what is wrong with it. */
bool hook_runner_learn(struct hook_runner *runner, const char *command, struct buf *err);

/* To be begun as soon as it may; job->argv is set here, and the job becomes the runner's. */
void hook_runner_add(struct hook_runner *runner, const char *command, struct hook_job *take_job);

/* See hook_queue_cancel. */
void hook_runner_cancel(struct hook_runner *runner, uint32_t device, uint16_t rule);

/* Begins and ends what is due; returns when it is to be called again. */
int64_t hook_runner_idle(struct hook_runner *runner, int64_t now_ms);

#endif
