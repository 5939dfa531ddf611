/* SPDX-License-Identifier: MIT */
#include "io/link-session.h"

#include "io/link-buffer.h"
#include "io/link-parts.h"
#include "io/link-subscribe.h"

#include <errno.h>
#include <mosquitto.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>

enum {
    LINK_DRAIN_MAX = 256,   /* packets, before we look at orders again */
    LINK_DRAIN_SILENT = 8,  /* packets without a callback that may precede the broker's last word */
    LINK_ACKS_TOGETHER = 8, /* less than half a window of 20: the broker need not wait */
    LINK_QUICK_ACK_MS = 2000,
    LINK_EXPIRY_NOTICE_S = 14 * 24 * 3600,
    LINK_GONE = POLLHUP | POLLERR | POLLRDHUP,
};

static void link_session_end(struct link_session *session, enum link_cause cause, int code)
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

/* A result of libmosquitto; it closes the socket with every failure, and without one when the
 * broker said DISCONNECT. */
static void link_session_check(struct link_session *session, int rc)
{
    int error = errno;

    if (rc || mosquitto_socket(session->mosq) < 0)
        link_session_fail(session, rc, error);
}

/* A broker that writes in small pieces waits for our ACK between them, and without data to carry it
 * we delay that by 40 ms. The kernel forgets this with every exchange, so it is said again. */
