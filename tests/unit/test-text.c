/* SPDX-License-Identifier: MIT */
#include "core/text.h"

#include "core/strict.h"
#include "core/text-width.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

/* --- the width table --- */

static const struct {
    const char *name;
    uint32_t code_point;
    int width;
} width_rows[] = {
    { "NUL", 0, -1 },
    { "escape", 0x1b, -1 },
    { "space", ' ', 1 },
    { "tilde", '~', 1 },
    { "DEL", 0x7f, -1 },
    { "C1", 0x9b, -1 },
    { "no-break space", 0xa0, 1 },
    { "soft hyphen", 0xad, -1 },
    { "Hebrew", 0x5d0, 1 },
    { "Arabic letter mark", 0x61c, -1 },
    { "combining acute", 0x301, 0 },
    { "grapheme joiner", 0x34f, -1 },
    { "enclosing keycap", 0x20e3, 0 },
    { "Hangul initial consonant", 0x1100, 2 },
    { "Hangul initial filler", 0x115f, -1 },
    { "Hangul vowel", 0x1161, 0 },
    { "Hangul filler", 0x3164, -1 },
    { "half-width Hangul filler", 0xffa0, -1 },
    { "Khmer inherent vowel", 0x17b4, -1 },
    { "Mongolian separator", 0x180e, -1 },
    { "zero-width space", 0x200b, -1 },
    { "zero-width joiner", 0x200d, -1 },
    { "left-to-right mark", 0x200e, -1 },
    { "line separator", 0x2028, -1 },
    { "right-to-left override", 0x202e, -1 },
    { "word joiner", 0x2060, -1 },
    { "right-to-left isolate", 0x2067, -1 },
    { "ellipsis", 0x2026, 1 },
    { "block", 0x2588, 1 },
    { "ideograph", 0x4e00, 2 },
    { "hexagram, as curses has it", 0x4dc0, 2 },
    { "half of a surrogate pair", 0xd800, -1 },
    { "private use", 0xe0b0, -1 },
    { "non-character", 0xfdd0, -1 },
    { "variation selector", 0xfe0f, -1 },
    { "byte order mark", 0xfeff, -1 },
    { "full-width A", 0xff21, 2 },
    { "annotation anchor", 0xfff9, -1 },
    { "replacement character", 0xfffd, 1 },
    { "thermometer", 0x1f321, 1 },
    { "house", 0x1f3e0, 2 },
    { "regional indicator", 0x1f1e7, 1 },
    { "unassigned", 0x1fbff, -1 },
    { "tag letter", 0xe0061, -1 },
    { "last one", 0x10ffff, -1 },
    { "beyond Unicode", 0x110000, -1 },
    { "far beyond", UINT32_MAX, -1 },
};

static void test_width_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(width_rows); i++)
        row_check(width_rows[i].name,
                  text_width_of(width_rows[i].code_point) == width_rows[i].width);
}

/* --- UTF-8 --- */

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    size_t taken;
    uint32_t code_point;
} decode_rows[] = {
    { "nothing", BYTES(""), 0, 0 },
    { "NUL", BYTES("\0"), 1, 0 },
    { "ASCII", BYTES("az"), 1, 'a' },
    { "two bytes", BYTES("\xc3\xbc"), 2, 0xfc },
    { "three", BYTES("\xe2\x82\xac!"), 3, 0x20ac },
    { "four", BYTES("\xf0\x9f\x8f\xa0"), 4, 0x1f3e0 },
    { "the first of two", BYTES("\xc2\x80"), 2, 0x80 },
    { "the first of three", BYTES("\xe0\xa0\x80"), 3, 0x800 },
    { "the first of four", BYTES("\xf0\x90\x80\x80"), 4, 0x10000 },
    { "the last", BYTES("\xf4\x8f\xbf\xbf"), 4, 0x10ffff },
    { "beyond the last", BYTES("\xf4\x90\x80\x80"), 0, 0 },
    { "overlong slash, two bytes", BYTES("\xc0\xaf"), 0, 0 },
    { "overlong, two bytes", BYTES("\xc1\xbf"), 0, 0 },
    { "overlong, three bytes", BYTES("\xe0\x9f\xbf"), 0, 0 },
    { "overlong, four bytes", BYTES("\xf0\x8f\xbf\xbf"), 0, 0 },
    { "surrogate", BYTES("\xed\xa0\x80"), 0, 0 },
    { "the last surrogate", BYTES("\xed\xbf\xbf"), 0, 0 },
    { "behind the surrogates", BYTES("\xee\x80\x80"), 3, 0xe000 },
    { "continuation alone", BYTES("\x80"), 0, 0 },
    { "cut after one", BYTES("\xe2"), 0, 0 },
    { "cut after two", BYTES("\xe2\x82"), 0, 0 },
    { "cut by another lead", BYTES("\xe2\x82\xe2"), 0, 0 },
    { "five bytes", BYTES("\xf8\x88\x80\x80\x80"), 0, 0 },
    { "0xff", BYTES("\xff"), 0, 0 },
};

