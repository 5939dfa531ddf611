/* SPDX-License-Identifier: MIT */
#include "core/number.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest "%.*f": DBL_MAX, a sign, a point, decimals, a NUL. */
enum { NUMBER_DECIMALS_MAX = 20, NUMBER_BYTES = DBL_MAX_10_EXP + NUMBER_DECIMALS_MAX + 8 };

/* Powers of ten and whole numbers up to 2^53 are exact doubles, so one operation on them rounds
 * correctly (W. D. Clinger, 1990). */
enum { NUMBER_EXACT_POWER = 22, NUMBER_EXACT_DIGITS = 15 };

/* Values below it, with so few decimals: what most of a screen is made of, and no work for printf.
 */
enum { NUMBER_SHORT_MAX = 1000000, NUMBER_SHORT_DECIMALS = 3 };

/* No longer decimal than this many digits needs an exponent beyond it. */
enum { NUMBER_EXPONENT_MAX = 100000000 };

static size_t number_digits(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

/* A number by RFC 8259 section 6, taken apart. */
struct number_parts {
    const char *whole;
    size_t whole_len;
    const char *fraction;
    size_t fraction_len;
    const char *exponent; /* its digits */
    size_t exponent_len;
    bool negative;
    bool exponent_negative;
    size_t len; /* of all of it; 0: no number */
};

static struct number_parts number_split(const char *text, size_t len)
{
    struct number_parts parts = { .negative = len && text[0] == '-' };
    size_t at = parts.negative;
    size_t digits = number_digits(text + at, len - at);

    if (!digits)
        return (struct number_parts){ 0 };
    parts.whole = text + at;
    parts.whole_len = *parts.whole == '0' ? 1 : digits;
    parts.len = at += parts.whole_len;
    digits = at < len && text[at] == '.' ? number_digits(text + at + 1, len - at - 1) : 0;
    if (digits) {
        parts.fraction = text + at + 1;
        parts.fraction_len = digits;
        parts.len = at += 1 + digits;
    }
    if (at >= len || (text[at] | 0x20) != 'e')
        return parts;
    at++;
    parts.exponent_negative = at < len && text[at] == '-';
    at += at < len && (text[at] == '-' || text[at] == '+');
    digits = number_digits(text + at, len - at);
    if (digits) {
        parts.exponent = text + at;
        parts.exponent_len = digits;
        parts.len = at + digits;
    }
    return parts;
}

size_t number_span(const char *text, size_t len)
{
    return number_split(text, len).len;
}

/* The power of ten that belongs to whole and fraction written as one integer. */
static long number_power(const struct number_parts *parts)
{
    long power = 0;

    for (size_t i = 0; i < parts->exponent_len && power < NUMBER_EXPONENT_MAX; i++)
        power = power * 10 + (parts->exponent[i] - '0');
    return (parts->exponent_negative ? -power : power) - (long)parts->fraction_len;
}

static double number_convert_short(const struct number_parts *parts, long power)
{
    static const double powers[NUMBER_EXACT_POWER + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    };
    int64_t digits = 0;

    for (size_t i = 0; i < parts->whole_len; i++)
        digits = digits * 10 + (parts->whole[i] - '0');
    for (size_t i = 0; i < parts->fraction_len; i++)
        digits = digits * 10 + (parts->fraction[i] - '0');
    return power < 0 ? (double)digits / powers[-power] : (double)digits * powers[power];
}

/* strtod reads the decimal point of the user's locale: it gets none to read. */
static double number_convert_long(const struct number_parts *parts, long power)
{
    struct buf plain = { 0 };
    double value;

    buf_add(&plain, parts->whole, parts->whole_len);
    buf_add(&plain, parts->fraction, parts->fraction_len);
    buf_addf(&plain, "e%ld", power);
    value = strtod(buf_text(&plain), NULL);
    buf_finish(&plain);
    return value;
}

bool number_parse(const char *text, size_t len, double *out)
{
    struct number_parts parts = number_split(text, len);
    double value;
    long power;

    if (!parts.len || parts.len != len)
        return false;
    power = number_power(&parts);
    if (parts.whole_len + parts.fraction_len <= NUMBER_EXACT_DIGITS &&
        labs(power) <= NUMBER_EXACT_POWER)
        value = number_convert_short(&parts, power);
    else
        value = number_convert_long(&parts, power);
    if (!isfinite(value))
        return false;
    *out = parts.negative ? -value : value;
    return true;
}

bool number_parse_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
    bool negative = text[0] == '-';
    const char *digits = text + (text[0] == '-' || text[0] == '+');
    size_t len = strlen(digits);
    int64_t value = 0;

    if (!len || number_digits(digits, len) != len)
        return false;
    for (size_t i = 0; i < len; i++) {
        int digit = negative ? '0' - digits[i] : digits[i] - '0';

        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    if (value < min || value > max)
        return false;
    *out = value;
    return true;
}

/* Appends what printf made of a finite number: the locale's decimal point, whatever bytes that is,
 * becomes '.', and zero loses its sign. */
static void number_add(struct buf *out, const char *text)
{
    bool has_sign = text[0] == '-';
    const char *digits = text + has_sign;
    size_t whole = number_digits(digits, strlen(digits));
    const char *rest = digits + whole;

    if (has_sign && strpbrk(text, "123456789"))
        buf_puts(out, "-");
    buf_add(out, digits, whole);
    if (*rest && *rest != 'e') {
        buf_puts(out, ".");
        rest += strcspn(rest, "0123456789");
    }
    buf_puts(out, rest);
}

/* At least so many of them. */
static void number_add_digits(struct buf *out, uint64_t n, int least)
{
    char text[NUMBER_DECIMALS_MAX + 1];
    char *at = text + sizeof text;

    for (; n || least > 0; n /= 10, least--)
        *--at = (char)('0' + n % 10);
    buf_add(out, at, (size_t)(text + sizeof text - at));
}

void number_format_int(struct buf *out, int64_t value)
{
    if (value < 0)
        buf_puts(out, "-");
    number_add_digits(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
}

/* As printf does, halves to even: fma() tells what is left above the half without rounding it to
 * the other side. */
static void number_format_short(struct buf *out, double value, int decimals)
{
    static const int64_t powers[NUMBER_SHORT_DECIMALS + 1] = { 1, 10, 100, 1000 };
    int64_t power = powers[decimals];
    int64_t n = (int64_t)(fabs(value) * (double)power);
    double left = fma(fabs(value), (double)power, -((double)n + 0.5));

    n += left > 0 || (left == 0 && n % 2);
    if (value < 0 && n)
        buf_puts(out, "-");
    number_format_int(out, n / power);
    if (decimals) {
        buf_puts(out, ".");
        number_add_digits(out, (uint64_t)(n % power), decimals);
    }
}

void number_format(struct buf *out, double value, int decimals)
{
    char text[NUMBER_BYTES];

    assert(isfinite(value) && decimals >= 0 && decimals <= NUMBER_DECIMALS_MAX);
    if (decimals <= NUMBER_SHORT_DECIMALS && fabs(value) < NUMBER_SHORT_MAX) {
        number_format_short(out, value, decimals);
        return;
    }
    snprintf(text, sizeof text, "%.*f", decimals, value);
    number_add(out, text);
}

/* With so few decimals that there is no shorter way to say it, or false. */
static bool number_format_exact_short(struct buf *out, double value)
{
    static const double powers[NUMBER_SHORT_DECIMALS + 1] = { 1, 10, 100, 1000 };
    int decimals = 0;

    if (!(fabs(value) < NUMBER_SHORT_MAX))
        return false;
    while (decimals <= NUMBER_SHORT_DECIMALS &&
           rint(value * powers[decimals]) / powers[decimals] != value)
        decimals++;
    if (decimals > NUMBER_SHORT_DECIMALS)
        return false;
    number_format_short(out, value, decimals);
    return true;
}

void number_format_exact(struct buf *out, double value)
{
    size_t start = out->len;
    double again;

    assert(isfinite(value));
    if (number_format_exact_short(out, value))
        return;
    for (int digits = DBL_DIG; digits <= DBL_DECIMAL_DIG; digits++) {
        char text[NUMBER_BYTES];

        snprintf(text, sizeof text, "%.*g", digits, value);
        out->len = start;
        number_add(out, text);
        if (number_parse(out->data + start, out->len - start, &again) && again == value)
            return;
    }
}
