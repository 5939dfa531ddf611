/* SPDX-License-Identifier: MIT */
#include "core/strict.h"

#include "core/buf.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

enum { DEPTH_MAX = 4 };

static const struct {
    const char *name;
    const char *text;
    size_t len;
    const char *fault; /* NULL: it is JSON */
} rows[] = {
    { "object", BYTES("{}"), NULL },
    { "array", BYTES("[]"), NULL },
    { "number", BYTES("-22.5e+3"), NULL },
    { "string", BYTES("\"\""), NULL },
    { "true", BYTES("true"), NULL },
    { "false", BYTES("false"), NULL },
    { "null", BYTES("null"), NULL },
    { "white space around", BYTES(" \t\r\n{ \t\r\n} \t\r\n"), NULL },
    { "white space everywhere", BYTES("{ \"a\" : [ 1 , 2 ] , \"b\" : { } }"), NULL },
    { "all kinds", BYTES("{\"a\":[1,-0,0.5,1E5,\"x\",true,false,null,{},[]],\"b\":{\"c\":1}}"),
      NULL },
    { "deep enough", BYTES("[[[[1]]]]"), NULL },
    { "side by side", BYTES("[[[[]]],[[[]]]]"), NULL },
    { "empty key", BYTES("{\"\":1}"), NULL },
    { "a key twice", BYTES("{\"a\":1,\"a\":2}"), NULL },
    { "escapes", BYTES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uABCD\\u0000\""), NULL },
    { "surrogate pair", BYTES("\"\\ud83c\\udfe0\""), NULL },
    { "the last of all", BYTES("\"\\uDBFF\\uDFFF\""), NULL },
    { "UTF-8", BYTES("\"küche 🏠\""), NULL },
    { "DEL is no control to JSON", BYTES("\"\x7f\""), NULL },
    { "C1 neither", BYTES("\"\xc2\x9b\""), NULL },
    { "numbers beyond double", BYTES("[1e999,99999999999999999999999999]"), NULL },

    { "nothing", BYTES(""), "byte 1: the JSON is cut off here" },
    { "blank", BYTES("  "), "byte 3: the JSON is cut off here" },
    { "words", BYTES("Failed to read from DHT sensor!"),
      "byte 1: not JSON: 'Failed to read from DHT…'" },
    { "CSV", BYTES("porch-05,22.5,45.1"), "byte 1: not JSON: 'porch-05,22.5,45.1'" },
    { "NUL", BYTES("\0"), "byte 1: not JSON: '\\x00'" },
    { "byte order mark", BYTES("\xef\xbb\xbf{}"), "byte 1: not JSON: '\\u{feff}{}'" },
    { "binary", BYTES("\x80\x81"), "byte 1: not JSON: '\\x80\\x81'" },
    { "vertical tab is no white space", BYTES("\v{}"), "byte 1: not JSON: '\\x0b{}'" },
    { "no-break space", BYTES("\xc2\xa0{}"), "byte 1: not JSON: '\u00a0{}'" },

    { "cut in an object", BYTES("{\"a\":"), "byte 6: the JSON is cut off here" },
    { "cut behind a value", BYTES("{\"a\":1"), "byte 7: the JSON is cut off here" },
    { "cut behind a brace", BYTES("{"), "byte 2: the JSON is cut off here" },
    { "cut in an array", BYTES("[1,"), "byte 4: the JSON is cut off here" },
    { "cut in a key", BYTES("{\"temp"), "byte 2: a string without an end: '\"temp'" },
    { "cut in UTF-8", BYTES("{\"a\":\"\xe2\x82"),
      "byte 7: a byte that is not UTF-8: '\\xe2\\x82'" },
    { "cut in an escape", BYTES("\"\\"), "byte 2: an escape that JSON does not have: '\\'" },
    { "cut in a code", BYTES("\"\\u00e"), "byte 2: an escape that JSON does not have: '\\u00e'" },
    { "cut in a literal", BYTES("[tru"), "byte 2: not a JSON value: 'tru'" },

    { "trailing comma", BYTES("{\"a\":22.5,}"), "byte 10: a trailing comma: ',}'" },
    { "trailing comma, farther", BYTES("{\"a\":22.5,\n}"), "byte 10: a trailing comma: ',\\x0a}'" },
    { "trailing comma in an array", BYTES("[1,]"), "byte 3: a trailing comma: ',]'" },
    { "leading comma", BYTES("{,\"a\":1}"), "byte 2: a comma too many: ',\"a\":1}'" },
    { "two commas", BYTES("[1,,2]"), "byte 4: a comma too many: ',2]'" },
    { "comma for a value", BYTES("{\"a\":,\"b\":1}"), "byte 6: a comma too many: ',\"b\":1}'" },
    { "no comma", BYTES("{\"a\":1 \"b\":2}"),
      "byte 8: a comma or a closing bracket is missing: '\"b\":2}'" },
    { "no colon", BYTES("{\"a\" 1}"), "byte 6: a ':' is missing: '1}'" },
    { "equals", BYTES("{\"a\"=1}"), "byte 5: a ':' is missing: '=1}'" },
    { "no value", BYTES("{\"a\":}"), "byte 6: a value is missing: '}'" },
    { "no key", BYTES("{:1}"), "byte 2: a key without double quotes: ':1}'" },
    { "bare key", BYTES("{temperature_c:22.5}"),
      "byte 2: a key without double quotes: 'temperature_c:22.5}'" },
    { "a number for a key", BYTES("{1:2}"), "byte 2: a key without double quotes: '1:2}'" },
    { "single quotes", BYTES("{'a':1}"),
      "byte 2: single quotes, where JSON has double quotes: ''a':1}'" },
    { "single quotes around a value", BYTES("{\"a\":'x'}"),
      "byte 6: single quotes, where JSON has double quotes: ''x'}'" },
    { "wrong bracket", BYTES("[1}"), "byte 3: the wrong closing bracket: '}'" },
    { "wrong brace", BYTES("{\"a\":1]"), "byte 7: the wrong closing bracket: ']'" },
    { "a bracket too many", BYTES("[]]"), "byte 3: more text behind the JSON value: ']'" },
    { "garbage behind", BYTES("{\"a\":1}xyz"), "byte 8: more text behind the JSON value: 'xyz'" },
    { "a second record", BYTES("{}\n{}"), "byte 4: more text behind the JSON value: '{}'" },
    { "NUL and more", BYTES("{}\0x"), "byte 3: more text behind the JSON value: '\\x00x'" },
    { "block comment", BYTES("{/*x*/}"), "byte 2: a comment, which JSON does not have: '/*x*/}'" },
    { "line comment behind", BYTES("{} // x"),
      "byte 4: a comment, which JSON does not have: '// x'" },
    { "shell comment", BYTES("[1 # x\n]"),
      "byte 4: a comment, which JSON does not have: '# x\\x0a]'" },

    { "None", BYTES("[None]"), "byte 2: not a JSON value: 'None]'" },
    { "True", BYTES("[True]"), "byte 2: not a JSON value: 'True]'" },
    { "NULL", BYTES("[NULL]"), "byte 2: not a JSON value: 'NULL]'" },
    { "nullx", BYTES("[nullx]"), "byte 6: a comma or a closing bracket is missing: 'x]'" },
    { "undefined", BYTES("[undefined]"), "byte 2: not a JSON value: 'undefined]'" },
    { "NaN", BYTES("[NaN]"), "byte 2: not a JSON value: 'NaN]'" },
    { "Infinity", BYTES("[Infinity]"), "byte 2: not a JSON value: 'Infinity]'" },
    { "-Infinity", BYTES("[-Infinity]"), "byte 2: not a number by JSON's rules: '-Infinity]'" },
    { "plus", BYTES("[+22.5]"), "byte 2: not a number by JSON's rules: '+22.5]'" },
    { "point first", BYTES("[.5]"), "byte 2: not a number by JSON's rules: '.5]'" },
    { "point last", BYTES("[5.]"), "byte 2: not a number by JSON's rules: '5.]'" },
    { "two points", BYTES("[22.5.1]"), "byte 2: not a number by JSON's rules: '22.5.1]'" },
    { "leading zero", BYTES("[022]"), "byte 2: not a number by JSON's rules: '022]'" },
    { "minus and a leading zero", BYTES("[-01]"), "byte 2: not a number by JSON's rules: '-01]'" },
    { "minus alone", BYTES("[-]"), "byte 2: not a number by JSON's rules: '-]'" },
    { "hexadecimal", BYTES("[0x16]"), "byte 2: not a number by JSON's rules: '0x16]'" },
    { "empty exponent", BYTES("[1e]"), "byte 2: not a number by JSON's rules: '1e]'" },
    { "unit", BYTES("[22.5C]"), "byte 2: not a number by JSON's rules: '22.5C]'" },
    { "decimal comma", BYTES("{\"a\":22,5}"), "byte 9: a key without double quotes: '5}'" },

    { "raw escape", BYTES("\"\x1b[2J\""),
      "byte 2: a raw control character in a string: '\\x1b[2J\"'" },
    { "raw line end", BYTES("\"a\nb\""),
      "byte 3: a raw control character in a string: '\\x0ab\"'" },
    { "raw NUL", BYTES("\"a\0b\""), "byte 3: a raw control character in a string: '\\x00b\"'" },
    { "raw control in a key", BYTES("{\"a\tb\":1}"),
      "byte 4: a raw control character in a string: '\\x09b\":1}'" },
    { "Latin-1",
      BYTES("\"K\xfc"
            "che\""),
      "byte 3: a byte that is not UTF-8: '\\xfcche\"'" },
    { "surrogate in UTF-8", BYTES("\"\xed\xa0\x80\""),
      "byte 2: a byte that is not UTF-8: '\\xed\\xa0\\x80\"'" },
    { "overlong", BYTES("\"\xc0\x80\""), "byte 2: a byte that is not UTF-8: '\\xc0\\x80\"'" },
    { "lone high surrogate", BYTES("\"\\ud83c\""),
      "byte 2: half of a surrogate pair: '\\ud83c\"'" },
    { "lone low surrogate", BYTES("\"\\udfe0\""), "byte 2: half of a surrogate pair: '\\udfe0\"'" },
    { "two high ones", BYTES("\"\\ud83c\\ud83c\""),
      "byte 2: half of a surrogate pair: '\\ud83c\\ud83c\"'" },
    { "high and a letter", BYTES("\"\\ud83cx\\udfe0\""),
      "byte 2: half of a surrogate pair: '\\ud83cx\\udfe0\"'" },
    { "pair cut off", BYTES("\"\\ud83c\\udf"), "byte 2: half of a surrogate pair: '\\ud83c\\udf'" },
    { "lone surrogate in a key", BYTES("{\"\\udc00\":1}"),
      "byte 3: half of a surrogate pair: '\\udc00\":1}'" },
    { "escaped single quote", BYTES("\"\\'\""),
      "byte 2: an escape that JSON does not have: '\\'\"'" },
    { "hexadecimal escape", BYTES("\"\\x1b\""),
      "byte 2: an escape that JSON does not have: '\\x1b\"'" },
    { "wrong digits", BYTES("\"\\u00g0\""),
      "byte 2: an escape that JSON does not have: '\\u00g0\"'" },
    { "escaped NUL byte", BYTES("\"\\\0\""),
      "byte 2: an escape that JSON does not have: '\\\\x00\"'" },
    { "capital U", BYTES("\"\\U00e4\""), "byte 2: an escape that JSON does not have: '\\U00e4\"'" },

    { "too deep", BYTES("[[[[[1]]]]]"), "byte 5: nested more than 4 deep: '[1]]]]]'" },
    { "too deep, mixed", BYTES("{\"a\":[{\"b\":[{}]}]}"),
      "byte 13: nested more than 4 deep: '{}]}]}'" },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const char *fault = rows[i].fault;
        struct faults faults = { 0 };
        bool ok = strict_check(rows[i].text, rows[i].len, DEPTH_MAX, NULL, NULL, &faults);

        row_check_text(rows[i].name, faults.text[0], fault ? fault : "");
        row_check(rows[i].name, ok == !fault && faults.n == !!fault);
    }
}

