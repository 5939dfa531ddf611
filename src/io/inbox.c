/* SPDX-License-Identifier: MIT */
#include "io/inbox.h"

#include "core/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { INBOX_BLOCK_BYTES = 64 * 1024, INBOX_BURST_BYTES = 4 * 1024 * 1024 };

/* What stands before the bytes of a message; packed one after the other, unaligned. */
struct inbox_record {
    size_t topic_len;
    size_t payload_len;
    uint8_t qos;
    bool retained;
};

struct inbox_block {
    struct inbox_block *next;
    size_t len;
    size_t cap;
    char bytes[];
};

/* Blocks go round: filled by the writer, taken over as a whole list, read, and freed; one is kept.
 */
struct inbox {
    size_t bytes_max;
    int fd;

    pthread_mutex_t lock; /* for all from here to the reader's part */
    pthread_cond_t room;
    struct inbox_block *first; /* written, not taken over */
    struct inbox_block *last;
    struct inbox_block *spare;
    size_t bytes;  /* in all blocks, the reader's included until it has finished with one */
    bool burst;    /* were more than INBOX_BURST_BYTES, since it was empty */
    bool readable; /* fd is */
    bool woken;    /* by inbox_wake, since inbox_clear_wake */
    bool closed;

    struct inbox_block *taken; /* the reader's own */
    size_t at;
};

struct inbox *inbox_create(size_t bytes_max)
{
    struct inbox *inbox = mem_zero(1, sizeof *inbox);

    inbox->bytes_max = bytes_max;
    inbox->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&inbox->lock, NULL);
    pthread_cond_init(&inbox->room, NULL);
    return inbox;
}

static void inbox_free_list(struct inbox_block *block)
{
    while (block) {
        struct inbox_block *next = block->next;

        free(block);
        block = next;
    }
}

void inbox_destroy(struct inbox *inbox)
{
    if (!inbox)
        return;
    inbox_free_list(inbox->first);
    inbox_free_list(inbox->taken);
    free(inbox->spare);
    pthread_cond_destroy(&inbox->room);
    pthread_mutex_destroy(&inbox->lock);
    if (inbox->fd >= 0)
        close(inbox->fd);
    free(inbox);
}

int inbox_fd(const struct inbox *inbox)
{
    return inbox->fd;
}

/* Locked. One write for however much is put before the reader looks. */
static void inbox_signal(struct inbox *inbox)
{
    if (!inbox->readable && eventfd_write(inbox->fd, 1) == 0)
        inbox->readable = true;
}

/* Locked. */
static void inbox_unsignal(struct inbox *inbox)
{
    eventfd_t n;

    if (inbox->readable && eventfd_read(inbox->fd, &n) == 0)
        inbox->readable = false;
}

void inbox_wake(struct inbox *inbox)
{
    pthread_mutex_lock(&inbox->lock);
    inbox->woken = true;
    inbox_signal(inbox);
    pthread_mutex_unlock(&inbox->lock);
}

void inbox_clear_wake(struct inbox *inbox)
{
    pthread_mutex_lock(&inbox->lock);
    inbox->woken = false;
    if (!inbox->first && !inbox->taken)
        inbox_unsignal(inbox);
    pthread_mutex_unlock(&inbox->lock);
}

/* Locked. */
static void inbox_add_block(struct inbox *inbox, size_t need)
{
    struct inbox_block *block = inbox->spare;

    if (block && need <= block->cap) {
        inbox->spare = NULL;
    } else {
        size_t cap = need > INBOX_BLOCK_BYTES ? need : INBOX_BLOCK_BYTES;

        block = mem_resize(NULL, 1, sizeof *block + cap);
        *block = (struct inbox_block){ .cap = cap };
    }
    if (inbox->last)
        inbox->last->next = block;
    else
        inbox->first = block;
    inbox->last = block;
}

/* Locked. Callers have made sure that it fits. */
static void inbox_append(struct inbox *inbox, const void *bytes, size_t len)
{
    struct inbox_block *block = inbox->last;

    if (len)
        memcpy(block->bytes + block->len, bytes, len);
    block->len += len;
}

