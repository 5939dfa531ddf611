/* SPDX-License-Identifier: MIT
 *
 * Whatever a terminal sends, cut anywhere: keys out of the table and no others, never more of them
 * than bytes, the mouse on the screen, and nothing that waits for ever.
 */
#include "fuzz.h"

#include "io/term-input.h"
#include "ui/keycode.h"

#include <stdbool.h>

static void check_key(const struct term_input *input, int key)
{
    bool is_character = key > 0 && key < KEYCODE_UP;

    fuzz_check(is_character || (key >= KEYCODE_UP && key <= KEYCODE_F12));
    fuzz_check(!(key >= 0x7f && key < 0xa0) && !(key >= 0xd800 && key < 0xe000));
    fuzz_check(key != KEYCODE_RESIZE && key != KEYCODE_HANGUP);
    if (key != KEYCODE_MOUSE)
        return;
    fuzz_check(input->mouse.row >= 0 && input->mouse.row < TERM_INPUT_CELLS_MAX);
    fuzz_check(input->mouse.col >= 0 && input->mouse.col < TERM_INPUT_CELLS_MAX);
}

static size_t take(struct term_input *input, bool is_all)
{
    size_t n = 0;
    int key;

    for (; (key = term_input_next(input, is_all)) != KEYCODE_NONE; n++)
        check_key(input, key);
    return n;
}

/* The first byte says how the rest is cut: into pieces of so many bytes, 0 all at once. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct term_input input = { 0 };
    size_t piece, n_keys = 0;

    if (size < 1)
        return 0;
    piece = data[0] ? data[0] : size;
    term_input_add_key(&input, "\033OA", KEYCODE_UP);
    term_input_add_key(&input, "\033[24;5~", KEYCODE_F12);
    for (size_t at = 1; at < size;) {
        size_t len = size - at < piece ? size - at : piece;
        size_t taken = term_input_feed(&input, (const char *)data + at, len);

        fuzz_check(taken > 0);
        at += taken;
        n_keys += take(&input, false);
        fuzz_check(input.len < TERM_INPUT_BYTES);
    }
    n_keys += take(&input, true);
    fuzz_check(!term_input_is_waiting(&input));
    fuzz_check(n_keys < size);
    return 0;
}
