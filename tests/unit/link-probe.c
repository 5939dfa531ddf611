/* SPDX-License-Identifier: MIT */
#include "link-probe.h"

#include <dirent.h>
#include <poll.h>
#include <string.h>

/* libmosquitto 2.0.11 is not clean inside: it unlocks a mutex it has not locked when the broker
 * says DISCONNECT, and takes its locks in different orders, though only from one thread. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
    return "mutex:libmosquitto.so\ndeadlock:libmosquitto.so\n";
}

/* Nor does it free what mosquitto_socks5_set copied: some 60 bytes an attempt through a proxy. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:mosquitto_socks5_set\n";
}

struct link_options probe_options(int port)
{
    static const char *const filters[] = { "home/+/sensors", "home/+/status", NULL };

    return (struct link_options){ .host = "127.0.0.1",
                                  .port = port,
                                  .keepalive_s = 20,
                                  .qos = 1,
                                  .filters = filters,
                                  .id_prefix = "test" };
}

struct link_timing probe_timing(void)
{
    struct link_timing timing = LINK_TIMING;

    timing.connect_ms = 300;
    timing.address_ms = 300;
    timing.tick_ms = 20;
    timing.calm_ms = 20;
    timing.quiet_ms = 20;
    timing.suback_ms = 200;
    timing.confirm_ms = 400;
    timing.silence_ms = 200;
    timing.wait_first_ms = 20;
    timing.wait_most_ms = 50;
    timing.refused_first_ms = 20;
    timing.refused_most_ms = 50;
    return timing;
}

struct link_timing probe_patient_timing(void)
{
    struct link_timing timing = probe_timing();

    timing.connect_ms = LINK_TIMING.connect_ms;
    timing.suback_ms = LINK_TIMING.suback_ms;
    timing.confirm_ms = LINK_TIMING.confirm_ms;
    return timing;
}

void probe_start_timed(struct probe *probe, const struct link_options *options,
                       const struct link_timing *timing)
{
    *probe = (struct probe){ .link = link_create_timed(options, timing), .keep_log = true };
}

void probe_start(struct probe *probe, const struct link_options *options)
{
    struct link_timing timing = probe_patient_timing();

    probe_start_timed(probe, options, &timing);
}

void probe_take(struct probe *probe)
{
    struct message m;

    link_get_state(probe->link, &probe->state);
    while (link_take(probe->link, &m)) {
        probe->n++;
        probe->n_retained += m.retained;
        if (!probe->keep_log)
            continue;
        buf_add(&probe->log, m.topic, m.topic_len);
        buf_puts(&probe->log, "=");
        buf_add(&probe->log, m.payload, m.payload_len);
        buf_puts(&probe->log, m.retained ? " (retained)\n" : "\n");
    }
}

bool probe_wait(struct probe *probe, probe_fn *fn, const void *data)
{
    int64_t deadline_ms = loop_now_ms() + PROBE_DEADLINE_MS;
    struct pollfd p = { .fd = link_fd(probe->link), .events = POLLIN };

    for (;;) {
        probe_take(probe);
        if (fn(probe, data))
            return true;
        if (loop_now_ms() >= deadline_ms)
            return false;
        poll(&p, 1, 20);
    }
}

static bool probe_is_in_phase(const struct probe *probe, const void *phase)
{
    return probe->state.phase == *(const enum link_phase *)phase;
}

bool probe_wait_phase(struct probe *probe, enum link_phase phase)
{
    return probe_wait(probe, probe_is_in_phase, &phase);
}

static bool probe_has_reason(const struct probe *probe, const void *text)
{
    return strstr(probe->state.reason, text) != NULL;
}

bool probe_wait_reason(struct probe *probe, const char *text)
{
    return probe_wait(probe, probe_has_reason, text);
}

static bool probe_has_warning(const struct probe *probe, const void *text)
{
    const char *expected = text;

    return *expected ? strstr(probe->state.warning, expected) != NULL : !*probe->state.warning;
}

bool probe_wait_warning(struct probe *probe, const char *text)
{
    return probe_wait(probe, probe_has_warning, text);
}

static bool probe_has_log(const struct probe *probe, const void *text)
{
    return strstr(buf_text(&probe->log), text) != NULL;
}

bool probe_wait_log(struct probe *probe, const char *text)
{
    return probe_wait(probe, probe_has_log, text);
}

static bool probe_has_delivered(const struct probe *probe, const void *data)
{
    (void)data;
    return link_undelivered(probe->link) == 0;
}

bool probe_wait_delivered(struct probe *probe)
{
    return probe_wait(probe, probe_has_delivered, NULL);
}

static bool probe_has_room(const struct probe *probe, const void *data)
{
    (void)data;
    return link_undelivered(probe->link) < LINK_OUTBOX_MAX;
}

bool probe_wait_room(struct probe *probe)
{
    return probe_wait(probe, probe_has_room, NULL);
}

bool probe_publish(struct probe *probe, const char *topic, const char *payload, bool retain)
{
    return link_publish(
        probe->link,
        &(struct link_letter){ .topic = topic, .payload = payload, .retain = retain, .qos = 1 });
}

static int probe_end(struct probe *probe, void (*end)(struct link *link))
{
    int64_t from_ms = loop_now_ms();

    end(probe->link);
    buf_finish(&probe->log);
    probe->link = NULL;
    return (int)(loop_now_ms() - from_ms);
}

int probe_stop(struct probe *probe)
{
    return probe_end(probe, link_destroy);
}

int probe_abandon(struct probe *probe)
{
    return probe_end(probe, link_abandon);
}

int probe_count_fds(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int n = 0;

    if (!dir)
        return -1;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}
