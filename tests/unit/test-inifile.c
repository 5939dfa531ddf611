/* SPDX-License-Identifier: MIT
 *
 * Real files, read with the libinih that is installed: what it would cut, join
 * or overlook has to be told instead.
 */
#include "io/inifile.h"

#include "row.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool note(void *data, const struct config_entry *entry, struct buf *err)
{
    struct buf *got = data;

    if (strcmp(entry->key, "bad") == 0) {
        buf_addf(err, "%u: refused", entry->line);
        return false;
    }
    buf_addf(got, "%u[%s]%s=%s|", entry->line, entry->section, entry->key, entry->value);
    return true;
}

#define LONG_49 "a234567890123456789012345678901234567890123456789"
#define LINE(text)                                                                                 \
    {                                                                                              \
        text, sizeof text - 1                                                                      \
    }

// clang-format off
static const struct {
    const char *name;
    struct { const char *bytes; size_t len; } file;
    const char *expected; /* the entries; then the sentence without the path */
} rows[] = {
    { "nothing", LINE(""), "" },
    { "an entry", LINE("a = b c \n"), "1[]a=b c|" },
    { "the last line without an end", LINE("a=b"), "1[]a=b|" },
    { "a colon", LINE("a: b\n"), "1[]a=b|" },
    { "the first of both", LINE("alert = a: temperature > 3\n"), "1[]alert=a: temperature > 3|" },
    { "no value", LINE("a =\n"), "1[]a=|" },
    { "comments", LINE("# x = y\n ; x = y\n\n   \na = b ; c\n"), "5[]a=b|" },
    { "a ; without a blank before it is none", LINE("a = b;c # d\n"), "1[]a=b;c # d|" },
    { "a ; in quotes is none", LINE("a = \"b ; c\" ; d\n"), "1[]a=\"b \\; c\"|" },
    { "a ; in quotes, escaped", LINE("a = \"b \\; \\\" ; c\"\n"), "1[]a=\"b \\; \\\" \\; c\"|" },
    { "a ; behind quotes that are not all", LINE("a = \"b\" > 3 ; c\n"), "1[]a=\"b\" > 3|" },
    { "sections", LINE("a=1\n[x]\nb=2\n[ y z ] ; c\nc=3\n"), "1[]a=1|3[x]b=2|5[y z]c=3|" },
    { "a bracket in a name", LINE("[device desk-[12]]\na=1\n"), "2[device desk-[12]]a=1|" },
    { "a long name", LINE("[device " LONG_49 LONG_49 "]\na=1\n"), "2[device " LONG_49 LONG_49 "]a=1|" },
    { "blanks do not continue a line", LINE("a = 1\n  b = 2\n"), "1[]a=1|2[]b=2|" },
    { "a byte order mark", LINE("\xef\xbb\xbf" "a=1\n"), "1[]a=1|" },
    { "ends as on other systems", LINE("a=1\r\n[x]\r\nb=2\r\n"), "1[]a=1|3[x]b=2|" },
    { "bytes beyond ASCII", LINE("a=\xc3\xbc \xff\n"), "1[]a=\xc3\xbc \xff|" },
    { "the key twice", LINE("a=1\na=2\n"), "1[]a=1|2[]a=2|" },

    { "a continued line", LINE("a = 1\n  2\n"), "1[]a=1|2: neither [section] nor key = value: '  2'" },
    { "no entry", LINE("ascii\n"), "1: neither [section] nor key = value: 'ascii'" },
    { "a comment before the =", LINE("a ; = b\n"), "1: neither [section] nor key = value: 'a ; = b'" },
    { "no key", LINE("= b\n"), "1: the key before the '=' is missing: '= b'" },
    { "a key that libinih would cut", LINE(LONG_49 "=1\n"), "1: no key is longer than 48 bytes: '" LONG_49 "=1'" },
    { "half a section", LINE("[x\na=1\n"), "1: a section is nothing but a name in brackets: '[x'" },
    { "more than a section", LINE("[x] y\n"), "1: a section is nothing but a name in brackets: '[x] y'" },
    { "no section", LINE("[ ]\n"), "1: the name in the brackets is missing: '[ ]'" },
    { "a NUL", LINE("a=1\nb=\0c\n"), "1[]a=1|2: a control character is not accepted: 0x00" },
    { "an escape", LINE("a=\x1b[2J\n"), "1: a control character is not accepted: 0x1b" },
    { "an end in mid-line", LINE("a=1\rb=2\n"), "1: a control character is not accepted: 0x0d" },
    { "the first mistake ends it", LINE("a=1\nbad=1\nb=2\nc\n"), "1[]a=1|2: refused" },
};
// clang-format on

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

