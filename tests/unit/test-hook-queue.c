/* SPDX-License-Identifier: MIT */
#include "core/hook-queue.h"

#include "core/buf.h"
#include "core/mem.h"
#include "row.h"

#include <stdio.h>
#include <stdlib.h>

static void add(struct hook_queue *queue, unsigned device, unsigned rule, bool is_over)
{
    struct hook_job job = { .device = device, .rule = (uint16_t)rule, .is_over = is_over };

    job.environment = mem_zero(2, sizeof *job.environment);
    job.environment[0] = mem_text("A=1", 3);
    job.input = mem_text("{}", 2);
    job.subject = mem_text("a", 1);
    hook_queue_add(queue, &job);
    assert_null(job.environment);
}

/* What may begin: "1.0 2.0ok": device.rule, and whether it is over. */
static void take_all(struct hook_queue *queue, int64_t now_ms, struct buf *out)
{
    struct hook_job job;

    while (hook_queue_take(queue, now_ms, &job)) {
        buf_addf(out, "%s%u.%u%s", out->len ? " " : "", (unsigned)job.device, (unsigned)job.rule,
                 job.is_over ? "ok" : "");
        hook_job_finish(&job);
    }
}

/* What is added: "1.0" fired, "1.0ok" over, "-1.0" cancelled. */
static const struct {
    const char *name;
    const char *added;
    const char *expected;
} rows[] = {
    { "in their order", "1.0 2.0 1.1", "1.0 2.0 1.1" },
    { "over before anybody was told", "1.0 2.0 1.0ok", "2.0" },
    { "there again before anybody was told that it was over", "1.0ok 1.0", "" },
    { "again, and it waits already", "1.0 2.0 1.0", "1.0 2.0" },
    { "flapping", "1.0 1.0ok 1.0 1.0ok 1.0", "1.0" },
    { "cancelled", "1.0 2.0 -1.0 -3.0", "2.0" },
    { "six of one device at once, and others go on", "1.0 1.1 1.2 1.3 1.4 1.5 1.6 2.0",
      "1.0 1.1 1.2 1.3 1.4 1.5 2.0" },
};

static void test_what_waits(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct hook_queue queue = { 0 };
        struct buf got = { 0 };
        unsigned device, rule;
        int len;

        for (const char *at = rows[i].added; *at; at += strspn(at, " ")) {
            bool is_cancel = *at == '-';

            at += is_cancel;
            assert_int_equal(sscanf(at, "%u.%u%n", &device, &rule, &len), 2);
            at += len;
            if (is_cancel)
                hook_queue_cancel(&queue, device, (uint16_t)rule);
            else
                add(&queue, device, rule, strncmp(at, "ok", 2) == 0);
            at += strspn(at, "ok");
        }
        take_all(&queue, 0, &got);
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
        hook_queue_finish(&queue);
    }
}

static unsigned count_words(const struct buf *text)
{
    unsigned n = text->len > 0;

    for (const char *c = buf_text(text); *c; c++)
        n += *c == ' ';
    return n;
}

static void test_a_minute(void **state)
{
    struct hook_queue queue = { 0 };
    struct buf got = { 0 };

    (void)state;
    assert_int_equal(hook_queue_due_ms(&queue, 5), INT64_MAX);
    for (unsigned i = 0; i < 200; i++)
        add(&queue, i, 0, false);
    assert_int_equal(queue.n_dropped, 100);
    take_all(&queue, 1000, &got);
    assert_int_equal(count_words(&got), HOOK_RUNS_MAX);
    assert_int_equal(hook_queue_due_ms(&queue, 1000), 61000);
    take_all(&queue, 60999, &got);
    assert_int_equal(count_words(&got), HOOK_RUNS_MAX);
    take_all(&queue, 61000, &got);
    assert_int_equal(count_words(&got), 2 * HOOK_RUNS_MAX);
    take_all(&queue, 121000, &got);
    take_all(&queue, 181000, &got);
    assert_int_equal(count_words(&got), 100);
    assert_int_equal(hook_queue_due_ms(&queue, 181000), INT64_MAX);
    buf_finish(&got);
    hook_queue_finish(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_waits),
        cmocka_unit_test(test_a_minute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
