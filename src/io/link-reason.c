/* SPDX-License-Identifier: MIT */
#include "io/link-reason.h"

#include "core/buf.h"
#include "io/link-parts.h"

#include <errno.h>
#include <mosquitto.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

enum { LINK_ANY = -1 };

/* Our words, not the library's: mosquitto_strerror says "Success" for a broker that hung up, and
 * what a broker says (reason strings of MQTT 5) is not shown at all. The first row that fits
 * counts. {at} host and port, and {host}, of what we connect to ourselves, {server} says whether
 * that is the broker or a proxy; {broker} with its port, {login} to the proxy, {bind} and {bound}
 * where we connect from, {id} our client id, {mqtt} the version asked for, {code}, {system} what
 * the system says. */
struct link_reason {
    enum link_cause cause;
    int code;
    int stage;
    enum link_pace pace;
    const char *text;
};

// clang-format off
static const struct link_reason LINK_REASONS[] = {
    { LINK_CAUSE_ORDER, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL, "" },

    { LINK_CAUSE_LOOKUP, EAI_NONAME, LINK_ANY, LINK_PACE_NORMAL, "name not found: {host}" },
    { LINK_CAUSE_LOOKUP, EAI_NODATA, LINK_ANY, LINK_PACE_NORMAL, "name not found: {host}" },
    { LINK_CAUSE_LOOKUP, EAI_AGAIN, LINK_ANY, LINK_PACE_NORMAL,
      "no name server answers: cannot look up {host}" },
    { LINK_CAUSE_LOOKUP, EAI_ADDRFAMILY, LINK_ANY, LINK_PACE_NORMAL,
      "{host} cannot be reached from {bind}: one is IPv4, the other IPv6" },
    { LINK_CAUSE_LOOKUP, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL, "cannot look up {host}: {system}" },

    { LINK_CAUSE_SYSTEM, ECONNREFUSED, LINK_ANY, LINK_PACE_NORMAL,
      "connection refused by {at}: is the {server} running?" },
    { LINK_CAUSE_SYSTEM, ENOENT, LINK_ANY, LINK_PACE_NORMAL,
      "there is no socket {at}: is the broker running?" },
    { LINK_CAUSE_SYSTEM, ETIMEDOUT, LINK_STAGE_SESSION, LINK_PACE_NORMAL,
      "the broker stopped answering" },
    { LINK_CAUSE_SYSTEM, ETIMEDOUT, LINK_ANY, LINK_PACE_NORMAL, "timed out: {at} does not answer" },
    { LINK_CAUSE_SYSTEM, EHOSTUNREACH, LINK_ANY, LINK_PACE_NORMAL, "no route to {host}" },
    { LINK_CAUSE_SYSTEM, ENETUNREACH, LINK_ANY, LINK_PACE_NORMAL, "no network to reach {host}" },
    { LINK_CAUSE_SYSTEM, EADDRNOTAVAIL, LINK_ANY, LINK_PACE_NORMAL,
      "cannot connect to {at}{bound}: {system}" },
    { LINK_CAUSE_SYSTEM, EACCES, LINK_ANY, LINK_PACE_NORMAL, "not permitted to connect to {at}" },
    { LINK_CAUSE_SYSTEM, EPERM, LINK_ANY, LINK_PACE_NORMAL, "not permitted to connect to {at}" },
    { LINK_CAUSE_SYSTEM, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL,
      "the connection to {at} failed: {system}" },

    { LINK_CAUSE_TIMEOUT, LINK_ANY, LINK_STAGE_SESSION, LINK_PACE_NORMAL,
      "the broker does not confirm our subscription" },
    { LINK_CAUSE_TIMEOUT, LINK_ANY, LINK_STAGE_ANSWER, LINK_PACE_NORMAL,
      "timed out: {broker} accepts but does not answer: is it an MQTT broker?" },
    { LINK_CAUSE_TIMEOUT, LINK_ANY, LINK_STAGE_PROXY, LINK_PACE_NORMAL,
      "timed out: the proxy {at} does not get through to {broker}" },
    { LINK_CAUSE_TIMEOUT, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL, "timed out: {at} does not answer" },

    { LINK_CAUSE_PROXY, 2, LINK_ANY, LINK_PACE_SLOW, "the proxy {at} does not let us to {broker}" },
    { LINK_CAUSE_PROXY, 3, LINK_ANY, LINK_PACE_NORMAL,
      "the proxy {at} has no network to reach {broker}" },
    { LINK_CAUSE_PROXY, 4, LINK_ANY, LINK_PACE_NORMAL, "the proxy {at} has no route to {broker}" },
    { LINK_CAUSE_PROXY, 5, LINK_ANY, LINK_PACE_NORMAL,
      "the proxy {at} says: connection refused by {broker}: is the broker running?" },
    { LINK_CAUSE_PROXY, 6, LINK_ANY, LINK_PACE_NORMAL,
      "the proxy {at} says: {broker} does not answer" },
    { LINK_CAUSE_PROXY, LINK_PROXY_STRANGE, LINK_ANY, LINK_PACE_NORMAL,
      "{at} does not speak SOCKS5 as we know it: is it such a proxy?" },
    { LINK_CAUSE_PROXY, LINK_PROXY_WANTS_LOGIN, LINK_ANY, LINK_PACE_SLOW,
      "the proxy {at} wants another way to log in than {login}" },
    { LINK_CAUSE_PROXY, LINK_PROXY_WRONG_LOGIN, LINK_ANY, LINK_PACE_SLOW,
      "the proxy {at} does not know this user name and password" },
    { LINK_CAUSE_PROXY, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL,
      "the proxy {at} cannot connect to {broker} (code {code})" },

    { LINK_CAUSE_REFUSED, 1, LINK_ANY, LINK_PACE_SLOW, "the broker refuses {mqtt}: try another -V" },
    { LINK_CAUSE_REFUSED, 2, LINK_ANY, LINK_PACE_SLOW, "the broker refuses the client id {id}" },
    { LINK_CAUSE_REFUSED, 3, LINK_ANY, LINK_PACE_NORMAL, "the broker is not available" },
    { LINK_CAUSE_REFUSED, 4, LINK_ANY, LINK_PACE_SLOW, "wrong user name or password" },
    { LINK_CAUSE_REFUSED, 5, LINK_ANY, LINK_PACE_SLOW, "not authorised{credentials}" },
    { LINK_CAUSE_REFUSED, 132, LINK_ANY, LINK_PACE_SLOW, "the broker refuses {mqtt}: try another -V" },
    { LINK_CAUSE_REFUSED, 133, LINK_ANY, LINK_PACE_SLOW, "the broker refuses the client id {id}" },
    { LINK_CAUSE_REFUSED, 134, LINK_ANY, LINK_PACE_SLOW, "wrong user name or password" },
    { LINK_CAUSE_REFUSED, 135, LINK_ANY, LINK_PACE_SLOW, "not authorised{credentials}" },
    { LINK_CAUSE_REFUSED, 136, LINK_ANY, LINK_PACE_NORMAL, "the broker is not available" },
    { LINK_CAUSE_REFUSED, 137, LINK_ANY, LINK_PACE_NORMAL, "the broker is busy" },
    { LINK_CAUSE_REFUSED, 138, LINK_ANY, LINK_PACE_SLOW, "the broker has banned us" },
    { LINK_CAUSE_REFUSED, 140, LINK_ANY, LINK_PACE_SLOW,
      "the broker wants another kind of authentication" },
    { LINK_CAUSE_REFUSED, 144, LINK_ANY, LINK_PACE_SLOW, "the broker refuses the last will's topic" },
    { LINK_CAUSE_REFUSED, 151, LINK_ANY, LINK_PACE_SLOW, "a quota of the broker is used up" },
    { LINK_CAUSE_REFUSED, 154, LINK_ANY, LINK_PACE_SLOW, "the broker does not keep retained messages" },
    { LINK_CAUSE_REFUSED, 155, LINK_ANY, LINK_PACE_SLOW, "the broker does not support this QoS" },
    { LINK_CAUSE_REFUSED, 156, LINK_ANY, LINK_PACE_SLOW, "the broker says: use another server" },
    { LINK_CAUSE_REFUSED, 157, LINK_ANY, LINK_PACE_SLOW, "the broker has moved to another server" },
    { LINK_CAUSE_REFUSED, 159, LINK_ANY, LINK_PACE_SLOW, "the broker says: too many connections" },
    { LINK_CAUSE_REFUSED, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL,
      "the broker refuses the connection (code {code})" },

    { LINK_CAUSE_KICKED, 135, LINK_ANY, LINK_PACE_SLOW, "not authorised any more" },
    { LINK_CAUSE_KICKED, 137, LINK_ANY, LINK_PACE_NORMAL, "the broker is busy" },
    { LINK_CAUSE_KICKED, 139, LINK_ANY, LINK_PACE_NORMAL, "the broker is shutting down" },
    { LINK_CAUSE_KICKED, 141, LINK_ANY, LINK_PACE_NORMAL, "the broker did not hear from us in time" },
    { LINK_CAUSE_KICKED, 142, LINK_ANY, LINK_PACE_STUBBORN, "another client uses this id: {id}" },
    { LINK_CAUSE_KICKED, 151, LINK_ANY, LINK_PACE_SLOW, "a quota of the broker is used up" },
    { LINK_CAUSE_KICKED, 152, LINK_ANY, LINK_PACE_NORMAL,
      "the broker's administrator closed the connection" },
    { LINK_CAUSE_KICKED, 156, LINK_ANY, LINK_PACE_SLOW, "the broker says: use another server" },
    { LINK_CAUSE_KICKED, 157, LINK_ANY, LINK_PACE_SLOW, "the broker has moved to another server" },
    { LINK_CAUSE_KICKED, 0, LINK_ANY, LINK_PACE_NORMAL, "the broker closed the connection" },
    { LINK_CAUSE_KICKED, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL,
      "the broker closed the connection (code {code})" },

    { LINK_CAUSE_TAKEN, LINK_ANY, LINK_ANY, LINK_PACE_STUBBORN,
      "closed again at once: another client uses this id: {id}?" },

    { LINK_CAUSE_CLOSED, LINK_ANY, LINK_STAGE_SESSION, LINK_PACE_NORMAL,
      "the broker closed the connection" },
    { LINK_CAUSE_CLOSED, LINK_ANY, LINK_STAGE_PROXY, LINK_PACE_NORMAL,
      "the proxy {at} hangs up on us: is it a SOCKS5 proxy?" },
    { LINK_CAUSE_CLOSED, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL,
      "{broker} hangs up on us: is it an MQTT broker? If it wants TLS: --tls" },

    /* What a proxy says was looked at before: only its end in mid-sentence is left. */
    { LINK_CAUSE_LIBRARY, LINK_ANY, LINK_STAGE_PROXY, LINK_PACE_NORMAL,
      "the proxy {at} hangs up on us: is it a SOCKS5 proxy?" },
    { LINK_CAUSE_SLEPT, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL,
      "we slept for longer than the broker waits" },

    { LINK_CAUSE_LIBRARY, MOSQ_ERR_NOMEM, LINK_ANY, LINK_PACE_STUBBORN,
      "out of memory: the broker sent too large a message" },
    { LINK_CAUSE_LIBRARY, MOSQ_ERR_INVAL, LINK_ANY, LINK_PACE_SLOW,
      "a client id, topic or last will that MQTT does not allow" },
    { LINK_CAUSE_LIBRARY, MOSQ_ERR_KEEPALIVE, LINK_ANY, LINK_PACE_NORMAL,
      "the broker stopped answering" },
    { LINK_CAUSE_LIBRARY, MOSQ_ERR_MALFORMED_UTF8, LINK_STAGE_SESSION, LINK_PACE_STUBBORN,
      "the broker sent an illegal topic" },
    { LINK_CAUSE_LIBRARY, LINK_ANY, LINK_STAGE_SESSION, LINK_PACE_STUBBORN,
      "the broker sent what is not {mqtt} (code {code})" },
    { LINK_CAUSE_LIBRARY, LINK_ANY, LINK_ANY, LINK_PACE_NORMAL, "{broker} does not speak {mqtt}" },
};
// clang-format on

