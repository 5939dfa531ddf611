/* SPDX-License-Identifier: MIT */
#include "ui/flash.h"

void flash_finish(struct flash *flash)
{
    canvas_finish(&flash->below);
}

void flash_start(struct flash *flash, int64_t now_ms)
{
    flash->until_ms = now_ms + FLASH_MS;
}

bool flash_is_over(struct flash *flash, int64_t now_ms)
{
    if (!flash->until_ms || now_ms < flash->until_ms)
        return false;
    flash->until_ms = 0;
    return true;
}

void flash_put_on(struct flash *flash, struct canvas *canvas)
{
    if (!flash->until_ms)
        return;
    canvas_resize(&flash->below, FLASH_ROWS, canvas->cols);
    for (int row = 0; row < FLASH_ROWS && row < canvas->rows; row++) {
        canvas_copy_row(&flash->below, row, canvas, row);
        canvas_paint(canvas, row, STYLE_SELECTED);
    }
}

void flash_take_off(struct flash *flash, struct canvas *canvas)
{
    if (!flash->until_ms)
        return;
    for (int row = 0; row < FLASH_ROWS && row < canvas->rows; row++)
        canvas_copy_row(canvas, row, &flash->below, row);
}
