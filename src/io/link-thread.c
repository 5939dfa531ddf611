/* SPDX-License-Identifier: MIT */
#include "io/link-parts.h"

#include "io/await.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <sys/random.h>

enum {
    LINK_JITTER_PERCENT = 20,
    LINK_DOUBLINGS_MAX = 16,
    LINK_BRIEF_MAX = 3,           /* so many brief connections in a row are no accident */
    LINK_VERSION_REFUSED_311 = 1, /* codes of a CONNACK */
    LINK_VERSION_REFUSED_5 = 132,
};

const struct link_timing LINK_TIMING = {
    .connect_ms = 10000,
    .address_ms = 3000,
    .lookup_slow_ms = 10000,
    .tick_ms = 500,
    .calm_ms = 500,
    .quiet_ms = 1000,
    .suback_ms = 10000,
    .confirm_ms = 30000,
    .silence_ms = 60000,
    .wait_first_ms = 500,
    .wait_most_ms = 30000,
    .refused_first_ms = 10000,
    .refused_most_ms = 60000,
    .healthy_ms = 30000,
    .brief_ms = 5000,
    .quit_ms = 900,
};

/* What one attempt leaves for the next. */
struct link_thread {
    struct link_shared *shared;
    int protocol; /* that the broker is known to speak, or 0 */
    unsigned n_failures;
    unsigned n_brief;
    bool slow;
};

enum link_order link_order_get(struct link_shared *shared, int64_t *quit_by_ms)
{
    enum link_order order;

    pthread_mutex_lock(&shared->lock);
    order = shared->order;
    if (order != LINK_RUN)
        *quit_by_ms = shared->quit_by_ms;
    pthread_mutex_unlock(&shared->lock);
    return order;
}

void link_order_wait(struct link_shared *shared, int64_t until_ms)
{
    struct pollfd p = { .fd = shared->order_fd, .events = POLLIN };
    int64_t now_ms = loop_now_ms();
    int64_t ignored;
    eventfd_t n;

    while (now_ms < until_ms && link_order_get(shared, &ignored) == LINK_RUN) {
        if (await(&p, 1, (int)(until_ms - now_ms)) > 0)
            eventfd_read(shared->order_fd, &n);
        now_ms = loop_now_ms();
    }
}

static bool link_thread_is_over(struct link_thread *t)
{
    int64_t ignored;

    return link_order_get(t->shared, &ignored) != LINK_RUN;
}

static int link_thread_choose_protocol(const struct link_thread *t)
{
    switch (t->shared->options.protocol) {
    case LINK_PROTOCOL_5: return LINK_MQTT_5;
    case LINK_PROTOCOL_311: return LINK_MQTT_311;
    case LINK_PROTOCOL_AUTO: break;
    }
    return t->protocol ? t->protocol : LINK_MQTT_5;
}

static bool link_thread_is_version_refused(const struct link_end *end)
{
    return end->cause == LINK_CAUSE_REFUSED &&
           (end->code == LINK_VERSION_REFUSED_5 || end->code == LINK_VERSION_REFUSED_311);
}

/* Brokers that know only 3.1.1 say so, or hang up, or answer with a CONNACK of 3.1.1, which is
 * malformed in MQTT 5. One that took MQTT 5 before and hangs up now is only restarting. */
static bool link_thread_falls_back(const struct link_thread *t, const struct link_end *end)
{
    if (t->shared->options.protocol != LINK_PROTOCOL_AUTO || end->protocol != LINK_MQTT_5 ||
        end->stage != LINK_STAGE_ANSWER || link_reason_is_tls(end, &t->shared->options))
        return false;
    if (link_thread_is_version_refused(end))
        return true;
    return t->protocol != LINK_MQTT_5 &&
           (end->cause == LINK_CAUSE_CLOSED || end->cause == LINK_CAUSE_LIBRARY);
}

static struct link_end link_thread_try(struct link_thread *t, const struct link_target *target,
                                       int within_ms)
{
    struct link_end end =
        link_session_run(t->shared, target, link_thread_choose_protocol(t), within_ms);
    bool refused = link_thread_is_version_refused(&end);

    if (!link_thread_falls_back(t, &end)) {
        if (end.stage == LINK_STAGE_SESSION && end.protocol == LINK_MQTT_5)
            t->protocol = LINK_MQTT_5;
        return end;
    }
    end = link_session_run(t->shared, target, LINK_MQTT_311, within_ms);
    /* After a mere hang-up MQTT 5 gets another chance with the next connection. */
    t->protocol = refused && end.stage == LINK_STAGE_SESSION ? LINK_MQTT_311 : 0;
    return end;
}

