/* SPDX-License-Identifier: MIT */
#include "io/link-session.h"

#include "io/await.h"
#include "io/link-broker.h"
#include "io/link-buffer.h"
#include "io/link-mqtt.h"
#include "io/link-parts.h"
#include "io/link-subscribe.h"
#include "io/link-wire.h"

#include <errno.h>
#include <mosquitto.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>

enum { LINK_EXPIRY_NOTICE_S = 14 * 24 * 3600 };

void link_session_end(struct link_session *session, enum link_cause cause, int code)
{
    if (session->over)
        return;
    session->over = true;
    session->end.cause = cause;
    session->end.code = code;
    if (session->end.stage == LINK_STAGE_SESSION)
        session->end.up_ms = loop_now_ms() - session->connected_ms;
}

/* What the library says of a socket that failed under a TLS handshake is not what happened. */
static int link_session_tls_error(const struct link_session *session)
{
    const struct tls *tls = session->shared->options.tls;

    return tls && session->end.stage <= LINK_STAGE_ANSWER ? tls_system_error(tls) : 0;
}

void link_session_fail(struct link_session *session, int rc, int error)
{
    int tls_error = link_session_tls_error(session);

    if (session->leaving)
        link_session_end(session, LINK_CAUSE_ORDER, 0);
    else if (session->refusal)
        link_session_end(session, LINK_CAUSE_REFUSED, session->refusal);
    else if (tls_error)
        link_session_end(session, LINK_CAUSE_SYSTEM, tls_error);
    else if (rc == MOSQ_ERR_SUCCESS)
        link_session_end(session, LINK_CAUSE_KICKED, session->kick);
    else if (rc == MOSQ_ERR_CONN_LOST || rc == MOSQ_ERR_NO_CONN)
        link_session_end(session, LINK_CAUSE_CLOSED, 0);
    else if (rc != MOSQ_ERR_ERRNO)
        link_session_end(session, LINK_CAUSE_LIBRARY, rc);
    /* 2.0.11 calls an end in mid-packet MOSQ_ERR_ERRNO with errno 0. */
    else if (error == 0 || error == ECONNRESET || error == EPIPE)
        link_session_end(session, LINK_CAUSE_CLOSED, 0);
    else
        link_session_end(session, LINK_CAUSE_SYSTEM, error);
}

void link_session_check(struct link_session *session, int rc)
{
    int error = errno;

    if (rc || mosquitto_socket(session->mosq) < 0)
        link_session_fail(session, rc, error);
}

/* DISCONNECT once nothing is left to deliver, or no time. */
static void link_session_leave(struct link_session *session)
{
    bool late = session->now_ms >= session->quit_by_ms;

    if (session->end.stage != LINK_STAGE_SESSION || (session->leaving && late)) {
        link_session_end(session, LINK_CAUSE_ORDER, 0);
    } else if (!session->leaving && (late || link_outbox_count(session->shared) == 0)) {
        session->leaving = true;
        mosquitto_disconnect(session->mosq);
        if (mosquitto_socket(session->mosq) < 0)
            link_session_end(session, LINK_CAUSE_ORDER, 0);
    }
}

static void link_session_obey(struct link_session *session)
{
    enum link_order order = link_order_get(session->shared, &session->quit_by_ms);

    if (order == LINK_ABANDON)
        link_session_end(session, LINK_CAUSE_ORDER, 0);
    else if (order == LINK_QUIT)
        link_session_leave(session);
}

static void link_session_look_at_silence(struct link_session *session)
{
    const struct link_timing *timing = &session->shared->timing;
    char text[LINK_REASON_BYTES];

    if (session->end.stage != LINK_STAGE_SESSION || session->n_messages ||
        !session->shared->options.filters[0])
        return;
    if (session->up_ms && !session->warned &&
        session->now_ms - session->up_ms >= timing->silence_ms) {
        session->warned = true;
        session->warned_silence = true;
        snprintf(text, sizeof text,
                 "subscribed, but nothing received for %d s: check topic and ACL",
                 timing->silence_ms / 1000);
        link_report_warning(session->shared, text);
    }
}

/* In good time, and again later, with a connection that lasts. */
static void link_session_look_at_certificate(struct link_session *session)
{
    char text[LINK_REASON_BYTES];
    struct tm date;
    time_t end = (time_t)session->peer_expires_s;

    if (!end || session->warned || session->warned_expiry ||
        end - time(NULL) > LINK_EXPIRY_NOTICE_S || !gmtime_r(&end, &date))
        return;
    session->warned_expiry = true;
    strftime(text, sizeof text, "the broker's certificate ends on %Y-%m-%d: it has to be renewed",
             &date);
    link_report_warning(session->shared, text);
}

static int link_session_tick_ms(const struct link_session *session)
{
    const struct link_timing *timing = &session->shared->timing;

    return session->step == LINK_STEP_DONE && session->n_messages ? timing->calm_ms
                                                                  : timing->tick_ms;
}

