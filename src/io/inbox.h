/* SPDX-License-Identifier: MIT
 *
 * inbox: messages from the network thread to the main thread, copied, bounded
 * in bytes. The writer waits when it is full (so TCP pushes back); the reader
 * swaps whole batches out and never waits.
 */
#ifndef SENSORTOP_IO_INBOX_H
#define SENSORTOP_IO_INBOX_H

#include "core/message.h"

enum { INBOX_BYTES_MAX = 64 * 1024 * 1024 };

struct inbox *inbox_create(size_t bytes_max);
void inbox_destroy(struct inbox *inbox);

/* An eventfd, readable while there is something that was flushed, or since inbox_wake. */
int inbox_fd(const struct inbox *inbox);
void inbox_wake(struct inbox *inbox);
void inbox_clear_wake(struct inbox *inbox);

/* Writer's thread. Waits while full; false when inbox_close was called meanwhile. */
bool inbox_put(struct inbox *inbox, const struct message *message);

/* Writer's thread, after one or more puts: the reader learns of them. Waking it for each message
 * would cost more than the messages do. */
void inbox_flush(struct inbox *inbox);

/* Reader's thread. The bytes live until the next take. */
bool inbox_take(struct inbox *inbox, struct message *out);

/* Ends every wait; puts are refused from now on. */
void inbox_close(struct inbox *inbox);

size_t inbox_bytes(struct inbox *inbox);

#endif
