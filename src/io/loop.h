/* SPDX-License-Identifier: MIT
 *
 * loop: one ppoll() that owns all state. Signals are blocked outside it, their
 * handlers set a flag. `now` is read once a wake-up (CLOCK_BOOTTIME, so that a
 * laptop's sleep counts and a stepping wall clock does not) and handed down.
 */
#ifndef SENSORTOP_IO_LOOP_H
#define SENSORTOP_IO_LOOP_H

#include <stdbool.h>
#include <stdint.h>

typedef void loop_fd_fn(void *data, int64_t now_ms, short revents);

typedef void loop_signal_fn(void *data, int64_t now_ms, int signo);

/* Before each sleep: draw what is due; returns when it wants to be called again, INT64_MAX = only
 * when something happens. */
typedef int64_t loop_idle_fn(void *data, int64_t now_ms);

struct loop *loop_create(void);

/* Complains on stderr about what is still registered: a leak. Signal dispositions and mask are as
 * before loop_create afterwards. */
void loop_destroy(struct loop *loop);

/* One watcher a descriptor; loop_remove_fd may be called from inside any callback. */
void loop_add_fd(struct loop *loop, int fd, short events, loop_fd_fn *fn, void *data);
void loop_remove_fd(struct loop *loop, int fd);

void loop_add_signal(struct loop *loop, int signo, loop_signal_fn *fn, void *data);

/* One idle hook. */
void loop_set_idle(struct loop *loop, loop_idle_fn *fn, void *data);

int64_t loop_now_ms(void);              /* the loop's clock, now */
int64_t loop_wall_ms(void);             /* CLOCK_REALTIME since 1970 */
int64_t loop_local_ms(int64_t wall_ms); /* what to add to a wall time for the local one */

/* Until loop_stop. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);

#endif