static const struct link_reason *link_reason_find(const struct link_end *end)
{
    const struct link_reason *row = LINK_REASONS;

    while (row->cause != end->cause || (row->code != LINK_ANY && row->code != end->code) ||
           (row->stage != LINK_ANY && row->stage != (int)end->stage))
        row++;
    return row;
}

enum link_pace link_reason_pace(const struct link_end *end)
{
    return link_reason_find(end)->pace;
}

static void link_reason_add_place(struct buf *out, const char *host, int port)
{
    if (host[0] == '/')
        buf_puts(out, host);
    else if (strchr(host, ':'))
        buf_addf(out, "[%s]:%d", host, port);
    else
        buf_addf(out, "%s:%d", host, port);
}

static bool link_reason_is(const char *name, size_t len, const char *expected)
{
    return strlen(expected) == len && memcmp(name, expected, len) == 0;
}

/* Of the proxy, and of where we connect from. False: not one of these. */
static bool link_reason_add_way(struct buf *out, const char *name, size_t len,
                                const struct link_options *options)
{
    const struct link_proxy *proxy = &options->proxy;
    const char *bind = options->bind_address;

    if (link_reason_is(name, len, "login"))
        buf_puts(out, proxy->username ? "a password" : "none: it may want a user name");
    else if (link_reason_is(name, len, "server"))
        buf_puts(out, proxy->host ? "proxy" : "broker");
    else if (link_reason_is(name, len, "bind"))
        buf_puts(out, bind ? bind : "here");
    else if (link_reason_is(name, len, "bound"))
        buf_addf(out, "%s%s", bind ? " from " : "", bind ? bind : "");
    else
        return false;
    return true;
}

