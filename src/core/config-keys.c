/* SPDX-License-Identifier: MIT */
#include "core/config-keys.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct config_key *config_keys_find(const struct config_keys *keys, const char *action)
{
    for (size_t i = 0; i < keys->n; i++)
        if (strcmp(keys->items[i].action, action) == 0)
            return &keys->items[i];
    return NULL;
}

static void config_key_finish(struct config_key *key)
{
    free(key->action);
    free(key->keys);
    free(key->path);
}

void config_keys_set(struct config_keys *keys, const struct config_key *key)
{
    struct config_key *at = config_keys_find(keys, key->action);

    if (at) {
        config_key_finish(at);
    } else {
        keys->items = mem_resize(keys->items, keys->n + 1, sizeof *keys->items);
        at = &keys->items[keys->n++];
    }
    *at = (struct config_key){ .action = mem_text(key->action, strlen(key->action)),
                               .keys = mem_text(key->keys, strlen(key->keys)),
                               .path = mem_text(key->path, strlen(key->path)),
                               .line = key->line };
}

void config_keys_finish(struct config_keys *keys)
{
    for (size_t i = 0; i < keys->n; i++)
        config_key_finish(&keys->items[i]);
    free(keys->items);
    *keys = (struct config_keys){ 0 };
}
