/* SPDX-License-Identifier: MIT */
#include "io/term-input.h"

#include "core/text.h"

#include <string.h>

enum {
    INPUT_ESC = 0x1b,
    INPUT_BEL = 0x07,
    INPUT_DEL = 0x7f,
    INPUT_ST_FINAL = '\\',
    INPUT_X10_BYTES = 6, /* ESC [ M, button, column, row */
    INPUT_X10_OFFSET = 32,
    INPUT_PARAMETERS = 3,
};

/* Buttons of xterm's mouse reports. */
enum {
    INPUT_BUTTON_1 = 0,
    INPUT_BUTTON_RELEASE = 3,
    INPUT_BUTTON_MODIFIERS = 4 | 8 | 16,
    INPUT_WHEEL_UP = 64,
    INPUT_WHEEL_DOWN = 65,
};

/* What was read off the front: how many bytes, and which key. */
struct input_token {
    size_t len; /* 0: the rest has not come yet */
    int key;    /* KEYCODE_NONE: dropped */
};

/* CSI and SS3 with a letter, and CSI number ~. */
static const struct {
    char final;
    int number;
    int key;
} input_sequences[] = {
    { 'A', 0, KEYCODE_UP },       { 'B', 0, KEYCODE_DOWN },     { 'C', 0, KEYCODE_RIGHT },
    { 'D', 0, KEYCODE_LEFT },     { 'H', 0, KEYCODE_HOME },     { 'F', 0, KEYCODE_END },
    { 'M', 0, KEYCODE_ENTER }, /* of the keypad; SS3 alone */
    { 'Z', 0, KEYCODE_BACK_TAB }, { 'P', 0, KEYCODE_F1 },       { 'Q', 0, KEYCODE_F1 + 1 },
    { 'R', 0, KEYCODE_F1 + 2 },   { 'S', 0, KEYCODE_F1 + 3 },   { '~', 1, KEYCODE_HOME },
    { '~', 4, KEYCODE_END },      { '~', 5, KEYCODE_PAGE_UP },  { '~', 6, KEYCODE_PAGE_DOWN },
    { '~', 7, KEYCODE_HOME },     { '~', 8, KEYCODE_END },      { '~', 11, KEYCODE_F1 },
    { '~', 12, KEYCODE_F1 + 1 },  { '~', 13, KEYCODE_F1 + 2 },  { '~', 14, KEYCODE_F1 + 3 },
    { '~', 15, KEYCODE_F1 + 4 },  { '~', 17, KEYCODE_F1 + 5 },  { '~', 18, KEYCODE_F1 + 6 },
    { '~', 19, KEYCODE_F1 + 7 },  { '~', 20, KEYCODE_F1 + 8 },  { '~', 21, KEYCODE_F1 + 9 },
    { '~', 23, KEYCODE_F1 + 10 }, { '~', 24, KEYCODE_F1 + 11 },
};

void term_input_add_key(struct term_input *input, const char *bytes, int key)
{
    if (!bytes || strlen(bytes) < 2 || strlen(bytes) >= TERM_INPUT_KEY_BYTES ||
        input->n_keys == TERM_INPUT_KEYS)
        return;
    memcpy(input->keys[input->n_keys].bytes, bytes, strlen(bytes) + 1);
    input->keys[input->n_keys++].key = key;
}

size_t term_input_feed(struct term_input *input, const char *bytes, size_t len)
{
    size_t room = sizeof input->bytes - input->len;

    if (len > room)
        len = room;
    memcpy(input->bytes + input->len, bytes, len);
    input->len += len;
    return len;
}

bool term_input_is_waiting(const struct term_input *input)
{
    return input->len > 0 || input->in_string;
}

/* --- sequences -------------------------------------------------------------- */

static int input_find_sequence(char final, int number)
{
    for (size_t i = 0; i < sizeof input_sequences / sizeof *input_sequences; i++)
        if (input_sequences[i].final == final && input_sequences[i].number == number)
            return input_sequences[i].key;
    return KEYCODE_NONE;
}

