/* SPDX-License-Identifier: MIT */
#include "core/flat.h"

#include "core/buf.h"
#include "core/number.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1
#define TEN_MEMBERS                                                                                \
    "\"a\":0,\"b\":1,\"c\":2,\"d\":3,\"e\":4,\"f\":5,\"g\":6,\"h\":7,\"i\":8,\"j\":9"

static const struct {
    const char *name;
    const char *text;
    size_t len;
    const char *expected; /* NULL: left to others */
} rows[] = {
    { "nothing in it", BYTES("{}"), "" },
    { "all kinds", BYTES("{\"t\":22.5,\"id\":\"porch-05\",\"on\":true,\"off\":false}"),
      "t=22.5 id='porch-05' on? off? " },
    { "white space", BYTES(" \t\r\n{ \"a\" : 1 , \"b\" : \"\" } \n"), "a=1 b='' " },
    { "zero", BYTES("{\"a\":0,\"b\":0.0}"), "a=0 b=0 " },
    { "negative", BYTES("{\"a\":-12.25}"), "a=-12.25 " },
    { "microseconds", BYTES("{\"ts\":1700000000123456}"), "ts=1700000000123456 " },
    { "2^53", BYTES("{\"a\":9007199254740992}"), "a=9007199254740992 " },
    { "seventeen places", BYTES("{\"a\":0.00000000000000001}"), "a=1e-17 " },
    { "an empty key", BYTES("{\"\":1}"), "=1 " },
    { "sixteen members", BYTES("{" TEN_MEMBERS ",\"k\":0,\"l\":1,\"m\":2,\"n\":3,\"o\":4,\"p\":5}"),
      "a=0 b=1 c=2 d=3 e=4 f=5 g=6 h=7 i=8 j=9 k=0 l=1 m=2 n=3 o=4 p=5 " },

    { "no bytes", BYTES(""), NULL },
    { "blank", BYTES("  "), NULL },
    { "an array", BYTES("[1]"), NULL },
    { "cut off", BYTES("{\"a\":1"), NULL },
    { "cut off in a word", BYTES("{\"a\":tru"), NULL },
    { "cut off in a string", BYTES("{\"a\":\"x"), NULL },
    { "more behind it", BYTES("{\"a\":1}x"), NULL },
    { "a NUL behind it", BYTES("{\"a\":1}\0"), NULL },
    { "a trailing comma", BYTES("{\"a\":1,}"), NULL },
    { "a comma too many", BYTES("{,\"a\":1}"), NULL },
    { "a value is missing", BYTES("{\"a\":}"), NULL },
    { "a colon is missing", BYTES("{\"a\" 1}"), NULL },
    { "nested", BYTES("{\"a\":{\"b\":1}}"), NULL },
    { "null", BYTES("{\"a\":null}"), NULL },
    { "an escape", BYTES("{\"a\":\"\\u0041\"}"), NULL },
    { "an escape in a key", BYTES("{\"\\u0041\":1}"), NULL },
    { "beyond ASCII", BYTES("{\"a\":\"küche\"}"), NULL },
    { "a control", BYTES("{\"a\":\"\x1b\"}"), NULL },
    { "2^53 + 1", BYTES("{\"a\":9007199254740993}"), NULL },
    { "nineteen digits", BYTES("{\"a\":1234567890.123456789}"), NULL },
    { "an exponent", BYTES("{\"a\":1e3}"), NULL },
    { "minus nothing", BYTES("{\"a\":-0}"), NULL },
    { "minus alone", BYTES("{\"a\":-}"), NULL },
    { "a leading zero", BYTES("{\"a\":01}"), NULL },
    { "a point without digits", BYTES("{\"a\":1.}"), NULL },
    { "a point alone", BYTES("{\"a\":.5}"), NULL },
    { "hexadecimal", BYTES("{\"a\":0x10}"), NULL },
    { "a word run on", BYTES("{\"a\":truely}"), NULL },
    { "a key twice", BYTES("{\"a\":1,\"b\":2,\"a\":1}"), NULL },
    { "a key twice, once a word", BYTES("{\"a\":\"x\",\"a\":1}"), NULL },
    { "seventeen members",
      BYTES("{" TEN_MEMBERS ",\"k\":0,\"l\":1,\"m\":2,\"n\":3,\"o\":4,\"p\":5,\"q\":6}"), NULL },
};

static void describe(const struct flat *flat, struct buf *out)
{
    for (size_t i = 0; i < flat->n; i++) {
        const struct flat_member *member = &flat->members[i];

        buf_add(out, member->key, member->key_len);
        if (member->kind == FLAT_NUMBER) {
            buf_puts(out, "=");
            number_format_exact(out, member->number);
        } else if (member->kind == FLAT_STRING) {
            buf_addf(out, "='%.*s'", (int)member->text_len, member->text);
        } else {
            buf_puts(out, "?");
        }
        buf_puts(out, " ");
    }
}

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct flat flat;
        struct buf got = { 0 };
        bool is_flat = flat_parse(&flat, rows[i].text, rows[i].len);

        row_check(rows[i].name, is_flat == (rows[i].expected != NULL));
        if (is_flat) {
            describe(&flat, &got);
            row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        }
        buf_finish(&got);
    }
}

static void check_byte(int byte, size_t before, size_t behind)
{
    bool is_plain = byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
    struct flat flat = { 0 };
    struct buf text = { 0 };

    buf_addf(&text, "{\"a\":\"%.*s", (int)before, "xxxxxxxxxxxxxxxxxxx");
    buf_add(&text, &(char){ (char)byte }, 1);
    buf_addf(&text, "%.*s\"}", (int)behind, "yyyyyyyy");
    assert_int_equal(flat_parse(&flat, text.data, text.len), is_plain);
    if (is_plain)
        assert_int_equal(flat.members[0].text_len, before + 1 + behind);
    buf_finish(&text);
}

/* Strings are looked at in pieces. */
static void test_any_byte_in_any_place(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++)
        for (size_t before = 0; before < 20; before++)
            for (size_t behind = 0; behind < 9; behind++)
                check_byte(byte, before, behind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_any_byte_in_any_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
