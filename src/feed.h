/* SPDX-License-Identifier: MIT
 *
 * feed: where messages come from: the broker, a recording. A station takes them
 * one after another and cannot tell which it is.
 *
 *   feed_init -> start -> (fd readable, or due: get_state, take…) -> finish
 */
#ifndef SENSORTOP_FEED_H
#define SENSORTOP_FEED_H

#include "core/config.h"
#include "core/linkstate.h"
#include "core/message.h"
#include "core/rule.h"

struct link_letter;

/* NULL where it says so. */
struct feed_ops {
    /* Nothing moves before. */
    void (*start)(void *data, int64_t loop_ms);

    /* Readable when there are messages or another state. NULL: look at due_ms. */
    int (*fd)(const void *data);

    /* The recorded time, since 1970, at this time of the loop; never goes back. It is the model's
     * time then. NULL: live, the model goes by the loop's time. */
    int64_t (*now_ms)(const void *data, int64_t loop_ms);

    /* What to add to that for the recorded wall clock, which may have been set back. NULL: 0. */
    int64_t (*offset_ms)(const void *data);

    /* How the connection is. NULL: there is none, and nothing to lose. */
    void (*get_state)(void *data, struct link_state *out);

    /* The next message that has come until now_ms (the model's time), and when it came; its bytes
     * live until the next take. False: no more for now. */
    bool (*take)(void *data, int64_t now_ms, struct message *out, int64_t *at_ms);

    /* When to look again (the loop's time) though nothing is readable. NULL: no need. */
    int64_t (*due_ms)(const void *data, int64_t loop_ms);

    /* What there is to tell besides messages, a sentence a call. SEVERITY_NONE: nothing new. NULL:
     * never. */
    enum severity (*news)(void *data, struct buf *out);

    /* No message will come any more. NULL: one never knows. */
    bool (*is_over)(const void *data);

    /* What came was not what was asked for: a failure when all is over. NULL: never. */
    bool (*has_failed)(const void *data);

    /* Hands the broker a message of ours. False: not now. NULL: there is no broker. */
    bool (*publish)(void *data, const struct link_letter *letter);

    void (*destroy)(void *data);
};

struct feed {
    const struct feed_ops *ops;
    void *data;
    const char *name;           /* "pi-broker.local:1883", for a title */
    const char *const *filters; /* the topics, NULL-terminated */
};

/* The broker of config, which must outlive the feed. False: a file is not what it should be, and
 * err says which. */
bool feed_live_init(struct feed *feed, const struct config *config, struct buf *err);

/* A recording, as --replay names it. False: it cannot be read. */
bool feed_tape_init(struct feed *feed, const struct config *config, const char *what,
                    struct buf *err);

/* The one of them that config asks for. */
bool feed_init(struct feed *feed, const struct config *config, struct buf *err);

/* What the operation of that name says, or what its absence means. */
bool feed_is_live(const struct feed *feed);
int64_t feed_now_ms(const struct feed *feed, int64_t loop_ms);
int feed_fd(const struct feed *feed); /* -1: none */
int64_t feed_due_ms(const struct feed *feed, int64_t loop_ms);
enum severity feed_news(const struct feed *feed, struct buf *out);
bool feed_is_over(const struct feed *feed);
bool feed_has_failed(const struct feed *feed);

/* A zeroed one is fine. */
void feed_finish(struct feed *feed);

#endif