static void test_decode(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(decode_rows); i++) {
        const char *name = decode_rows[i].name;
        size_t len = decode_rows[i].len, taken = decode_rows[i].taken;
        uint32_t cp = 0xdead;

        row_check(name, text_decode(decode_rows[i].bytes, len, &cp) == taken);
        row_check(name, cp == (taken ? decode_rows[i].code_point : 0xdead));
        row_check(name, !len || taken || !text_is_utf8(decode_rows[i].bytes, len));
    }
    assert_true(text_is_utf8(BYTES("K\xc3\xbc"
                                   "che \xf0\x9f\x8f\xa0")));
    assert_true(text_is_utf8(NULL, 0));
    assert_false(text_is_utf8(BYTES("K\xfc"
                                    "che")));
}

static void test_whole(void **state)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t len;
        size_t whole;
    } rows[] = {
        { "nothing", BYTES(""), 0 },
        { "ASCII", BYTES("ab"), 2 },
        { "all of two", BYTES("a\xc3\xbc"), 3 },
        { "one of two", BYTES("a\xc3"), 1 },
        { "all of three", BYTES("\xe2\x82\xac"), 3 },
        { "two of three", BYTES("a\xe2\x82"), 1 },
        { "one of three", BYTES("\xe2"), 0 },
        { "all of four", BYTES("\xf0\x9f\x8f\xa0"), 4 },
        { "three of four", BYTES("a\xf0\x9f\x8f"), 1 },
        { "continuations without a beginning", BYTES("\x80\x80\x80\x80\x80"), 5 },
        { "one continuation", BYTES("\x80"), 1 },
        { "no UTF-8", BYTES("a\xff"), 2 },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++)
        row_check(rows[i].name, text_whole(rows[i].bytes, rows[i].len) == rows[i].whole);
}

