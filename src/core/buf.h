/* SPDX-License-Identifier: MIT
 *
 * buf: a growable string, and the carrier of error sentences.
 * A zeroed struct buf is an empty one; data is always NUL-terminated once
 * something was added.
 */
#ifndef SENSORTOP_CORE_BUF_H
#define SENSORTOP_CORE_BUF_H

#include <stddef.h>

struct buf {
    char *data;
    size_t len;
    size_t cap;
};

/* Frees and leaves an empty buf; a zeroed one is fine. */
void buf_finish(struct buf *b);

/* Empties, keeps the memory. */
void buf_clear(struct buf *b);

void buf_add(struct buf *b, const char *bytes, size_t len);
void buf_puts(struct buf *b, const char *text);
void buf_addf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

/* What is in it as a C string, never NULL; borrowed until the next change. */
const char *buf_text(const struct buf *b);

/* The text becomes the caller's (free()); b is empty afterwards. Never NULL. */
char *buf_detach(struct buf *b);

#endif
