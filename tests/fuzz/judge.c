/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

/* Deeper than anything that is accepted, shallower than the stack. */
enum { JUDGE_DEPTH_MAX = 500 };

struct judge {
    const char *text;
    size_t len;
    size_t at;
    int depth;
    int deepest;
    judge_member_fn *fn;
    void *data;
};

/* --- RFC 3629, section 4: the grammar, row by row --- */

static bool judge_is_tail(const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] < 0x80 || bytes[i] > 0xbf)
            return false;
    return true;
}

size_t judge_utf8(const uint8_t *bytes, size_t len, uint32_t *code_point)
{
    static const struct {
        uint8_t lead_min, lead_max, second_min, second_max;
        size_t n;
    } rows[] = {
        { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
        { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
        { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
    };

    if (len && bytes[0] < 0x80) {
        *code_point = bytes[0];
        return 1;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && len; i++) {
        if (bytes[0] < rows[i].lead_min || bytes[0] > rows[i].lead_max)
            continue;
        if (len < rows[i].n || bytes[1] < rows[i].second_min || bytes[1] > rows[i].second_max ||
            !judge_is_tail(bytes + 2, rows[i].n - 2))
            return 0;
        *code_point = bytes[0] & (0xffu >> (rows[i].n + 1));
        for (size_t k = 1; k < rows[i].n; k++)
            *code_point = *code_point << 6 | (bytes[k] & 0x3f);
        return rows[i].n;
    }
    return 0;
}

/* --- RFC 8259 --- */

static char judge_peek(const struct judge *j)
{
    return j->at < j->len ? j->text[j->at] : '\0';
}

static bool judge_take(struct judge *j, char c)
{
    if (j->at == j->len || j->text[j->at] != c)
        return false;
    j->at++;
    return true;
}

static bool judge_take_word(struct judge *j, const char *word)
{
    size_t n = strlen(word);

    if (j->len - j->at < n || memcmp(j->text + j->at, word, n) != 0)
        return false;
    j->at += n;
    return true;
}

static void judge_space(struct judge *j)
{
    while (judge_take(j, ' ') || judge_take(j, '\t') || judge_take(j, '\n') || judge_take(j, '\r'))
        ;
}

static bool judge_digits(struct judge *j)
{
    size_t begin = j->at;

    while (judge_peek(j) >= '0' && judge_peek(j) <= '9')
        j->at++;
    return j->at > begin;
}

/* [ minus ] int [ frac ] [ exp ] */
static bool judge_number(struct judge *j)
{
    judge_take(j, '-');
    if (!judge_take(j, '0') && !judge_digits(j))
        return false;
    if (judge_take(j, '.') && !judge_digits(j))
        return false;
    if (!judge_take(j, 'e') && !judge_take(j, 'E'))
        return true;
    if (!judge_take(j, '+'))
        judge_take(j, '-');
    return judge_digits(j);
}

static bool judge_hex4(struct judge *j, uint32_t *out)
{
    char digits[5] = "";
    char *end;

    if (j->len - j->at < 4)
        return false;
    memcpy(digits, j->text + j->at, 4);
    if (strspn(digits, "0123456789abcdefABCDEF") != 4)
        return false;
    *out = (uint32_t)strtoul(digits, &end, 16);
    j->at += 4;
    return true;
}

/* After the backslash. Of \u no lone surrogate: that is no Unicode text (section 8.2), and refused
 * on purpose. */
static bool judge_escape(struct judge *j, uint32_t *cp)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char *name = judge_peek(j) ? strchr(names, judge_peek(j)) : NULL;
    uint32_t low;

    if (name) {
        *cp = (uint32_t)values[name - names];
        j->at++;
        return true;
    }
    if (!judge_take(j, 'u') || !judge_hex4(j, cp))
        return false;
    if (*cp >= 0xdc00 && *cp <= 0xdfff)
        return false;
    if (*cp < 0xd800 || *cp > 0xdbff)
        return true;
    if (!judge_take(j, '\\') || !judge_take(j, 'u') || !judge_hex4(j, &low) || low < 0xdc00 ||
        low > 0xdfff)
        return false;
    *cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

/* key may be NULL. */
static bool judge_string(struct judge *j, char *key)
{
    size_t n = 0;
    bool is_plain = true;

    if (!judge_take(j, '"'))
        return false;
    while (!judge_take(j, '"')) {
        uint32_t cp;

        if (judge_take(j, '\\')) {
            if (!judge_escape(j, &cp))
                return false;
        } else {
            size_t used = judge_utf8((const uint8_t *)j->text + j->at, j->len - j->at, &cp);

            if (!used || cp < 0x20)
                return false;
            j->at += used;
        }
        is_plain &= cp > 0 && cp < 0x80 && n + 1 < JUDGE_KEY_BYTES;
        if (key && is_plain)
            key[n++] = (char)cp;
    }
    if (key)
        key[is_plain ? n : 0] = '\0';
    return true;
}

static bool judge_value(struct judge *j);

static bool judge_member(struct judge *j)
{
    char key[JUDGE_KEY_BYTES];
    size_t begin;

    judge_space(j);
    if (!judge_string(j, key))
        return false;
    judge_space(j);
    if (!judge_take(j, ':'))
        return false;
    judge_space(j);
    begin = j->at;
    if (!judge_value(j))
        return false;
    if (j->depth == 1 && j->fn)
        j->fn(j->data, key, j->text + begin, j->at - begin);
    judge_space(j);
    return true;
}

static bool judge_item(struct judge *j)
{
    judge_space(j);
    if (!judge_value(j))
        return false;
    judge_space(j);
    return true;
}

static bool judge_list(struct judge *j, bool (*item)(struct judge *), char end)
{
    if (++j->depth > JUDGE_DEPTH_MAX)
        return false;
    if (j->depth > j->deepest)
        j->deepest = j->depth;
    judge_space(j);
    if (!judge_take(j, end)) {
        do {
            if (!item(j))
                return false;
        } while (judge_take(j, ','));
        if (!judge_take(j, end))
            return false;
    }
    j->depth--;
    return true;
}

static bool judge_value(struct judge *j)
{
    if (judge_peek(j) == '"')
        return judge_string(j, NULL);
    if (judge_take(j, '{'))
        return judge_list(j, judge_member, '}');
    if (judge_take(j, '['))
        return judge_list(j, judge_item, ']');
    return judge_take_word(j, "true") || judge_take_word(j, "false") ||
           judge_take_word(j, "null") || judge_number(j);
}

struct judgement judge_json(const char *text, size_t len, judge_member_fn *fn, void *data)
{
    struct judge j = { .text = text, .len = len, .fn = fn, .data = data };
    struct judgement out = { 0 };

    judge_space(&j);
    out.is_object = judge_peek(&j) == '{';
    out.is_json = judge_value(&j);
    judge_space(&j);
    out.is_json &= j.at == j.len;
    out.depth = j.deepest;
    return out;
}
