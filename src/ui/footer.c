/* SPDX-License-Identifier: MIT */
#include "ui/footer.h"

#include "core/text.h"

#include <assert.h>
#include <string.h>

enum { FOOTER_GAP_COLS = 1 };

/* "F1", "a ": a letter must not run into its label. */
static void footer_format_key(int key, struct buf *out)
{
    buf_clear(out);
    keycode_format(key, out);
    if (key < KEYCODE_F1 || key > KEYCODE_F12)
        buf_puts(out, " ");
}

static int footer_measure(const struct footer_item *item)
{
    struct buf key = { 0 };
    int cols;

    footer_format_key(item->key, &key);
    cols = (int)(text_width(key.data, key.len) + strlen(item->label));
    buf_finish(&key);
    return cols;
}

void footer_add(struct footer *footer, int key, const char *label)
{
    assert(footer->n < ACTION_COUNT_);
    footer->items[footer->n++] = (struct footer_item){ key, label };
}

void footer_add_screen(struct footer *footer, const struct keymap *keymap, unsigned screen)
{
    for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT_; a++) {
        const struct action_row *row = action_get(a);

        if (row->label && row->screens & screen && keymap->keys[a][0])
            footer_add(footer, keymap->keys[a][0], row->label);
    }
}

/* Where each begins; -1: there is no room for it. */
static void footer_layout(const struct footer *footer, int screen_cols, int cols[ACTION_COUNT_])
{
    int last_cols = footer->n ? footer_measure(&footer->items[footer->n - 1]) : 0;
    int col = 0;

    for (size_t i = 0; i < footer->n; i++) {
        int width_cols = footer_measure(&footer->items[i]);
        int kept_cols = i + 1 == footer->n ? 0 : FOOTER_GAP_COLS + last_cols;

        cols[i] = -1;
        if (width_cols > screen_cols - col - kept_cols)
            continue;
        cols[i] = col;
        col += width_cols + FOOTER_GAP_COLS;
    }
}

void footer_draw(const struct footer *footer, struct canvas *canvas, int row)
{
    int cols[ACTION_COUNT_];
    struct buf key = { 0 };

    footer_layout(footer, canvas->cols, cols);
    for (size_t i = 0; i < footer->n; i++) {
        const struct footer_item *item = &footer->items[i];

        if (cols[i] < 0)
            continue;
        footer_format_key(item->key, &key);
        cols[i] += canvas_puts(canvas, row, cols[i], STYLE_KEY, buf_text(&key));
        canvas_puts(canvas, row, cols[i], STYLE_LABEL, item->label);
    }
    buf_finish(&key);
}

int footer_find(const struct footer *footer, int screen_cols, int col)
{
    int cols[ACTION_COUNT_];

    footer_layout(footer, screen_cols, cols);
    for (size_t i = 0; i < footer->n; i++)
        if (cols[i] >= 0 && col >= cols[i] && col < cols[i] + footer_measure(&footer->items[i]))
            return footer->items[i].key;
    return 0;
}
