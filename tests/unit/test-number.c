/* SPDX-License-Identifier: MIT */
#include "core/number.h"

#include "row.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *name;
    const char *text;
    bool ok;
    double value;
} parse_rows[] = {
    { "integer", "22", true, 22 },
    { "decimal", "22.5", true, 22.5 },
    { "negative", "-18.7", true, -18.7 },
    { "zero", "0", true, 0 },
    { "small", "0.001", true, 0.001 },
    { "exponent", "8.85e1", true, 88.5 },
    { "exponent with a plus", "1.2E+1", true, 12 },
    { "negative exponent", "125e-3", true, 0.125 },
    { "exponent with zeros", "1e001", true, 10 },
    { "a time", "1700000000.123", true, 1700000000.123 },
    { "17 digits", "0.30000000000000004", true, 0.30000000000000004 },
    { "19 digits", "9007199254740993.5", true, 9007199254740994.0 },
    { "beyond the exact powers", "1e23", true, 1e23 },
    { "halfway", "9007199254740993", true, 9007199254740992.0 },
    { "the largest", "1.7976931348623157e308", true, 1.7976931348623157e308 },
    { "the smallest", "5e-324", true, 5e-324 },
    { "underflow is zero", "1e-999", true, 0 },
    { "a fraction and an exponent that cancel", "0.000000000000000000000000000001e30", true, 1 },
    { "overflow", "1e999", false, 0 },
    { "overflow by far", "-1e99999999999999999999", false, 0 },
    { "underflow by far", "1e-99999999999999999999", true, 0 },
    { "nothing", "", false, 0 },
    { "a sign", "-", false, 0 },
    { "plus", "+22.5", false, 0 },
    { "leading zero", "022", false, 0 },
    { "leading zeros", "00", false, 0 },
    { "negative leading zero", "-01", false, 0 },
    { "no digit before the point", ".5", false, 0 },
    { "no digit behind the point", "5.", false, 0 },
    { "two points", "22.5.1", false, 0 },
    { "a comma", "22,5", false, 0 },
    { "empty exponent", "1e", false, 0 },
    { "empty signed exponent", "1e+", false, 0 },
    { "point in the exponent", "1e1.5", false, 0 },
    { "blank before", " 1", false, 0 },
    { "blank behind", "1 ", false, 0 },
    { "unit", "22.5 C", false, 0 },
    { "hexadecimal", "0x16", false, 0 },
    { "hexadecimal float", "0x1p3", false, 0 },
    { "nan", "nan", false, 0 },
    { "inf", "inf", false, 0 },
    { "infinity", "-Infinity", false, 0 },
    { "grouped", "1_000", false, 0 },
    { "Arabic digits", "٢٢", false, 0 },
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(parse_rows); i++) {
        const char *name = parse_rows[i].name, *text = parse_rows[i].text;
        double value = 4711;

        row_check(name, number_parse(text, strlen(text), &value) == parse_rows[i].ok);
        row_check(name, value == (parse_rows[i].ok ? parse_rows[i].value : 4711));
    }
}

static void test_parse_keeps_to_its_length(void **state)
{
    double value;

    (void)state;
    assert_true(number_parse("22.5", 2, &value));
    assert_true(value == 22);
    assert_false(number_parse("22.5", 3, &value));
    assert_false(number_parse("1\0002", 3, &value));
}

static const struct {
    const char *text;
    size_t span;
} span_rows[] = {
    { "22.5,", 4 }, { "01", 1 },     { "5.}", 1 },    { "-", 0 },    { "-0.5e3]", 6 },
    { "1e+", 1 },   { "1.5e-x", 3 }, { "22.5.1", 4 }, { "x", 0 },    { "", 0 },
    { "-x", 0 },    { "0", 1 },      { "0.0", 3 },    { "1E5 ", 3 }, { "12abc", 2 },
};

static void test_span(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(span_rows); i++)
        row_check(span_rows[i].text,
                  number_span(span_rows[i].text, strlen(span_rows[i].text)) == span_rows[i].span);
}

