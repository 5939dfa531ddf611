/* SPDX-License-Identifier: MIT */
#include "ui/footer.h"

#include <string.h>

enum { FOOTER_GAP_COLS = 1 };

/* "F1", "a ": a letter must not run into its label. */
static void footer_format_key(int key, struct buf *out)
{
    buf_clear(out);
    action_format_key(key, out);
    if (key < KEYCODE_F1 || key > KEYCODE_F12)
        buf_puts(out, " ");
}

static int footer_measure(const struct action_row *row)
{
    struct buf key = { 0 };
    int cols;

    footer_format_key(row->keys[0], &key);
    cols = (int)(key.len + strlen(row->label));
    buf_finish(&key);
    return cols;
}

static void footer_draw_row(const struct action_row *action, struct canvas *canvas, int row,
                            int col)
{
    struct buf key = { 0 };

    footer_format_key(action->keys[0], &key);
    col += canvas_puts(canvas, row, col, STYLE_KEY, buf_text(&key));
    canvas_puts(canvas, row, col, STYLE_LABEL, action->label);
    buf_finish(&key);
}

void footer_draw(unsigned screen, struct canvas *canvas, int row)
{
    int quit_cols = footer_measure(action_get(ACTION_QUIT));
    int col = 0;

    for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT_; a++) {
        const struct action_row *action = action_get(a);
        int left_cols = canvas->cols - col - (a == ACTION_QUIT ? 0 : FOOTER_GAP_COLS + quit_cols);

        if (!action->label || !(action->screens & screen) || footer_measure(action) > left_cols)
            continue;
        footer_draw_row(action, canvas, row, col);
        col += footer_measure(action) + FOOTER_GAP_COLS;
    }
}
