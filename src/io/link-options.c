/* SPDX-License-Identifier: MIT */
#include "io/link-options.h"

#include "core/mem.h"
#include "io/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum {
    /* What every server has to accept (MQTT 3.1.1 section 3.1.3.1). */
    LINK_ID_BYTES = 23,
    LINK_ID_HEX_LEAST = 4,
    LINK_ID_HEX_MOST = 8,
};

static char *link_options_text(const char *text)
{
    return text ? mem_text(text, strlen(text)) : NULL;
}

/* The prefix says in the broker's log what we are, the rest that we are not another one of it. */
static char *link_options_make_id(const char *prefix)
{
    struct buf id = { 0 };
    uint32_t bits = 0;
    int digits;

    if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits)
        bits = (uint32_t)loop_now_ms();
    buf_addf(&id, "%s-%d-", prefix ? prefix : "sensortop", (int)getpid());
    digits = LINK_ID_BYTES - (int)id.len;
    if (digits > LINK_ID_HEX_MOST)
        digits = LINK_ID_HEX_MOST;
    if (digits < LINK_ID_HEX_LEAST)
        digits = LINK_ID_HEX_LEAST;
    for (; digits > 0; digits--, bits >>= 4)
        buf_addf(&id, "%x", (unsigned)(bits & 15));
    return buf_detach(&id);
}

static const struct link_letter *link_options_letter(const struct link_letter *letter)
{
    struct link_letter *copy;

    if (!letter)
        return NULL;
    copy = mem_zero(1, sizeof *copy);
    *copy = *letter;
    copy->topic = link_options_text(letter->topic);
    copy->payload = link_options_text(letter->payload);
    return copy;
}

static const char *const *link_options_filters(const char *const *filters)
{
    char **copy;
    size_t n = 0;

    while (filters && filters[n])
        n++;
    copy = mem_zero(n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = link_options_text(filters[i]);
    return (const char *const *)copy;
}

void link_options_copy(struct link_options *out, const struct link_options *options)
{
    *out = *options;
    out->host = link_options_text(options->host);
    out->username = link_options_text(options->username);
    out->password = link_options_text(options->password);
    out->client_id = options->client_id ? link_options_text(options->client_id)
                                        : link_options_make_id(options->id_prefix);
    out->id_prefix = NULL;
    out->filters = link_options_filters(options->filters);
    out->bind_address = link_options_text(options->bind_address);
    out->proxy.host = link_options_text(options->proxy.host);
    out->proxy.username = link_options_text(options->proxy.username);
    out->proxy.password = link_options_text(options->proxy.password);
    out->will = link_options_letter(options->will);
    out->birth = link_options_letter(options->birth);
}

static void link_options_free_letter(const struct link_letter *letter)
{
    if (!letter)
        return;
    free((char *)letter->topic);
    free((char *)letter->payload);
    free((struct link_letter *)letter);
}

static void link_options_free_secret(const char *secret)
{
    if (secret)
        explicit_bzero((char *)secret, strlen(secret));
    free((char *)secret);
}

void link_options_finish(struct link_options *options)
{
    link_options_free_secret(options->password);
    link_options_free_secret(options->proxy.password);
    free((char *)options->proxy.host);
    free((char *)options->proxy.username);
    free((char *)options->bind_address);
    free((char *)options->host);
    free((char *)options->username);
    free((char *)options->client_id);
    for (size_t i = 0; options->filters && options->filters[i]; i++)
        free((char *)options->filters[i]);
    free((char **)options->filters);
    tls_destroy(options->tls);
    link_options_free_letter(options->will);
    link_options_free_letter(options->birth);
    *options = (struct link_options){ 0 };
}

struct link_place link_options_first_place(const struct link_options *options)
{
    if (options->proxy.host)
        return (struct link_place){ options->proxy.host, options->proxy.port };
    return (struct link_place){ options->host, options->port };
}

/* 127.0.0.0/8 and ::1 (RFC 1122, RFC 4291); a unix socket does not leave the machine either. */
static bool link_options_is_local(const char *host)
{
    return host[0] == '/' || strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
           strncmp(host, "127.", 4) == 0;
}

/* A proxy of this machine leads elsewhere, unless the broker is said to be here as well. */
static bool link_options_is_near(const struct link_options *options)
{
    return link_options_is_local(options->host) &&
           (!options->proxy.host || link_options_is_local(options->proxy.host));
}

enum link_safety link_options_safety(const struct link_options *options)
{
    if (options->tls)
        return tls_is_insecure(options->tls) ? LINK_TLS_UNCHECKED : LINK_TLS;
    return options->password && !link_options_is_near(options) ? LINK_CLEAR_PASSWORD : LINK_PLAIN;
}
