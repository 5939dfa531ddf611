/* SPDX-License-Identifier: MIT */
#include "core/strict.h"

#include "core/number.h"
#include "core/text.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* As much of the text as a fault quotes. */
enum { STRICT_QUOTE_COLS = 24 };

/* What may come next. */
enum strict_state {
    STRICT_START,       /* the outermost value */
    STRICT_VALUE,       /* after ':' */
    STRICT_ITEM,        /* after ',' in an array */
    STRICT_ITEM_OR_END, /* after '[' */
    STRICT_KEY,         /* after ',' in an object */
    STRICT_KEY_OR_END,  /* after '{' */
    STRICT_COLON,
    STRICT_COMMA_OR_END,
    STRICT_DONE,
    STRICT_BROKEN,
    STRICT_STATE_COUNT_
};

struct strict {
    const char *text;
    size_t len;
    size_t at;
    size_t comma_at; /* the last one */
    int depth;
    int depth_max;
    uint64_t objects;           /* bit d: what was opened at depth d is an object */
    char key[STRICT_KEY_BYTES]; /* of the outermost object; key_len may be more than fits */
    size_t key_len;
    strict_key_fn *fn;
    void *data;
    struct faults *faults;
};

/* --- faults --- */

#define STRICT_IN(state) (1u << (state))

enum {
    STRICT_VALUES = STRICT_IN(STRICT_START) | STRICT_IN(STRICT_VALUE) | STRICT_IN(STRICT_ITEM) |
                    STRICT_IN(STRICT_ITEM_OR_END),
    STRICT_KEYS = STRICT_IN(STRICT_KEY) | STRICT_IN(STRICT_KEY_OR_END),
    STRICT_ANYWHERE = STRICT_IN(STRICT_STATE_COUNT_) - 1,
};

/* What people and programs write for JSON. */
struct strict_suspect {
    const char *bytes; /* any of them */
    unsigned states;
    bool is_comma; /* the comma before it is to blame */
    const char *words;
};

// clang-format off
static const struct strict_suspect strict_suspects[] = {
    { "}",  STRICT_IN(STRICT_KEY),          true,  "a trailing comma" },
    { "]",  STRICT_IN(STRICT_ITEM),         true,  "a trailing comma" },
    { ",",  STRICT_VALUES | STRICT_KEYS,    false, "a comma too many" },
    { "}]", STRICT_IN(STRICT_VALUE),        false, "a value is missing" },
    { "}]", STRICT_IN(STRICT_COMMA_OR_END), false, "the wrong closing bracket" },
    { "'",  STRICT_VALUES | STRICT_KEYS,    false, "single quotes, where JSON has double quotes" },
    { "/#", STRICT_ANYWHERE,                false, "a comment, which JSON does not have" },
    { "+.", STRICT_VALUES,                  false, "not a number by JSON's rules" },
};
// clang-format on

/* For everything else. */
static const char *const strict_words[] = {
    [STRICT_START] = "not JSON",
    [STRICT_VALUE] = "not a JSON value",
    [STRICT_ITEM] = "not a JSON value",
    [STRICT_ITEM_OR_END] = "not a JSON value",
    [STRICT_KEY] = "a key without double quotes",
    [STRICT_KEY_OR_END] = "a key without double quotes",
    [STRICT_COLON] = "a ':' is missing",
    [STRICT_COMMA_OR_END] = "a comma or a closing bracket is missing",
    [STRICT_DONE] = "more text behind the JSON value",
};

/* Always STRICT_BROKEN. */
static enum strict_state strict_fail(struct strict *s, size_t at, const char *words)
{
    struct buf quote = { 0 };

    text_clean(&quote, s->text + at, s->len - at, STRICT_QUOTE_COLS);
    fault_addf(s->faults, "byte %zu: %s: '%s'", at + 1, words, buf_text(&quote));
    buf_finish(&quote);
    return STRICT_BROKEN;
}

static enum strict_state strict_unexpected(struct strict *s, enum strict_state state)
{
    char c = s->text[s->at];

    for (size_t i = 0; i < sizeof strict_suspects / sizeof *strict_suspects; i++) {
        const struct strict_suspect *suspect = &strict_suspects[i];

        if (c && (suspect->states & STRICT_IN(state)) && strchr(suspect->bytes, c))
            return strict_fail(s, suspect->is_comma ? s->comma_at : s->at, suspect->words);
    }
    return strict_fail(s, s->at, strict_words[state]);
}

/* --- strings --- */

static bool strict_hex(const struct strict *s, size_t at, uint32_t *out)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t value = 0;

    for (size_t i = at; i < at + 4; i++) {
        char c = i < s->len ? s->text[i] : '\0';
        const char *digit = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;

        if (!digit)
            return false;
        value = value << 4 | (uint32_t)(digit - digits);
    }
    *out = value;
    return true;
}

/* The escape at hand; NULL, or what is wrong with it. */
static const char *strict_escape(struct strict *s, uint32_t *cp)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char c = s->at + 1 < s->len ? s->text[s->at + 1] : '\0';
    const char *name = c ? strchr(names, c) : NULL;
    uint32_t low;

    if (name) {
        *cp = (uint32_t)meanings[name - names];
        s->at += 2;
        return NULL;
    }
    if (c != 'u' || !strict_hex(s, s->at + 2, cp))
        return "an escape that JSON does not have";
    s->at += 6;
    if (*cp < 0xd800 || *cp > 0xdfff)
        return NULL;
    if (*cp > 0xdbff || s->len - s->at < 6 || memcmp(s->text + s->at, "\\u", 2) != 0 ||
        !strict_hex(s, s->at + 2, &low) || low < 0xdc00 || low > 0xdfff)
        return "half of a surrogate pair";
    s->at += 6;
    return NULL;
}

