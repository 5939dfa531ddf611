/* SPDX-License-Identifier: MIT
 *
 * flash: a bell for the eye: the summary lines in reverse for a moment, on any
 * terminal, without the delays that terminals' own flashes are made of.
 */
#ifndef SENSORTOP_UI_FLASH_H
#define SENSORTOP_UI_FLASH_H

#include "ui/canvas.h"

enum { FLASH_MS = 400, FLASH_ROWS = 2 };

/* Zeroed: none. */
struct flash {
    int64_t until_ms;    /* 0: not on */
    struct canvas below; /* the rows as they were */
};

void flash_finish(struct flash *flash);

void flash_start(struct flash *flash, int64_t now_ms);

/* True, once, when it was on and its time is over: the screen is to be drawn anew. */
bool flash_is_over(struct flash *flash, int64_t now_ms);

/* Around showing the canvas: paints the rows when it is on, and puts them back. */
void flash_put_on(struct flash *flash, struct canvas *canvas);
void flash_take_off(struct flash *flash, struct canvas *canvas);

#endif