/* --- the door --- */

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    size_t max_cols;
    const char *clean;
    size_t cols;
} clean_rows[] = {
    { "nothing", BYTES(""), SIZE_MAX, "", 0 },
    { "plain", BYTES("living-room-01"), SIZE_MAX, "living-room-01", 14 },
    { "umlaut", BYTES("küche-07"), SIZE_MAX, "küche-07", 8 },
    { "Hebrew", BYTES("מטבח-1"), SIZE_MAX, "מטבח-1", 6 },
    { "wide", BYTES("客厅"), SIZE_MAX, "客厅", 4 },
    { "clear the screen", BYTES("a\x1b[2Jb"), SIZE_MAX, "a\\x1b[2Jb", 9 },
    { "NUL", BYTES("a\0b"), SIZE_MAX, "a\\x00b", 6 },
    { "line end", BYTES("a\r\n"), SIZE_MAX, "a\\x0d\\x0a", 9 },
    { "backspace", BYTES("a\b"), SIZE_MAX, "a\\x08", 5 },
    { "DEL", BYTES("\x7f"), SIZE_MAX, "\\x7f", 4 },
    { "CSI as UTF-8",
      BYTES("\xc2\x9b"
            "2J"),
      SIZE_MAX, "\\u{9b}2J", 8 },
    { "CSI as a byte",
      BYTES("\x9b"
            "2J"),
      SIZE_MAX, "\\x9b2J", 6 },
    { "Latin-1",
      BYTES("K\xfc"
            "che"),
      SIZE_MAX, "K\\xfcche", 8 },
    { "cut in UTF-8", BYTES("a\xe2\x82"), SIZE_MAX, "a\\xe2\\x82", 9 },
    { "right-to-left override", BYTES("a\u202egpj"), SIZE_MAX, "a\\u{202e}gpj", 12 },
    { "tag", BYTES("\U000e0041"), SIZE_MAX, "\\u{e0041}", 9 },
    { "the longest escape", BYTES("\U0010fffd"), SIZE_MAX, "\\u{10fffd}", 10 },
    { "zero-width joiner", BYTES("\u200d"), SIZE_MAX, "\\u{200d}", 8 },
    { "Hangul filler", BYTES("\u3164"), SIZE_MAX, "\\u{3164}", 8 },
    { "private use", BYTES("\ue0b0x"), SIZE_MAX, "\\u{e0b0}x", 9 },
    { "a mark", BYTES("ku\u0308che"), SIZE_MAX, "ku\u0308che", 5 },
    { "two marks", BYTES("a\u0301\u0302b"), SIZE_MAX, "a\u0301\u0302b", 2 },
    { "the third mark is dropped", BYTES("a\u0301\u0302\u0303\u0304b"), SIZE_MAX, "a\u0301\u0302b",
      2 },
    { "a mark on nothing", BYTES("\u0301a"), SIZE_MAX, "\\u{301}a", 8 },
    { "a mark on an escape", BYTES("\x1b\u0301"), SIZE_MAX, "\\x1b\\u{301}", 11 },
    { "a mark on a wide one", BYTES("客\u0301"), SIZE_MAX, "客\u0301", 2 },
    { "a syllable in three parts", BYTES("\u1112\u1161\u11ab"), SIZE_MAX, "\u1112\u1161\u11ab", 2 },
    { "dressed as emoji", BYTES("\U0001f321\ufe0f\U0001f3e0"), SIZE_MAX, "\U0001f321\U0001f3e0",
      3 },
    { "dress and marks", BYTES("\u2764\ufe0f\u0301"), SIZE_MAX, "\u2764\u0301", 1 },
    { "dressed twice", BYTES("\u2764\ufe0f\ufe0f"), SIZE_MAX, "\u2764\\u{fe0f}", 9 },
    { "a dress on a letter", BYTES("a\ufe0f"), SIZE_MAX, "a\\u{fe0f}", 9 },
    { "flag", BYTES("\U0001f1e7\U0001f1ec"), SIZE_MAX, "\U0001f1e7\U0001f1ec", 2 },
    { "family", BYTES("\U0001f468\u200d\U0001f469"), SIZE_MAX, "\U0001f468\\u{200d}\U0001f469",
      12 },
    { "just fits", BYTES("kitchen"), 7, "kitchen", 7 },
    { "cut", BYTES("kitchen"), 6, "kitch…", 6 },
    { "cut to one", BYTES("kitchen"), 1, "…", 1 },
    { "cut to nothing", BYTES("kitchen"), 0, "", 0 },
    { "nothing in nothing", BYTES(""), 0, "", 0 },
    { "wide ones are not halved", BYTES("客厅客"), 4, "客…", 3 },
    { "wide, an odd width", BYTES("客厅客"), 5, "客厅…", 5 },
    { "wide in one column", BYTES("客"), 1, "…", 1 },
    { "marks cost no column", BYTES("u\u0308u\u0308u\u0308"), 3, "u\u0308u\u0308u\u0308", 3 },
    { "marks stay with their base", BYTES("u\u0308u\u0308u\u0308"), 2, "u\u0308…", 2 },
    { "an escape is cut", BYTES("ab\x1b[2J"), 4, "ab\\…", 4 },
};

static void test_clean(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(clean_rows); i++) {
        const char *name = clean_rows[i].name;
        struct buf out = { 0 };

        text_clean(&out, clean_rows[i].bytes, clean_rows[i].len, clean_rows[i].max_cols);
        row_check_text(name, buf_text(&out), clean_rows[i].clean);
        row_check(name, text_width(out.data, out.len) == clean_rows[i].cols);
        buf_finish(&out);
    }
}

static void test_clean_appends(void **state)
{
    struct buf out = { 0 };

    (void)state;
    buf_puts(&out, "device ");
    text_clean(&out, BYTES("kitchen"), 4);
    text_clean(&out, NULL, 0, 4);
    assert_string_equal(buf_text(&out), "device kit…");
    buf_finish(&out);
}

