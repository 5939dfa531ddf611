/* SPDX-License-Identifier: MIT */
#include "ui/keymap.h"

#include "core/nearest.h"

#include <string.h>

void keymap_init(struct keymap *keymap)
{
    for (enum action action = ACTION_NONE; action < ACTION_COUNT_; action++)
        memcpy(keymap->keys[action], action_get(action)->keys, sizeof keymap->keys[action]);
}

static bool keymap_has(const struct keymap *keymap, enum action action, int key)
{
    for (size_t k = 0; k < ACTION_KEYS_MAX && keymap->keys[action][k]; k++)
        if (keymap->keys[action][k] == key)
            return true;
    return false;
}

enum action keymap_find(const struct keymap *keymap, int key, unsigned screen)
{
    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++)
        if (action_get(action)->screens & screen && keymap_has(keymap, action, key))
            return action;
    return ACTION_NONE;
}

void keymap_format(const struct keymap *keymap, enum action action, const char *separator,
                   struct buf *out)
{
    for (size_t k = 0; k < ACTION_KEYS_MAX && keymap->keys[action][k]; k++) {
        buf_puts(out, k ? separator : "");
        keycode_format(keymap->keys[action][k], out);
    }
}

/* --- what the user wants ----------------------------------------------------- */

static enum action keymap_find_action(const char *name)
{
    enum action action = ACTION_NONE + 1;

    while (action < ACTION_COUNT_ && strcmp(action_get(action)->name, name) != 0)
        action++;
    return action;
}

static bool keymap_refuse(const struct config_key *wanted, struct buf *err)
{
    buf_addf(err, "%s:%u: [keys] %s: ", wanted->path, wanted->line, wanted->action);
    return false;
}

static bool keymap_refuse_action(const struct config_key *wanted, struct buf *err)
{
    const char *meant = NULL;
    struct nearest nearest;

    nearest_init(&nearest, wanted->action, strlen(wanted->action));
    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++)
        if (nearest_offer(&nearest, action_get(action)->name))
            meant = action_get(action)->name;
    keymap_refuse(wanted, err);
    if (meant)
        buf_addf(err, "no such action; did you mean %s?", meant);
    else
        buf_puts(err, "no such action; sensortop.conf(5) lists them all");
    return false;
}

/* The keys between commas. */
static bool keymap_parse(const struct config_key *wanted, int *keys, struct buf *err)
{
    static const char blanks[] = " \t";
    const char *at = wanted->keys;
    size_t n = 0;

    for (;;) {
        size_t len;

        at += strspn(at, blanks);
        len = strcspn(at, ", \t");
        if (n == ACTION_KEYS_MAX || !keycode_parse(at, len, &keys[n])) {
            keymap_refuse(wanted, err);
            if (n == ACTION_KEYS_MAX)
                buf_addf(err, "not more than %d keys: '%s'", ACTION_KEYS_MAX, wanted->keys);
            else
                buf_addf(err, "not a key such as x, F7, Ctrl-X, Space, Comma: '%.*s'", (int)len,
                         at);
            return false;
        }
        n++;
        at += len + strspn(at + len, blanks);
        if (!*at)
            return true;
        at += *at == ',';
    }
}

static bool keymap_take(struct keymap *keymap, const struct config_key *wanted, struct buf *err)
{
    enum action action = keymap_find_action(wanted->action);
    int keys[ACTION_KEYS_MAX] = { 0 };

    if (action == ACTION_COUNT_)
        return keymap_refuse_action(wanted, err);
    if (strcmp(wanted->keys, "none") == 0) {
        if (action == ACTION_QUIT) {
            keymap_refuse(wanted, err);
            buf_puts(err, "needs a key: 'none'");
            return false;
        }
    } else if (!keymap_parse(wanted, keys, err)) {
        return false;
    }
    memcpy(keymap->keys[action], keys, sizeof keys);
    return true;
}

/* The other action that the key has on one of the action's screens; ACTION_NONE when it has none.
 */
static enum action keymap_find_rival(const struct keymap *keymap, enum action action, int key)
{
    for (enum action rival = ACTION_NONE + 1; rival < ACTION_COUNT_; rival++)
        if (rival != action && action_get(rival)->screens & action_get(action)->screens &&
            keymap_has(keymap, rival, key))
            return rival;
    return ACTION_NONE;
}

static bool keymap_check(const struct keymap *keymap, const struct config_key *wanted,
                         struct buf *err)
{
    enum action action = keymap_find_action(wanted->action);

    for (size_t k = 0; k < ACTION_KEYS_MAX && keymap->keys[action][k]; k++) {
        int key = keymap->keys[action][k];
        enum action rival = keymap_find_rival(keymap, action, key);

        if (rival == ACTION_NONE)
            continue;
        keymap_refuse(wanted, err);
        keycode_format(key, err);
        buf_addf(err, " is a key of %s, too, which needs another one", action_get(rival)->name);
        return false;
    }
    return true;
}

bool keymap_make(struct keymap *keymap, const struct config_keys *wanted, struct buf *err)
{
    bool ok = true;

    keymap_init(keymap);
    for (size_t i = 0; ok && i < wanted->n; i++)
        ok = keymap_take(keymap, &wanted->items[i], err);
    for (size_t i = 0; ok && i < wanted->n; i++)
        ok = keymap_check(keymap, &wanted->items[i], err);
    return ok;
}
