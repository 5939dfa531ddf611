/* SPDX-License-Identifier: MIT
 *
 * audience: those who are told what a station hears and what its model makes of
 * it: the screen, a log, a recorder, whoever carries out effects.
 */
#ifndef SENSORTOP_AUDIENCE_H
#define SENSORTOP_AUDIENCE_H

#include "core/event.h"
#include "core/message.h"
#include "core/model.h"

enum { AUDIENCE_MAX = 8 };

/* All may be NULL. Times are the model's, but of idle. */
struct listener {
    /* The model has applied it. */
    void (*message)(void *data, int64_t at_ms, const struct message *message);

    /* Oldest first, each once. */
    void (*event)(void *data, const struct event *event);

    void (*effect)(void *data, int64_t now_ms, const struct effect *effect);

    /* Once a second, after the model's. */
    void (*tick)(void *data, int64_t now_ms);

    /* No message will come any more, and all there were are applied; once. */
    void (*over)(void *data, int64_t now_ms);

    /* Before each sleep, by the loop's time; returns when it wants to be called again, INT64_MAX:
     * only when something happens. */
    int64_t (*idle)(void *data, int64_t loop_ms);
};

struct audience {
    size_t n;
    struct {
        const struct listener *listener;
        void *data;
    } ears[AUDIENCE_MAX];
};

/* Borrowed, both; told in the order of adding. */
void audience_add(struct audience *audience, const struct listener *listener, void *data);

void audience_hear_message(const struct audience *audience, int64_t at_ms,
                           const struct message *message);
void audience_hear_event(const struct audience *audience, const struct event *event);
void audience_hear_effect(const struct audience *audience, int64_t now_ms,
                          const struct effect *effect);
void audience_tick(const struct audience *audience, int64_t now_ms);
void audience_end(const struct audience *audience, int64_t now_ms);

/* When the first of them wants to be called again. */
int64_t audience_idle(const struct audience *audience, int64_t loop_ms);

#endif
