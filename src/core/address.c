/* SPDX-License-Identifier: MIT */
#include "core/address.h"

#include "core/mem.h"
#include "core/number.h"
#include "core/text.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/un.h>

/* RFC 1035 section 2.3.4: 255 octets on the wire are 253 characters. */
enum { ADDRESS_NAME_BYTES_MAX = 253, ADDRESS_PORT_MAX = 65535 };

/* What may stand before "://". */
static const struct {
    const char *name;
    bool tls;
    const char *refusal; /* after "not "; NULL: accepted */
} address_schemes[] = {
    { "mqtt", false, NULL },
    { "mqtts", true, NULL },
    { "ws", false, "supported: MQTT over WebSocket; mqtt:// and mqtts:// are accepted" },
    { "wss", true, "supported: MQTT over WebSocket; mqtt:// and mqtts:// are accepted" },
};

bool address_is_path(const char *text, const char **why)
{
    *why = "the path of a socket, which begins with '/'";
    if (text[0] != '/')
        return false;
    if (strlen(text) < sizeof(((struct sockaddr_un *)0)->sun_path))
        return true;
    *why = "the path of a socket, which has at most 107 bytes";
    return false;
}

/* inet_pton() knows no zone ("fe80::1%eth0"), getaddrinfo() does. */
static bool address_is_ipv6(const char *text)
{
    struct in6_addr unused;
    char *copy = mem_text(text, strcspn(text, "%"));
    bool ok = inet_pton(AF_INET6, copy, &unused) == 1;

    free(copy);
    return ok;
}

static bool address_is_name(const char *text, const char **why)
{
    struct in_addr unused;
    size_t len = strlen(text);

    if (len > 0 && len == strspn(text, "0123456789")) {
        *why = "a host; a port goes after its name, as in localhost:1883";
        return false;
    }
    if (len > 0 && len == strspn(text, "0123456789.") && !inet_aton(text, &unused)) {
        *why = "an IPv4 address";
        return false;
    }
    *why = "a host name or address";
    if (!text[0] || text[0] == '-' || text[0] == '.' || len > ADDRESS_NAME_BYTES_MAX ||
        !text_is_utf8(text, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && c < 0x80 && !strchr("0123456789-._", c))
            return false;
    }
    return true;
}

bool address_is_host(const char *text, const char **why)
{
    if (text[0] == '/')
        return address_is_path(text, why);
    if (!strchr(text, ':'))
        return address_is_name(text, why);
    if (address_is_ipv6(text))
        return true;
    *why = strstr(text, "://") ? "a host name or address; a URL goes to --url or stands alone"
                               : "a host name or address; a port goes to --port";
    return false;
}

bool address_is_numeric(const char *text, const char **why)
{
    struct in_addr unused;

    *why = "an IPv4 or IPv6 address of this machine";
    return inet_pton(AF_INET, text, &unused) == 1 || address_is_ipv6(text);
}

/* Quotes the text with its password, if it has one, left out. */
static bool address_fail(struct buf *err, const char *why, const char *text)
{
    const char *user = strstr(text, "://");
    const char *at = strrchr(text, '@');
    const char *colon;

    user = user ? user + 3 : text;
    colon = at && at > user ? memchr(user, ':', (size_t)(at - user)) : NULL;
    buf_addf(err, "not %s: '", why);
    if (colon) {
        buf_add(err, text, (size_t)(colon + 1 - text));
        buf_puts(err, "***");
        text = at;
    }
    buf_addf(err, "%s'", text);
    return false;
}

