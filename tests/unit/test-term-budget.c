/* SPDX-License-Identifier: MIT
 *
 * How many bytes a frame takes, next to an ideal that compares cells, moves and writes: about the
 * least that a program sends without knowing what is on the screen better than the screen does.
 */
#include "io/term-paint.h"

#include "row.h"

#include <stdio.h>

enum { ROWS = 50, COLS = 80, FRAMES = 50, IDEAL_GAP = 4, VALUES = 5 };

enum change {
    NOTHING,
    ONE_VALUE,
    TWELVE_ROWS_ONE,
    TWELVE_ROWS_ALL,
    TWELVE_ROWS_AGES,
    ALL_ROWS_ONE,
    ALL_ROWS_ALL
};

/* A pseudo-random number for each value of each row in each frame. */
static unsigned noise(unsigned seed)
{
    seed = seed * 2654435761U + 12345;
    seed ^= seed >> 15;
    return seed * 2246822519U >> 7;
}

static bool changes(enum change change, unsigned frame, unsigned row, unsigned value)
{
    switch (change) {
    case ONE_VALUE: return row == frame % 12 && value == 0;
    case TWELVE_ROWS_ONE: return row < 12 && value == 0;
    case TWELVE_ROWS_ALL: return row < 12;
    case ALL_ROWS_ONE: return value == 0;
    case ALL_ROWS_ALL: return true;
    default: return false;
    }
}

/* A grid as it is: a name, a status in green, a temperature that shades, a sparkline, and so on. */
static void draw_row(struct canvas *canvas, unsigned row, const unsigned values[VALUES])
{
    static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    struct canvas_field field = { .row = (int)row, .width_cols = 8, .align = CANVAS_RIGHT };
    char text[32];

    snprintf(text, sizeof text, "room-%02u", row);
    canvas_puts(canvas, (int)row, 3, STYLE_NORMAL, text);
    canvas_puts(canvas, (int)row, 18, STYLE_GOOD, "online");
    field.col = 24;
    field.style = (enum style)(STYLE_HEAT_1 + (int)(values[0] % 8));
    canvas_put(canvas, field, text,
               (size_t)snprintf(text, sizeof text, "%.1f", 10 + values[0] % 200 / 10.0));
    for (unsigned i = 0; i < 8; i++)
        canvas_puts(canvas, (int)row, 34 + (int)i, STYLE_TREND, bars[noise(values[1] + i) % 8]);
    field.style = STYLE_NORMAL;
    for (int i = 2; i < VALUES; i++) {
        field.col = 30 + 8 * i;
        canvas_put(canvas, field, text,
                   (size_t)snprintf(text, sizeof text, "%.1f", 20 + values[i] % 700 / 10.0));
    }
}

/* An age and how long an alert lasts, which step together. */
static void draw_ages(struct canvas *canvas, unsigned row, unsigned frame)
{
    char age[] = { (char)('0' + (frame + row) % 10), 's', '\0' };

    canvas_puts(canvas, (int)row, 71, STYLE_NORMAL, age);
    canvas_puts(canvas, (int)row, 78, STYLE_NORMAL, age);
}

static void draw(struct canvas *canvas, enum change change, unsigned frame)
{
    canvas_erase(canvas);
    for (unsigned row = 0; row < ROWS; row++) {
        unsigned values[VALUES];

        for (unsigned value = 0; value < VALUES; value++) {
            unsigned last = frame;

            while (last > 0 && !changes(change, last, row, value))
                last--;
            values[value] = noise(last * 1000 + row * 10 + value);
        }
        draw_row(canvas, row, values);
        if (change == TWELVE_ROWS_AGES && row < 12)
            draw_ages(canvas, row, frame);
    }
}

/* --- the ideal ----------------------------------------------------------------- */

struct ideal {
    const struct term_pens *pens;
    int row, col;
    unsigned pen;
    size_t bytes;
};

