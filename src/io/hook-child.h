/* SPDX-License-Identifier: MIT
 *
 * hook-child: one command of the user's that runs: its pipes, its time limit,
 * and what became of it as a sentence. Only hook-runner includes it.
 */
#ifndef SENSORTOP_IO_HOOK_CHILD_H
#define SENSORTOP_IO_HOOK_CHILD_H

#include "core/hook-queue.h"
#include "io/hook-runner.h"

#include <sys/types.h>

enum hook_stage { HOOK_FREE, HOOK_RUNNING, HOOK_TERMINATED, HOOK_KILLED };

/* Starts with options and loop, which are borrowed, and the rest zero. */
struct hook_child {
    const struct hook_runner_options *options;
    struct loop *loop;
    enum hook_stage stage;
    struct hook_job job; /* unless free */
    pid_t pid;
    int fd;           /* what it prints; -1: it has closed that */
    int64_t until_ms; /* of the stage */
    struct buf said;
};

/* Runs child->job, of a free one. What fails is told, and it is free again. */
void hook_child_start(struct hook_child *child, int64_t now_ms);

/* If it has ended: tells how, and is free again. */
void hook_child_look(struct hook_child *child);

/* If its time is over: TERM, then KILL. */
void hook_child_hurry(struct hook_child *child, int64_t now_ms);

/* Ends it at once, and tells nobody. */
void hook_child_stop(struct hook_child *child);

#endif
