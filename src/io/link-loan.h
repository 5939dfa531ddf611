/* SPDX-License-Identifier: MIT
 *
 * link-loan: while little comes, the network thread lends its session to the
 * main thread, which then reads the socket itself: of two threads that would
 * wake up for each message one goes on sleeping. It has the session back with an
 * order, the end, more than a few messages, bytes that do not fit into the
 * socket, or a main thread that has other things to do than to read: all that
 * takes time is the network thread's. A part of `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_LOAN_H
#define SENSORTOP_IO_LINK_LOAN_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct link_buffer;
struct link_session;
struct link_shared;

/* Of a session: is it worth lending? */
struct link_traffic {
    int64_t busy_ms;  /* when there was much */
    int64_t since_ms; /* then there came n messages */
    uint64_t n;
};

struct link_loan {
    int fd;                       /* an epoll of the inbox and of a socket that is lent, or -1 */
    pthread_mutex_t lock;         /* for all below, and for the session while it is lent */
    struct link_session *session; /* NULL: not lent */
    struct link_buffer *buffer;   /* its own */
    int64_t acted_ms;             /* when somebody last looked after it, */
    int64_t read_ms;              /* when the main thread looked at its socket, */
    int64_t waits_ms;             /* and since when it has not, though there is something; or 0 */
    bool may_read;                /* it has not since it was woken */
};

/* inbox_fd: what else its fd is readable for; -1: for no loans. */
void link_loan_init(struct link_loan *loan, int inbox_fd);
void link_loan_finish(struct link_loan *loan);

/* Either thread: what its last look brought. */
void link_loan_note(struct link_session *session);

/* Either thread: little has come for a while, and there is nothing to do but to wait for more. */
bool link_loan_is_wise(const struct link_session *session);

/* Network thread: lends the session and waits until it is given back, or for an order. */
void link_loan_wait(struct link_session *session);

/* Main thread, when it is woken and at least every few seconds: does what is due, reads nothing. */
void link_loan_tick(struct link_shared *shared);

/* Main thread, once for each link_loan_tick: reads what the socket has into the inbox, which is to
 * be empty: nobody else would make room in it. */
void link_loan_read(struct link_shared *shared);

#endif
