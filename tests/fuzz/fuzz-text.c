/* SPDX-License-Identifier: MIT
 *
 * Whatever bytes go through the door: what comes out is UTF-8 (by a second
 * opinion), has nothing that may not be shown, is as wide as was said, fits its
 * columns or bytes, and does not change when it goes through again.
 */
#include "fuzz.h"

#include "core/text-width.h"
#include "core/text.h"
#include "judge.h"

#include <string.h>

/* What does harm on a terminal, without looking into the program's own table: controls, BiDi,
 * zero-width, tags, private use, non-characters. */
static bool is_harmful(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f) || cp == 0xad || cp == 0x61c || cp == 0x180e ||
           (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
           (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb) ||
           (cp >= 0xe0000 && cp <= 0xe0fff) || (cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xf0000 ||
           cp % 0x10000 >= 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef);
}

static size_t shown_width(const char *text, size_t len)
{
    size_t width = 0;
    unsigned marks = 0;

    for (size_t i = 0; i < len;) {
        uint32_t cp;
        size_t used = judge_utf8((const uint8_t *)text + i, len - i, &cp);
        int cols;

        fuzz_check(used > 0 && !is_harmful(cp));
        cols = text_width_of(cp);
        fuzz_check(cols >= 0 && cols <= 2);
        marks = cols ? 0 : marks + 1;
        fuzz_check(marks <= TEXT_MARKS_MAX && (i > 0 || cols > 0));
        width += (size_t)cols;
        i += used;
    }
    return width;
}

static void check_copy(const char *bytes, size_t len, size_t cap)
{
    char copy[256 + 4];

    memset(copy, 'x', sizeof copy);
    text_copy(copy, cap, bytes, len);
    fuzz_check(memchr(copy, '\0', cap) != NULL);
    shown_width(copy, strlen(copy));
}

static void check_quote(const char *bytes, size_t len)
{
    struct buf quote = { 0 };

    text_quote_json(&quote, bytes, len);
    fuzz_check(judge_json(quote.data, quote.len, NULL, NULL).is_json && quote.data[0] == '"');
    shown_width(quote.data, quote.len);
    buf_finish(&quote);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data + (size > 0);
    size_t len = size > 0 ? size - 1 : 0;
    size_t max = size > 0 ? data[0] : 0;
    struct buf whole = { 0 }, again = { 0 }, cut = { 0 };

    text_clean(&whole, bytes, len, SIZE_MAX);
    fuzz_check(shown_width(whole.data, whole.len) == text_width(bytes, len));
    text_clean(&again, buf_text(&whole), whole.len, SIZE_MAX);
    fuzz_check(strcmp(buf_text(&again), buf_text(&whole)) == 0);
    text_clean(&cut, bytes, len, max);
    fuzz_check(shown_width(cut.data, cut.len) <= max);
    if (text_width(bytes, len) <= max)
        fuzz_check(strcmp(buf_text(&cut), buf_text(&whole)) == 0);
    check_copy(bytes, len, 4 + max);
    check_quote(bytes, len);
    buf_finish(&whole);
    buf_finish(&again);
    buf_finish(&cut);
    return 0;
}
