/* SPDX-License-Identifier: MIT */
#include "ui/keycode.h"

#include "core/text.h"

#include <string.h>

// clang-format off
static const struct { int key; const char *name; } keycode_names[] = {
    { KEYCODE_UP,        "Up" },
    { KEYCODE_DOWN,      "Down" },
    { KEYCODE_LEFT,      "Left" },
    { KEYCODE_RIGHT,     "Right" },
    { KEYCODE_PAGE_UP,   "PgUp" },
    { KEYCODE_PAGE_DOWN, "PgDn" },
    { KEYCODE_HOME,      "Home" },
    { KEYCODE_END,       "End" },
    { KEYCODE_ENTER,     "Enter" },
    { KEYCODE_TAB,       "Tab" },
    { KEYCODE_BACK_TAB,  "Shift-Tab" },
    { KEYCODE_BACKSPACE, "Backspace" },
    { KEYCODE_ESCAPE,    "Esc" },
    { ' ',               "Space" },
    { ',',               "Comma" },
};
// clang-format on

static const char *keycode_name(int key)
{
    for (size_t i = 0; i < sizeof keycode_names / sizeof *keycode_names; i++)
        if (keycode_names[i].key == key)
            return keycode_names[i].name;
    return NULL;
}

void keycode_format(int key, struct buf *out)
{
    const char *name = keycode_name(key);

    if (name)
        buf_puts(out, name);
    else if (key >= KEYCODE_F1 && key <= KEYCODE_F12)
        buf_addf(out, "F%d", key - KEYCODE_F1 + 1);
    else if (key > 0 && key < ' ')
        buf_addf(out, "Ctrl-%c", key + '@');
    else if (key < 0x7f)
        buf_addf(out, "%c", key);
    else
        buf_addf(out, "U+%04X", (unsigned)key);
}

/* Ctrl with a letter, unless that is a signal (C, Z), or a key with a name of its own. */
static int keycode_parse_control(char letter)
{
    return letter >= 'A' && letter <= 'Z' && !strchr("CHIJMZ", letter) ? letter - '@' : 0;
}

static int keycode_parse_number(const char *text, size_t len)
{
    int number = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || i == 2)
            return 0;
        number = 10 * number + text[i] - '0';
    }
    return number;
}

bool keycode_parse(const char *text, size_t len, int *key)
{
    uint32_t code_point;

    *key = KEYCODE_NONE;
    for (size_t i = 0; i < sizeof keycode_names / sizeof *keycode_names; i++)
        if (strlen(keycode_names[i].name) == len && memcmp(keycode_names[i].name, text, len) == 0)
            *key = keycode_names[i].key;
    if (*key)
        return true;
    if (len == 6 && memcmp(text, "Ctrl-", 5) == 0)
        *key = keycode_parse_control(text[5]);
    else if (len > 1 && text[0] == 'F' && keycode_parse_number(text + 1, len - 1) <= 12)
        *key = keycode_parse_number(text + 1, len - 1) + KEYCODE_F1 - 1;
    else if (len && text_decode(text, len, &code_point) == len && code_point > ' ' &&
             (code_point < 0x7f || code_point > 0x9f))
        *key = (int)code_point;
    return *key && *key != KEYCODE_F1 - 1;
}
