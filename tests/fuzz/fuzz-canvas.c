/* SPDX-License-Identifier: MIT
 *
 * Any texts put anywhere, one over another: only cells of their field change,
 * every cell holds a cluster of its width or the right half of a wide one, and
 * nothing in a cell is a control character.
 */
#include "fuzz.h"

#include "ui/canvas.h"

#include <string.h>

enum { ROWS = 5, COLS = 20, TEXT_MAX = 24 };

static void check_cell(const struct canvas *canvas, int row, int col)
{
    const struct cell *cell = canvas_at(canvas, row, col);

    fuzz_check(cell->width_cols <= 2 && cell->style < STYLE_COUNT_);
    if (cell->width_cols == 2) {
        fuzz_check(col + 1 < COLS);
        fuzz_check(canvas_at(canvas, row, col + 1)->width_cols == 0);
    }
    if (cell->width_cols == 0) {
        fuzz_check(col > 0);
        fuzz_check(canvas_at(canvas, row, col - 1)->width_cols == 2);
        fuzz_check(cell->bytes[0] == '\0');
        return;
    }
    fuzz_check(cell->bytes[0] != '\0');
    fuzz_check(text_width(cell->bytes, strlen(cell->bytes)) == cell->width_cols);
    for (const char *c = cell->bytes; *c; c++)
        fuzz_check((unsigned char)*c >= 0x20 && (unsigned char)*c != 0x7f);
}

static void check_canvas(const struct canvas *canvas)
{
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++)
            check_cell(canvas, row, col);
}

static void fill(struct canvas *canvas)
{
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col + 1 < COLS; col += 2)
            canvas_puts(canvas, row, col, STYLE_NORMAL, "\xe4\xb8\x80"); /* wide */
}

/* Outside the rows, and more than one column beside the field (the other half of a wide cluster),
 * all is as it was. */
static void check_outside(const struct canvas *canvas, const struct canvas *before,
                          const struct canvas_field *field, int rows)
{
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++) {
            bool in_rows = row >= field->row && row < field->row + rows;
            bool in_cols = col >= field->col - 1 && col <= field->col + field->width_cols;

            if (!in_rows || !in_cols)
                fuzz_check(memcmp(canvas_at(canvas, row, col), canvas_at(before, row, col),
                                  sizeof(struct cell)) == 0);
        }
}

static void step(struct canvas *canvas, const uint8_t *head, const char *text, size_t len)
{
    struct canvas before;
    struct canvas_field field = { .row = (int8_t)head[0] % 8,
                                  .col = (int8_t)head[1] % 64,
                                  .width_cols = (int8_t)head[2] % 64,
                                  .style = (enum style)(head[3] / 8 % STYLE_COUNT_),
                                  .align = head[3] & 2 ? CANVAS_RIGHT : CANVAS_LEFT };
    int rows = 1;

    canvas_init(&before, canvas->ascii);
    canvas_resize(&before, ROWS, COLS);
    memcpy(before.cells, canvas->cells, ROWS * COLS * sizeof *before.cells);
    if (head[3] & 4) {
        char copy[TEXT_MAX + 1] = "";

        memcpy(copy, text, len);
        rows = canvas_wrap(canvas, field, 3, copy);
        fuzz_check(rows >= 0 && rows <= 3);
    } else {
        int used = canvas_put(canvas, field, text, len);

        fuzz_check(used >= 0 && used <= (field.width_cols > 0 ? field.width_cols : 0));
    }
    check_outside(canvas, &before, &field, rows);
    check_canvas(canvas);
    canvas_finish(&before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;
    struct canvas canvas;

    if (size < 4)
        return 0;
    canvas_init(&canvas, data[3] & 1);
    canvas_resize(&canvas, ROWS, COLS);
    fill(&canvas);
    while (end - data > 4) {
        size_t len = (size_t)(end - data) - 4;

        len = len < TEXT_MAX ? len : TEXT_MAX;
        step(&canvas, data, (const char *)data + 4, len);
        data += 4 + len;
    }
    canvas_finish(&canvas);
    return 0;
}
