/* SPDX-License-Identifier: MIT */
#include "ui/payload-text.h"

/* Steps over one byte; true inside a string, its quotes included. */
static bool payload_text_step(char byte, bool *in_string, bool *escaped)
{
    bool was_in = *in_string;

    if (byte == '"' && !*escaped)
        *in_string = !*in_string;
    *escaped = was_in && byte == '\\' && !*escaped;
    return was_in || *in_string;
}

static void payload_text_add(const struct payload *payload, struct buf *out)
{
    bool in_string = false, escaped = false;

    for (size_t i = 0; i < payload->kept_bytes; i++) {
        char byte = payload->bytes[i];
        bool is_text = payload_text_step(byte, &in_string, &escaped);
        bool is_last = i + 1 == payload->kept_bytes;

        buf_add(out, &byte, 1);
        if (!is_text && (byte == ',' || byte == ':') && !is_last && payload->bytes[i + 1] != ' ')
            buf_puts(out, " ");
    }
}

void payload_text_format(const struct payload *payload, struct buf *out)
{
    struct buf raw = { 0 };

    payload_text_add(payload, &raw);
    text_clean(out, buf_text(&raw), raw.len, SIZE_MAX);
    if (payload->kept_bytes < payload->len_bytes)
        buf_puts(out, theme_glyph(GLYPH_MORE, false));
    buf_finish(&raw);
}
