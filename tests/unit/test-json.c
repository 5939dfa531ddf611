/* SPDX-License-Identifier: MIT */
#include "core/json.h"

#include "row.h"

#include <math.h>

static void test_an_object(void **state)
{
    struct buf out = { 0 };
    struct json json, inner;

    (void)state;
    json_begin(&json, &out);
    json_text(&json, "text", "a\"b\n\x1b\xff\u202e");
    json_text(&json, "none", NULL);
    json_bytes(&json, "bytes", "abc", 2);
    json_number(&json, "number", -0.5);
    json_number(&json, "nan", NAN);
    json_number(&json, "infinite", -INFINITY);
    json_bool(&json, "yes", true);
    json_bool(&json, "no", false);
    json_object(&json, "empty", &inner);
    json_end(&inner);
    json_object(&json, "inner", &inner);
    json_number(&inner, "a \"key\"", 1);
    json_number(&inner, "b", 1e300);
    json_end(&inner);
    json_key(&json, "list");
    buf_puts(&out, "[1,2]");
    json_end(&json);
    assert_string_equal(
        buf_text(&out),
        "{\"text\":\"a\\\"b\\u000a\\u001b\\ufffd\\u202e\",\"none\":null,\"bytes\":\"ab\","
        "\"number\":-0.5,\"nan\":null,\"infinite\":null,\"yes\":true,\"no\":false,"
        "\"empty\":{},\"inner\":{\"a \\\"key\\\"\":1,\"b\":1e+300},\"list\":[1,2]}");
    buf_finish(&out);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_an_object) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
