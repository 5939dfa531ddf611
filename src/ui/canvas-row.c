/* SPDX-License-Identifier: MIT */
#include "ui/canvas-row.h"

#include "core/mem.h"

#include <string.h>

enum { CANVAS_NO_ROW = -1 };

/* --- from frame to frame --------------------------------------------------- */

static struct canvas_row *canvas_kept(struct canvas *canvas, int row)
{
    if (!canvas->kept)
        canvas->kept = mem_zero((size_t)canvas->rows, sizeof *canvas->kept);
    return &canvas->kept[row];
}

void canvas_begin(struct canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++)
        canvas_kept(canvas, row)->is_drawn = false;
    canvas->open_row = CANVAS_NO_ROW;
    canvas->is_begun = true;
}

static void canvas_change(struct canvas *canvas, struct canvas_row *kept)
{
    kept->version = ++canvas->n_changes;
}

/* Blanks cost nothing where there are some. */
static void canvas_blank_row(struct canvas *canvas, int row)
{
    struct canvas_row *kept = &canvas->kept[row];

    if (!kept->is_blank) {
        canvas_erase_row(canvas, row);
        canvas_change(canvas, kept);
    }
    *kept = (struct canvas_row){ .version = kept->version, .is_blank = true };
}

void canvas_end(struct canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++)
        if (!canvas->kept[row].is_drawn)
            canvas_blank_row(canvas, row);
    canvas->is_begun = false;
}

void canvas_touch(struct canvas *canvas, int row)
{
    struct canvas_row *kept;

    if (!canvas->kept || row < 0 || row >= canvas->rows)
        return;
    kept = &canvas->kept[row];
    canvas_change(canvas, kept);
    if (!canvas->is_begun)
        return;
    if (!kept->is_drawn)
        canvas_blank_row(canvas, row);
    kept->is_drawn = true;
    kept->is_blank = false;
    if (row != canvas->open_row)
        kept->key = 0;
}

bool canvas_open_row(struct canvas *canvas, int row, uint64_t key)
{
    struct canvas_row *kept;
    bool is_kept;

    if (!canvas->is_begun || row < 0 || row >= canvas->rows)
        return false;
    canvas->open_row = row;
    kept = &canvas->kept[row];
    is_kept = key && kept->key == key && !kept->is_drawn;
    if (!is_kept)
        canvas_blank_row(canvas, row);
    *kept = (struct canvas_row){ .key = key, .version = kept->version, .is_drawn = true };
    return is_kept;
}

void canvas_close_row(struct canvas *canvas)
{
    canvas->open_row = CANVAS_NO_ROW;
}

/* --- copies ---------------------------------------------------------------- */

static uint64_t canvas_version(const struct canvas *canvas, int row)
{
    return canvas->kept ? canvas->kept[row].version : 0;
}

bool canvas_has_row(struct canvas *copy, const struct canvas *of, int row)
{
    size_t at = (size_t)row * (size_t)of->cols;
    uint64_t version = canvas_version(of, row);

    if (version && canvas_version(copy, row) == version)
        return true;
    if (memcmp(&copy->cells[at], &of->cells[at], (size_t)of->cols * sizeof *of->cells) != 0)
        return false;
    canvas_kept(copy, row)->version = version;
    return true;
}

void canvas_take_row(struct canvas *copy, const struct canvas *of, int row)
{
    size_t at = (size_t)row * (size_t)of->cols;

    memcpy(&copy->cells[at], &of->cells[at], (size_t)of->cols * sizeof *of->cells);
    canvas_kept(copy, row)->version = canvas_version(of, row);
}
