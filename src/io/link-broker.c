/* SPDX-License-Identifier: MIT */
#include "io/link-broker.h"

#include "core/number.h"
#include "io/link-parts.h"

#include <mosquitto.h>
#include <string.h>

/* mosquitto's name for it. Others have none, or others, and then nothing comes. */
static const char link_broker_topic[] = "$SYS/broker/publish/messages/dropped";

enum { LINK_BROKER_DIGITS_MAX = 19 };

void link_broker_ask(struct link_session *session)
{
    if (session->broker_mid || session->shared->broker_is_shy ||
        !session->shared->options.filters[0])
        return;
    session->broker_mid = -1;
    /* Nobody has to answer, or to allow it. */
    session->end.is_asking = mosquitto_subscribe(session->mosq, &session->broker_mid,
                                                 link_broker_topic, 0) == MOSQ_ERR_SUCCESS;
}

bool link_broker_answers(struct link_session *session, int mid)
{
    if (mid != session->broker_mid)
        return false;
    session->end.is_asking = false;
    return true;
}

bool link_broker_tells(const struct link_session *session, const struct mosquitto_message *message)
{
    char text[LINK_BROKER_DIGITS_MAX + 1] = "";
    int64_t n;

    if (strcmp(message->topic, link_broker_topic) != 0)
        return false;
    if (message->payloadlen <= 0 || message->payloadlen > LINK_BROKER_DIGITS_MAX)
        return true;
    memcpy(text, message->payload, (size_t)message->payloadlen);
    if (number_parse_int(text, 0, INT64_MAX, &n))
        link_report_dropped(session->shared, (uint64_t)n);
    return true;
}