static void link_session_ack_at_once(const struct link_session *session)
{
    int on = 1;

    if (session->now_ms - session->accepted_ms < LINK_QUICK_ACK_MS)
        setsockopt(mosquitto_socket(session->mosq), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

/* The broker itself hears us. */
static void link_session_reach(struct link_session *session)
{
    session->end.stage = LINK_STAGE_ANSWER;
    session->hand_offered = false;
    if (session->shared->options.filters[0] && !session->shared->options.tls &&
        !link_mqtt_has_buffer())
        link_buffer_attach(mosquitto_socket(session->mosq));
}

static void link_session_see_connect(struct link_session *session)
{
    int error = 0;
    socklen_t len = sizeof error;

    getsockopt(mosquitto_socket(session->mosq), SOL_SOCKET, SO_ERROR, &error, &len);
    if (error) {
        link_session_end(session, LINK_CAUSE_SYSTEM, error);
        return;
    }
    session->accepted_ms = session->now_ms;
    session->give_up_ms = session->started_ms + session->shared->timing.connect_ms;
    if (session->shared->options.proxy.host)
        session->end.stage = LINK_STAGE_PROXY;
    else
        link_session_reach(session);
    link_session_ack_at_once(session);
}

/* Only looked at, for libmosquitto to read. Its n is all that libmosquitto takes, too. */
static void link_session_hear_proxy(struct link_session *session)
{
    uint8_t bytes[LINK_PROXY_PART_MAX];
    ssize_t n = recv(mosquitto_socket(session->mosq), bytes, link_proxy_wants(&session->talk),
                     MSG_PEEK | MSG_DONTWAIT);
    int code;

    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0) {
        link_session_fail(session, MOSQ_ERR_ERRNO, n < 0 ? errno : 0);
        return;
    }
    code = link_proxy_hear(&session->talk, bytes, (size_t)n);
    if (code) {
        link_session_end(session, LINK_CAUSE_PROXY, code);
        return;
    }
    errno = 0;
    link_session_check(session, mosquitto_loop_read(session->mosq, 1));
    if (!session->over && link_proxy_wants(&session->talk) == 0)
        link_session_reach(session);
}

static void link_session_report_messages(struct link_session *session)
{
    uint64_t n = session->n_messages - session->n_reported;

    if (!n)
        return;
    session->n_reported = session->n_messages;
    link_gather_note(&session->gather, session->now_ms, n, session->n_acknowledged);
    session->n_acknowledged = 0;
    inbox_flush(session->shared->inbox);
    link_report_messages(session->shared, n, session->n_bytes);
    session->n_bytes = 0;
    if (!session->warned_silence)
        return;
    link_report_warning(session->shared, "");
    session->warned_silence = false;
    session->warned = false;
    session->warned_expiry = false;
}

/* What was held back while draining, or did not fit into the socket. */
static void link_session_release(struct link_session *session)
{
    errno = 0;
    if (!link_buffer_release())
        link_session_fail(session, MOSQ_ERR_ERRNO, errno);
}

static void link_session_drain(struct link_session *session, bool gone)
{
    int n_silent = 0;
    bool fruitless = true;

    for (int i = 0; i < LINK_DRAIN_MAX && !session->over; i++) {
        uint64_t before = session->n_packets;

        if (i % LINK_ACKS_TOGETHER == 0)
            link_session_release(session);
        link_buffer_hold();
        errno = 0;
        link_session_check(session, mosquitto_loop_read(session->mosq, 1));
        if (session->n_packets != before)
            fruitless = false;
        else if (++n_silent >= (gone ? LINK_DRAIN_SILENT : 1))
            break;
    }
    /* First, so that the broker goes on meanwhile. */
    if (!session->over)
        link_session_release(session);
    link_session_report_messages(session);
    /* libmosquitto does not always find out by itself (2.0.11 with TLS). */
    if (gone && fruitless)
        link_session_fail(session, MOSQ_ERR_CONN_LOST, 0);
    if (!session->over)
        link_session_ack_at_once(session);
}

static void link_session_write(struct link_session *session)
{
    session->hand_offered = true;
    link_session_release(session);
    if (session->over)
        return;
    errno = 0;
    link_session_check(session, mosquitto_loop_write(session->mosq, 1));
}

/* Plain mosquitto_want_write() is true all through a handshake: poll() would never sleep. One write
 * is needed to start it (2.0.15 and newer), then OpenSSL says what it waits for. */
static bool link_session_wants_write(const struct link_session *session)
{
    void *ssl = mosquitto_ssl_get(session->mosq);

    if (ssl && tls_is_shaking_hands(ssl))
        return !session->hand_offered || tls_wants_write(ssl);
    return mosquitto_want_write(session->mosq) || link_buffer_has_output();
}

/* Received, and hidden from poll(). */
static bool link_session_has_bytes(const struct link_session *session)
{
    void *ssl = mosquitto_ssl_get(session->mosq);

    return link_buffer_has_bytes() || (ssl && tls_has_bytes(ssl));
}

static short link_session_events(const struct link_session *session)
{
    if (session->end.stage == LINK_STAGE_CONNECT)
        return POLLOUT;
    return (short)(POLLIN | POLLRDHUP | (link_session_wants_write(session) ? POLLOUT : 0));
}

static void link_session_serve(struct link_session *session, short revents)
{
    if (session->end.stage == LINK_STAGE_CONNECT && revents)
        link_session_see_connect(session);
    else if (session->end.stage == LINK_STAGE_PROXY && (revents & (POLLIN | LINK_GONE)))
        link_session_hear_proxy(session);
    else if (revents & (POLLIN | LINK_GONE))
        link_session_drain(session, revents & LINK_GONE);
    if (!session->over && session->end.stage != LINK_STAGE_CONNECT) {
        if (session->end.stage == LINK_STAGE_SESSION)
            link_mqtt_post(session);
        if (!session->over && (mosquitto_want_write(session->mosq) || link_buffer_has_output() ||
                               !session->hand_offered))
            link_session_write(session);
    }
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

    if (link_session_has_bytes(session))
        return 0;
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

/* Nothing but messages waits here, and an order ends it. */
static void link_session_gather(const struct link_session *session)
{
    struct pollfd p = { .fd = session->shared->order_fd, .events = POLLIN };

    if (session->gather.ms && session->step == LINK_STEP_DONE && !session->leaving &&
        !link_session_has_bytes(session) && !mosquitto_want_write(session->mosq))
        poll(&p, 1, session->gather.ms);
}

static void link_session_turn(struct link_session *session)
{
    int64_t since_ms = loop_now_ms();
    struct pollfd fds[] = {
        { .fd = mosquitto_socket(session->mosq), .events = link_session_events(session) },
        { .fd = session->shared->order_fd, .events = POLLIN },
    };
    eventfd_t n;

    link_session_gather(session);
    if (poll(fds, 2, link_session_nap_ms(session)) < 0)
        fds[0].revents = fds[1].revents = 0;
    session->now_ms = loop_now_ms();
    link_session_look_at_sleep(session, since_ms);
    if (session->over)
        return;
    if (link_session_has_bytes(session))
        fds[0].revents |= POLLIN;
    if (fds[1].revents)
        eventfd_read(session->shared->order_fd, &n);
    link_session_serve(session, fds[0].revents);
    if (!session->over)
        link_session_obey(session);
    if (!session->over)
        link_session_tick(session);
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
        link_session_turn(&session);
    link_buffer_detach();
    mosquitto_destroy(session.mosq);
    free(session.wanted);
    return session.end;
}