static void test_reader_gives_clusters(void **state)
{
    static const struct {
        const char *bytes;
        uint8_t width_cols;
    } expected[] = { { "客\u0301", 2 }, { "u\u0308", 1 }, { "\\", 1 }, { "x", 1 },
                     { "0", 1 },        { "7", 1 },       { "e", 1 } };
    struct text_reader reader;
    struct text_cluster cluster;

    (void)state;
    text_reader_init(&reader, BYTES("客\u0301u\u0308\x07"
                                    "e"));
    for (size_t i = 0; i < ROW_COUNT(expected); i++) {
        assert_true(text_reader_next(&reader, &cluster));
        assert_string_equal(cluster.bytes, expected[i].bytes);
        assert_int_equal(cluster.len_bytes, strlen(expected[i].bytes));
        assert_int_equal(cluster.width_cols, expected[i].width_cols);
    }
    assert_false(text_reader_next(&reader, &cluster));
    assert_false(text_reader_next(&reader, &cluster));
}

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    size_t cap;
    const char *expected;
} copy_rows[] = {
    { "nothing", BYTES(""), 4, "" },
    { "fits to the byte", BYTES("abc"), 4, "abc" },
    { "one too many", BYTES("abcd"), 4, "…" },
    { "cut", BYTES("abcdefgh"), 8, "abcd…" },
    { "not inside a character", BYTES("abcüü"), 8, "abcüü" },
    { "before a character", BYTES("abcüüx"), 8, "abc…" },
    { "escapes count", BYTES("\x1b[2JK"), 8, "\\x1b…" },
};

static void test_copy(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(copy_rows); i++) {
        char out[8] = "???????";

        text_copy(out, copy_rows[i].cap, copy_rows[i].bytes, copy_rows[i].len);
        row_check_text(copy_rows[i].name, out, copy_rows[i].expected);
    }
}

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    const char *json;
} quote_rows[] = {
    { "nothing", BYTES(""), "\"\"" },
    { "plain", BYTES("kitchen"), "\"kitchen\"" },
    { "quotes", BYTES("a\"b\\c"), "\"a\\\"b\\\\c\"" },
    { "umlaut", BYTES("küche"), "\"küche\"" },
    { "emoji", BYTES("\U0001f3e0"), "\"\U0001f3e0\"" },
    { "controls", BYTES("\0\x1b\n\x7f"), "\"\\u0000\\u001b\\u000a\\u007f\"" },
    { "C1", BYTES("\xc2\x9b"), "\"\\u009b\"" },
    { "override", BYTES("a\u202eb"), "\"a\\u202eb\"" },
    { "dress", BYTES("\u2764\ufe0f"), "\"\u2764\\ufe0f\"" },
    { "tag: a surrogate pair", BYTES("\U000e0041"), "\"\\udb40\\udc41\"" },
    { "invalid byte",
      BYTES("K\xfc"
            "che"),
      "\"K\\ufffdche\"" },
    { "a mark", BYTES("u\u0308"), "\"u\u0308\"" },
    { "a mark on nothing", BYTES("\u0308"), "\"\\u0308\"" },
    { "a mark on an escape", BYTES("\n\u0308"), "\"\\u000a\\u0308\"" },
    { "three marks", BYTES("u\u0301\u0302\u0303\u0304x\u0301"),
      "\"u\u0301\u0302\\u0303\\u0304x\u0301\"" },
};

static void test_quote_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(quote_rows); i++) {
        struct buf out = { 0 };

        text_quote_json(&out, quote_rows[i].bytes, quote_rows[i].len);
        row_check_text(quote_rows[i].name, buf_text(&out), quote_rows[i].json);
        buf_finish(&out);
    }
}

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    bool is_blank;
} blank_rows[] = {
    { "nothing", BYTES(""), true },
    { "blanks", BYTES(" \t\r\n"), true },
    { "no-break and ideographic spaces", BYTES("\u00a0\u2003\u3000"), true },
    { "line separator", BYTES("\u2028"), true },
    { "a letter", BYTES("  x "), false },
    { "NUL", BYTES("\0"), false },
    { "zero-width space is no white space", BYTES("\u200b"), false },
    { "Hangul filler", BYTES("\u3164"), false },
    { "an invalid byte", BYTES(" \xff"), false },
};

static void test_blank(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(blank_rows); i++)
        row_check(blank_rows[i].name,
                  text_is_blank(blank_rows[i].bytes, blank_rows[i].len) == blank_rows[i].is_blank);
}

/* --- properties, on bytes that try to be difficult --- */

