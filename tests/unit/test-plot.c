/* SPDX-License-Identifier: MIT */
#include "ui/plot.h"

#include "row.h"

#include <stdlib.h>

enum { SAMPLES_MAX = 12, ROWS = 4, COLS = 26, SECONDS = 20, START_MS = 100000 };

// clang-format off
/* Twenty seconds in a box of four rows; a sample in the middle of the second named. */
static const struct {
    const char *name;
    enum dots_grain grain;
    int gap_s;
    double span_min;
    size_t n;
    struct {
        int second;
        double value;
    } samples[SAMPLES_MAX];
    size_t n_limits;
    double limits[2];
    const char *expected;
} rows[] = {
    { "nothing measured", DOTS_ASCII, 3, 2, 0, { { 0, 0 } }, 0, { 0 },
      "  1.0|\n"
      "     |\n"
      " -1.0|\n"
      "     +00:01:40 -- 00:02:00\n" },
    { "a line", DOTS_ASCII, 30, 0, 2, { { 0, 10 }, { 19, 20 } }, 0, { 0 },
      " 20.0|              ....''\n"
      "     |      ....''''\n"
      " 10.0|..''''\n"
      "     +00:01:40 -- 00:02:00\n" },
    { "a gap", DOTS_ASCII, 3, 0, 4, { { 0, 10 }, { 2, 10 }, { 15, 20 }, { 17, 20 } }, 0, { 0 },
      " 20.0|               '''\n"
      "     |\n"
      " 10.0|...\n"
      "     +00:01:40 -- 00:02:00\n" },
    { "a limit near", DOTS_ASCII, 3, 0, 2, { { 0, 10 }, { 1, 20 } }, 1, { 25 },
      " 25.0|--------------------\n"
      "     | :\n"
      " 10.0|.'\n"
      "     +00:01:40 -- 00:02:00\n" },
    { "a limit far away", DOTS_ASCII, 3, 0, 2, { { 0, 10 }, { 1, 20 } }, 1, { 99 },
      " 20.0| :\n"
      "     | :\n"
      " 10.0|.'\n"
      "     +00:01:40 -- 00:02:00\n" },
    { "in Braille", DOTS_BRAILLE, 30, 0, 2, { { 0, 10 }, { 19, 20 } }, 0, { 0 },
      " 20.0│             ⢀⣀⡠⠤⠒⠒⠉\n"
      "     │       ⣀⡠⠤⠔⠒⠉⠁\n"
      " 10.0│⢀⡠⠤⠔⠒⠉⠉\n"
      "     └00:01:40 ── 00:02:00\n" },
    { "in blocks", DOTS_BLOCKS, 30, 0, 2, { { 0, 10 }, { 19, 20 } }, 0, { 0 },
      " 20.0│              ▄▄▄▄▀▀\n"
      "     │      ▄▄▄▄▀▀▀▀\n"
      " 10.0│▄▄▀▀▀▀\n"
      "     └00:01:40 ── 00:02:00\n" },
};
// clang-format on

static void plot_row(size_t i, struct buf *out)
{
    struct view_context context = { .chart = rows[i].grain };
    struct plot plot = { .history = history_create(100),
                         .metric = "temperature",
                         .from_ms = START_MS,
                         .to_ms = START_MS + SECONDS * 1000,
                         .gap_ms = rows[i].gap_s * 1000,
                         .span_min = rows[i].span_min,
                         .n_limits = rows[i].n_limits };
    struct canvas canvas;

    for (size_t k = 0; k < rows[i].n_limits; k++)
        plot.limits[k] = (struct plot_limit){ rows[i].limits[k], STYLE_WARN };
    for (size_t k = 0; k < rows[i].n; k++)
        history_push((struct history **)&plot.history,
                     (struct history_sample){ START_MS + rows[i].samples[k].second * 1000 + 500,
                                              rows[i].samples[k].value });
    canvas_init(&canvas, rows[i].grain == DOTS_ASCII);
    canvas_resize(&canvas, ROWS, COLS);
    plot_draw(&plot, &context, &canvas, (struct plot_box){ 0, 0, ROWS, COLS });
    canvas_format(&canvas, false, out);
    canvas_finish(&canvas);
    free((struct history *)plot.history);
}

static void test_draw(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf text = { 0 };

        plot_row(i, &text);
        row_check_text(rows[i].name, buf_text(&text), rows[i].expected);
        buf_finish(&text);
    }
}

/* Two samples that share a column when there are as many as the box is wide, and have one each
 * beside the labels: then these are wider, and so there are fewer columns. */
static void test_wider_labels(void **state)
{
    struct view_context context = { .chart = DOTS_BRAILLE };
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, ROWS, COLS);
    for (int ms = 0; ms < SECONDS * 1000; ms += 10) {
        struct history *history = history_create(100);
        struct plot plot = { .metric = "temperature",
                             .from_ms = START_MS,
                             .to_ms = START_MS + SECONDS * 1000,
                             .gap_ms = SECONDS * 1000 };
        const struct cell *corner;

        history_push(&history, (struct history_sample){ START_MS, 50 });
        history_push(&history, (struct history_sample){ START_MS + ms, -1000 });
        history_push(&history, (struct history_sample){ START_MS + ms + 100, 1000 });
        plot.history = history;
        canvas_erase(&canvas);
        plot_draw(&plot, &context, &canvas, (struct plot_box){ 0, 0, ROWS, COLS });
        corner = canvas_at(&canvas, 0, 0);
        assert_string_equal(corner->bytes, " "); /* a label is not cut */
        free(history);
    }
    canvas_finish(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draw),
        cmocka_unit_test(test_wider_labels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