/* What comes of the file, its path cut off the sentence. */
static void read_file(const char *path, struct buf *got)
{
    struct buf err = { 0 };

    if (!inifile_read(path, note, got, &err)) {
        size_t len = strlen(path);
        bool has_path = strncmp(buf_text(&err), path, len) == 0;

        buf_puts(got, has_path ? err.data + len + 1 : buf_text(&err));
    }
    buf_finish(&err);
}

static void test_rows(void **state)
{
    const char *path = *state;

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        write_file(path, rows[i].file.bytes, rows[i].file.len);
        read_file(path, &got);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

/* libinih alone would make two lines of it. */
static void test_long_lines(void **state)
{
    static const struct {
        size_t value_bytes;
        const char *expected;
    } lengths[] = {
        { 100, "1[]k" },
        { HAVE_DECL_INI_INITIAL_ALLOC ? 4094 : 195, "1[]k" },
        { HAVE_DECL_INI_INITIAL_ALLOC ? 4095 : 196, "1: a line is not longer than " },
        { 100000, "1: a line is not longer than " },
    };
    const char *path = *state;

    for (size_t i = 0; i < ROW_COUNT(lengths); i++) {
        struct buf text = { 0 }, got = { 0 };

        buf_puts(&text, "k=");
        for (size_t n = 0; n < lengths[i].value_bytes; n++)
            buf_puts(&text, "x");
        write_file(path, text.data, text.len);
        read_file(path, &got);
        row_check(lengths[i].expected,
                  strncmp(buf_text(&got), lengths[i].expected, strlen(lengths[i].expected)) == 0);
        if (lengths[i].expected[1] == '[')
            assert_int_equal(got.len, strlen("1[]k=|") + lengths[i].value_bytes);
        buf_finish(&text);
        buf_finish(&got);
    }
}

static void test_long_comment(void **state)
{
    const char *path = *state;
    struct buf text = { 0 }, got = { 0 };

    for (size_t n = 0; n < 150; n++)
        buf_puts(&text, n % 2 ? "; " : "# ");
    buf_puts(&text, "\na=1\n");
    write_file(path, text.data, text.len);
    read_file(path, &got);
    assert_string_equal(buf_text(&got), "2[]a=1|");
    buf_finish(&text);
    buf_finish(&got);
}

static void test_no_file(void **state)
{
    struct buf got = { 0 };

    (void)state;
    read_file("/proc/nowhere/sensortop.conf", &got); /* nobody can make that directory */
    assert_string_equal(buf_text(&got), " cannot be read: No such file or directory");
    buf_clear(&got);
    read_file("/tmp", &got);
    assert_string_equal(buf_text(&got), " cannot be read: Is a directory");
    buf_clear(&got);
    read_file("/dev/zero", &got);
    assert_string_equal(buf_text(&got), "1: a control character is not accepted: 0x00");
    buf_finish(&got);
}

static int make_path(void **state)
{
    char *path = strdup("/tmp/sensortop-inifile.XXXXXX");
    int fd = path ? mkstemp(path) : -1;

    *state = path;
    return fd < 0 || close(fd);
}

static int remove_path(void **state)
{
    int result = unlink(*state);

    free(*state);
    return result;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_long_comment),
        cmocka_unit_test(test_no_file),
    };

    return cmocka_run_group_tests(tests, make_path, remove_path);
}
