/* SPDX-License-Identifier: MIT */
#include "io/link.h"

#include "core/mem.h"
#include "io/link-parts.h"

#include <errno.h>
#include <mosquitto.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum {
    LINK_STACK_BYTES = 512 * 1024, /* a thousand of the usual 8 MiB do not fit into 32 bits */
    LINK_DESTROY_MS = 1000,
    LINK_LOOKUP_GRACE_MS = 100, /* a name look-up that takes longer is not worth waiting for */
};

struct link {
    struct link_shared *shared;
    pthread_t thread;
    bool started;
};

static struct link_shared *link_shared_create(const struct link_options *options,
                                              const struct link_timing *timing)
{
    struct link_shared *shared = mem_zero(1, sizeof *shared);
    pthread_condattr_t monotonic;

    link_options_copy(&shared->options, options);
    shared->id_is_ours = !options->client_id;
    shared->timing = *timing;
    shared->inbox = inbox_create(INBOX_BYTES_MAX);
    link_loan_init(&shared->loan, options->filters[0] ? inbox_fd(shared->inbox) : -1);
    shared->order_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&shared->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&shared->ended_cond, &monotonic);
    pthread_condattr_destroy(&monotonic);
    shared->n_owners = 1;
    shared->state.phase = LINK_CONNECTING;
    shared->state.safety = link_options_safety(options);
    shared->state.since_ms = loop_now_ms();
    return shared;
}

void link_shared_release(struct link_shared *shared)
{
    int n;

    pthread_mutex_lock(&shared->lock);
    n = --shared->n_owners;
    pthread_mutex_unlock(&shared->lock);
    if (n)
        return;
    link_loan_finish(&shared->loan);
    inbox_destroy(shared->inbox);
    link_outbox_finish(&shared->outbox);
    link_options_finish(&shared->options);
    if (shared->order_fd >= 0)
        close(shared->order_fd);
    pthread_cond_destroy(&shared->ended_cond);
    pthread_mutex_destroy(&shared->lock);
    free(shared);
}

/* Without it nobody could be woken. */
static bool link_has_descriptors(const struct link_shared *shared)
{
    return shared->order_fd >= 0 && inbox_fd(shared->inbox) >= 0;
}

/* Signals are for the main thread. */
static void link_start(struct link *link)
{
    sigset_t all, before;
    pthread_attr_t attributes;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, LINK_STACK_BYTES);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    link->shared->n_owners++;
    link->started = pthread_create(&link->thread, &attributes, link_thread_run, link->shared) == 0;
    pthread_attr_destroy(&attributes);
    if (!link->started) {
        link->shared->n_owners--;
        link_report_reason(link->shared, "cannot start a thread");
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct link *link_create_timed(const struct link_options *options, const struct link_timing *timing)
{
    struct link *link = mem_zero(1, sizeof *link);

    mosquitto_lib_init();
    link->shared = link_shared_create(options, timing);
    if (link_has_descriptors(link->shared))
        link_start(link);
    else
        link_report_reason(link->shared, "cannot connect: too many open files (ulimit -n)");
    return link;
}

/* One who only publishes has nothing to look at but the keepalive, and brokers allow half of that
 * in addition: a sensor on a battery, or a thousand in one process, need not wake twice a second.
 */
struct link *link_create(const struct link_options *options)
{
    struct link_timing timing = LINK_TIMING;

    timing.calm_ms = options->keepalive_s * 1000 / 4;
    if (!options->filters[0])
        timing.tick_ms = timing.calm_ms;
    return link_create_timed(options, &timing);
}

/* Locked. */
static void link_wait_until(struct link_shared *shared, int64_t until_ms)
{
    int64_t left_ms = until_ms - loop_now_ms();
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    if (left_ms > 0)
        until.tv_nsec += (long)left_ms * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    while (!shared->ended &&
           pthread_cond_timedwait(&shared->ended_cond, &shared->lock, &until) != ETIMEDOUT)
        ;
}

/* False when it is stuck, which only a name look-up can be. */
static bool link_wait_for_end(struct link_shared *shared)
{
    int64_t ordered_ms;
    bool ended;

    pthread_mutex_lock(&shared->lock);
    ordered_ms = shared->quit_by_ms - shared->timing.quit_ms; /* link_leave may be a while ago */
    link_wait_until(shared, ordered_ms + LINK_LOOKUP_GRACE_MS);
    if (!shared->ended && !shared->lookup_ms)
        link_wait_until(shared, ordered_ms + LINK_DESTROY_MS);
    ended = shared->ended;
    pthread_mutex_unlock(&shared->lock);
    return ended;
}

/* The first one stands, and its time. */
static void link_give_order(struct link_shared *shared, enum link_order order)
{
    pthread_mutex_lock(&shared->lock);
    if (shared->order == LINK_RUN) {
        shared->order = order;
        shared->quit_by_ms = loop_now_ms() + shared->timing.quit_ms;
    }
    pthread_mutex_unlock(&shared->lock);
    inbox_close(shared->inbox);
    eventfd_write(shared->order_fd, 1);
}

static void link_order_end(struct link *link, enum link_order order)
{
    struct link_shared *shared;

    if (!link)
        return;
    shared = link->shared;
    link_give_order(shared, order);
    if (link->started && link_wait_for_end(shared)) {
        pthread_join(link->thread, NULL);
        mosquitto_lib_cleanup();
    } else if (link->started) {
        pthread_detach(link->thread);
    }
    link_shared_release(shared);
    free(link);
}

void link_leave(struct link *link)
{
    link_give_order(link->shared, LINK_QUIT);
}

void link_destroy(struct link *link)
{
    link_order_end(link, LINK_QUIT);
}

void link_abandon(struct link *link)
{
    link_order_end(link, LINK_ABANDON);
}

int link_fd(const struct link *link)
{
    const struct link_shared *shared = link->shared;

    return shared->loan.fd >= 0 ? shared->loan.fd : inbox_fd(shared->inbox);
}

void link_get_state(struct link *link, struct link_state *out)
{
    inbox_clear_wake(link->shared->inbox);
    link_loan_tick(link->shared);
    link_report_get(link->shared, out);
}

bool link_take(struct link *link, struct message *out)
{
    struct link_shared *shared = link->shared;

    if (inbox_take(shared->inbox, out))
        return true;
    link_loan_read(shared);
    return inbox_take(shared->inbox, out);
}

bool link_publish(struct link *link, const struct link_letter *letter)
{
    bool added = link_outbox_add(link->shared, letter);

    if (added)
        eventfd_write(link->shared->order_fd, 1);
    return added;
}

unsigned link_undelivered(const struct link *link)
{
    return link_outbox_count(link->shared);
}
