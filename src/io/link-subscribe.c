/* SPDX-License-Identifier: MIT */
#include "io/link-subscribe.h"

#include "core/buf.h"
#include "core/mem.h"
#include "io/link-parts.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>

static size_t link_subscribe_count(const char *const *filters)
{
    size_t n = 0;

    while (filters[n])
        n++;
    return n;
}

static void link_subscribe_send(struct link_session *session, enum link_step step, int qos,
                                int options)
{
    int n = (int)link_subscribe_count(session->wanted);
    int rc;

    session->step = step;
    rc = mosquitto_subscribe_multiple(session->mosq, &session->subscribe_mid, n,
                                      (char *const *)session->wanted, qos, options, NULL);
    if (rc)
        link_session_fail(session, rc, errno);
}

static void link_subscribe_await(struct link_session *session)
{
    session->asked_ms = loop_now_ms();
    session->nudge_ms = session->asked_ms + session->shared->timing.suback_ms;
}

/* A default mosquitto gives a subscriber at QoS 1 only the first thousand retained messages (its
 * queue drops the rest), one at QoS 0 all of them. So MQTT 5 asks for the snapshot at QoS 0, and
 * then replaces the subscription by the wanted one without asking for it again. */
static void link_subscribe_ask(struct link_session *session)
{
    int qos = session->shared->options.qos;

    link_subscribe_await(session);
    if (session->end.protocol == LINK_MQTT_5 && qos > 0)
        link_subscribe_send(session, LINK_STEP_SNAPSHOT, 0, 0);
    else
        link_subscribe_send(session, LINK_STEP_LIVE, qos, 0);
}

static void link_subscribe_is_up(struct link_session *session)
{
    session->up_ms = loop_now_ms();
    link_report_up(session->shared, session->connected_ms);
}

void link_subscribe_all(struct link_session *session)
{
    const char *const *filters = session->shared->options.filters;
    size_t n = link_subscribe_count(filters);

    session->wanted = mem_zero(n + 1, sizeof *session->wanted);
    for (size_t i = 0; i < n; i++)
        session->wanted[i] = filters[i];
    if (n) {
        link_subscribe_ask(session);
    } else {
        session->step = LINK_STEP_DONE;
        link_subscribe_is_up(session);
    }
}

static void link_subscribe_say_refused(struct link_session *session, const char *filter,
                                       size_t n_more)
{
    struct buf text = { 0 };

    buf_addf(&text, "not allowed to subscribe to %s", filter);
    if (n_more)
        buf_addf(&text, " and %zu more", n_more);
    session->warned = session->warned_refused = true;
    if (session->up_ms)
        link_report_warning(session->shared, buf_text(&text));
    else
        link_report_reason(session->shared, buf_text(&text));
    buf_finish(&text);
}

static void link_subscribe_report(struct link_session *session, const char *filter, int grant)
{
    const char *const *filters = session->shared->options.filters;
    size_t i = 0;

    while (filters[i] != filter)
        i++;
    link_report_grant(session->shared, i, grant);
}

/* What is left is refused; the first of it, or NULL. */
static const char *link_subscribe_settle(struct link_session *session, int n_granted,
                                         const int *granted, size_t *n_refused)
{
    const char **wanted = session->wanted;

    *n_refused = 0;
    for (int i = 0; wanted[i]; i++) {
        int grant = i < n_granted ? granted[i] : LINK_GRANT_REFUSED;

        link_subscribe_report(session, wanted[i], grant);
        if (grant >= LINK_GRANT_REFUSED)
            wanted[(*n_refused)++] = wanted[i];
    }
    wanted[*n_refused] = NULL;
    return wanted[0];
}

static bool link_subscribe_has_grant(int n_granted, const int *granted)
{
    for (int i = 0; i < n_granted; i++)
        if (granted[i] < LINK_GRANT_REFUSED)
            return true;
    return false;
}

/* The broker's word on every filter: a refusal shows nowhere else. */
void link_subscribe_answered(struct link_session *session, int mid, int n_granted,
                             const int *granted)
{
    bool has_grant = link_subscribe_has_grant(n_granted, granted);
    const char *refused;
    size_t n_refused;

    if (mid != session->subscribe_mid || session->step == LINK_STEP_DONE)
        return;
    if (session->step == LINK_STEP_SNAPSHOT && has_grant) {
        link_subscribe_await(session);
        link_subscribe_send(session, LINK_STEP_LIVE, session->shared->options.qos,
                            MQTT_SUB_OPT_SEND_RETAIN_NEVER);
        return;
    }
    session->step = LINK_STEP_DONE;
    refused = link_subscribe_settle(session, n_granted, granted, &n_refused);
    if (!session->up_ms && has_grant)
        link_subscribe_is_up(session);
    if (refused) {
        link_subscribe_say_refused(session, refused, n_refused - 1);
        session->ask_again_ms = loop_now_ms() + session->shared->timing.refused_first_ms;
    } else if (session->warned_refused) {
        session->warned = session->warned_refused = false;
        link_report_warning(session->shared, "");
    }
}

/* A mosquitto whose queue for us is full throws away what it would send, its SUBACK as well: the
 * more retained messages there are, the likelier. Asked once more, MQTT 5 sends none of them again;
 * with 3.1.1 all would come again, and the same would happen. */
static void link_subscribe_nudge(struct link_session *session)
{
    session->nudge_ms = session->now_ms + session->shared->timing.suback_ms;
    if (!session->impatient && !session->warned && !session->up_ms) {
        session->impatient = true;
        link_report_reason(session->shared, "the broker does not confirm our subscription");
    }
    if (session->end.protocol == LINK_MQTT_5)
        link_subscribe_send(session, LINK_STEP_LIVE, session->shared->options.qos,
                            MQTT_SUB_OPT_SEND_RETAIN_NEVER);
}

bool link_subscribe_tick(struct link_session *session)
{
    bool waits = session->step == LINK_STEP_SNAPSHOT || session->step == LINK_STEP_LIVE;

    if (waits && !session->up_ms &&
        session->now_ms - session->asked_ms >= session->shared->timing.confirm_ms) {
        if (!session->n_messages)
            return false;
        /* They come, so it stands. */
        link_subscribe_is_up(session);
    }
    if (waits && session->now_ms >= session->nudge_ms) {
        link_subscribe_nudge(session);
    } else if (session->ask_again_ms && session->now_ms >= session->ask_again_ms) {
        session->ask_again_ms = 0;
        link_subscribe_ask(session);
    }
    return true;
}
