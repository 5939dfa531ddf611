/* SPDX-License-Identifier: MIT */
#include "core/backlog.h"

#include "core/buf.h"
#include "row.h"

#include <stdlib.h>

/* "1:a 2:b …; dropped" of what waits. */
static void format_backlog(const struct backlog *backlog, struct buf *out)
{
    const struct backlog_item *item = backlog_front(backlog);
    size_t n = 0;

    for (; item; item = backlog_next(backlog, item->serial), n++)
        buf_addf(out, "%llu:%s@%lld ", (unsigned long long)item->serial, item->payload,
                 (long long)item->time_ms);
    buf_addf(out, "%zu waiting, %llu dropped", n, (unsigned long long)backlog_dropped(backlog));
    assert_int_equal(n, backlog_count(backlog));
}

/* A letter: push it, at ten times its turn; '-': pop; a digit: forget up to that serial number. */
static void play(struct backlog *backlog, const char *steps)
{
    int64_t turn = 0;

    for (const char *c = steps; *c; c++) {
        char payload[2] = { *c, '\0' };

        if (*c == '-')
            backlog_pop(backlog);
        else if (*c >= '0' && *c <= '9')
            backlog_forget(backlog, (uint64_t)(*c - '0'));
        else {
            turn++;
            assert_int_equal(backlog_push(backlog, 10 * turn, payload), turn);
        }
    }
}

static void test_order(void **state)
{
    // clang-format off
    static const struct {
        size_t cap;
        const char *steps;
        const char *expected;
    } rows[] = {
        { 3, "", "0 waiting, 0 dropped" },
        { 3, "a", "1:a@10 1 waiting, 0 dropped" },
        { 3, "abc", "1:a@10 2:b@20 3:c@30 3 waiting, 0 dropped" },
        { 3, "abcd", "2:b@20 3:c@30 4:d@40 3 waiting, 1 dropped" },
        { 3, "abcdefgh", "6:f@60 7:g@70 8:h@80 3 waiting, 5 dropped" },
        { 3, "ab-", "2:b@20 1 waiting, 0 dropped" },
        { 3, "ab--", "0 waiting, 0 dropped" },
        { 3, "ab--c", "3:c@30 1 waiting, 0 dropped" },
        { 3, "abc-de", "3:c@30 4:d@40 5:e@50 3 waiting, 1 dropped" },
        { 3, "abc2", "3:c@30 1 waiting, 0 dropped" },
        { 3, "abcde2", "3:c@30 4:d@40 5:e@50 3 waiting, 2 dropped" },
        { 3, "abcde4", "5:e@50 1 waiting, 2 dropped" },
        { 3, "abc0", "1:a@10 2:b@20 3:c@30 3 waiting, 0 dropped" },
        { 3, "abc9d", "4:d@40 1 waiting, 0 dropped" },
        { 1, "ab", "2:b@20 1 waiting, 1 dropped" },
        { 0, "ab1", "0 waiting, 2 dropped" },
        { SIZE_MAX, "ab-c", "2:b@20 3:c@30 2 waiting, 0 dropped" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct backlog *backlog = backlog_create(rows[i].cap);
        struct buf got = { 0 };

        play(backlog, rows[i].steps);
        format_backlog(backlog, &got);
        row_check_text(rows[i].steps, buf_text(&got), rows[i].expected);
        buf_finish(&got);
        backlog_destroy(backlog);
    }
}

/* Growing while the ring is turned keeps the order. */
static void test_grows_in_order(void **state)
{
    enum { CAP = 100, MESSAGES = 1000, DELIVER_EVERY = 7 };
    struct backlog *backlog = backlog_create(CAP);
    uint64_t oldest = 1, dropped = 0;

    for (uint64_t serial = 1; serial <= MESSAGES; serial++) {
        assert_int_equal(backlog_push(backlog, 0, "x"), serial);
        if (serial - oldest == CAP) {
            oldest++;
            dropped++;
        }
        if (serial % DELIVER_EVERY == 0) {
            backlog_pop(backlog);
            oldest++;
        }
        assert_int_equal(backlog_front(backlog)->serial, oldest);
        assert_int_equal(backlog_count(backlog), serial - oldest + 1);
        assert_int_equal(backlog_dropped(backlog), dropped);
        assert_null(backlog_next(backlog, serial));
        assert_null(backlog_next(backlog, UINT64_MAX));
    }
    assert_true(dropped > 0);
    backlog_destroy(backlog);
}

static void test_copies_the_text(void **state)
{
    struct backlog *backlog = backlog_create(2);
    char text[] = "first";

    backlog_push(backlog, 1, text);
    text[0] = 'F';
    assert_string_equal(backlog_front(backlog)->payload, "first");
    backlog_destroy(backlog);
    backlog_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_grows_in_order),
        cmocka_unit_test(test_copies_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