bool inbox_put(struct inbox *inbox, const struct message *message)
{
    struct inbox_record record = { .topic_len = message->topic_len,
                                   .payload_len = message->payload_len,
                                   .qos = message->qos,
                                   .retained = message->retained };
    size_t need = sizeof record + record.topic_len + record.payload_len;
    bool open;

    pthread_mutex_lock(&inbox->lock);
    /* A message larger than all the room there is may pass alone. */
    while (!inbox->closed && inbox->bytes && inbox->bytes + need > inbox->bytes_max) {
        inbox_signal(inbox);
        pthread_cond_wait(&inbox->room, &inbox->lock);
    }
    open = !inbox->closed;
    if (open) {
        if (!inbox->last || need > inbox->last->cap - inbox->last->len)
            inbox_add_block(inbox, need);
        inbox_append(inbox, &record, sizeof record);
        inbox_append(inbox, message->topic, record.topic_len);
        inbox_append(inbox, message->payload, record.payload_len);
        inbox->bytes += need;
        inbox->burst |= inbox->bytes > INBOX_BURST_BYTES;
    }
    pthread_mutex_unlock(&inbox->lock);
    return open;
}

/* The one who wakes up wants the lock at once: the write comes after it. Until then the reader
 * finds nothing to clear, and leaves it to the wake-up. */
void inbox_flush(struct inbox *inbox)
{
    bool must_signal;

    pthread_mutex_lock(&inbox->lock);
    must_signal = inbox->first && !inbox->readable;
    inbox->readable |= must_signal;
    pthread_mutex_unlock(&inbox->lock);
    if (must_signal)
        eventfd_write(inbox->fd, 1);
}

/* Locked. Keeps one block of the usual size: in quiet times there is no allocation at all, and
 * after a burst the memory goes back. */
static void inbox_release(struct inbox *inbox)
{
    struct inbox_block *block = inbox->taken;

    inbox->taken = block->next;
    inbox->bytes -= block->len;
    pthread_cond_signal(&inbox->room);
    if (inbox->spare || block->cap != INBOX_BLOCK_BYTES) {
        free(block);
        return;
    }
    block->next = NULL;
    block->len = 0;
    inbox->spare = block;
}

/* What libmosquitto allocated meanwhile keeps the C library from doing so by itself. */
static void inbox_give_memory_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* The reader's block is used up: the next of its list, else all that was written meanwhile. */
static bool inbox_advance(struct inbox *inbox)
{
    bool burst_is_over;

    pthread_mutex_lock(&inbox->lock);
    inbox->at = 0;
    if (inbox->taken)
        inbox_release(inbox);
    if (!inbox->taken) {
        inbox->taken = inbox->first;
        inbox->first = NULL;
        inbox->last = NULL;
    }
    if (!inbox->taken && !inbox->woken)
        inbox_unsignal(inbox);
    burst_is_over = inbox->burst && !inbox->taken;
    inbox->burst &= !burst_is_over;
    pthread_mutex_unlock(&inbox->lock);
    if (burst_is_over)
        inbox_give_memory_back();
    return inbox->taken != NULL;
}

bool inbox_take(struct inbox *inbox, struct message *out)
{
    struct inbox_record record;
    const char *bytes;

    if ((!inbox->taken || inbox->at == inbox->taken->len) && !inbox_advance(inbox))
        return false;
    bytes = inbox->taken->bytes + inbox->at;
    memcpy(&record, bytes, sizeof record);
    bytes += sizeof record;
    *out = (struct message){ .topic = bytes,
                             .topic_len = record.topic_len,
                             .payload = record.payload_len ? bytes + record.topic_len : NULL,
                             .payload_len = record.payload_len,
                             .retained = record.retained,
                             .qos = record.qos };
    inbox->at += sizeof record + record.topic_len + record.payload_len;
    return true;
}

void inbox_close(struct inbox *inbox)
{
    pthread_mutex_lock(&inbox->lock);
    inbox->closed = true;
    pthread_cond_broadcast(&inbox->room);
    pthread_mutex_unlock(&inbox->lock);
}

size_t inbox_bytes(struct inbox *inbox)
{
    size_t bytes;

    pthread_mutex_lock(&inbox->lock);
    bytes = inbox->bytes;
    pthread_mutex_unlock(&inbox->lock);
    return bytes;
}