static void note_key(void *data, const char *key, size_t len)
{
    struct buf *keys = data;

    buf_addf(keys, "%zu:", len);
    buf_add(keys, key, len);
    buf_puts(keys, " ");
}

static const struct {
    const char *name;
    const char *text;
    const char *keys;
} key_rows[] = {
    { "in order", "{\"a\":1,\"bc\":2}", "1:a 2:bc " },
    { "twice", "{\"a\":1,\"a\":2}", "1:a 1:a " },
    { "empty", "{\"\":1}", "0: " },
    { "none in an array", "[{\"a\":1}]", "" },
    { "only the outermost", "{\"a\":{\"b\":[{\"c\":1}]},\"d\":2}", "1:a 1:d " },
    { "escaped", "{\"temperature\\u005fc\":1,\"\\u0068umidity\":2}",
      "13:temperature_c 8:humidity " },
    { "all escapes", "{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\":1}", "8:\"\\/\b\f\n\r\t " },
    { "not ASCII, either way", "{\"k\\u00fcche\":1,\"kü\":2}", "5:k?che 2:k? " },
    { "a pair is one", "{\"\\ud83c\\udfe0\":1}", "1:? " },
    { "a string is no key", "{\"a\":\"b\"}", "1:a " },
    { "32 bytes", "{\"12345678901234567890123456789012\":1}",
      "32:12345678901234567890123456789012 " },
    { "33 are not told", "{\"123456789012345678901234567890123\":1}", "" },
};

