/* SPDX-License-Identifier: MIT
 *
 * The key table as text, a row each: "F10, q", a tab, what it does. For docs.sh.
 */
#include "ui/action.h"
#include "ui/keycode.h"

#include <stdio.h>

int main(void)
{
    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++) {
        const struct action_row *row = action_get(action);
        struct buf keys = { 0 };

        for (size_t i = 0; i < ACTION_KEYS_MAX && row->keys[i]; i++) {
            if (i)
                buf_puts(&keys, ", ");
            keycode_format(row->keys[i], &keys);
        }
        printf("%s\t%s\n", buf_text(&keys), row->help);
        buf_finish(&keys);
    }
    return 0;
}
