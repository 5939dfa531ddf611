/* SPDX-License-Identifier: MIT
 *
 * The names of all actions and their keys, as sensortop.conf.5 has them. For docs.sh.
 */
#include "ui/keymap.h"

#include <stdio.h>

int main(void)
{
    struct keymap keymap;

    keymap_init(&keymap);
    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++) {
        struct buf keys = { 0 };

        keymap_format(&keymap, action, ", ", &keys);
        printf(".It %s\n", action_get(action)->name);
        for (const char *c = buf_text(&keys); *c; c++)
            printf(*c == '\\' ? "\\e" : c == keys.data && *c == '\'' ? "\\(aq" : "%c", *c);
        printf("\n");
        buf_finish(&keys);
    }
    return 0;
}
