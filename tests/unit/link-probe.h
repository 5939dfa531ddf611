/* SPDX-License-Identifier: MIT
 *
 * link-probe: a link and what has come out of it, for tests that wait for
 * something to happen.
 */
#ifndef SENSORTOP_TESTS_LINK_PROBE_H
#define SENSORTOP_TESTS_LINK_PROBE_H

#include "core/buf.h"
#include "io/link-parts.h"

/* Generous, for busy machines: quitting takes up to link_timing.quit_ms, hanging takes for ever. */
enum { PROBE_DEADLINE_MS = 60000, PROBE_QUIT_MS = 10000 };

struct probe {
    struct link *link;
    struct link_state state;
    struct buf log; /* "topic=payload\n", retained ones "topic=payload (retained)\n" */
    bool keep_log;
    uint64_t n; /* messages */
    uint64_t n_retained;
};

/* 127.0.0.1, keepalive 20 s, QoS 1, MQTT auto; the caller changes what the test is about. */
struct link_options probe_options(int port);

/* Times short enough for a test, but for those of a healthy connection. */
struct link_timing probe_timing(void);

/* The same for a broker that answers: as slow as a busy machine makes it. */
struct link_timing probe_patient_timing(void);

/* Patiently, unless other times are given. */
void probe_start(struct probe *probe, const struct link_options *options);
void probe_start_timed(struct probe *probe, const struct link_options *options,
                       const struct link_timing *timing);

typedef bool probe_fn(const struct probe *probe, const void *data);

/* Takes messages until it is so; false when the deadline passed. */
bool probe_wait(struct probe *probe, probe_fn *fn, const void *data);

bool probe_wait_phase(struct probe *probe, enum link_phase phase);
bool probe_wait_reason(struct probe *probe, const char *text);
bool probe_wait_warning(struct probe *probe, const char *text);
bool probe_wait_log(struct probe *probe, const char *text);
bool probe_wait_delivered(struct probe *probe); /* what it published */
bool probe_wait_room(struct probe *probe);      /* for another message of its own */

/* At QoS 1; false: there is no room, or no connection. */
bool probe_publish(struct probe *probe, const char *topic, const char *payload, bool retain);

/* What has come by now. */
void probe_take(struct probe *probe);

/* Destroys (or abandons) the link; how long that took. */
int probe_stop(struct probe *probe);
int probe_abandon(struct probe *probe);

int probe_count_fds(void);

#endif
