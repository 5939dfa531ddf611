/* SPDX-License-Identifier: MIT */
#include "ui/line.h"

#include <assert.h>

enum { LINE_GAP_COLS = 2, LINE_RANKS = 16 };

void line_finish(struct line *line)
{
    buf_finish(&line->text);
    *line = (struct line){ 0 };
}

void line_end_part(struct line *line, struct line_part part)
{
    const struct line_part *last = line->n ? &line->parts[line->n - 1] : NULL;

    assert(line->n < LINE_PARTS_MAX && part.rank < LINE_RANKS);
    part.at = last ? last->at + last->len : 0;
    part.len = line->text.len - part.at;
    part.width_cols = 0;
    if (part.len)
        line->parts[line->n++] = part;
}

static const char *line_part_text(const struct line *line, const struct line_part *part)
{
    return buf_text(&line->text) + part->at;
}

static int line_gap(const struct line_part *part)
{
    return part->joined ? 1 : LINE_GAP_COLS;
}

/* Gives the part the columns it must have, if they are there. */
static void line_admit(struct line *line, const struct canvas *canvas, struct line_part *part,
                       int *room_cols)
{
    int full = canvas_measure(canvas, line_part_text(line, part), part->len);
    int least = part->min_cols && part->min_cols < full ? part->min_cols : full;

    if (least + line_gap(part) > *room_cols)
        return;
    part->width_cols = least;
    *room_cols -= least + line_gap(part);
}

/* What is left goes to the parts that were cut. */
static void line_widen(struct line *line, const struct canvas *canvas, struct line_part *part,
                       int *room_cols)
{
    int wanted = canvas_measure(canvas, line_part_text(line, part), part->len) - part->width_cols;
    int given = wanted < *room_cols ? wanted : *room_cols;

    if (!part->width_cols)
        return;
    part->width_cols += given;
    *room_cols -= given;
}

static void line_layout(struct line *line, const struct canvas *canvas, int cols)
{
    int room_cols = cols + LINE_GAP_COLS; /* the last part needs no gap */

    for (int rank = 0; rank < LINE_RANKS; rank++)
        for (size_t i = 0; i < line->n; i++)
            if (line->parts[i].rank == rank)
                line_admit(line, canvas, &line->parts[i], &room_cols);
    for (size_t i = 0; i < line->n; i++)
        line_widen(line, canvas, &line->parts[i], &room_cols);
}

static void line_draw_part(const struct line *line, struct canvas *canvas, int row, int col,
                           const struct line_part *part)
{
    struct canvas_field field = {
        .row = row, .col = col, .width_cols = part->width_cols, .style = part->style
    };

    canvas_put(canvas, field, line_part_text(line, part), part->len);
}

static void line_draw_left(const struct line *line, struct canvas *canvas, int row, int col)
{
    int end = col;

    for (size_t i = 0; i < line->n; i++) {
        const struct line_part *part = &line->parts[i];

        if (part->right || !part->width_cols)
            continue;
        if (end > col)
            end += line_gap(part);
        line_draw_part(line, canvas, row, end, part);
        end += part->width_cols;
    }
}

static void line_draw_right(const struct line *line, struct canvas *canvas, int row)
{
    int start = canvas->cols;

    for (size_t i = line->n; i-- > 0;) {
        const struct line_part *part = &line->parts[i];

        if (!part->right || !part->width_cols)
            continue;
        start -= part->width_cols;
        line_draw_part(line, canvas, row, start, part);
        start -= line_gap(part);
    }
}

void line_draw(struct line *line, struct canvas *canvas, int row, int col)
{
    line_layout(line, canvas, canvas->cols - col);
    line_draw_left(line, canvas, row, col);
    line_draw_right(line, canvas, row);
}
