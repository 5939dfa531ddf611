/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

void view_add_more(const struct view_context *context, enum style style, struct line *line)
{
    int key = context->keymap->keys[ACTION_PAGE_DOWN][0];

    if (!key)
        return;
    keycode_format(key, &line->text);
    buf_puts(&line->text, ": more");
    line_end_part(line, (struct line_part){ .style = style, .rank = 1, .right = true });
}
