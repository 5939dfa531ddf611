/* SPDX-License-Identifier: MIT */
#include "core/effect.h"

#include "core/mem.h"

#include <stdlib.h>

enum { EFFECT_QUEUE_FIRST_SIZE = 16 };

static void effect_queue_grow(struct effect_queue *queue)
{
    size_t size = queue->size ? 2 * queue->size : EFFECT_QUEUE_FIRST_SIZE;
    struct effect *effects;

    size = size < EFFECTS_MAX ? size : EFFECTS_MAX;
    effects = mem_zero(size, sizeof *effects);
    for (size_t i = 0; i < queue->n; i++)
        effects[i] = queue->effects[(queue->first + i) % queue->size];
    free(queue->effects);
    queue->effects = effects;
    queue->size = size;
    queue->first = 0;
}

void effect_queue_add(struct effect_queue *queue, const struct effect *effect)
{
    if (queue->n == EFFECTS_MAX) {
        queue->n_lost++;
        return;
    }
    if (queue->n == queue->size)
        effect_queue_grow(queue);
    queue->effects[(queue->first + queue->n++) % queue->size] = *effect;
}

bool effect_queue_take(struct effect_queue *queue, struct effect *out)
{
    if (queue->n == 0)
        return false;
    *out = queue->effects[queue->first];
    queue->first = (queue->first + 1) % queue->size;
    queue->n--;
    return true;
}

void effect_queue_finish(struct effect_queue *queue)
{
    free(queue->effects);
    *queue = (struct effect_queue){ 0 };
}