static void test_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(key_rows); i++) {
        struct faults faults = { 0 };
        struct buf keys = { 0 };

        row_check(key_rows[i].name, strict_check(key_rows[i].text, strlen(key_rows[i].text),
                                                 DEPTH_MAX, note_key, &keys, &faults));
        row_check_text(key_rows[i].name, buf_text(&keys), key_rows[i].keys);
        buf_finish(&keys);
    }
}

static void test_a_key_may_hold_a_nul(void **state)
{
    struct faults faults = { 0 };
    struct buf keys = { 0 };

    (void)state;
    assert_true(strict_check(BYTES("{\"a\\u0000b\":1}"), DEPTH_MAX, note_key, &keys, &faults));
    assert_int_equal(keys.len, 6);
    assert_memory_equal(keys.data, "3:a\0b ", 6);
    buf_finish(&keys);
}

static void test_bottomless_nesting(void **state)
{
    static char text[65536];
    struct faults faults = { 0 };

    (void)state;
    memset(text, '[', sizeof text);
    assert_false(strict_check(text, sizeof text, STRICT_DEPTH_MAX, NULL, NULL, &faults));
    assert_string_equal(faults.text[0],
                        "byte 64: nested more than 63 deep: '[[[[[[[[[[[[[[[[[[[[[[[…'");
    memset(text + STRICT_DEPTH_MAX, ']', STRICT_DEPTH_MAX);
    assert_true(strict_check(text, 2 * STRICT_DEPTH_MAX, STRICT_DEPTH_MAX, NULL, NULL, &faults));
}

/* Whatever is cut off anywhere is not JSON any more, and no byte behind the end is read. */
static void test_every_prefix_is_broken(void **state)
{
    static const char text[] = "{\"a\":[1.5,true,null,\"\\ud83c\\udfe0ü\"],\"b\":{\"c\":-2e3}}";

    (void)state;
    for (size_t len = 0; len < sizeof text - 1; len++) {
        struct faults faults = { 0 };
        char *exact = test_malloc(len + 1);

        memcpy(exact + 1, text, len);
        assert_false(strict_check(exact + 1, len, DEPTH_MAX, NULL, NULL, &faults));
        assert_int_equal(faults.n, 1);
        test_free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_a_key_may_hold_a_nul),
        cmocka_unit_test(test_bottomless_nesting),
        cmocka_unit_test(test_every_prefix_is_broken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
