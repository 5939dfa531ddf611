/* SPDX-License-Identifier: MIT */
#include "io/term-keyboard.h"

#include "io/await.h"
#include "io/term-caps.h"

#include <errno.h>
#include <unistd.h>

enum { TERM_KEYBOARD_ESCAPE_DELAY_MS = 25 };

/* Beyond the usual ones of term-input. */
static const struct {
    const char *name;
    int key;
} term_keyboard_keys[] = {
    { "kcuu1", KEYCODE_UP },    { "kcud1", KEYCODE_DOWN },  { "kcub1", KEYCODE_LEFT },
    { "kcuf1", KEYCODE_RIGHT }, { "kpp", KEYCODE_PAGE_UP }, { "knp", KEYCODE_PAGE_DOWN },
    { "khome", KEYCODE_HOME },  { "kend", KEYCODE_END },    { "kfnd", KEYCODE_HOME },
    { "kslt", KEYCODE_END },    { "kent", KEYCODE_ENTER },  { "kbs", KEYCODE_BACKSPACE },
    { "kf1", KEYCODE_F1 },      { "kf2", KEYCODE_F1 + 1 },  { "kf3", KEYCODE_F1 + 2 },
    { "kf4", KEYCODE_F1 + 3 },  { "kf5", KEYCODE_F1 + 4 },  { "kf6", KEYCODE_F1 + 5 },
    { "kf7", KEYCODE_F1 + 6 },  { "kf8", KEYCODE_F1 + 7 },  { "kf9", KEYCODE_F1 + 8 },
    { "kf10", KEYCODE_F1 + 9 },
};

void term_keyboard_init(struct term_keyboard *keyboard)
{
    *keyboard = (struct term_keyboard){ 0 };
    for (size_t i = 0; i < sizeof term_keyboard_keys / sizeof *term_keyboard_keys; i++)
        term_input_add_key(&keyboard->input, term_caps_key(term_keyboard_keys[i].name),
                           term_keyboard_keys[i].key);
}

/* Reads what is there, or comes within the time. False: nothing. */
static bool term_keyboard_read(struct term_keyboard *keyboard, int timeout_ms)
{
    struct pollfd pfd = { .fd = STDIN_FILENO, .events = POLLIN };
    char bytes[TERM_INPUT_BYTES];
    size_t room = sizeof bytes - keyboard->input.len;
    ssize_t n;

    if (room == 0 || await(&pfd, 1, timeout_ms) != 1)
        return false;
    n = read(STDIN_FILENO, bytes, room);
    if (n > 0)
        term_input_feed(&keyboard->input, bytes, (size_t)n);
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        keyboard->is_at_end = true;
    return n > 0;
}

int term_keyboard_next(struct term_keyboard *keyboard)
{
    int key = term_input_next(&keyboard->input, false);

    while (key == KEYCODE_NONE) {
        if (term_keyboard_read(keyboard, term_input_is_waiting(&keyboard->input)
                                             ? TERM_KEYBOARD_ESCAPE_DELAY_MS
                                             : 0))
            key = term_input_next(&keyboard->input, false);
        else if (term_input_is_waiting(&keyboard->input))
            key = term_input_next(&keyboard->input, true);
        else
            return keyboard->is_at_end ? KEYCODE_HANGUP : KEYCODE_NONE;
    }
    return key;
}
