/* SPDX-License-Identifier: MIT
 *
 * Whatever bytes go through the door: what comes out is UTF-8, has nothing that
 * may not be shown, is as wide as was said, fits its columns, and does not
 * change when it goes through again.
 */
#include "fuzz.h"

#include "core/text-width.h"
#include "core/text.h"

#include <string.h>

static size_t shown_width(const struct buf *text)
{
    size_t width = 0;

    for (size_t i = 0; i < text->len;) {
        uint32_t code_point;
        size_t used = text_decode(text->data + i, text->len - i, &code_point);
        int cols;

        fuzz_check(used > 0);
        cols = text_width_of(code_point);
        fuzz_check(cols >= 0);
        width += (size_t)cols;
        i += used;
    }
    return width;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data + (size > 0);
    size_t len = size > 0 ? size - 1 : 0;
    size_t max_cols = size > 0 ? data[0] : 0;
    struct buf whole = { 0 }, again = { 0 }, cut = { 0 };

    text_clean(&whole, bytes, len, SIZE_MAX);
    fuzz_check(shown_width(&whole) == text_width(bytes, len));
    text_clean(&again, buf_text(&whole), whole.len, SIZE_MAX);
    fuzz_check(strcmp(buf_text(&again), buf_text(&whole)) == 0);
    text_clean(&cut, bytes, len, max_cols);
    fuzz_check(shown_width(&cut) <= max_cols);
    buf_finish(&whole);
    buf_finish(&again);
    buf_finish(&cut);
    return 0;
}
