/* SPDX-License-Identifier: MIT */
#include "core/flat.h"

#include <stdint.h>
#include <string.h>

/* Whole numbers up to 2^53 and powers of ten up to 10^22 are exact doubles, so one division of them
 * rounds as strtod does (W. D. Clinger, 1990). */
enum { FLAT_DIGITS_MAX = 18 };
static const uint64_t flat_exact_max = UINT64_C(1) << 53;

static const double flat_powers[FLAT_DIGITS_MAX + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                                         1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                                         1e14, 1e15, 1e16, 1e17, 1e18 };

struct flat_cursor {
    const char *at;
    const char *end;
};

/* '\0' at the end: no token begins so. */
static char flat_peek(const struct flat_cursor *c)
{
    return c->at < c->end ? *c->at : '\0';
}

static bool flat_is_space(char c)
{
    return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

static void flat_skip_space(struct flat_cursor *c)
{
    while (c->at < c->end && flat_is_space(*c->at))
        c->at++;
}

/* The token, with white space around it. */
static bool flat_skip(struct flat_cursor *c, char token)
{
    flat_skip_space(c);
    if (flat_peek(c) != token)
        return false;
    c->at++;
    flat_skip_space(c);
    return true;
}

static bool flat_is_plain(char c)
{
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

/* How many of eight bytes are plain before one that is not, without looking at each. In each sum
 * the highest bit of a byte is set where it is none; what is carried on from there only reaches
 * bytes behind it. */
static size_t flat_plain_of_eight(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t word, quotes, slashes, others;

    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    quotes = word ^ ones * '"';
    slashes = word ^ ones * '\\';
    others = (word - ones * ' ') & ~word;
    others |= (quotes - ones) & ~quotes;
    others |= (slashes - ones) & ~slashes;
    others |= word | (word + ones); /* beyond '~' */
    others &= tops;
    return others ? (size_t)__builtin_ctzll(others) / 8 : sizeof word;
}

static const char *flat_skip_plain(const char *at, const char *end)
{
    while (end - at >= 8) {
        size_t n = flat_plain_of_eight(at);

        at += n;
        if (n < 8)
            return at;
    }
    while (at < end && flat_is_plain(*at))
        at++;
    return at;
}

static bool flat_string(struct flat_cursor *c, const char **out, size_t *len)
{
    const char *at = c->at, *end = c->end;

    if (at == end || *at++ != '"')
        return false;
    *out = at;
    at = flat_skip_plain(at, end);
    *len = (size_t)(at - *out);
    if (at == end || *at != '"')
        return false;
    c->at = at + 1;
    return true;
}

/* Goes on behind the digits. */
static size_t flat_digits(struct flat_cursor *c, uint64_t *value)
{
    const char *start = c->at, *at = start;
    const char *end = c->end - at > FLAT_DIGITS_MAX ? at + FLAT_DIGITS_MAX + 1 : c->end;
    uint64_t sum = *value;

    while (at < end && *at >= '0' && *at <= '9')
        sum = sum * 10 + (uint64_t)(*at++ - '0');
    c->at = at;
    *value = sum;
    return (size_t)(at - start);
}

/* What follows a number is looked at by the caller: "1.", "1e5" and "0x1" have no comma there. */
static bool flat_number(struct flat_cursor *c, double *out)
{
    bool negative = *c->at == '-';
    uint64_t value = 0;
    size_t whole, fraction = 0;

    c->at += negative;
    whole = flat_digits(c, &value);
    if (!whole || (whole > 1 && c->at[-(ptrdiff_t)whole] == '0'))
        return false;
    if (flat_peek(c) == '.') {
        c->at++;
        fraction = flat_digits(c, &value);
        if (!fraction)
            return false;
    }
    /* Minus nothing is -0.0 or 0, as it is written. */
    if (whole + fraction > FLAT_DIGITS_MAX || value > flat_exact_max || (negative && !value))
        return false;
    *out = (double)value / flat_powers[fraction];
    if (negative)
        *out = -*out;
    return true;
}

static bool flat_word(struct flat_cursor *c, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(c->end - c->at) < len || memcmp(c->at, word, len) != 0)
        return false;
    c->at += len;
    return true;
}

static bool flat_value(struct flat_cursor *c, struct flat_member *member)
{
    char first = flat_peek(c);

    if (first == '"') {
        member->kind = FLAT_STRING;
        return flat_string(c, &member->text, &member->text_len);
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
        member->kind = FLAT_NUMBER;
        return flat_number(c, &member->number);
    }
    member->kind = FLAT_BOOL;
    return flat_word(c, "true") || flat_word(c, "false");
}

static bool flat_is_new(const struct flat *flat, const struct flat_member *member)
{
    for (size_t i = 0; i < flat->n; i++) {
        const struct flat_member *other = &flat->members[i];

        if (other->key_len == member->key_len &&
            memcmp(other->key, member->key, member->key_len) == 0)
            return false;
    }
    return true;
}

static bool flat_take_member(struct flat *flat, struct flat_cursor *c)
{
    struct flat_member *member = &flat->members[flat->n];

    if (flat->n == FLAT_MEMBERS_MAX || !flat_string(c, &member->key, &member->key_len) ||
        !flat_skip(c, ':') || !flat_value(c, member) || !flat_is_new(flat, member))
        return false;
    flat->n++;
    return true;
}

bool flat_parse(struct flat *out, const char *text, size_t len)
{
    struct flat_cursor c = { text, text + len };

    out->n = 0;
    if (!len || !flat_skip(&c, '{'))
        return false;
    if (flat_peek(&c) != '}')
        do {
            if (!flat_take_member(out, &c))
                return false;
        } while (flat_skip(&c, ','));
    return flat_skip(&c, '}') && c.at == c.end;
}
