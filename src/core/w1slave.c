/* SPDX-License-Identifier: MIT */
#include "core/w1slave.h"

#include "core/number.h"

#include <string.h>

/* Where the scratchpad of a DS18B20 holds what. */
enum { W1SLAVE_LOW, W1SLAVE_HIGH, W1SLAVE_COUNT = 6, W1SLAVE_BYTES = 9 };

enum { W1SLAVE_POWER_ON_LOW = 0x50, W1SLAVE_POWER_ON_HIGH = 0x05, W1SLAVE_POWER_ON_COUNT = 0x0c };

bool w1slave_is_power_on(double celsius)
{
    return celsius == 85;
}

static int w1slave_hex(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* "72 01 4b 46 7f ff 0e 10 57 " */
static bool w1slave_take_bytes(const char *text, size_t len, unsigned char bytes[W1SLAVE_BYTES])
{
    if (len < 3 * W1SLAVE_BYTES)
        return false;
    for (size_t i = 0; i < W1SLAVE_BYTES; i++, text += 3) {
        int high = w1slave_hex(text[0]);
        int low = w1slave_hex(text[1]);

        if (high < 0 || low < 0 || text[2] != ' ')
            return false;
        bytes[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

static bool w1slave_ends_with(const char *text, size_t len, const char *end)
{
    size_t n = strlen(end);

    return len >= n && memcmp(text + len - n, end, n) == 0;
}

static bool w1slave_is_zero(const unsigned char bytes[W1SLAVE_BYTES])
{
    unsigned char any = 0;

    for (size_t i = 0; i < W1SLAVE_BYTES; i++)
        any |= bytes[i];
    return !any;
}

/* "… t=21500": the milli-degrees, if that is what the line ends in. */
static bool w1slave_take_value(const char *text, size_t len, double *milli)
{
    static const char mark[] = " t=";
    const char *at = memmem(text, len, mark, strlen(mark));

    if (!at)
        return false;
    at += strlen(mark);
    return number_parse(at, (size_t)(text + len - at), milli);
}

bool w1slave_parse(const char *text, size_t len, struct w1slave *out, struct buf *why)
{
    unsigned char bytes[W1SLAVE_BYTES];
    const char *line_end = memchr(text, '\n', len);
    size_t first_len = line_end ? (size_t)(line_end - text) : len;
    double milli;

    if (!w1slave_take_bytes(text, first_len, bytes)) {
        buf_puts(why, "not the answer of a 1-wire thermometer");
    } else if (!w1slave_ends_with(text, first_len, " YES")) {
        buf_puts(why, "the CRC is wrong");
    } else if (w1slave_is_zero(bytes)) {
        buf_puts(why, "nothing but zeros: no power, or a short circuit");
    } else {
        const char *second = line_end ? line_end + 1 : text + len;
        size_t second_len = (size_t)(text + len - second);

        while (second_len && (second[second_len - 1] == '\n'))
            second_len--;
        if (w1slave_take_value(second, second_len, &milli)) {
            out->celsius = milli / 1000;
            out->is_measured = !w1slave_is_power_on(out->celsius) ||
                               (bytes[W1SLAVE_LOW] == W1SLAVE_POWER_ON_LOW &&
                                bytes[W1SLAVE_HIGH] == W1SLAVE_POWER_ON_HIGH &&
                                bytes[W1SLAVE_COUNT] != W1SLAVE_POWER_ON_COUNT);
            return true;
        }
        buf_puts(why, "no temperature after t=");
    }
    return false;
}
