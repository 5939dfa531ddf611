/* SPDX-License-Identifier: MIT */
#include "audience.h"

#include <assert.h>

void audience_add(struct audience *audience, const struct listener *listener, void *data)
{
    assert(audience->n < AUDIENCE_MAX);
    audience->ears[audience->n].listener = listener;
    audience->ears[audience->n].data = data;
    audience->n++;
}

void audience_hear_message(const struct audience *audience, int64_t at_ms,
                           const struct message *message)
{
    for (size_t i = 0; i < audience->n; i++)
        if (audience->ears[i].listener->message)
            audience->ears[i].listener->message(audience->ears[i].data, at_ms, message);
}

void audience_hear_event(const struct audience *audience, const struct event *event)
{
    for (size_t i = 0; i < audience->n; i++)
        if (audience->ears[i].listener->event)
            audience->ears[i].listener->event(audience->ears[i].data, event);
}

void audience_hear_effect(const struct audience *audience, int64_t now_ms,
                          const struct effect *effect)
{
    for (size_t i = 0; i < audience->n; i++)
        if (audience->ears[i].listener->effect)
            audience->ears[i].listener->effect(audience->ears[i].data, now_ms, effect);
}

void audience_tick(const struct audience *audience, int64_t now_ms)
{
    for (size_t i = 0; i < audience->n; i++)
        if (audience->ears[i].listener->tick)
            audience->ears[i].listener->tick(audience->ears[i].data, now_ms);
}

void audience_end(const struct audience *audience, int64_t now_ms)
{
    for (size_t i = 0; i < audience->n; i++)
        if (audience->ears[i].listener->over)
            audience->ears[i].listener->over(audience->ears[i].data, now_ms);
}

int64_t audience_idle(const struct audience *audience, int64_t loop_ms)
{
    int64_t due_ms = INT64_MAX;

    for (size_t i = 0; i < audience->n; i++) {
        const struct listener *listener = audience->ears[i].listener;
        int64_t own_ms =
            listener->idle ? listener->idle(audience->ears[i].data, loop_ms) : INT64_MAX;

        due_ms = own_ms < due_ms ? own_ms : due_ms;
    }
    return due_ms;
}
