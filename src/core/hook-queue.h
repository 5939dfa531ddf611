/* SPDX-License-Identifier: MIT
 *
 * hook-queue: commands that are to be run for alerts, those that wait and how
 * many may run in a minute. What waits is kept up with what happens: an alert
 * that is over before anybody was told of it is told to nobody. Runs nothing,
 * knows no clock.
 */
#ifndef SENSORTOP_CORE_HOOK_QUEUE_H
#define SENSORTOP_CORE_HOOK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HOOK_QUEUE_MAX = 100,     /* waiting; those beyond are dropped and counted */
    HOOK_RUNS_MAX = 30,       /* begun within a minute, in all */
    HOOK_RUNS_DEVICE_MAX = 6, /* and of one device */
    HOOK_RUNS_MS = 60000,
};

struct hook_job {
    uint32_t device;    /* which alert it is: the device's place in its table, */
    uint16_t rule;      /* the rule's in its list */
    bool is_over;       /* it tells that the alert is over */
    char *const *argv;  /* borrowed: lives as long as the queue */
    char **environment; /* "NAME=value", NULL-terminated */
    char *input;        /* for its standard input */
    char *subject;      /* "kitchen-01", to be named by; fit for a screen */
};

/* A zeroed one is fine. */
void hook_job_finish(struct hook_job *job);

struct hook_run {
    uint32_t device;
    int64_t at_ms;
};

/* A zeroed one is empty. */
struct hook_queue {
    struct hook_job jobs[HOOK_QUEUE_MAX]; /* in the order to begin them */
    size_t n;
    struct hook_run runs[HOOK_RUNS_MAX]; /* of the last minute, oldest first */
    size_t n_runs;
    uint64_t n_dropped; /* there was no room */
};

void hook_queue_finish(struct hook_queue *queue);

/* The job becomes the queue's. */
void hook_queue_add(struct hook_queue *queue, struct hook_job *take_job);

/* What waits for this alert is not to be told any more. */
void hook_queue_cancel(struct hook_queue *queue, uint32_t device, uint16_t rule);

/* The next one that may begin now; it becomes the caller's, and counts as begun. */
bool hook_queue_take(struct hook_queue *queue, int64_t now_ms, struct hook_job *out);

/* After take said no: when to ask again; INT64_MAX: when one was added. */
int64_t hook_queue_due_ms(const struct hook_queue *queue, int64_t now_ms);

#endif