/* Decimal numbers between semicolons; what is missing is 0. Returns where they end. */
static const char *input_parameters(const char *at, const char *end, int *out)
{
    for (size_t i = 0; i < INPUT_PARAMETERS; i++)
        out[i] = 0;
    for (size_t i = 0; at < end; at++)
        if (*at == ';')
            i++;
        else if (*at < '0' || *at > '9')
            break;
        else if (i < INPUT_PARAMETERS && out[i] < TERM_INPUT_CELLS_MAX)
            out[i] = out[i] * 10 + (*at - '0');
    return at;
}

static int input_mouse(struct term_input *input, int button, int col, int row)
{
    static const struct {
        int button;
        enum mouse_kind kind;
    } rows[] = {
        { INPUT_BUTTON_1, MOUSE_CLICK },
        { INPUT_WHEEL_UP, MOUSE_WHEEL_UP },
        { INPUT_WHEEL_DOWN, MOUSE_WHEEL_DOWN },
    };

    if (col < 1 || col > TERM_INPUT_CELLS_MAX || row < 1 || row > TERM_INPUT_CELLS_MAX)
        return KEYCODE_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].button == (button & ~INPUT_BUTTON_MODIFIERS)) {
            input->mouse = (struct mouse){ rows[i].kind, row - 1, col - 1 };
            return KEYCODE_MOUSE;
        }
    return KEYCODE_NONE;
}

/* ESC [ M and three bytes: terminals that do not know mode 1006. */
static struct input_token input_take_x10(struct term_input *input)
{
    const unsigned char *bytes = (const unsigned char *)input->bytes + 3;
    struct input_token token = { INPUT_X10_BYTES, KEYCODE_NONE };

    if (input->len < INPUT_X10_BYTES)
        return (struct input_token){ 0 };
    token.key = input_mouse(input, bytes[0] - INPUT_X10_OFFSET, bytes[1] - INPUT_X10_OFFSET,
                            bytes[2] - INPUT_X10_OFFSET);
    return token;
}

/* ESC [, private marks, parameters, intermediates, a final byte. Modifiers (ESC [ 1 ; 5 A) are
 * passed over. A byte that has no place in it ends it. */
static struct input_token input_take_csi(struct term_input *input)
{
    const char *begin = input->bytes + 2, *end = input->bytes + input->len;
    const char *at = begin;
    int numbers[INPUT_PARAMETERS];
    struct input_token token = { 0 };

    while (at < end && *at >= 0x20 && *at <= 0x3f)
        at++;
    if (at == end)
        return token;
    if (at == begin && *at == 'M')
        return input_take_x10(input);
    if (at == begin && *at == '[') /* TERM=linux: ESC [ [ A is F1 */
        return (struct input_token){ input->len > 3 ? 4 : 0,
                                     at + 1 < end && at[1] >= 'A' && at[1] <= 'E'
                                         ? KEYCODE_F1 + at[1] - 'A'
                                         : KEYCODE_NONE };
    token.len = (size_t)(at - input->bytes) + (*at >= 0x40 && *at <= 0x7e);
    if (*begin == '<' && *at == 'M' && input_parameters(begin + 1, at, numbers) == at)
        token.key = input_mouse(input, numbers[0], numbers[1], numbers[2]);
    else if (input_parameters(begin, at, numbers) == at && *at != 'M')
        token.key = input_find_sequence(*at, *at == '~' || numbers[0] > 1 ? numbers[0] : 0);
    return token;
}

static struct input_token input_take_ss3(const struct term_input *input)
{
    if (input->len < 3)
        return (struct input_token){ 0 };
    return (struct input_token){ 3, input_find_sequence(input->bytes[2], 0) };
}

/* Up to BEL or ESC \; the ESC of another sequence ends it, too, and is left. */
static struct input_token input_take_string(struct term_input *input, size_t from)
{
    size_t i = from;

