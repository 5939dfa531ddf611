/* SPDX-License-Identifier: MIT */
#include "io/link-parts.h"

#include <errno.h>
#include <mosquitto.h>

/* What a mosquitto as it comes keeps for a client: fewer cannot have filled it. */
enum { LINK_ALIVE_FLOOD = 1000 };

/* Unlike any of ours, which have three levels: the broker only says that there is none. */
static const char link_alive_filter[] = "sensortop-is-alive";

void link_alive_note(struct link_session *session)
{
    const struct link_look *look = &session->look;

    if (look->n_acknowledged) {
        session->spoke_ms = session->now_ms;
        session->n_unspoken = 0;
    } else {
        session->n_unspoken += look->n;
    }
}

/* A mosquitto whose queue for us is full throws away its PINGRESP as well. libmosquitto (2.0, 2.1)
 * then hangs up, however many messages have come meanwhile; but as long as something else of ours
 * is on its way often enough it neither asks nor waits. Nobody waits for the answer to this one,
 * and any rights will do. A publish or a SUBSCRIBE is not as harmless. */
void link_alive_tick(struct link_session *session)
{
    int64_t half_ms = (int64_t)session->shared->options.keepalive_s * 500;

    if (session->n_unspoken < LINK_ALIVE_FLOOD || session->now_ms - session->spoke_ms < half_ms)
        return;
    session->spoke_ms = session->now_ms;
    session->n_unspoken = 0;
    errno = 0;
    link_session_check(session, mosquitto_unsubscribe(session->mosq, NULL, link_alive_filter));
}
