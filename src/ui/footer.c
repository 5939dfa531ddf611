/* SPDX-License-Identifier: MIT */
#include "ui/footer.h"

#include "core/text.h"

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

/* 0: it is not there. */
static int footer_measure(const struct keymap *keymap, enum action action)
{
    const char *label = action_get(action)->label;
    struct buf key = { 0 };
    int cols = 0;

    if (label && keymap->keys[action][0]) {
        footer_format_key(keymap->keys[action][0], &key);
        cols = (int)(text_width(key.data, key.len) + strlen(label));
    }
    buf_finish(&key);
    return cols;
}

static void footer_draw_action(const struct keymap *keymap, enum action action,
                               struct canvas *canvas, int row, int col)
{
    struct buf key = { 0 };

    footer_format_key(keymap->keys[action][0], &key);
    col += canvas_puts(canvas, row, col, STYLE_KEY, buf_text(&key));
    canvas_puts(canvas, row, col, STYLE_LABEL, action_get(action)->label);
    buf_finish(&key);
}

void footer_draw(const struct keymap *keymap, unsigned screen, struct canvas *canvas, int row)
{
    int quit_cols = footer_measure(keymap, ACTION_QUIT);
    int col = 0;

    for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT_; a++) {
        int cols = action_get(a)->screens & screen ? footer_measure(keymap, a) : 0;
        int left_cols = canvas->cols - col - (a == ACTION_QUIT ? 0 : FOOTER_GAP_COLS + quit_cols);

        if (!cols || cols > left_cols)
            continue;
        footer_draw_action(keymap, a, canvas, row, col);
        col += cols + FOOTER_GAP_COLS;
    }
}