/* Of the failures at several addresses, a refusal tells more than silence or a missing route. */
static int link_thread_weigh(const struct link_end *end)
{
    if (end->stage > LINK_STAGE_CONNECT)
        return 2;
    return end->cause == LINK_CAUSE_SYSTEM && end->code == ECONNREFUSED;
}

static struct link_end link_thread_attempt(struct link_thread *t)
{
    struct link_target targets[LINK_TARGETS_MAX];
    struct link_end worst = { .cause = LINK_CAUSE_LOOKUP };
    const struct link_timing *timing = &t->shared->timing;
    size_t n;

    link_report_attempt(t->shared);
    n = link_lookup(t->shared, targets, &worst.code);
    for (size_t i = 0; i < n && !link_thread_is_over(t); i++) {
        int within_ms = i + 1 < n ? timing->address_ms : timing->connect_ms;
        struct link_end end = link_thread_try(t, &targets[i], within_ms);

        if (i == 0 || link_thread_weigh(&end) >= link_thread_weigh(&worst))
            worst = end;
        if (end.stage > LINK_STAGE_CONNECT)
            break;
    }
    return worst;
}

static int link_thread_jitter(int ms)
{
    uint32_t bits = 0;
    int span = ms / 100 * 2 * LINK_JITTER_PERCENT;

    if (span <= 0 || getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits)
        return ms;
    return ms - span / 2 + (int)(bits % (uint32_t)(span + 1));
}

static int link_thread_back_off(struct link_thread *t, const struct link_end *end)
{
    const struct link_timing *timing = &t->shared->timing;
    enum link_pace pace = link_reason_pace(end);
    bool slow = pace == LINK_PACE_SLOW;
    int64_t wait_ms = slow ? timing->refused_first_ms : timing->wait_first_ms;
    int most_ms = slow ? timing->refused_most_ms : timing->wait_most_ms;

    if (slow != t->slow || (end->up_ms >= timing->healthy_ms && pace != LINK_PACE_STUBBORN))
        t->n_failures = 0;
    t->slow = slow;
    wait_ms <<= t->n_failures;
    if (t->n_failures < LINK_DOUBLINGS_MAX)
        t->n_failures++;
    return link_thread_jitter(wait_ms < most_ms ? (int)wait_ms : most_ms);
}

/* MQTT 3.1.1 has no word for it, and mosquitto before 2.1 says it to nobody: two clients with the
 * same id throw each other out for ever. */
static void link_thread_suspect_take_over(struct link_thread *t, struct link_end *end)
{
    bool brief = end->cause == LINK_CAUSE_CLOSED && end->stage == LINK_STAGE_SESSION &&
                 end->up_ms < t->shared->timing.brief_ms && !t->shared->id_is_ours;

    t->n_brief = brief ? t->n_brief + 1 : 0;
    if (t->n_brief >= LINK_BRIEF_MAX)
        end->cause = LINK_CAUSE_TAKEN;
}

static void link_thread_wait(struct link_thread *t, struct link_end end)
{
    char reason[LINK_REASON_BYTES];
    int64_t next_try_ms;

    link_thread_suspect_take_over(t, &end);
    next_try_ms = loop_now_ms() + link_thread_back_off(t, &end);
    link_reason_format(&end, &t->shared->options, reason, sizeof reason);
    link_report_waiting(t->shared, reason, next_try_ms);
    link_order_wait(t->shared, next_try_ms);
}

void *link_thread_run(void *data)
{
    struct link_thread t = { .shared = data };

    while (!link_thread_is_over(&t)) {
        struct link_end end = link_thread_attempt(&t);

        if (end.is_asking && (end.cause == LINK_CAUSE_CLOSED || end.cause == LINK_CAUSE_KICKED))
            t.shared->broker_is_shy = true;
        if (!link_thread_is_over(&t))
            link_thread_wait(&t, end);
    }
    pthread_mutex_lock(&t.shared->lock);
    t.shared->connected = false;
    t.shared->ended = true;
    pthread_cond_signal(&t.shared->ended_cond);
    pthread_mutex_unlock(&t.shared->lock);
    link_shared_release(t.shared);
    return NULL;
}