    while (i < input->len && input->bytes[i] != INPUT_BEL && input->bytes[i] != INPUT_ESC)
        i++;
    /* The byte that tells which ESC it is has not come yet. */
    input->in_string = i == input->len || (input->bytes[i] == INPUT_ESC && i + 1 == input->len);
    if (input->in_string)
        return (struct input_token){ i, KEYCODE_NONE };
    if (input->bytes[i] == INPUT_BEL)
        return (struct input_token){ i + 1, KEYCODE_NONE };
    return (struct input_token){ input->bytes[i + 1] == INPUT_ST_FINAL ? i + 2 : i, KEYCODE_NONE };
}

/* As terminfo describes it. A key, and no bytes: it may become that one. */
static struct input_token input_take_described(const struct term_input *input)
{
    struct input_token token = { 0 };

    for (size_t i = 0; i < input->n_keys; i++) {
        size_t len = strlen(input->keys[i].bytes);
        size_t n = len < input->len ? len : input->len;

        if (memcmp(input->bytes, input->keys[i].bytes, n) != 0)
            continue;
        token.key = input->keys[i].key;
        if (n == len)
            return (struct input_token){ len, token.key };
    }
    return token;
}

static struct input_token input_take_escape(struct term_input *input)
{
    const struct input_token escape = { 1, KEYCODE_ESCAPE };
    struct input_token token = input_take_described(input);

    if (token.key != KEYCODE_NONE || input->len == 1)
        return token;
    switch (input->bytes[1]) {
    case '[': return input_take_csi(input);
    case 'O': return input_take_ss3(input);
    case 'P':
    case 'X':
    case ']':
    case '^':
    case '_': return input->len == 2 ? (struct input_token){ 0 } : input_take_string(input, 2);
    default: return escape; /* and what follows, Alt or not */
    }
}

/* --- characters ------------------------------------------------------------- */

static struct input_token input_take_character(const struct term_input *input, bool is_all)
{
    struct input_token token = { 1, KEYCODE_NONE };
    uint32_t code_point = (unsigned char)input->bytes[0];
    size_t wanted = code_point >= 0xf0 ? 4 : code_point >= 0xe0 ? 3 : code_point >= 0xc2 ? 2 : 1;
    size_t len = text_decode(input->bytes, input->len, &code_point);

    switch (input->bytes[0]) {
    case '\r':
    case '\n': token.key = KEYCODE_ENTER; return token;
    case '\t': token.key = KEYCODE_TAB; return token;
    case '\b':
    case INPUT_DEL: token.key = KEYCODE_BACKSPACE; return token;
    default: break;
    }
    if (!len && input->len < wanted && !is_all)
        return (struct input_token){ 0 };
    if (!len)
        return token;
    token.len = len;
    if (code_point < 0x80 || code_point >= 0xa0) /* C1 is nobody's key */
        token.key = (int)code_point;
    return token;
}

static struct input_token input_take(struct term_input *input, bool is_all)
{
    struct input_token token = { 0 };

    if (input->in_string) {
        token = input_take_string(input, 0);
        input->in_string &= !is_all;
        if (token.len || input->in_string)
            return token;
    }
    if (input->bytes[0] != INPUT_ESC)
        return input_take_character(input, is_all);
    token = input_take_escape(input);
    /* A sequence that nobody completes: the key itself when nothing but that (or Alt and a key) has
     * come, else a scrap. */
    if (!token.len && (is_all || input->len == sizeof input->bytes))
        token = input->len <= 2 ? (struct input_token){ 1, KEYCODE_ESCAPE }
                                : (struct input_token){ input->len, KEYCODE_NONE };
    return token;
}

int term_input_next(struct term_input *input, bool is_all)
{
    if (is_all && !input->len)
        input->in_string = false;
    while (input->len > 0) {
        struct input_token token = input_take(input, is_all);

        if (!token.len)
            return KEYCODE_NONE;
        input->len -= token.len;
        memmove(input->bytes, input->bytes + token.len, input->len);
        if (token.key != KEYCODE_NONE)
            return token.key;
    }
    return KEYCODE_NONE;
}