static void link_session_tick(struct link_session *session)
{
    if (session->end.stage < LINK_STAGE_SESSION && session->now_ms >= session->give_up_ms) {
        link_session_end(session, LINK_CAUSE_TIMEOUT, 0);
    } else if (session->end.stage > LINK_STAGE_CONNECT && session->now_ms >= session->misc_ms) {
        session->misc_ms = session->now_ms + link_session_tick_ms(session);
        link_alive_tick(session);
        errno = 0;
        link_session_check(session, mosquitto_loop_misc(session->mosq));
        link_session_look_at_silence(session);
        if (!session->over && !link_subscribe_tick(session))
            link_session_end(session, LINK_CAUSE_TIMEOUT, 0);
        link_session_look_at_certificate(session);
        if (session->up_ms && !session->over)
            link_broker_ask(session);
    }
}

/* How long to sleep when nothing happens. */
static int link_session_nap_ms(const struct link_session *session)
{
    int64_t until_ms = session->now_ms + link_session_tick_ms(session);

    if (link_wire_has_bytes(session))
        return 0;
    if (link_gather_tell_due_ms(&session->gather) < until_ms)
        until_ms = link_gather_tell_due_ms(&session->gather);
    if (session->quit_by_ms < until_ms)
        until_ms = session->quit_by_ms;
    if (session->end.stage < LINK_STAGE_SESSION && session->give_up_ms < until_ms)
        until_ms = session->give_up_ms;
    if (session->end.stage > LINK_STAGE_CONNECT && session->misc_ms < until_ms)
        until_ms = session->misc_ms;
    return until_ms > session->now_ms ? (int)(until_ms - session->now_ms) : 0;
}

/* A machine that was suspended is not told that the broker has given it up long ago, at one and a
 * half times the keepalive (MQTT 5 section 3.1.2.10). */
static void link_session_look_at_sleep(struct link_session *session, int64_t since_ms)
{
    int64_t most_ms = (int64_t)session->shared->options.keepalive_s * 1500;

    if (session->end.stage == LINK_STAGE_SESSION && session->now_ms - since_ms > most_ms)
        link_session_end(session, LINK_CAUSE_SLEPT, 0);
}

/* Nothing but messages waits here, and an order ends it. True: it was slept out, and messages have
 * kept coming, so that reading what there is tells as much as asking whether there is something. */
static bool link_session_gather(const struct link_session *session)
{
    struct pollfd p = { .fd = session->shared->order_fd, .events = POLLIN };
    struct timespec timeout = { .tv_nsec = session->gather.us * 1000L };

    if (!session->gather.us || session->leaving || link_wire_has_bytes(session) ||
        mosquitto_want_write(session->mosq))
        return false;
    return ppoll(&p, 1, &timeout, NULL) == 0 && session->is_flowing;
}

void link_session_act(struct link_session *session, short revents, int64_t since_ms)
{
    session->now_ms = loop_now_ms();
    link_session_look_at_sleep(session, since_ms);
    if (session->over)
        return;
    if (link_wire_has_bytes(session))
        revents |= POLLIN;
    link_wire_serve(session, revents);
    if (!session->over)
        link_session_obey(session);
    if (!session->over)
        link_session_tick(session);
}

static void link_session_turn(struct link_session *session)
{
    int64_t since_ms = loop_now_ms();
    struct pollfd fds[] = {
        { .fd = mosquitto_socket(session->mosq), .events = link_wire_events(session) },
        { .fd = session->shared->order_fd, .events = POLLIN },
    };
    eventfd_t n;

    if (link_session_gather(session))
        fds[0].revents = POLLIN;
    else if (await(fds, 2, link_session_nap_ms(session)) < 0)
        fds[0].revents = fds[1].revents = 0;
    if (fds[1].revents)
        eventfd_read(session->shared->order_fd, &n);
    link_session_act(session, fds[0].revents, since_ms);
    if (link_gather_tells(&session->gather, session->now_ms))
        inbox_flush(session->shared->inbox);
}

struct link_end link_session_run(struct link_shared *shared, const struct link_target *target,
                                 int protocol, int within_ms)
{
    struct link_session session = { .shared = shared,
                                    .end = { .stage = LINK_STAGE_CONNECT, .protocol = protocol },
                                    .talk = { .has_login = shared->options.proxy.username },
                                    .quit_by_ms = INT64_MAX,
                                    .now_ms = loop_now_ms() };
    int rc;

    session.started_ms = session.now_ms;
    session.give_up_ms = session.now_ms + within_ms;
    link_report_protocol(shared, protocol);
    /* A new one each time: 2.0.11 parses what is left in its buffer of the old connection. */
    rc = link_mqtt_open(&session, target);
    if (rc)
        link_session_fail(&session, rc, errno);
    while (!session.over)
        if (link_loan_is_wise(&session))
            link_loan_wait(&session);
        else
            link_session_turn(&session);
    link_buffer_detach();
    mosquitto_destroy(session.mosq);
    free(session.wanted);
    return session.end;
}
