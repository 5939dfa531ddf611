/* SPDX-License-Identifier: MIT
 *
 * Any text put anywhere: only cells of its field change, every cell holds a
 * cluster of its width or the right half of a wide one, and nothing in a cell
 * is a control character.
 */
#include "fuzz.h"

#include "ui/canvas.h"

#include <string.h>

enum { ROWS = 5, COLS = 20 };

static void check_cell(const struct canvas *canvas, int row, int col)
{
    const struct cell *cell = canvas_at(canvas, row, col);

    fuzz_check(cell->width_cols <= 2);
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
    for (const char *c = cell->bytes; *c; c++)
        fuzz_check((unsigned char)*c >= 0x20 && (unsigned char)*c != 0x7f);
}

static void fill(struct canvas *canvas)
{
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col + 1 < COLS; col += 2)
            canvas_puts(canvas, row, col, STYLE_NORMAL, "\xe4\xb8\x80"); /* wide */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct canvas canvas;
    struct canvas_field field;

    if (size < 4)
        return 0;
    canvas_init(&canvas, data[3] & 1);
    canvas_resize(&canvas, ROWS, COLS);
    fill(&canvas);
    field = (struct canvas_field){ .row = (int8_t)data[0] % 8,
                                   .col = (int8_t)data[1],
                                   .width_cols = (int8_t)data[2],
                                   .align = data[3] & 2 ? CANVAS_RIGHT : CANVAS_LEFT };
    canvas_put(&canvas, field, (const char *)data + 4, size - 4);
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++) {
            check_cell(&canvas, row, col);
            if (!canvas.ascii && row != field.row)
                fuzz_check(strcmp(canvas_at(&canvas, row, col)->bytes,
                                  col % 2 ? "" : "\xe4\xb8\x80") == 0);
        }
    canvas_finish(&canvas);
    return 0;
}