enum { RANDOM_TEXTS = 4000, RANDOM_PIECES = 12, RANDOM_BYTES = 4 * RANDOM_PIECES };

static uint32_t random_next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Half of it bytes, half of it what the door has rules for. */
static size_t random_text(uint32_t *seed, char *out)
{
    static const char *const pieces[] = {
        "a",      "-",      "\x1b[2J", "\u0301",     "\u0302", "\ufe0f", "\u2764",     "客",
        "\u200d", "\u202e", "\u1100",  "\u1161",     "\u20e3", "\\",     "\"",         "\xc2\x9b",
        "…",      "\ue000", "\u3099",  "\U0001f3e0", "\xe2",   "\x82",   "\U000e0041", "\x80",
    };
    size_t len = 0;

    for (uint32_t n = random_next(seed) % RANDOM_PIECES; n; n--) {
        const char *piece = pieces[random_next(seed) % ROW_COUNT(pieces)];

        if (random_next(seed) & 1) {
            memcpy(out + len, piece, strlen(piece));
            len += strlen(piece);
        } else {
            out[len++] = (char)random_next(seed);
        }
    }
    return len;
}

/* Nothing but what may be shown, and no mark too many. */
static void check_is_clean(const char *bytes, size_t len)
{
    int marks = TEXT_MARKS_MAX;
    uint32_t cp;
    size_t n;

    for (; len; bytes += n, len -= n) {
        n = text_decode(bytes, len, &cp);
        assert_true(n > 0);
        assert_true(text_width_of(cp) >= 0);
        assert_true(cp >= 0x20 && (cp < 0x7f || cp >= 0xa0));
        marks = text_width_of(cp) ? 0 : marks + 1;
        assert_true(marks <= TEXT_MARKS_MAX);
    }
}

static void check_unchanged_by_door(const struct buf *text)
{
    struct buf again = { 0 };

    text_clean(&again, text->data, text->len, SIZE_MAX);
    assert_string_equal(buf_text(&again), buf_text(text));
    buf_finish(&again);
}

static void test_any_bytes_come_out_clean(void **state)
{
    uint32_t seed = 2463534242;
    char bytes[RANDOM_BYTES];

    (void)state;
    for (int i = 0; i < RANDOM_TEXTS; i++) {
        size_t len = random_text(&seed, bytes);
        size_t width = text_width(bytes, len);
        size_t max_cols = i % 2 ? SIZE_MAX : random_next(&seed) % 24;
        struct buf out = { 0 };

        text_clean(&out, bytes, len, max_cols);
        check_is_clean(out.data, out.len);
        check_unchanged_by_door(&out);
        if (width <= max_cols)
            assert_int_equal(text_width(out.data, out.len), width);
        else if (max_cols)
            assert_in_range(text_width(out.data, out.len), max_cols - 1, max_cols);
        else
            assert_int_equal(out.len, 0);
        buf_finish(&out);
    }
}

static void test_any_bytes_copy_into_their_room(void **state)
{
    uint32_t seed = 88172645;
    char bytes[RANDOM_BYTES], out[32];

    (void)state;
    for (int i = 0; i < RANDOM_TEXTS; i++) {
        size_t len = random_text(&seed, bytes);
        size_t cap = 4 + random_next(&seed) % (sizeof out - 3);

        memset(out, '?', sizeof out);
        text_copy(out, cap, bytes, len);
        assert_true(strlen(out) < cap);
        check_is_clean(out, strlen(out));
    }
}

static void test_any_bytes_quote_to_json(void **state)
{
    uint32_t seed = 521288629;
    char bytes[RANDOM_BYTES];

    (void)state;
    for (int i = 0; i < RANDOM_TEXTS; i++) {
        size_t len = random_text(&seed, bytes);
        struct faults faults = { 0 };
        struct buf out = { 0 };

        text_quote_json(&out, bytes, len);
        assert_true(strict_check(out.data, out.len, 0, NULL, NULL, &faults));
        check_unchanged_by_door(&out);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width_table),
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_clean_appends),
        cmocka_unit_test(test_reader_gives_clusters),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_quote_json),
        cmocka_unit_test(test_blank),
        cmocka_unit_test(test_any_bytes_come_out_clean),
        cmocka_unit_test(test_any_bytes_copy_into_their_room),
        cmocka_unit_test(test_any_bytes_quote_to_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