static size_t digits(int n)
{
    return n < 10 ? 1 : n < 100 ? 2 : 3;
}

static void ideal_move(struct ideal *ideal, const struct canvas *canvas, int row, int col)
{
    int gap = col - ideal->col;

    if (ideal->row == row && gap > 0 && gap <= IDEAL_GAP)
        for (int i = ideal->col; i < col; i++)
            ideal->bytes += strlen(canvas_at(canvas, row, i)->bytes);
    else if (ideal->row == row && gap > 0)
        ideal->bytes += 3 + digits(gap);
    else if (ideal->row != row && col == 0 && ideal->row + 1 == row)
        ideal->bytes += 2;
    else if (ideal->row != row || gap)
        ideal->bytes += 4 + digits(row + 1) + digits(col + 1);
}

static void ideal_frame(struct ideal *ideal, const struct canvas *shown, const struct canvas *next)
{
    ideal->row = -2;
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++) {
            const struct cell *cell = canvas_at(next, row, col);

            if (memcmp(cell, canvas_at(shown, row, col), sizeof *cell) == 0)
                continue;
            ideal_move(ideal, next, row, col);
            if (ideal->pen != ideal->pens->of_style[cell->style])
                ideal->bytes +=
                    strlen(ideal->pens->pens[ideal->pens->of_style[cell->style]].from_any);
            ideal->pen = ideal->pens->of_style[cell->style];
            ideal->bytes += strlen(cell->bytes);
            ideal->row = row;
            ideal->col = col + 1;
        }
}

/* --- the comparison ------------------------------------------------------------- */

static const struct {
    const char *name;
    enum change change;
    double ratio_max;
} budget_rows[] = {
    { "nothing", NOTHING, 0 },
    { "one value", ONE_VALUE, 0.9 },
    { "twelve rows, one value", TWELVE_ROWS_ONE, 0.8 },
    { "twelve rows, all values", TWELVE_ROWS_ALL, 0.94 },
    { "twelve rows, two ages", TWELVE_ROWS_AGES, 0.6 },
    { "fifty rows, one value", ALL_ROWS_ONE, 0.8 },
    { "fifty rows, all values", ALL_ROWS_ALL, 0.94 },
};

static void check_budget(size_t i, const struct term_caps *caps, const struct term_pens *pens)
{
    struct term_paint paint = { .caps = caps, .pens = pens, .pen = TERM_PEN_PLAIN };
    struct ideal ideal = { .pens = pens, .pen = TERM_PEN_PLAIN };
    struct canvas shown, next;
    struct buf out = { 0 };

    canvas_init(&shown, false);
    canvas_init(&next, false);
    canvas_resize(&shown, ROWS, COLS);
    canvas_resize(&next, ROWS, COLS);
    draw(&shown, budget_rows[i].change, 0);
    for (unsigned frame = 1; frame <= FRAMES; frame++) {
        draw(&next, budget_rows[i].change, frame);
        ideal_frame(&ideal, &shown, &next);
        term_paint(&paint, &shown, &next, &out);
    }
    printf("%-24s %7.1f bytes a frame, the ideal %7.1f\n", budget_rows[i].name,
           (double)out.len / FRAMES, (double)ideal.bytes / FRAMES);
    row_check(budget_rows[i].name,
              (double)out.len <= budget_rows[i].ratio_max * (double)ideal.bytes);
    buf_finish(&out);
    canvas_finish(&shown);
    canvas_finish(&next);
}

static void test_budget(void **state)
{
    struct term_caps caps;
    struct term_pens pens;
    struct buf err = { 0 };

    (void)state;
    assert_true(term_caps_init(&caps, "xterm-256color", &err));
    term_pens_init(&pens, &caps, SCHEME_DEFAULT);
    for (size_t i = 0; i < ROW_COUNT(budget_rows); i++)
        check_budget(i, &caps, &pens);
    term_pens_finish(&pens);
    term_caps_finish(&caps);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_budget) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
