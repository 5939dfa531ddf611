/* SPDX-License-Identifier: MIT */
#include "ui/chart.h"

#include "row.h"

#include <stdlib.h>

enum { SAMPLES_MAX = 12, WIDTH_COLS = 8 };

/* Eight columns of a second each; a sample in the middle of the second named. */
static const struct {
    const char *name;
    double span_min;
    size_t n;
    struct {
        int second;
        double value;
    } samples[SAMPLES_MAX];
    bool ascii;
    const char *expected;
    int64_t hold_ms;
} rows[] = {
    { "no sample", 0, 0, { { 0, 0 } }, false, "" },
    { "rises",
      0,
      8,
      { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 5, 5 }, { 6, 6 }, { 7, 7 } },
      false,
      "▁▂▃▄▅▆▇█" },
    { "rises in ASCII",
      0,
      8,
      { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 5, 5 }, { 6, 6 }, { 7, 7 } },
      true,
      "_.:-=+*#" },
    { "flat is half", 0, 3, { { 0, 21 }, { 1, 21 }, { 2, 21 } }, false, "▄▄▄" },
    { "flat is half, with a least span", 2, 2, { { 0, 21 }, { 1, 21 } }, false, "▄▄" },
    { "below zero", 0, 2, { { 0, -20 }, { 1, -10 } }, false, "▁█" },
    { "a gap is a gap", 0, 2, { { 1, 5 }, { 6, 9 } }, false, " ▁    █" },
    { "a slow sensor", 0, 3, { { 0, 5 }, { 3, 9 }, { 6, 5 } }, false, "▁▁▁███▁▁", 4500 },
    { "that is silent", 0, 2, { { 0, 5 }, { 1, 9 } }, false, "▁█████", 4500 },
    { "and was heard before", 0, 2, { { -3, 9 }, { 4, 5 } }, false, "██  ▁▁▁▁", 4500 },
    { "for long", 0, 2, { { -70, 9 }, { 0, 5 } }, false, "▄▄▄▄▄▄▄▄", 1000000 },
    { "noise is no storm", 2, 3, { { 0, 21.0 }, { 1, 21.1 }, { 2, 21.0 } }, false, "▄▅▄" },
    { "more than the least span", 2, 2, { { 0, 21.0 }, { 1, 24.0 } }, false, "▁█" },
    { "the mean of a column", 0, 4, { { 0, 0 }, { 1, 0 }, { 1, 10 }, { 2, 10 } }, false, "▁▄█" },
    { "outside the time", 0, 3, { { -1, 100 }, { 3, 5 }, { 8, 100 } }, false, "   ▄" },
};

static void test_spark(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct chart_range range = { 100000, 108000, rows[i].span_min, rows[i].hold_ms };
        struct canvas_field field = { .row = 1, .col = 2, .width_cols = WIDTH_COLS };
        struct history *h = history_create(100);
        struct canvas canvas;
        struct buf text = { 0 }, expected = { 0 };

        for (size_t k = 0; k < rows[i].n; k++)
            history_push(&h, (struct history_sample){ 100500 + rows[i].samples[k].second * 1000,
                                                      rows[i].samples[k].value });
        canvas_init(&canvas, rows[i].ascii);
        canvas_resize(&canvas, 2, 12);
        canvas_puts(&canvas, 1, 0, STYLE_NORMAL, "[]xxxxxxxx[]");
        chart_spark(&canvas, field, h, range);
        canvas_format(&canvas, false, &text);
        buf_addf(&expected, "\n[]%s", rows[i].expected);
        row_check(rows[i].name, strncmp(text.data, expected.data, expected.len) == 0);
        row_check(rows[i].name, strcmp(text.data + text.len - 3, "[]\n") == 0);
        row_check(rows[i].name, strchr(text.data, 'x') == NULL);
        buf_finish(&text);
        buf_finish(&expected);
        canvas_finish(&canvas);
        free(h);
    }
}

static void test_no_history_and_no_room(void **state)
{
    struct chart_range range = { 0, 1000, 0 };
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 1, 400);
    chart_spark(&canvas, (struct canvas_field){ .width_cols = 0 }, NULL, range);
    chart_spark(&canvas, (struct canvas_field){ .width_cols = -5 }, NULL, range);
    chart_spark(&canvas, (struct canvas_field){ .width_cols = 400 }, NULL, range);
    for (int col = 0; col < 400; col++)
        assert_string_equal(canvas_at(&canvas, 0, col)->bytes, " ");
    canvas_finish(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spark),
        cmocka_unit_test(test_no_history_and_no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
