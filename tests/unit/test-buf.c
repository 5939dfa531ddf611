/* SPDX-License-Identifier: MIT */
#include "core/buf.h"

#include "row.h"

#include <stdlib.h>
#include <string.h>

static void test_empty_buf_is_an_empty_text(void **state)
{
    struct buf b = { 0 };
    char *text;

    (void)state;
    assert_string_equal(buf_text(&b), "");
    text = buf_detach(&b);
    assert_string_equal(text, "");
    free(text);
    buf_finish(&b);
}

static void test_grows_over_every_size(void **state)
{
    struct buf b = { 0 };

    (void)state;
    for (int i = 0; i < 1000; i++) {
        buf_addf(&b, "%03d", i);
        assert_int_equal(b.len, 3 * (i + 1));
        assert_int_equal(b.data[b.len], '\0');
    }
    assert_memory_equal(b.data + 3 * 567, "567", 3);
    buf_clear(&b);
    assert_string_equal(buf_text(&b), "");
    buf_finish(&b);
    assert_null(b.data);
}

/* Whatever room there is, in one go or two. */
static void test_formats_texts_of_every_length(void **state)
{
    char text[301];

    (void)state;
    memset(text, 'x', sizeof text);
    for (int len = 0; len < 300; len++) {
        struct buf b = { 0 };

        buf_addf(&b, "%.*s|", len, text);
        buf_addf(&b, "%.*s", 300 - len, text);
        assert_int_equal(b.len, 301);
        assert_int_equal(strlen(b.data), 301);
        assert_ptr_equal(strchr(b.data, '|'), b.data + len);
        buf_finish(&b);
    }
}

static void test_keeps_bytes_of_any_value(void **state)
{
    struct buf b = { 0 };

    (void)state;
    buf_add(&b, "a\0b", 3);
    buf_puts(&b, "c");
    assert_int_equal(b.len, 4);
    assert_memory_equal(b.data, "a\0bc", 5);
    buf_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_buf_is_an_empty_text),
        cmocka_unit_test(test_grows_over_every_size),
        cmocka_unit_test(test_formats_texts_of_every_length),
        cmocka_unit_test(test_keeps_bytes_of_any_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
