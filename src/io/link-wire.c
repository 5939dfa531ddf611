/* SPDX-License-Identifier: MIT */
#include "io/link-wire.h"

#include "io/link-buffer.h"
#include "io/link-mqtt.h"
#include "io/link-parts.h"

#include <errno.h>
#include <mosquitto.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

enum {
    LINK_DRAIN_MAX = 256, /* packets, and bytes, before we look at orders again */
    LINK_DRAIN_BYTES_MAX = 1024 * 1024,
    LINK_DRAIN_SILENT = 8, /* packets without a callback that may precede the broker's last word */
    LINK_QUICK_ACK_MS = 2000,
    LINK_GONE = POLLHUP | POLLERR | POLLRDHUP,
};

/* A broker that writes in small pieces waits for our ACK between them, and without data to carry it
 * we delay that by 40 ms. The kernel forgets this with every exchange, so it is said again. */
static void link_wire_ack_at_once(const struct link_session *session)
{
    int on = 1;

    if (session->now_ms - session->accepted_ms < LINK_QUICK_ACK_MS)
        setsockopt(mosquitto_socket(session->mosq), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

/* The broker itself hears us. */
static void link_wire_reach(struct link_session *session)
{
    session->end.stage = LINK_STAGE_ANSWER;
    session->hand_offered = false;
    if (session->shared->options.filters[0] && !session->shared->options.tls &&
        !link_mqtt_has_buffer())
        link_buffer_attach(mosquitto_socket(session->mosq));
}

static void link_wire_see_connect(struct link_session *session)
{
    int error = 0;
    socklen_t len = sizeof error;

    getsockopt(mosquitto_socket(session->mosq), SOL_SOCKET, SO_ERROR, &error, &len);
    /* One that took us and hung up before we looked is told by the next read. */
    if (error && error != ECONNRESET && error != EPIPE) {
        link_session_end(session, LINK_CAUSE_SYSTEM, error);
        return;
    }
    session->accepted_ms = session->now_ms;
    session->give_up_ms = session->started_ms + session->shared->timing.connect_ms;
    if (session->shared->options.proxy.host)
        session->end.stage = LINK_STAGE_PROXY;
    else
        link_wire_reach(session);
    link_wire_ack_at_once(session);
}

/* For poll(): fewer are as good as none. */
static void link_wire_want(const struct link_session *session, size_t bytes)
{
    int n = (int)bytes;

    setsockopt(mosquitto_socket(session->mosq), SOL_SOCKET, SO_RCVLOWAT, &n, sizeof n);
}

/* Only looked at, for libmosquitto to read. It has to be there as a whole: libmosquitto would take
 * what comes meanwhile, too, and does not say how much that was. */
static void link_wire_hear_proxy(struct link_session *session, bool gone)
{
    uint8_t bytes[LINK_PROXY_PART_MAX];
    size_t wanted = link_proxy_wants(&session->talk);
    ssize_t n;
    int code;

    link_wire_want(session, wanted);
    n = recv(mosquitto_socket(session->mosq), bytes, wanted, MSG_PEEK | MSG_DONTWAIT);
    if (n < 0 ? errno == EAGAIN : n > 0 && n < (ssize_t)wanted && !gone)
        return;
    if (n < (ssize_t)wanted) {
        link_session_fail(session, MOSQ_ERR_ERRNO, n < 0 ? errno : 0);
        return;
    }
    link_wire_want(session, 1);
    code = link_proxy_hear(&session->talk, bytes, (size_t)n);
    if (code) {
        link_session_end(session, LINK_CAUSE_PROXY, code);
        return;
    }
    errno = 0;
    link_session_check(session, mosquitto_loop_read(session->mosq, 1));
    if (!session->over && link_proxy_wants(&session->talk) == 0)
        link_wire_reach(session);
}

static void link_wire_report_messages(struct link_session *session)
{
    session->is_flowing = session->look.n;
    if (!session->is_flowing)
        return;
    link_loan_note(session);
    link_gather_note(&session->gather, session->now_ms, &session->look);
    link_alive_note(session);
    session->n_messages += session->look.n;
    link_report_messages(session->shared, session->look.n, session->look.n_bytes);
    session->look = (struct link_look){ 0 };
    if (!session->warned_silence)
        return;
    link_report_warning(session->shared, "");
    session->warned_silence = false;
    session->warned = false;
    session->warned_expiry = false;
}

/* What was held back while draining, or did not fit into the socket. */
static void link_wire_release(struct link_session *session)
{
    errno = 0;
    if (!link_buffer_release())
        link_session_fail(session, MOSQ_ERR_ERRNO, errno);
}

/* All that one read brought is acknowledged by one write, before the next read. */
static void link_wire_acknowledge(struct link_session *session)
{
    if (link_buffer_has_output() && session->n_held > session->look.n_at_once)
        session->look.n_at_once = session->n_held;
    session->n_held = 0;
    link_wire_release(session);
}

static bool link_wire_has_enough(const struct link_session *session, int n_packets)
{
    return session->over || n_packets >= LINK_DRAIN_MAX ||
           session->look.n_bytes >= LINK_DRAIN_BYTES_MAX;
}

static void link_wire_drain(struct link_session *session, bool gone)
{
    int n_silent = 0;
    bool fruitless = true, is_cut = true;

    for (int i = 0; !link_wire_has_enough(session, i); i++) {
        uint64_t before = session->n_packets;

        if (!link_buffer_has_bytes())
            link_wire_acknowledge(session);
        link_buffer_hold();
        errno = 0;
        link_session_check(session, mosquitto_loop_read(session->mosq, 1));
        if (session->n_packets != before)
            fruitless = false;
        else if (++n_silent >= (gone ? LINK_DRAIN_SILENT : 1))
            is_cut = false;
        if (!gone && link_buffer_is_dry()) /* no need to ask for more only to be refused */
            is_cut = false;
        if (!is_cut)
            break;
    }
    /* First, so that the broker goes on meanwhile. */
    if (!session->over)
        link_wire_acknowledge(session);
    session->look.is_cut = is_cut;
    session->look.is_snapshot = session->step != LINK_STEP_DONE;
    link_wire_report_messages(session);
    /* libmosquitto does not always find out by itself (2.0.11 with TLS). */
    if (gone && fruitless)
        link_session_fail(session, MOSQ_ERR_CONN_LOST, 0);
    if (!session->over)
        link_wire_ack_at_once(session);
}

static void link_wire_write(struct link_session *session)
{
    session->hand_offered = true;
    link_wire_release(session);
    if (session->over)
        return;
    errno = 0;
    link_session_check(session, mosquitto_loop_write(session->mosq, 1));
}

/* Plain mosquitto_want_write() is true all through a handshake: poll() would never sleep. One write
 * is needed to start it (2.0.15 and newer), then OpenSSL says what it waits for. */
static bool link_wire_wants_write(const struct link_session *session)
{
    void *ssl = mosquitto_ssl_get(session->mosq);

    if (ssl && tls_is_shaking_hands(ssl))
        return !session->hand_offered || tls_wants_write(ssl);
    return mosquitto_want_write(session->mosq) || link_buffer_has_output();
}

/* Received, and hidden from poll(). */
bool link_wire_has_bytes(const struct link_session *session)
{
    void *ssl = mosquitto_ssl_get(session->mosq);

    return link_buffer_has_bytes() || (ssl && tls_has_bytes(ssl));
}

short link_wire_events(const struct link_session *session)
{
    if (session->end.stage == LINK_STAGE_CONNECT)
        return POLLOUT;
    return (short)(POLLIN | POLLRDHUP | (link_wire_wants_write(session) ? POLLOUT : 0));
}

void link_wire_serve(struct link_session *session, short revents)
{
    if (session->end.stage == LINK_STAGE_CONNECT && revents)
        link_wire_see_connect(session);
    else if (session->end.stage == LINK_STAGE_PROXY && (revents & (POLLIN | LINK_GONE)))
        link_wire_hear_proxy(session, revents & LINK_GONE);
    else if (revents & (POLLIN | LINK_GONE))
        link_wire_drain(session, revents & LINK_GONE);
    if (!session->over && session->end.stage != LINK_STAGE_CONNECT) {
        if (session->end.stage == LINK_STAGE_SESSION)
            link_mqtt_post(session);
        if (!session->over && (mosquitto_want_write(session->mosq) || link_buffer_has_output() ||
                               !session->hand_offered))
            link_wire_write(session);
    }
}