static const struct {
    const char *name;
    const char *text;
    int64_t min, max;
    bool ok;
    int64_t value;
} int_rows[] = {
    { "plain", "1883", 1, 65535, true, 1883 },
    { "lowest", "1", 1, 65535, true, 1 },
    { "highest", "65535", 1, 65535, true, 65535 },
    { "too low", "0", 1, 65535, false, 0 },
    { "too high", "65536", 1, 65535, false, 0 },
    { "negative", "-5", -10, 10, true, -5 },
    { "plus", "+5", -10, 10, true, 5 },
    { "leading zeros", "007", 0, 10, true, 7 },
    { "the largest", "9223372036854775807", INT64_MIN, INT64_MAX, true, INT64_MAX },
    { "the smallest", "-9223372036854775808", INT64_MIN, INT64_MAX, true, INT64_MIN },
    { "one more", "9223372036854775808", INT64_MIN, INT64_MAX, false, 0 },
    { "one less", "-9223372036854775809", INT64_MIN, INT64_MAX, false, 0 },
    { "nothing", "", INT64_MIN, INT64_MAX, false, 0 },
    { "a sign", "-", INT64_MIN, INT64_MAX, false, 0 },
    { "two signs", "--1", INT64_MIN, INT64_MAX, false, 0 },
    { "decimal", "1.0", INT64_MIN, INT64_MAX, false, 0 },
    { "blank", " 1", INT64_MIN, INT64_MAX, false, 0 },
    { "something behind", "1x", INT64_MIN, INT64_MAX, false, 0 },
};

static void test_parse_int(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(int_rows); i++) {
        int64_t value = 4711;

        row_check(int_rows[i].name, number_parse_int(int_rows[i].text, int_rows[i].min,
                                                     int_rows[i].max, &value) == int_rows[i].ok);
        row_check(int_rows[i].name, value == (int_rows[i].ok ? int_rows[i].value : 4711));
    }
}

static void test_format_int(void **state)
{
    static const struct {
        int64_t value;
        const char *text;
    } rows[] = {
        { 0, "0" },
        { 7, "7" },
        { -120, "-120" },
        { INT64_MAX, "9223372036854775807" },
        { INT64_MIN, "-9223372036854775808" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf out = { 0 };

        number_format_int(&out, rows[i].value);
        row_check_text(rows[i].text, buf_text(&out), rows[i].text);
        buf_finish(&out);
    }
}

static const struct {
    double value;
    int decimals;
    const char *fixed;
    const char *exact;
} format_rows[] = {
    { 22.5, 1, "22.5", "22.5" },
    { 22.04, 1, "22.0", "22.04" },
    { 22, 0, "22", "22" },
    { -18.75, 1, "-18.8", "-18.75" },
    { 0, 1, "0.0", "0" },
    { -0.0, 1, "0.0", "0" },
    { -0.04, 1, "0.0", "-0.04" },
    { -0.06, 1, "-0.1", "-0.06" },
    { -0.4, 0, "0", "-0.4" },
    { 0.25, 1, "0.2", "0.25" },
    { 0.35, 1, "0.3", "0.35" }, /* a little less */
    { 0.45, 1, "0.5", "0.45" }, /* a little more */
    { 999999.9996, 3, "1000000.000", "999999.9996" },
    { 0.1 + 0.2, 2, "0.30", "0.30000000000000004" },
    { 1700000000.123, 3, "1700000000.123", "1700000000.123" },
    { 1e20, 0, "100000000000000000000", "1e+20" },
    { 1e-5, 2, "0.00", "1e-05" },
    { 5e-324, 1, "0.0", "4.94065645841247e-324" },
};

static void check_formats(void)
{
    for (size_t i = 0; i < ROW_COUNT(format_rows); i++) {
        struct buf fixed = { 0 }, exact = { 0 };

        number_format(&fixed, format_rows[i].value, format_rows[i].decimals);
        row_check_text(format_rows[i].exact, buf_text(&fixed), format_rows[i].fixed);
        number_format_exact(&exact, format_rows[i].value);
        row_check_text(format_rows[i].exact, buf_text(&exact), format_rows[i].exact);
        buf_finish(&fixed);
        buf_finish(&exact);
    }
}

static void test_format(void **state)
{
    struct buf out = { 0 };

    (void)state;
    check_formats();
    buf_puts(&out, "at ");
    number_format(&out, -1.7976931348623157e308, 20);
    assert_int_equal(out.len, 3 + 1 + 309 + 1 + 20);
    buf_finish(&out);
}

/* With few decimals and with many, on halves, beside them and anywhere. */
static void test_format_rounds_like_printf(void **state)
{
    uint32_t seed = 2463534242;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        int decimals = i % 4, sign = i % 7 ? 1 : -1;
        struct buf out = { 0 };
        char text[64];
        double value;

        seed = seed * 1664525 + 1013904223;
        value = sign * (double)(seed >> 8) / (i % 3 ? 2000 : 7.77);
        if (i % 5 == 0)
            value = nextafter(value, seed % 2 ? INFINITY : -INFINITY);
        if (i % 11 == 0)
            value = (double)(float)value;
        snprintf(text, sizeof text, "%.*f", decimals, value);
        number_format(&out, value, decimals);
        if (strpbrk(text, "123456789"))
            assert_string_equal(out.data, text);
        else
            assert_string_equal(out.data, text + (text[0] == '-'));
        buf_finish(&out);
    }
}

