/* SPDX-License-Identifier: MIT */
#include "core/payload.h"

#include "row.h"

#include <stdlib.h>

/* One after another into the same place. */
static const struct {
    const char *name;
    size_t len, kept;
} rows[] = {
    { "short", 20, 20 },
    { "longer", 200, 200 },
    { "empty", 0, 0 },
    { "as long as can be", PAYLOAD_KEPT_BYTES_MAX, PAYLOAD_KEPT_BYTES_MAX },
    { "too long", PAYLOAD_KEPT_BYTES_MAX + 1, PAYLOAD_KEPT_BYTES_MAX },
    { "far too long", 60000, PAYLOAD_KEPT_BYTES_MAX },
    { "short again", 3, 3 },
};

static void test_keep(void **state)
{
    static char bytes[60000];
    struct payload *payload = NULL;

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct message message = { .payload = rows[i].len ? bytes : NULL,
                                   .payload_len = rows[i].len,
                                   .retained = i % 2,
                                   .qos = (uint8_t)(i % 3) };

        memset(bytes, 'a' + (int)i, sizeof bytes);
        payload_keep(&payload, &message, (int64_t)i);
        row_check(rows[i].name, payload->len_bytes == rows[i].len);
        row_check(rows[i].name, payload->kept_bytes == rows[i].kept);
        row_check(rows[i].name, payload->retained == message.retained);
        row_check(rows[i].name, payload->qos == message.qos);
        row_check(rows[i].name, payload->at_ms == (int64_t)i);
        row_check(rows[i].name, memcmp(payload->bytes, bytes, rows[i].kept) == 0);
    }
    free(payload);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
