/* SPDX-License-Identifier: MIT */
#include "io/link-parts.h"

#include <stdio.h>
#include <string.h>

/* A look-up that takes longer than that is worth a word, although an earlier reason is known. */
enum { LINK_LOOKUP_WORTH_MS = 1000 };

static void link_report_text(char out[LINK_REASON_BYTES], const char *text)
{
    snprintf(out, LINK_REASON_BYTES, "%s", text);
}

/* Locked. */
static void link_report_phase(struct link_state *state, enum link_phase phase, int64_t since_ms)
{
    state->phase = phase;
    state->since_ms = since_ms;
    state->next_try_ms = 0;
}

static void link_report_done(struct link_shared *shared)
{
    pthread_mutex_unlock(&shared->lock);
    inbox_wake(shared->inbox);
}

void link_report_attempt(struct link_shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    link_report_phase(&shared->state, LINK_CONNECTING, loop_now_ms());
    shared->state.attempt++;
    shared->state.n_attempts++;
    link_report_done(shared);
}

void link_report_lookup(struct link_shared *shared, bool under_way)
{
    pthread_mutex_lock(&shared->lock);
    shared->lookup_ms = under_way ? loop_now_ms() : 0;
    link_report_done(shared);
}

void link_report_protocol(struct link_shared *shared, int protocol)
{
    pthread_mutex_lock(&shared->lock);
    shared->state.protocol = protocol;
    link_report_done(shared);
}

/* Locked. */
static void link_report_no_grants(struct link_shared *shared)
{
    const char *const *filters = shared->options.filters;
    struct link_state *state = &shared->state;

    for (state->n_grants = 0; state->n_grants < LINK_GRANTS_MAX && filters[state->n_grants];) {
        struct link_grant *grant = &state->grants[state->n_grants];

        snprintf(grant->filter, sizeof grant->filter, "%s", filters[state->n_grants++]);
        grant->qos = LINK_GRANT_NONE;
    }
}

void link_report_grant(struct link_shared *shared, size_t i, int qos)
{
    pthread_mutex_lock(&shared->lock);
    if (i < shared->state.n_grants)
        shared->state.grants[i].qos = qos;
    pthread_mutex_unlock(&shared->lock);
}

void link_report_dropped(struct link_shared *shared, uint64_t n)
{
    pthread_mutex_lock(&shared->lock);
    shared->state.has_broker_dropped = true;
    shared->state.broker_dropped = n;
    pthread_mutex_unlock(&shared->lock);
}

void link_report_connected(struct link_shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    link_report_phase(&shared->state, LINK_SUBSCRIBING, loop_now_ms());
    shared->connected = true;
    shared->state.session++;
    shared->state.attempt = 0;
    shared->state.reason[0] = '\0';
    shared->state.warning[0] = '\0';
    shared->state.has_broker_dropped = false;
    link_report_no_grants(shared);
    link_report_done(shared);
}

int64_t link_report_peer(struct link_shared *shared, void *ssl)
{
    struct link_state *state = &shared->state;
    struct tls_peer peer;

    tls_get_peer(ssl, &peer);
    pthread_mutex_lock(&shared->lock);
    snprintf(state->tls_version, sizeof state->tls_version, "%s", peer.version);
    snprintf(state->peer_names, sizeof state->peer_names, "%s", peer.names);
    state->peer_expires_s = peer.expires_s;
    link_report_done(shared);
    return peer.expires_s;
}

void link_report_up(struct link_shared *shared, int64_t since_ms)
{
    pthread_mutex_lock(&shared->lock);
    link_report_phase(&shared->state, LINK_UP, since_ms);
    shared->state.reason[0] = '\0';
    link_report_done(shared);
}

void link_report_reason(struct link_shared *shared, const char *reason)
{
    pthread_mutex_lock(&shared->lock);
    link_report_text(shared->state.reason, reason);
    link_report_done(shared);
}

void link_report_warning(struct link_shared *shared, const char *warning)
{
    pthread_mutex_lock(&shared->lock);
    link_report_text(shared->state.warning, warning);
    link_report_done(shared);
}

void link_report_waiting(struct link_shared *shared, const char *reason, int64_t next_try_ms)
{
    pthread_mutex_lock(&shared->lock);
    link_report_phase(&shared->state, LINK_WAITING, loop_now_ms());
    shared->connected = false;
    shared->state.next_try_ms = next_try_ms;
    link_report_text(shared->state.reason, reason);
    link_report_text(shared->state.last_error, reason);
    shared->state.last_error_ms = shared->state.since_ms;
    shared->state.warning[0] = '\0';
    link_report_done(shared);
}

void link_report_messages(struct link_shared *shared, uint64_t n, uint64_t bytes)
{
    pthread_mutex_lock(&shared->lock);
    shared->state.n_messages += n;
    shared->state.n_bytes += bytes;
    pthread_mutex_unlock(&shared->lock);
}

/* Nobody can wake up from a name look-up to say how long it takes: the one who asks works it out.
 */
static void link_report_look_up(const struct link_shared *shared, int64_t took_ms,
                                struct link_state *out)
{
    const char *host = link_options_first_place(&shared->options).host;

    if (took_ms >= shared->timing.lookup_slow_ms)
        snprintf(out->reason, sizeof out->reason, "name look-up of %s takes long", host);
    else if (!out->reason[0] || took_ms >= LINK_LOOKUP_WORTH_MS)
        snprintf(out->reason, sizeof out->reason, "looking up %s", host);
}

void link_report_get(struct link_shared *shared, struct link_state *out)
{
    pthread_mutex_lock(&shared->lock);
    *out = shared->state;
    if (shared->lookup_ms)
        link_report_look_up(shared, loop_now_ms() - shared->lookup_ms, out);
    pthread_mutex_unlock(&shared->lock);
    out->inbox_bytes = inbox_bytes(shared->inbox);
}