static int address_hex(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 0x20 : c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* RFC 3986 section 2.1. NULL: a '%' without two hex digits, or an escaped NUL. */
static char *address_decode(const char *bytes, size_t len)
{
    char *text = mem_zero(len + 1, 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        int high, low;

        if (bytes[i] != '%') {
            text[n++] = bytes[i];
            continue;
        }
        high = i + 2 < len ? address_hex(bytes[i + 1]) : -1;
        low = high >= 0 ? address_hex(bytes[i + 2]) : -1;
        if (low < 0 || high + low == 0) {
            explicit_bzero(text, len);
            free(text);
            return NULL;
        }
        text[n++] = (char)(high * 16 + low);
        i += 2;
    }
    return text;
}

/* "host", "host:port", "[IPv6]:port" or a bare IPv6: fills host and port. */
static bool address_split(const char *text, struct address *out, const char **why)
{
    const char *colon = strrchr(text, ':');
    const char *close = text[0] == '[' ? strchr(text, ']') : NULL;
    const char *end = text + strlen(text);
    const char *port = NULL;

    if (text[0] == '[' && (!close || (close[1] && close[1] != ':'))) {
        *why = "[IPv6] or [IPv6]:port";
        return false;
    }
    if (close) {
        port = close[1] ? close + 2 : NULL;
        end = close;
        text++;
    } else if (colon && strchr(text, ':') == colon) {
        port = colon + 1;
        end = colon;
    }
    if (port && !number_parse_int(port, 1, ADDRESS_PORT_MAX, &out->port)) {
        *why = "a port between 1 and 65535 after the ':'";
        return false;
    }
    out->host = mem_text(text, (size_t)(end - text));
    if (close && !address_is_ipv6(out->host)) {
        *why = "an IPv6 address between the brackets";
        return false;
    }
    return address_is_host(out->host, why);
}

static bool address_parse_user(const char *user, const char *at, struct address *out,
                               const char **why)
{
    const char *colon = memchr(user, ':', (size_t)(at - user));
    const char *end = colon ? colon : at;

    if (end == user) {
        *why = "an address with a user name before its '@'";
        return false;
    }
    out->username = address_decode(user, (size_t)(end - user));
    if (colon)
        out->password = address_decode(colon + 1, (size_t)(at - colon - 1));
    if (!out->username || (colon && !out->password)) {
        *why = "an escape such as %40 after each '%' in user and password";
        return false;
    }
    *why = "in UTF-8, the user name";
    return text_is_utf8(out->username, strlen(out->username));
}

/* The part after "mqtt://". */
static bool address_parse_rest(const char *rest, struct address *out, const char **why)
{
    size_t len = strcspn(rest, "/?#");
    const char *tail = rest + len;
    const char *at = memrchr(rest, '@', len);
    const char *host = at ? at + 1 : rest;
    char *decoded;
    bool ok;

    if (tail[0] && strcmp(tail, "/") != 0) {
        *why = "an address that ends after the port; a topic is said with --location";
        return false;
    }
    if (at && !address_parse_user(rest, at, out, why))
        return false;
    decoded = address_decode(host, (size_t)(tail - host));
    if (!decoded) {
        *why = "an escape such as %25 after each '%' in the host";
        return false;
    }
    ok = address_split(decoded, out, why);
    free(decoded);
    return ok;
}

static bool address_parse_url(const char *text, size_t scheme_len, struct address *out,
                              const char **why)
{
    for (size_t i = 0; i < sizeof(address_schemes) / sizeof(address_schemes[0]); i++) {
        const char *name = address_schemes[i].name;

        if (strlen(name) != scheme_len || strncasecmp(name, text, scheme_len) != 0)
            continue;
        *why = address_schemes[i].refusal;
        out->tls = address_schemes[i].tls;
        return !*why && address_parse_rest(text + scheme_len + strlen("://"), out, why);
    }
    *why = "a known kind of URL; mqtt:// and mqtts:// are accepted";
    return false;
}

bool address_parse_proxy(const char *text, struct address *out, struct buf *err)
{
    static const char scheme[] = "socks5h://";
    struct address found = { 0 };
    const char *why = "a proxy such as socks5h://localhost:1080";
    bool ok = strncasecmp(text, scheme, sizeof scheme - 1) == 0 &&
              address_parse_rest(text + sizeof scheme - 1, &found, &why);

    if (ok && found.host[0] == '/') {
        why = "a proxy on a host, the path of a socket is none";
        ok = false;
    }
    /* RFC 1929 section 2: each has its length in one byte. */
    if (ok && ((found.username && strlen(found.username) > UINT8_MAX) ||
               (found.password && strlen(found.password) > UINT8_MAX))) {
        why = "a user name and a password of at most 255 bytes";
        ok = false;
    }
    if (!ok) {
        address_finish(&found);
        return address_fail(err, why, text);
    }
    *out = found;
    return true;
}

bool address_parse(const char *text, struct address *out, struct buf *err)
{
    struct address found = { 0 };
    const char *scheme = strstr(text, "://");
    const char *why = NULL;
    bool ok;

    if (text[0] == '/') {
        found.host = mem_text(text, strlen(text));
        ok = address_is_host(found.host, &why);
    } else if (scheme) {
        ok = address_parse_url(text, (size_t)(scheme - text), &found, &why);
    } else if (strchr(text, '@')) {
        why = "a host; a user name needs the form mqtt://user@host";
        ok = false;
    } else {
        ok = address_split(text, &found, &why);
    }
    if (!ok) {
        address_finish(&found);
        return address_fail(err, why, text);
    }
    *out = found;
    return true;
}

void address_finish(struct address *address)
{
    if (address->password)
        explicit_bzero(address->password, strlen(address->password));
    free(address->host);
    free(address->username);
    free(address->password);
    *address = (struct address){ 0 };
}
