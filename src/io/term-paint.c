/* SPDX-License-Identifier: MIT */
#include "io/term-paint.h"

#include <string.h>

enum {
    PAINT_GAP_MAX = 3,    /* columns: to write so many equal cells is shorter than to move */
    PAINT_BACK_MAX = 4,   /* columns: one BS each */
    PAINT_INDENT_MAX = 9, /* columns: so far from the left, CR may be the shorter way there */
    PAINT_DOWN_MAX = 6,   /* rows: one LF each */
    PAINT_ERASE_MIN = 4,  /* blanks: from so many on erasing is shorter */
    PAINT_NOWHERE = -1,
};

struct painter {
    const struct term_caps *caps;
    const struct term_pens *pens;
    const struct canvas *next;
    struct buf *out;
    int row, col; /* of the cursor; row PAINT_NOWHERE: somewhere */
    unsigned pen;
};

/* --- cells ------------------------------------------------------------------ */

static const struct cell *paint_at(const struct canvas *canvas, int row, int col)
{
    return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

static unsigned paint_pen(const struct painter *p, const struct cell *cell)
{
    return p->pens->of_style[cell->style];
}

static bool paint_is_blank(const struct cell *cell)
{
    return cell->bytes[0] == ' ' && cell->bytes[1] == '\0';
}

/* Nothing to be seen there. */
static bool paint_is_nothing(const struct painter *p, const struct cell *cell)
{
    return paint_is_blank(cell) && !p->pens->pens[paint_pen(p, cell)].shows_blank;
}

static bool paint_looks_alike(const struct painter *p, const struct cell *a, const struct cell *b)
{
    if (a->bytes[0] != b->bytes[0] || a->width_cols != b->width_cols ||
        strcmp(a->bytes, b->bytes) != 0)
        return false;
    return paint_pen(p, a) == paint_pen(p, b) || (paint_is_nothing(p, a) && paint_is_nothing(p, b));
}

/* Nearly all of them are the same to the last byte. */
static bool paint_looks_same(const struct painter *p, const struct cell *a, const struct cell *b)
{
    return memcmp(a, b, sizeof *a) == 0 || paint_looks_alike(p, a, b);
}

/* The pen that is in hand will do. */
static bool paint_has_pen(const struct painter *p, const struct cell *cell)
{
    return p->pen == paint_pen(p, cell) ||
           (paint_is_nothing(p, cell) && !p->pens->pens[p->pen].shows_blank);
}

/* What our own glyphs are made of, Latin, Greek, Cyrillic. */
static bool paint_is_known(const char *cluster)
{
    uint32_t code_point;
    size_t len = strlen(cluster);

    if (text_decode(cluster, len, &code_point) != len)
        return false;
    return code_point < 0x300 || (code_point >= 0x370 && code_point < 0x483) ||
           (code_point >= 0x2010 && code_point < 0x2028) ||
           (code_point >= 0x2190 && code_point < 0x2200) ||
           (code_point >= 0x2500 && code_point < 0x25cb) ||
           (code_point >= 0x2800 && code_point < 0x2900);
}

/* How many columns a cluster takes is a matter of opinion (and of the Unicode version) between us
 * and a terminal. On these there is none. After any other one the cursor is anywhere. */
static bool paint_is_certain(const struct cell *cell)
{
    return cell->width_cols == 1 && (cell->bytes[1] == '\0' || paint_is_known(cell->bytes));
}

/* Both what is there and what will be. */
static bool paint_is_certain_in(const struct painter *p, const struct canvas *shown, int row,
                                int col)
{
    return paint_is_certain(paint_at(p->next, row, col)) &&
           paint_is_certain(paint_at(shown, row, col));
}

/* --- moving ----------------------------------------------------------------- */

static void paint_put(struct painter *p, enum term_cap cap, int a, int b)
{
    term_caps_put(p->caps, cap, a, b, p->out);
}

/* Of what was appended from `first` on and from `second` on, the shorter one stays; what is empty
 * does not count. */
static void paint_keep_shorter(struct buf *out, size_t first, size_t second)
{
    size_t first_len = second - first, second_len = out->len - second;

    if (second_len == 0 || (first_len > 0 && first_len <= second_len)) {
        out->len = second;
    } else {
        memmove(out->data + first, out->data + second, second_len);
        out->len = first + second_len;
    }
    out->data[out->len] = '\0';
}

/* Along the row. */
static void paint_go_across(struct painter *p, int from, int to)
{
    size_t first = p->out->len, second;

    if (to > from)
        paint_put(p, TERM_CUF, to - from, 0);
    else if (from - to > PAINT_BACK_MAX && p->caps->strings[TERM_CUB])
        paint_put(p, TERM_CUB, from - to, 0);
    else
        for (int i = from; i > to; i--)
            buf_puts(p->out, "\b");
    if (to >= from || to > PAINT_INDENT_MAX || (to > 0 && !p->caps->strings[TERM_CUF]))
        return;
    second = p->out->len;
    buf_puts(p->out, "\r");
    if (to > 0)
        paint_put(p, TERM_CUF, to, 0);
    paint_keep_shorter(p->out, first, second);
}

/* Down a few rows and along; needs to know where it comes from. */
static void paint_go_near(struct painter *p, int row, int col)
{
    for (int i = p->row; i < row; i++)
        buf_puts(p->out, "\n");
    paint_go_across(p, p->col, col);
}

/* Over cells that are as they should be, by writing them once more. */
static void paint_go_over(struct painter *p, int row, int col)
{
    for (int at = p->col; at < col; at++)
        buf_puts(p->out, paint_at(p->next, row, at)->bytes);
}

static bool paint_can_go_over(const struct painter *p, int row, int col)
{
    if (p->row != row || col <= p->col || col - p->col > PAINT_GAP_MAX)
        return false;
    for (int at = p->col; at < col; at++) {
        const struct cell *cell = paint_at(p->next, row, at);

        if (!paint_has_pen(p, cell) || !paint_is_certain(cell))
            return false;
    }
    return true;
}

static bool paint_is_near(const struct painter *p, int row, int col)
{
    return p->caps->has_controls && p->row != PAINT_NOWHERE && row >= p->row &&
           row - p->row <= PAINT_DOWN_MAX && (col <= p->col || p->caps->strings[TERM_CUF]);
}

static void paint_move(struct painter *p, int row, int col)
{
    size_t first = p->out->len, second;

    if (p->row == row && p->col == col)
        return;
    if (paint_is_near(p, row, col))
        paint_go_near(p, row, col);
    second = p->out->len;
    if (second == first || row != p->row)
        paint_put(p, TERM_CUP, row, col);
    paint_keep_shorter(p->out, first, second);
    second = p->out->len;
    if (paint_can_go_over(p, row, col))
        paint_go_over(p, row, col);
    paint_keep_shorter(p->out, first, second);
    p->row = row;
    p->col = col;
}

/* --- writing ---------------------------------------------------------------- */

static void paint_take_pen(struct painter *p, unsigned pen)
{
    if (p->pen == pen)
        return;
    buf_puts(p->out, term_pens_change(p->pens, p->pen, pen));
    p->pen = pen;
}

/* Where a terminal takes it for narrower than we do, what was there before must not be seen. */
static void paint_clear_below(struct painter *p, int row, int col, int end)
{
    for (int i = col; i < end; i++)
        buf_puts(p->out, " ");
    p->col = end;
    if (end == p->next->cols)
        p->row = PAINT_NOWHERE;
    paint_move(p, row, col);
}

static void paint_cell(struct painter *p, int row, int col)
{
    const struct cell *cell = paint_at(p->next, row, col);
    int end = col + cell->width_cols;

    if (p->caps->last_cell_scrolls && row == p->next->rows - 1 && end == p->next->cols)
        return;
    paint_move(p, row, col);
    if (!paint_has_pen(p, cell))
        paint_take_pen(p, paint_pen(p, cell));
    if (!paint_is_certain(cell))
        paint_clear_below(p, row, col, end);
    buf_puts(p->out, cell->bytes);
    p->col = end;
    /* Behind the last column terminals are of different minds, too. */
    if (end == p->next->cols || !paint_is_certain(cell))
        p->row = PAINT_NOWHERE;
}

/* Behind the last column where there is something to be seen. */
static int paint_find_end(const struct painter *p, const struct canvas *canvas, int row)
{
    const struct cell *cells = paint_at(canvas, row, 0);
    int col = canvas->cols;

    while (col > 0 && paint_is_nothing(p, &cells[col - 1]))
        col--;
    return col;
}

static void paint_erase(struct painter *p, int row, int col)
{
    paint_move(p, row, col);
    if (p->pens->pens[p->pen].shows_blank)
        paint_take_pen(p, TERM_PEN_PLAIN);
    paint_put(p, TERM_EL, 0, 0);
}

/* The only change for a column to the left and to the right. */
static bool paint_is_alone(const struct painter *p, const struct canvas *shown, int row, int col)
{
    if (col == 0 || col + 1 >= p->next->cols)
        return false;
    for (int i = col - 1; i <= col + 1; i++)
        if (paint_looks_same(p, paint_at(shown, row, i), paint_at(p->next, row, i)) == (i == col))
            return false;
    for (int i = col - 1; i <= col + 1; i++)
        if (!paint_is_certain_in(p, shown, row, i))
            return false;
    return true;
}

static void paint_take_cell(const struct painter *p, struct canvas *shown, int row, int col)
{
    shown->cells[(size_t)row * (size_t)shown->cols + (size_t)col] = *paint_at(p->next, row, col);
}

/* Ages step all at once: down their column is shorter than to and fro along the rows. */
static void paint_down(struct painter *p, struct canvas *shown, int row, int col)
{
    if (!paint_is_alone(p, shown, row, col))
        return;
    while (++row < p->next->rows && paint_is_alone(p, shown, row, col) &&
           p->pen == paint_pen(p, paint_at(p->next, row, col))) {
        paint_cell(p, row, col);
        paint_take_cell(p, shown, row, col);
    }
}

/* The next one from `col` on; behind the last column when there is none. */
static int paint_find_change(const struct painter *p, const struct canvas *shown, int row, int col)
{
    const struct cell *next = paint_at(p->next, row, 0), *before = paint_at(shown, row, 0);
    int cols = p->next->cols;

    while (col < cols && (paint_looks_same(p, &before[col], &next[col]) || !next[col].width_cols))
        col++;
    return col;
}

/* Where a row begins with another pen, first what has the one in hand, which then is put away once.
 * Up to what may spoil the cells behind it. */
static void paint_pen_in_hand(struct painter *p, struct canvas *shown, int row, int col, int end)
{
    if (col >= end || paint_pen(p, paint_at(p->next, row, col)) == p->pen)
        return;
    for (; col < end; col = paint_find_change(p, shown, row, col + 1)) {
        if (!paint_is_certain_in(p, shown, row, col))
            return;
        if (paint_pen(p, paint_at(p->next, row, col)) != p->pen)
            continue;
        paint_cell(p, row, col);
        paint_take_cell(p, shown, row, col);
    }
}

static void paint_row(struct painter *p, struct canvas *shown, int row)
{
    int end = paint_find_end(p, p->next, row);
    int col = paint_find_change(p, shown, row, 0);

    paint_pen_in_hand(p, shown, row, col, end);
    while (col < p->next->cols) {
        bool is_certain = paint_is_certain_in(p, shown, row, col);

        if (col >= end && paint_find_end(p, shown, row) - col >= PAINT_ERASE_MIN &&
            p->caps->strings[TERM_EL]) {
            paint_erase(p, row, col);
            return;
        }
        paint_cell(p, row, col);
        paint_down(p, shown, row, col);
        col += paint_at(p->next, row, col)->width_cols;
        /* Else a terminal may have spoilt the cell behind it. */
        if (is_certain)
            col = paint_find_change(p, shown, row, col);
    }
}

static void paint_rows(struct painter *p, struct canvas *shown)
{
    for (int row = 0; row < p->next->rows; row++) {
        if (canvas_has_row(shown, p->next, row))
            continue;
        paint_row(p, shown, row);
        canvas_take_row(shown, p->next, row);
    }
}

void term_paint(struct term_paint *paint, struct canvas *shown, const struct canvas *next,
                struct buf *out)
{
    struct painter p = { .caps = paint->caps,
                         .pens = paint->pens,
                         .next = next,
                         .out = out,
                         .row = PAINT_NOWHERE,
                         .pen = paint->pen };

    paint_rows(&p, shown);
    paint->pen = p.pen;
}

/* What clearing leaves; or, where a terminal cannot clear, what no cell looks like. */
void term_paint_all(struct term_paint *paint, struct canvas *shown, const struct canvas *next,
                    struct buf *out)
{
    struct cell nothing = { .bytes = " ", .width_cols = 1, .style = TERM_PEN_PLAIN };
    size_t n = (size_t)next->rows * (size_t)next->cols;

    canvas_resize(shown, next->rows, next->cols);
    if (!paint->caps->strings[TERM_CLEAR])
        nothing.bytes[0] = '\0';
    for (size_t i = 0; i < n; i++)
        shown->cells[i] = nothing;
    paint->pen = TERM_PEN_PLAIN;
    buf_puts(out, paint->pens->pens[TERM_PEN_PLAIN].from_any);
    term_caps_put(paint->caps, TERM_CLEAR, 0, 0, out);
    term_paint(paint, shown, next, out);
}
