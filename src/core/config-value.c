/* SPDX-License-Identifier: MIT */
#include "core/config-value.h"

#include "core/text.h"

#include <string.h>

#define CONFIG_VALUE_ESCAPED "\"\\;"

static int config_value_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c);

    return c && at ? (int)(at - digits) : -1;
}

/* What stands behind a backslash: the bytes it takes, 0 when it is none of ours. */
static size_t config_value_unescape(const char *escape, char *out)
{
    int high, low;

    *out = *escape;
    if (*escape && strchr(CONFIG_VALUE_ESCAPED, *escape))
        return 1;
    if (*escape != 'x')
        return 0;
    high = config_value_digit(escape[1]);
    low = high < 0 ? -1 : config_value_digit(escape[2]);
    if (low < 0)
        return 0;
    *out = (char)(high << 4 | low);
    return *out ? 3 : 0;
}

/* The text has quotes around it and none of its own inside that is not escaped. */
static bool config_value_is_quoted(const char *written, size_t len)
{
    size_t i = 1;

    if (len < 2 || written[0] != '"' || written[len - 1] != '"')
        return false;
    while (i < len - 1 && written[i] != '"')
        i += written[i] == '\\' ? 2 : 1;
    return i == len - 1;
}

bool config_value_parse(const char *written, struct buf *out, struct buf *why)
{
    size_t len = strlen(written);

    if (!config_value_is_quoted(written, len)) {
        buf_puts(out, written);
        return true;
    }
    for (size_t i = 1; i < len - 1; i++) {
        char byte = written[i];

        if (byte == '\\') {
            size_t taken = config_value_unescape(written + i + 1, &byte);

            if (!taken) {
                buf_addf(why, "in quotes a '\\' is not before one of \" \\ ; or xHH: '%s'",
                         written);
                return false;
            }
            i += taken;
        }
        buf_add(out, &byte, 1);
    }
    return true;
}

/* The door of `text` would not let it through as it is. */
static bool config_value_is_hostile(const char *text, size_t len)
{
    struct buf clean = { 0 };
    bool is_hostile;

    text_clean(&clean, text, len, SIZE_MAX);
    is_hostile = strcmp(buf_text(&clean), text) != 0;
    buf_finish(&clean);
    return is_hostile;
}

static bool config_value_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool config_value_needs_quotes(const char *text, size_t len)
{
    if (!len || config_value_is_blank(text[0]) || config_value_is_blank(text[len - 1]) ||
        text[0] == ';' || config_value_is_quoted(text, len))
        return true;
    for (size_t i = 1; i < len; i++)
        if (text[i] == ';' && config_value_is_blank(text[i - 1]))
            return true;
    return config_value_is_hostile(text, len);
}

/* The bytes of the code point there, 0 when the door would change it. */
static size_t config_value_clean_len(const char *text, size_t len)
{
    uint32_t code_point;
    size_t taken = text_decode(text, len, &code_point);
    struct buf one = { 0 };

    buf_add(&one, text, taken);
    if (taken && config_value_is_hostile(one.data, taken))
        taken = 0;
    buf_finish(&one);
    return taken;
}

static size_t config_value_add_quoted(const char *text, size_t len, struct buf *out)
{
    size_t taken = config_value_clean_len(text, len);

    if (!taken) {
        buf_addf(out, "\\x%02x", (unsigned char)*text);
        return 1;
    }
    if (strchr(CONFIG_VALUE_ESCAPED, *text))
        buf_puts(out, "\\");
    buf_add(out, text, taken);
    return taken;
}

void config_value_format(const char *text, struct buf *out)
{
    size_t len = strlen(text);
    size_t i = 0;

    if (!config_value_needs_quotes(text, len)) {
        buf_puts(out, text);
        return;
    }
    buf_puts(out, "\"");
    while (i < len)
        i += config_value_add_quoted(text + i, len - i, out);
    buf_puts(out, "\"");
}
