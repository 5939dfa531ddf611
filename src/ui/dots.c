/* SPDX-License-Identifier: MIT */
#include "ui/dots.h"

#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>

enum { DOTS_BRAILLE_ACROSS = 2, DOTS_BRAILLE_DOWN = 4, DOTS_HALVES_DOWN = 2 };

/* Bit of each dot, as Unicode numbers them from U+2800. */
static const uint8_t dots_braille[DOTS_BRAILLE_DOWN][DOTS_BRAILLE_ACROSS] = {
    { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 }
};

/* Nothing, the upper one, the lower one, both. */
static const char *const dots_halves[DOTS_GRAIN_COUNT_][4] = {
    [DOTS_BLOCKS] = { " ", "▀", "▄", "█" },
    [DOTS_ASCII] = { " ", "'", ".", ":" },
};

int dots_across(enum dots_grain grain)
{
    return grain == DOTS_BRAILLE ? DOTS_BRAILLE_ACROSS : 1;
}

static int dots_down(const struct dots *dots)
{
    return dots->grain == DOTS_BRAILLE ? DOTS_BRAILLE_DOWN : DOTS_HALVES_DOWN;
}

int dots_rows(const struct dots *dots)
{
    return dots->rows * dots_down(dots);
}

void dots_init(struct dots *dots, int rows, int cols, enum dots_grain grain)
{
    *dots = (struct dots){ .rows = rows, .cols = cols, .grain = grain };
    dots->cells = mem_zero((size_t)rows * (size_t)cols, 1);
}

void dots_finish(struct dots *dots)
{
    free(dots->cells);
    *dots = (struct dots){ 0 };
}

static void dots_set(struct dots *dots, int row, int col)
{
    int across = dots_across(dots->grain), down = dots_down(dots);
    uint8_t bit = dots->grain == DOTS_BRAILLE ? dots_braille[row % down][col % across]
                                              : (uint8_t)(1 << row % down);

    assert(row >= 0 && row < dots_rows(dots) && col >= 0 && col < dots->cols * across);
    dots->cells[row / down * dots->cols + col / across] |= bit;
}

void dots_line(struct dots *dots, int col, int from_row, int to_row)
{
    int step = from_row < to_row ? 1 : -1;

    for (int row = from_row; row != to_row; row += step)
        dots_set(dots, row, col);
    dots_set(dots, to_row, col);
}

/* U+2800 … U+28FF as UTF-8. */
static void dots_encode(uint8_t bits, char out[4])
{
    out[0] = (char)0xe2;
    out[1] = (char)(0xa0 | bits >> 6);
    out[2] = (char)(0x80 | (bits & 0x3f));
    out[3] = '\0';
}

void dots_draw(const struct dots *dots, struct canvas *canvas, int row, int col, enum style style)
{
    for (int r = 0; r < dots->rows; r++)
        for (int c = 0; c < dots->cols; c++) {
            uint8_t bits = dots->cells[r * dots->cols + c];
            char braille[4];

            if (!bits)
                continue;
            dots_encode(bits, braille);
            canvas_puts(canvas, row + r, col + c, style,
                        dots->grain == DOTS_BRAILLE ? braille : dots_halves[dots->grain][bits]);
        }
}