static void link_reason_add_value(struct buf *out, const char *name, size_t len,
                                  const struct link_end *end, const struct link_options *options)
{
    struct link_place first = link_options_first_place(options);

    if (link_reason_add_way(out, name, len, options))
        return;
    if (link_reason_is(name, len, "at"))
        link_reason_add_place(out, first.host, first.port);
    else if (link_reason_is(name, len, "broker"))
        link_reason_add_place(out, options->host, options->port);
    else if (link_reason_is(name, len, "host"))
        buf_puts(out, first.host);
    else if (link_reason_is(name, len, "id"))
        buf_puts(out, options->client_id);
    else if (link_reason_is(name, len, "mqtt"))
        buf_puts(out, end->protocol == LINK_MQTT_5 ? "MQTT 5" : "MQTT 3.1.1");
    else if (link_reason_is(name, len, "code"))
        buf_addf(out, "%d", end->code);
    else if (link_reason_is(name, len, "credentials") && !options->username)
        buf_puts(out, ": it may want a user name and a password");
    else if (link_reason_is(name, len, "system"))
        buf_puts(out,
                 end->cause == LINK_CAUSE_LOOKUP ? gai_strerror(end->code) : strerror(end->code));
}

/* The socket's own troubles have better words, and a refusing CONNACK came through TLS. */
bool link_reason_is_tls(const struct link_end *end, const struct link_options *options)
{
    if (!options->tls || end->stage == LINK_STAGE_PROXY || end->stage < LINK_STAGE_CONNECT ||
        end->stage > LINK_STAGE_ANSWER)
        return false;
    return end->cause == LINK_CAUSE_CLOSED || end->cause == LINK_CAUSE_LIBRARY ||
           (end->cause == LINK_CAUSE_SYSTEM && end->code == EPROTO);
}

void link_reason_format(const struct link_end *end, const struct link_options *options, char *out,
                        size_t bytes)
{
    const char *p = link_reason_find(end)->text;
    struct buf text = { 0 };

    if (link_reason_is_tls(end, options)) {
        tls_explain(options->tls, &text);
        p = "";
    }
    while (*p) {
        size_t len = strcspn(p, "{");

        buf_add(&text, p, len);
        p += len;
        if (*p == '{') {
            len = strcspn(p, "}");
            link_reason_add_value(&text, p + 1, len - 1, end, options);
            p += len + 1;
        }
    }
    snprintf(out, bytes, "%s", buf_text(&text));
    buf_finish(&text);
}
