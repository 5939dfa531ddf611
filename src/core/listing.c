/* SPDX-License-Identifier: MIT */
#include "core/listing.h"

#include "core/text.h"

enum { LISTING_GAP_COLS = 2 };

static size_t listing_width(const struct buf *cell)
{
    return text_width(buf_text(cell), cell->len);
}

void listing_measure(size_t *widths, const struct buf *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t cols = listing_width(&cells[i]);

        widths[i] = cols > widths[i] ? cols : widths[i];
    }
}

void listing_add_row(struct buf *out, const size_t *widths, const struct buf *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t pad_cols = widths[i] - listing_width(&cells[i]) + LISTING_GAP_COLS;

        buf_puts(out, buf_text(&cells[i]));
        buf_addf(out, "%*s", i + 1 < n ? (int)pad_cols : 0, "");
    }
    buf_puts(out, "\n");
}
