/* SPDX-License-Identifier: MIT */
#include "delivery.h"

#include "io/log.h"

#include <inttypes.h>
#include <string.h>

void delivery_init(struct delivery *d, const struct delivery_options *options)
{
    *d = (struct delivery){ .options = *options, .backlog = backlog_create(options->cap) };
}

void delivery_finish(struct delivery *d)
{
    backlog_destroy(d->backlog);
    *d = (struct delivery){ 0 };
}

/* Once an outage. */
static void delivery_tell_loss(struct delivery *d)
{
    if (backlog_dropped(d->backlog) == d->n_told || d->has_told_loss)
        return;
    d->has_told_loss = true;
    if (d->options.says_losses)
        log_line("%s: the buffer is full (--buffer %zu), the oldest readings are dropped",
                 d->options.device, d->options.cap);
}

/* When it is over. */
static void delivery_tell_sum(struct delivery *d)
{
    uint64_t n = backlog_dropped(d->backlog) - d->n_told;

    if (!n || backlog_count(d->backlog))
        return;
    d->n_told += n;
    d->has_told_loss = false;
    if (d->options.says_losses)
        log_line("%s: %" PRIu64 " %s dropped, all later ones are delivered", d->options.device, n,
                 n == 1 ? "reading was" : "readings were");
}

void delivery_push(struct delivery *d, int64_t now_ms, const char *payload)
{
    uint64_t serial = backlog_push(d->backlog, now_ms, payload);

    if (d->options.is_talkative)
        log_line("%s: #%" PRIu64 " made: %s", d->options.device, serial, payload);
    delivery_tell_loss(d);
}

static void delivery_forget(struct delivery *d, unsigned n, int64_t now_ms)
{
    for (unsigned i = 0; i < n; i++) {
        backlog_forget(d->backlog, d->sent[i].serial);
        if (d->options.is_talkative)
            log_line("%s: #%" PRIu64 " delivered after %" PRId64 " ms", d->options.device,
                     d->sent[i].serial, now_ms - d->sent[i].since_ms);
    }
    d->n_sent -= n;
    memmove(d->sent, d->sent + n, d->n_sent * sizeof d->sent[0]);
}

static bool delivery_send(struct delivery *d, struct link *link, int64_t now_ms)
{
    const struct backlog_item *item = backlog_next(d->backlog, d->last_sent);
    struct link_letter letter = { .topic = d->options.topic,
                                  .retain = d->options.retain,
                                  .qos = d->options.qos };

    if (!item)
        return false;
    letter.payload = item->payload;
    if (!link_publish(link, &letter))
        return false;
    d->sent[d->n_sent++] = (struct delivery_letter){ item->serial, now_ms };
    d->last_sent = item->serial;
    if (d->options.is_talkative)
        log_line("%s: #%" PRIu64 " sent, QoS %d", d->options.device, item->serial, d->options.qos);
    return true;
}

void delivery_pump(struct delivery *d, struct link *link, int64_t now_ms)
{
    unsigned n;

    if (!link)
        return;
    n = link_undelivered(link);
    if (n < d->n_sent)
        delivery_forget(d, d->n_sent - n, now_ms);
    while (d->n_sent < DELIVERY_WINDOW && delivery_send(d, link, now_ms))
        ;
    delivery_tell_sum(d);
}

void delivery_rewind(struct delivery *d)
{
    d->n_sent = 0;
    d->last_sent = 0;
}

size_t delivery_count(const struct delivery *d)
{
    return backlog_count(d->backlog);
}
