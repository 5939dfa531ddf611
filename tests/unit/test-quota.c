/* SPDX-License-Identifier: MIT */
#include "core/quota.h"

#include "core/buf.h"
#include "row.h"

/* So many are taken and ticks pass; "taken/over" of each step. */
static void test_quota(void **state)
{
    static const struct {
        const char *name;
        unsigned take[4]; /* before each tick */
        const char *expected;
    } rows[] = {
        { "a burst is told whole", { 5, 0, 0, 0 }, "5/0 0/0 0/0 0/0" },
        { "what is beyond is counted", { 8, 0, 0, 0 }, "5/3 0/0 0/0 0/0" },
        { "then so many a tick", { 8, 8, 8, 1 }, "5/3 2/6 2/6 1/0" },
        { "what is not used is kept, up to a burst", { 5, 0, 8, 8 }, "5/0 0/0 4/4 2/6" },
        { "rest fills it again, no further", { 0, 0, 0, 9 }, "0/0 0/0 0/0 5/4" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct quota quota;
        struct buf out = { 0 };

        quota_init(&quota, 5, 2);
        for (size_t tick = 0; tick < 4; tick++) {
            unsigned taken = 0;

            for (unsigned n = 0; n < rows[i].take[tick]; n++)
                taken += quota_take(&quota);
            buf_addf(&out, "%s%u/", tick ? " " : "", taken);
            buf_addf(&out, "%u", quota_tick(&quota));
        }
        row_check_text(rows[i].name, buf_text(&out), rows[i].expected);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_quota) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
