/* SPDX-License-Identifier: MIT */
#include "io/hook-runner.h"

#include "core/command.h"
#include "core/mem.h"
#include "io/hook-child.h"
#include "io/program.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOOK_RUNNER_QUIT_MS = 500, HOOK_RUNNER_NAP_MS = 5 };

struct hook_command {
    char *text;
    char **argv;
};

struct hook_runner {
    struct hook_runner_options options;
    struct hook_command *commands;
    size_t n_commands;
    struct hook_queue queue;
    struct hook_child children[HOOK_RUNNER_MAX];
    uint64_t n_told_dropped;
};

static void hook_runner_on_child(void *data, int64_t now_ms, int signo)
{
    struct hook_runner *runner = data;

    (void)now_ms;
    (void)signo;
    for (size_t i = 0; i < HOOK_RUNNER_MAX; i++)
        hook_child_look(&runner->children[i]);
}

struct hook_runner *hook_runner_create(struct loop *loop, const struct hook_runner_options *options)
{
    struct hook_runner *runner = mem_zero(1, sizeof *runner);

    runner->options = *options;
    for (size_t i = 0; i < HOOK_RUNNER_MAX; i++)
        runner->children[i] = (struct hook_child){ .options = &runner->options, .loop = loop };
    loop_add_signal(loop, SIGCHLD, hook_runner_on_child, runner);
    return runner;
}

static bool hook_runner_is_busy(const struct hook_runner *runner)
{
    for (size_t i = 0; i < HOOK_RUNNER_MAX; i++)
        if (runner->children[i].stage != HOOK_FREE)
            return true;
    return false;
}

void hook_runner_destroy(struct hook_runner *runner)
{
    const struct timespec nap = { .tv_nsec = HOOK_RUNNER_NAP_MS * 1000000L };
    int64_t until_ms = loop_now_ms() + HOOK_RUNNER_QUIT_MS;

    if (!runner)
        return;
    while (hook_runner_is_busy(runner) && loop_now_ms() < until_ms) {
        hook_runner_on_child(runner, 0, SIGCHLD);
        nanosleep(&nap, NULL);
    }
    for (size_t i = 0; i < HOOK_RUNNER_MAX; i++)
        hook_child_stop(&runner->children[i]);
    for (size_t i = 0; i < runner->n_commands; i++) {
        free(runner->commands[i].text);
        command_finish(runner->commands[i].argv);
    }
    free(runner->commands);
    hook_queue_finish(&runner->queue);
    free(runner);
}

static const struct hook_command *hook_runner_find(const struct hook_runner *runner,
                                                   const char *text)
{
    for (size_t i = 0; i < runner->n_commands; i++)
        if (strcmp(runner->commands[i].text, text) == 0)
            return &runner->commands[i];
    return NULL;
}

/* Its words, the first one an absolute path; NULL: err says why not. */
static char **hook_runner_split(const char *command, struct buf *err)
{
    char **argv, *path;
    const char *why;

    if (!command_split(command, &argv, &why)) {
        buf_addf(err, "not %s: '%s'", why, command);
        return NULL;
    }
    path = program_find(argv[0], err);
    if (!path) {
        command_finish(argv);
        return NULL;
    }
    free(argv[0]);
    argv[0] = path;
    return argv;
}

bool hook_runner_can_run(const char *command, struct buf *err)
{
    char **argv = hook_runner_split(command, err);

    command_finish(argv);
    return argv;
}

bool hook_runner_learn(struct hook_runner *runner, const char *command, struct buf *err)
{
    struct hook_command *learnt;
    char **argv;

    if (hook_runner_find(runner, command))
        return true;
    argv = hook_runner_split(command, err);
    if (!argv)
        return false;
    runner->commands =
        mem_resize(runner->commands, runner->n_commands + 1, sizeof *runner->commands);
    learnt = &runner->commands[runner->n_commands++];
    *learnt = (struct hook_command){ mem_text(command, strlen(command)), argv };
    return true;
}

void hook_runner_add(struct hook_runner *runner, const char *command, struct hook_job *take_job)
{
    struct buf err = { 0 };

    if (hook_runner_learn(runner, command, &err)) {
        take_job->argv = hook_runner_find(runner, command)->argv;
        hook_queue_add(&runner->queue, take_job);
    } else {
        runner->options.tell(runner->options.data, SEVERITY_WARN, buf_text(&err));
        hook_job_finish(take_job);
    }
    buf_finish(&err);
}

void hook_runner_cancel(struct hook_runner *runner, uint32_t device, uint16_t rule)
{
    hook_queue_cancel(&runner->queue, device, rule);
}

static struct hook_child *hook_runner_find_free(struct hook_runner *runner)
{
    for (size_t i = 0; i < HOOK_RUNNER_MAX; i++)
        if (runner->children[i].stage == HOOK_FREE)
            return &runner->children[i];
    return NULL;
}

static void hook_runner_tell_dropped(struct hook_runner *runner)
{
    uint64_t n = runner->queue.n_dropped - runner->n_told_dropped;
    struct buf text = { 0 };

    if (n == 0)
        return;
    runner->n_told_dropped = runner->queue.n_dropped;
    buf_addf(&text, "hooks: %d wait already, %" PRIu64 " more are not run", HOOK_QUEUE_MAX, n);
    runner->options.tell(runner->options.data, SEVERITY_WARN, buf_text(&text));
    buf_finish(&text);
}

int64_t hook_runner_idle(struct hook_runner *runner, int64_t now_ms)
{
    struct hook_child *child;
    int64_t due_ms;

    while ((child = hook_runner_find_free(runner)) &&
           hook_queue_take(&runner->queue, now_ms, &child->job))
        hook_child_start(child, now_ms);
    hook_runner_tell_dropped(runner);
    due_ms = child ? hook_queue_due_ms(&runner->queue, now_ms) : INT64_MAX;
    for (size_t i = 0; i < HOOK_RUNNER_MAX; i++) {
        hook_child_hurry(&runner->children[i], now_ms);
        if (runner->children[i].stage != HOOK_FREE && runner->children[i].until_ms < due_ms)
            due_ms = runner->children[i].until_ms;
    }
    return due_ms;
}
