/* SPDX-License-Identifier: MIT */
#include "io/link-parts.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void link_outbox_free_post(struct link_post *post)
{
    free(post->topic);
    free(post->payload);
}

void link_outbox_finish(struct link_outbox *outbox)
{
    for (unsigned i = 0; i < outbox->n; i++)
        link_outbox_free_post(&outbox->posts[i]);
    *outbox = (struct link_outbox){ 0 };
}

bool link_outbox_add(struct link_shared *shared, const struct link_letter *letter)
{
    struct link_outbox *outbox = &shared->outbox;
    bool added;

    pthread_mutex_lock(&shared->lock);
    added = shared->connected && outbox->n < LINK_OUTBOX_MAX;
    if (added)
        outbox->posts[outbox->n++] =
            (struct link_post){ .serial = ++outbox->last_serial,
                                .topic = mem_text(letter->topic, strlen(letter->topic)),
                                .payload = mem_text(letter->payload, strlen(letter->payload)),
                                .retain = letter->retain,
                                .qos = letter->qos };
    pthread_mutex_unlock(&shared->lock);
    return added;
}

bool link_outbox_next(struct link_shared *shared, struct link_post *out)
{
    struct link_outbox *outbox = &shared->outbox;
    bool found = false;

    pthread_mutex_lock(&shared->lock);
    for (unsigned i = 0; i < outbox->n && !found; i++) {
        if (outbox->posts[i].sent)
            continue;
        outbox->posts[i].sent = true;
        *out = outbox->posts[i];
        found = true;
    }
    pthread_mutex_unlock(&shared->lock);
    return found;
}

void link_outbox_set_mid(struct link_shared *shared, uint32_t serial, int mid)
{
    pthread_mutex_lock(&shared->lock);
    for (unsigned i = 0; i < shared->outbox.n; i++) {
        if (shared->outbox.posts[i].serial == serial)
            shared->outbox.posts[i].mid = mid;
    }
    pthread_mutex_unlock(&shared->lock);
}

/* Locked. */
static void link_outbox_remove(struct link_outbox *outbox, unsigned i)
{
    link_outbox_free_post(&outbox->posts[i]);
    outbox->n--;
    memmove(&outbox->posts[i], &outbox->posts[i + 1], (outbox->n - i) * sizeof outbox->posts[0]);
}

/* Locked. Which one is meant? With QoS 0 libmosquitto may call back before it has told us the
 * number: those are written in order, so it is the oldest. */
static unsigned link_outbox_find_mid(const struct link_outbox *outbox, int mid)
{
    for (unsigned i = 0; i < outbox->n; i++) {
        if (outbox->posts[i].sent && outbox->posts[i].qos > 0 && outbox->posts[i].mid == mid)
            return i;
    }
    for (unsigned i = 0; i < outbox->n; i++) {
        if (outbox->posts[i].sent && outbox->posts[i].qos == 0)
            return i;
    }
    return outbox->n;
}

bool link_outbox_acknowledge(struct link_shared *shared, int mid, char *topic, size_t bytes)
{
    struct link_outbox *outbox = &shared->outbox;
    unsigned i;
    bool found;

    pthread_mutex_lock(&shared->lock);
    i = link_outbox_find_mid(outbox, mid);
    found = i < outbox->n;
    if (found) {
        snprintf(topic, bytes, "%s", outbox->posts[i].topic);
        link_outbox_remove(outbox, i);
    }
    pthread_mutex_unlock(&shared->lock);
    if (found)
        inbox_wake(shared->inbox);
    return found;
}

void link_outbox_drop(struct link_shared *shared, uint32_t serial)
{
    struct link_outbox *outbox = &shared->outbox;

    pthread_mutex_lock(&shared->lock);
    for (unsigned i = 0; i < outbox->n; i++) {
        if (outbox->posts[i].serial == serial) {
            link_outbox_remove(outbox, i);
            break;
        }
    }
    pthread_mutex_unlock(&shared->lock);
    inbox_wake(shared->inbox);
}

void link_outbox_rewind(struct link_shared *shared)
{
    pthread_mutex_lock(&shared->lock);
    for (unsigned i = 0; i < shared->outbox.n; i++) {
        shared->outbox.posts[i].sent = false;
        shared->outbox.posts[i].mid = 0;
    }
    pthread_mutex_unlock(&shared->lock);
}

unsigned link_outbox_count(struct link_shared *shared)
{
    unsigned n;

    pthread_mutex_lock(&shared->lock);
    n = shared->outbox.n;
    pthread_mutex_unlock(&shared->lock);
    return n;
}
