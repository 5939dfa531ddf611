/* SPDX-License-Identifier: MIT
 *
 * config-keys: what a user wants keys to do, as the texts of [keys] in a
 * configuration file. Which actions and keys there are is the screen's
 * business: see `keymap`.
 */
#ifndef SENSORTOP_CORE_CONFIG_KEYS_H
#define SENSORTOP_CORE_CONFIG_KEYS_H

#include <stddef.h>

/* All owned. */
struct config_key {
    char *action;
    char *keys;
    char *path;
    unsigned line;
};

struct config_keys {
    struct config_key *items;
    size_t n;
};

/* The one about this action, or NULL. */
struct config_key *config_keys_find(const struct config_keys *keys, const char *action);

/* Copies the texts; what was said of the action before is forgotten. */
void config_keys_set(struct config_keys *keys, const struct config_key *key);
void config_keys_finish(struct config_keys *keys);

#endif
