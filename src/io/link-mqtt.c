/* SPDX-License-Identifier: MIT */
#include "io/link-mqtt.h"

#include "core/buf.h"
#include "io/link-broker.h"
#include "io/link-parts.h"
#include "io/link-subscribe.h"

#include <errno.h>
#include <fcntl.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <string.h>

enum {
    /* What a message may measure with its topic; a larger one MQTT 5 keeps from us. */
    LINK_PACKET_BYTES_MAX = 128 * 1024,
    LINK_RECEIVE_MAX = 65535,
};

static void link_mqtt_warn(struct link_session *session, const char *what, const char *topic)
{
    struct buf text = { 0 };

    buf_addf(&text, "%s %s", what, topic);
    session->warned = true;
    link_report_warning(session->shared, buf_text(&text));
    buf_finish(&text);
}

static void link_mqtt_on_subscribe(struct mosquitto *mosq, void *data, int mid, int n_granted,
                                   const int *granted)
{
    struct link_session *session = data;

    (void)mosq;
    session->n_packets++;
    if (!link_broker_answers(session, mid))
        link_subscribe_answered(session, mid, n_granted, granted);
}

static void link_mqtt_send_birth(struct link_session *session)
{
    const struct link_letter *birth = session->shared->options.birth;

    if (birth)
        mosquitto_publish(session->mosq, &session->birth_mid, birth->topic,
                          (int)strlen(birth->payload), birth->payload, birth->qos, birth->retain);
}

static void link_mqtt_on_connect(struct mosquitto *mosq, void *data, int rc)
{
    struct link_session *session = data;

    session->n_packets++;
    if (rc) {
        session->refusal = rc;
        return;
    }
    session->end.stage = LINK_STAGE_SESSION;
    session->connected_ms = session->spoke_ms = loop_now_ms();
    link_outbox_rewind(session->shared);
    link_report_connected(session->shared);
    if (mosquitto_ssl_get(mosq))
        session->peer_expires_s = link_report_peer(session->shared, mosquitto_ssl_get(mosq));
    link_mqtt_send_birth(session);
    link_subscribe_all(session);
}

static void link_mqtt_on_message(struct mosquitto *mosq, void *data,
                                 const struct mosquitto_message *message)
{
    struct link_session *session = data;
    struct message copy = { .topic = message->topic,
                            .topic_len = strlen(message->topic),
                            .payload = message->payload,
                            .payload_len = (size_t)message->payloadlen,
                            .retained = message->retain,
                            .qos = (uint8_t)message->qos };

    (void)mosq;
    session->n_packets++;
    if (link_broker_tells(session, message))
        return;
    session->look.n++;
    session->look.n_acknowledged += message->qos > 0;
    session->look.n_bytes += copy.topic_len + copy.payload_len;
    session->n_held += message->qos > 0;
    /* Only with MQTT 3.1.1, which cannot forbid it. It stays larger than any reading may be, and so
     * is refused and counted by those who read. */
    if (copy.payload_len > INBOX_BYTES_MAX / 2)
        copy.payload_len = LINK_PACKET_BYTES_MAX;
    inbox_put(session->shared->inbox, &copy);
}

static void link_mqtt_on_publish(struct mosquitto *mosq, void *data, int mid, int reason,
                                 const mosquitto_property *properties)
{
    struct link_session *session = data;
    char topic[LINK_REASON_BYTES] = "";

    (void)mosq;
    (void)properties;
    session->n_packets++;
    if (session->birth_mid && mid == session->birth_mid) {
        session->birth_mid = 0;
        snprintf(topic, sizeof topic, "%s", session->shared->options.birth->topic);
    } else if (!link_outbox_acknowledge(session->shared, mid, topic, sizeof topic)) {
        return;
    }
    if (reason >= LINK_GRANT_REFUSED)
        link_mqtt_warn(session, "not allowed to publish to", topic);
}

static void link_mqtt_on_disconnect(struct mosquitto *mosq, void *data, int rc)
{
    struct link_session *session = data;

    (void)mosq;
    session->kick = rc;
}

/* A broker may be content with less: then with less, rather than not at all. */
static int link_mqtt_publish(struct link_session *session, const struct link_post *post, int *mid)
{
    int rc = MOSQ_ERR_QOS_NOT_SUPPORTED;

    for (int qos = post->qos; qos >= 0 && rc == MOSQ_ERR_QOS_NOT_SUPPORTED; qos--)
        rc = mosquitto_publish(session->mosq, mid, post->topic, (int)strlen(post->payload),
                               post->payload, qos, post->retain);
    return rc;
}

void link_mqtt_post(struct link_session *session)
{
    struct link_post post;
    int mid = 0;

    while (!session->over && link_outbox_next(session->shared, &post)) {
        int rc = link_mqtt_publish(session, &post, &mid);

        if (rc == MOSQ_ERR_SUCCESS) {
            link_outbox_set_mid(session->shared, post.serial, mid);
        } else if (mosquitto_socket(session->mosq) < 0) {
            link_session_fail(session, rc, errno);
        } else {
            link_mqtt_warn(session, "not acceptable as a message to", post.topic);
            link_outbox_drop(session->shared, post.serial);
        }
    }
}