/* The next character of a string; NULL, or what is wrong with it. */
static const char *strict_character(struct strict *s, uint32_t *cp)
{
    size_t n;

    if (s->text[s->at] == '\\')
        return strict_escape(s, cp);
    n = text_decode(s->text + s->at, s->len - s->at, cp);
    if (!n)
        return "a byte that is not UTF-8";
    if (*cp < 0x20)
        return "a raw control character in a string";
    s->at += n;
    return NULL;
}

/* The string at hand, decoded into key as far as that goes. False: told. */
static bool strict_string(struct strict *s)
{
    size_t start = s->at++;
    uint32_t cp;

    s->key_len = 0;
    while (s->at < s->len && s->text[s->at] != '"') {
        size_t at = s->at;
        const char *wrong = strict_character(s, &cp);

        if (wrong) {
            strict_fail(s, at, wrong);
            return false;
        }
        if (s->key_len < STRICT_KEY_BYTES)
            s->key[s->key_len] = cp < 0x80 ? (char)cp : '?';
        s->key_len++;
    }
    if (s->at == s->len) {
        strict_fail(s, start, "a string without an end");
        return false;
    }
    s->at++;
    return true;
}

/* --- the grammar --- */

static bool strict_in_object(const struct strict *s)
{
    return s->objects >> s->depth & 1;
}

static enum strict_state strict_after_value(const struct strict *s)
{
    return s->depth ? STRICT_COMMA_OR_END : STRICT_DONE;
}

static enum strict_state strict_open(struct strict *s, bool is_object)
{
    if (s->depth == s->depth_max) {
        char words[48];

        snprintf(words, sizeof words, "nested more than %d deep", s->depth_max);
        return strict_fail(s, s->at, words);
    }
    s->depth++;
    s->objects &= ~(UINT64_C(1) << s->depth);
    s->objects |= (uint64_t)is_object << s->depth;
    s->at++;
    return is_object ? STRICT_KEY_OR_END : STRICT_ITEM_OR_END;
}

static enum strict_state strict_close(struct strict *s)
{
    s->depth--;
    s->at++;
    return strict_after_value(s);
}

static enum strict_state strict_number(struct strict *s)
{
    size_t n = number_span(s->text + s->at, s->len - s->at);
    char next = s->at + n < s->len ? s->text[s->at + n] : '\0';

    /* "01", "1.", "-Infinity", "22.5.1", "0x16", "5C" */
    if (!n || (next && strchr("0123456789.+-_", next)) ||
        ((next | 0x20) >= 'a' && (next | 0x20) <= 'z'))
        return strict_fail(s, s->at, "not a number by JSON's rules");
    s->at += n;
    return strict_after_value(s);
}

static enum strict_state strict_literal(struct strict *s, enum strict_state state)
{
    static const char *const literals[] = { "true", "false", "null" };

    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        size_t n = strlen(literals[i]);

        if (s->len - s->at >= n && memcmp(s->text + s->at, literals[i], n) == 0) {
            s->at += n;
            return strict_after_value(s);
        }
    }
    return strict_unexpected(s, state);
}

static enum strict_state strict_value(struct strict *s, enum strict_state state)
{
    char c = s->text[s->at];

    if (c == '{' || c == '[')
        return strict_open(s, c == '{');
    if (c == '"')
        return strict_string(s) ? strict_after_value(s) : STRICT_BROKEN;
    if (c == '-' || (c >= '0' && c <= '9'))
        return strict_number(s);
    return strict_literal(s, state);
}

static enum strict_state strict_key(struct strict *s)
{
    if (!strict_string(s))
        return STRICT_BROKEN;
    if (s->fn && s->depth == 1 && s->key_len <= STRICT_KEY_BYTES)
        s->fn(s->data, s->key, s->key_len);
    return STRICT_COLON;
}

static enum strict_state strict_comma(struct strict *s)
{
    s->comma_at = s->at++;
    return strict_in_object(s) ? STRICT_KEY : STRICT_ITEM;
}

/* One token, not white space. */
static enum strict_state strict_step(struct strict *s, enum strict_state state)
{
    char c = s->text[s->at];
    unsigned in = STRICT_IN(state);

    if ((in & STRICT_KEYS) && c == '"')
        return strict_key(s);
    if (state == STRICT_COLON && c == ':') {
        s->at++;
        return STRICT_VALUE;
    }
    if (state == STRICT_COMMA_OR_END && c == ',')
        return strict_comma(s);
    if ((state == STRICT_COMMA_OR_END && c == (strict_in_object(s) ? '}' : ']')) ||
        (state == STRICT_KEY_OR_END && c == '}') || (state == STRICT_ITEM_OR_END && c == ']'))
        return strict_close(s);
    return in & STRICT_VALUES ? strict_value(s, state) : strict_unexpected(s, state);
}

bool strict_check(const char *text, size_t len, int depth_max, strict_key_fn *fn, void *data,
                  struct faults *faults)
{
    struct strict s = {
        .text = text, .len = len, .depth_max = depth_max, .fn = fn, .data = data, .faults = faults
    };
    enum strict_state state = STRICT_START;

    assert(depth_max >= 0 && depth_max <= STRICT_DEPTH_MAX);
    for (; s.at < len && state != STRICT_BROKEN;)
        if (text[s.at] && strchr(" \t\r\n", text[s.at]))
            s.at++;
        else
            state = strict_step(&s, state);
    if (state != STRICT_BROKEN && state != STRICT_DONE)
        fault_addf(faults, "byte %zu: the JSON is cut off here", len + 1);
    return state == STRICT_DONE;
}