/* A mantissa and an exponent from anywhere come back as the same bits. */
static void test_format_exact_round_trips(void **state)
{
    uint64_t seed = 88172645463325252;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct buf out = { 0 };
        double value, again;

        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        memcpy(&value, &seed, sizeof value);
        if (!isfinite(value))
            continue;
        number_format_exact(&out, value);
        assert_true(number_parse(out.data, out.len, &again));
        assert_memory_equal(&again, &value, sizeof value);
        buf_finish(&out);
    }
}

/* Those with few decimals are not left to printf. */
static void test_format_exact_is_short(void **state)
{
    static const double powers[] = { 1, 10, 100, 1000, 10000 };
    uint32_t seed = 2463534242;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        struct buf out = { 0 };
        char text[64];
        double value;

        seed = seed * 1664525 + 1013904223;
        value = (i % 7 ? 1 : -1) * (double)(seed >> (i % 32)) / powers[i % 5];
        snprintf(text, sizeof text, "%.15g", value ? value : 0.0);
        number_format_exact(&out, value);
        assert_string_equal(out.data, text);
        buf_finish(&out);
    }
}

/* What strtod makes of it in the C locale, however long or short the way there was. */
static void test_parse_rounds_like_strtod(void **state)
{
    uint32_t seed = 2463534242;
    char text[32];

    (void)state;
    for (int i = 0; i < 20000; i++) {
        size_t len = 0;
        double value;

        text[len++] = '1';
        for (int n = (int)(seed % 20); n >= 0; n--) {
            seed = seed * 1664525 + 1013904223;
            text[len++] = (char)('0' + (seed >> 16) % 10);
            if (n == 3)
                text[len++] = '.';
        }
        text[len] = '\0';
        assert_true(number_parse(text, len, &value));
        assert_true(value == strtod(text, NULL));
    }
}

static void test_any_locale(void **state)
{
    static const char *const locales[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8" };
    int n = 0;

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(locales); i++) {
        if (!setlocale(LC_ALL, locales[i]))
            continue;
        n++;
        test_parse(NULL);
        check_formats();
    }
    setlocale(LC_ALL, "C");
    if (!n)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_keeps_to_its_length),
        cmocka_unit_test(test_span),
        cmocka_unit_test(test_parse_int),
        cmocka_unit_test(test_format_int),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_format_rounds_like_printf),
        cmocka_unit_test(test_format_exact_round_trips),
        cmocka_unit_test(test_format_exact_is_short),
        cmocka_unit_test(test_parse_rounds_like_strtod),
        cmocka_unit_test(test_any_locale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
