/* SPDX-License-Identifier: MIT */
#include "core/hook-queue.h"

#include <stdlib.h>
#include <string.h>

void hook_job_finish(struct hook_job *job)
{
    for (char **text = job->environment; text && *text; text++)
        free(*text);
    free(job->environment);
    free(job->input);
    free(job->subject);
    *job = (struct hook_job){ 0 };
}

void hook_queue_finish(struct hook_queue *queue)
{
    for (size_t i = 0; i < queue->n; i++)
        hook_job_finish(&queue->jobs[i]);
    *queue = (struct hook_queue){ 0 };
}

/* --- what waits -------------------------------------------------------------- */

/* The job leaves the queue. */
static struct hook_job hook_queue_remove(struct hook_queue *queue, size_t i)
{
    struct hook_job job = queue->jobs[i];

    queue->n--;
    memmove(&queue->jobs[i], &queue->jobs[i + 1], (queue->n - i) * sizeof *queue->jobs);
    return job;
}

static void hook_queue_drop(struct hook_queue *queue, size_t i)
{
    struct hook_job job = hook_queue_remove(queue, i);

    hook_job_finish(&job);
}

/* The one of that alert that waits; n when there is none. */
static size_t hook_queue_find(const struct hook_queue *queue, uint32_t device, uint16_t rule)
{
    size_t i = 0;

    while (i < queue->n && (queue->jobs[i].device != device || queue->jobs[i].rule != rule))
        i++;
    return i;
}

void hook_queue_cancel(struct hook_queue *queue, uint32_t device, uint16_t rule)
{
    size_t i = hook_queue_find(queue, device, rule);

    if (i < queue->n)
        hook_queue_drop(queue, i);
}

void hook_queue_add(struct hook_queue *queue, struct hook_job *take_job)
{
    size_t i = hook_queue_find(queue, take_job->device, take_job->rule);
    struct hook_job job = *take_job;

    *take_job = (struct hook_job){ 0 };
    if (i < queue->n && queue->jobs[i].is_over == job.is_over) {
        hook_job_finish(&queue->jobs[i]);
        queue->jobs[i] = job;
    } else if (i < queue->n) {
        /* Whoever is to hear of either is as wise as before without both. */
        hook_queue_drop(queue, i);
        hook_job_finish(&job);
    } else if (queue->n < HOOK_QUEUE_MAX) {
        queue->jobs[queue->n++] = job;
    } else {
        queue->n_dropped++;
        hook_job_finish(&job);
    }
}

/* --- how many ---------------------------------------------------------------- */

static void hook_queue_forget_runs(struct hook_queue *queue, int64_t now_ms)
{
    size_t old = 0;

    while (old < queue->n_runs && now_ms - queue->runs[old].at_ms >= HOOK_RUNS_MS)
        old++;
    queue->n_runs -= old;
    memmove(queue->runs, queue->runs + old, queue->n_runs * sizeof *queue->runs);
}

static bool hook_queue_may_run(const struct hook_queue *queue, uint32_t device)
{
    unsigned n = 0;

    for (size_t i = 0; i < queue->n_runs; i++)
        n += queue->runs[i].device == device;
    return n < HOOK_RUNS_DEVICE_MAX;
}

bool hook_queue_take(struct hook_queue *queue, int64_t now_ms, struct hook_job *out)
{
    hook_queue_forget_runs(queue, now_ms);
    if (queue->n_runs == HOOK_RUNS_MAX)
        return false;
    for (size_t i = 0; i < queue->n; i++) {
        if (!hook_queue_may_run(queue, queue->jobs[i].device))
            continue;
        *out = hook_queue_remove(queue, i);
        queue->runs[queue->n_runs++] = (struct hook_run){ out->device, now_ms };
        return true;
    }
    return false;
}

int64_t hook_queue_due_ms(const struct hook_queue *queue, int64_t now_ms)
{
    if (queue->n == 0)
        return INT64_MAX;
    /* Nothing begun within the minute: nothing stands in the way. */
    return queue->n_runs ? queue->runs[0].at_ms + HOOK_RUNS_MS : now_ms;
}