/* libmosquitto 2.0 and 2.1 take CONNECT properties only through the connect calls that block. They
 * copy them before they look at the host: without one, that is all they do. */
static int link_mqtt_limit_packets(struct mosquitto *mosq)
{
    mosquitto_property *properties = NULL;
    int rc = mosquitto_property_add_int32(&properties, MQTT_PROP_MAXIMUM_PACKET_SIZE,
                                          LINK_PACKET_BYTES_MAX);

    if (rc == MOSQ_ERR_SUCCESS)
        mosquitto_connect_bind_v5(mosq, NULL, 0, 0, NULL, properties);
    mosquitto_property_free_all(&properties);
    return rc;
}

/* Without the library's own defaults, whose list of ciphers would undo that of --psk. */
static int link_mqtt_use_tls(struct mosquitto *mosq, struct tls *tls)
{
    int rc = mosquitto_int_option(mosq, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0);

    tls_begin(tls);
    return rc ? rc : mosquitto_void_option(mosq, MOSQ_OPT_SSL_CTX, tls_context(tls));
}

static int link_mqtt_set_options(struct mosquitto *mosq, const struct link_options *options,
                                 int protocol)
{
    const struct link_letter *will = options->will;
    const char *username = options->username;
    int rc = mosquitto_int_option(mosq, MOSQ_OPT_PROTOCOL_VERSION, protocol);

#if LIBMOSQUITTO_VERSION_NUMBER >= 2001000
    /* Before 2.1 it makes a socket pair that is not close-on-exec and, in a loop like ours, of no
     * use: proc closes it in children. */
    mosquitto_int_option(mosq, MOSQ_OPT_DISABLE_SOCKETPAIR, 1);
#endif
    /* For one who only publishes. A subscriber's PUBACKs travel cheaper together: 190,000 messages
     * a second at QoS 1 instead of 105,000, and a burst of 300 takes as long as before. */
    mosquitto_int_option(mosq, MOSQ_OPT_TCP_NODELAY, !options->filters[0]);
    if (!rc && protocol == LINK_MQTT_5)
        rc = mosquitto_int_option(mosq, MOSQ_OPT_RECEIVE_MAXIMUM, LINK_RECEIVE_MAX);
    if (!rc && protocol == LINK_MQTT_5)
        rc = link_mqtt_limit_packets(mosq);
    /* MQTT 3.1.1 has no password without a user name (section 3.1.2.9). */
    if (options->password && !username)
        username = "";
    if (!rc && username)
        rc = mosquitto_username_pw_set(mosq, username, options->password);
    if (!rc && options->tls)
        rc = link_mqtt_use_tls(mosq, options->tls);
    if (!rc && will)
        rc = mosquitto_will_set(mosq, will->topic, (int)strlen(will->payload), will->payload,
                                will->qos, will->retain);
    return rc;
}

static void link_mqtt_set_callbacks(struct mosquitto *mosq)
{
    mosquitto_connect_callback_set(mosq, link_mqtt_on_connect);
    mosquitto_disconnect_callback_set(mosq, link_mqtt_on_disconnect);
    mosquitto_subscribe_callback_set(mosq, link_mqtt_on_subscribe);
    mosquitto_message_callback_set(mosq, link_mqtt_on_message);
    mosquitto_publish_v5_callback_set(mosq, link_mqtt_on_publish);
}

/* Through a proxy the CONNECT packet has no properties (2.0.11, 2.1.2): nothing keeps large
 * messages from us then. */
static int link_mqtt_connect(struct mosquitto *mosq, const struct link_options *options,
                             const struct link_target *target)
{
    const struct link_proxy *proxy = &options->proxy;
    int rc;

    if (!proxy->host)
        return mosquitto_connect_bind_async(mosq, target->address, target->port,
                                            options->keepalive_s, options->bind_address);
    /* 2.0.11 crashes with a user name alone. */
    rc = mosquitto_socks5_set(mosq, target->address, target->port, proxy->username,
                              proxy->password ? proxy->password : "");
    return rc ? rc
              : mosquitto_connect_bind_async(mosq, options->host, options->port,
                                             options->keepalive_s, options->bind_address);
}

int link_mqtt_open(struct link_session *session, const struct link_target *target)
{
    const struct link_options *options = &session->shared->options;
    int rc;

    session->mosq = mosquitto_new(options->client_id, true, session);
    if (!session->mosq)
        return errno == EINVAL ? MOSQ_ERR_INVAL : MOSQ_ERR_NOMEM;
    link_mqtt_set_callbacks(session->mosq);
    rc = link_mqtt_set_options(session->mosq, options, session->end.protocol);
    if (rc)
        return rc;
    errno = 0;
    rc = link_mqtt_connect(session->mosq, options, target);
    if (mosquitto_socket(session->mosq) >= 0)
        fcntl(mosquitto_socket(session->mosq), F_SETFD, FD_CLOEXEC);
    return rc;
}

bool link_mqtt_has_buffer(void)
{
    int major, minor, revision;

    mosquitto_lib_version(&major, &minor, &revision);
    return major > 2 || (major == 2 && minor >= 1);
}
