/* SPDX-License-Identifier: MIT */
#include "io/link-loan.h"

#include "io/await.h"
#include "io/link-buffer.h"
#include "io/link-parts.h"
#include "io/link-wire.h"

#include <mosquitto.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
    LINK_LOAN_EVENTS = 2,
    LINK_LOAN_MESSAGES = 20, /* in quiet_ms are few */
};

/* False: the user has as many watches as the kernel allows. */
static bool link_loan_watch(const struct link_loan *loan, int fd, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.fd = fd };

    return epoll_ctl(loan->fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

void link_loan_init(struct link_loan *loan, int inbox_fd)
{
    pthread_mutex_init(&loan->lock, NULL);
    loan->fd = inbox_fd >= 0 ? epoll_create1(EPOLL_CLOEXEC) : -1;
    if (loan->fd >= 0 && !link_loan_watch(loan, inbox_fd, EPOLLIN)) {
        close(loan->fd);
        loan->fd = -1;
    }
}

void link_loan_finish(struct link_loan *loan)
{
    if (loan->fd >= 0)
        close(loan->fd);
    pthread_mutex_destroy(&loan->lock);
}

void link_loan_note(struct link_session *session)
{
    struct link_traffic *traffic = &session->traffic;

    if (session->now_ms - traffic->since_ms >= session->shared->timing.quiet_ms)
        *traffic = (struct link_traffic){ traffic->busy_ms, session->now_ms, 0 };
    traffic->n += session->look.n;
    if (traffic->n > LINK_LOAN_MESSAGES || session->look.is_cut)
        traffic->busy_ms = session->now_ms;
}

bool link_loan_is_wise(const struct link_session *session)
{
    const struct link_shared *shared = session->shared;

    return shared->loan.fd >= 0 && !session->over && session->step == LINK_STEP_DONE &&
           session->quit_by_ms == INT64_MAX &&
           session->now_ms - session->traffic.busy_ms >= shared->timing.quiet_ms &&
           !link_wire_has_bytes(session) && !(link_wire_events(session) & POLLOUT);
}

/* Locked. A socket that is closed by now the kernel has forgotten by itself. */
static void link_loan_end(struct link_loan *loan)
{
    if (loan->session)
        epoll_ctl(loan->fd, EPOLL_CTL_DEL, mosquitto_socket(loan->session->mosq), NULL);
    loan->session = NULL;
}

/* --- network thread --------------------------------------------------------- */

static bool link_loan_begin(struct link_loan *loan, struct link_session *session)
{
    bool is_watched;

    pthread_mutex_lock(&loan->lock);
    is_watched = link_loan_watch(loan, mosquitto_socket(session->mosq), EPOLLIN | EPOLLRDHUP);
    if (is_watched) {
        loan->session = session;
        loan->buffer = link_buffer_move(NULL);
        loan->acted_ms = loan->read_ms = loop_now_ms();
        loan->waits_ms = 0;
    }
    pthread_mutex_unlock(&loan->lock);
    return is_watched;
}

static void link_loan_take_back(struct link_loan *loan)
{
    pthread_mutex_lock(&loan->lock);
    link_loan_end(loan);
    link_buffer_move(loan->buffer);
    pthread_mutex_unlock(&loan->lock);
}

void link_loan_wait(struct link_session *session)
{
    struct link_shared *shared = session->shared;
    struct pollfd p = { .fd = shared->order_fd, .events = POLLIN };
    eventfd_t n;

    if (!link_loan_begin(&shared->loan, session)) {
        session->traffic.busy_ms = session->now_ms;
        return;
    }
    await(&p, 1, -1);
    eventfd_read(shared->order_fd, &n);
    link_loan_take_back(&shared->loan);
    if (!session->over)
        link_session_act(session, 0, shared->loan.acted_ms);
}

/* --- main thread, locked ---------------------------------------------------- */

static void link_loan_give_back(struct link_loan *loan)
{
    int order_fd = loan->session->shared->order_fd;

    link_loan_end(loan);
    eventfd_write(order_fd, 1);
}

static void link_loan_act(struct link_loan *loan, short revents)
{
    struct link_session *session = loan->session;

    link_buffer_move(loan->buffer);
    link_session_act(session, revents, loan->acted_ms);
    link_gather_tells(&session->gather, session->now_ms); /* us, who are here already */
    loan->buffer = link_buffer_move(NULL);
    loan->acted_ms = session->now_ms;
    if (!link_loan_is_wise(session))
        link_loan_give_back(loan);
}

/* What poll() would say of the socket: the bits of epoll are the same. Who cannot be asked may have
 * something. */
static short link_loan_revents(const struct link_loan *loan)
{
    struct epoll_event events[LINK_LOAN_EVENTS];
    int n = epoll_wait(loan->fd, events, LINK_LOAN_EVENTS, 0);

    if (n < 0)
        return POLLIN;
    for (int i = 0; i < n; i++)
        if (events[i].data.fd == mosquitto_socket(loan->session->mosq))
            return (short)events[i].events;
    return 0;
}

/* Whoever passes messages on to one who does not take them leaves them where they are. */
static bool link_loan_is_neglected(struct link_loan *loan)
{
    int patience_ms = loan->session->shared->timing.quiet_ms;
    int64_t now_ms = loop_now_ms();

    if (now_ms - loan->read_ms < patience_ms)
        return false;
    if (!link_loan_revents(loan))
        loan->waits_ms = 0;
    else if (!loan->waits_ms)
        loan->waits_ms = now_ms;
    return loan->waits_ms && now_ms - loan->waits_ms >= patience_ms;
}

/* --- main thread ------------------------------------------------------------ */

void link_loan_tick(struct link_shared *shared)
{
    struct link_loan *loan = &shared->loan;

    pthread_mutex_lock(&loan->lock);
    loan->may_read = true;
    if (loan->session && link_loan_is_neglected(loan)) {
        loan->session->traffic.busy_ms = loop_now_ms();
        link_loan_give_back(loan);
    } else if (loan->session) {
        link_loan_act(loan, 0);
    }
    pthread_mutex_unlock(&loan->lock);
}

void link_loan_read(struct link_shared *shared)
{
    struct link_loan *loan = &shared->loan;
    short revents;

    pthread_mutex_lock(&loan->lock);
    if (loan->session && loan->may_read) {
        loan->read_ms = loop_now_ms();
        loan->waits_ms = 0;
        revents = link_loan_revents(loan);
        if (revents)
            link_loan_act(loan, revents);
    }
    loan->may_read = false;
    pthread_mutex_unlock(&loan->lock);
}
