/* SPDX-License-Identifier: MIT */
#include "tiny-term.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TINY_PARAMETERS = 16 };

static const struct tiny_pen tiny_plain = { .foreground = -1, .background = -1 };

static void tiny_complain(struct tiny_term *term, const char *what, const char *bytes, size_t len)
{
    if (!term->problem[0])
        snprintf(term->problem, sizeof term->problem, "%s: '%.*s'", what,
                 (int)(len < 20 ? len : 20), bytes);
}

static struct tiny_cell *tiny_cell(const struct tiny_term *term, int row, int col)
{
    return &term->cells[(size_t)row * (size_t)term->cols + (size_t)col];
}

/* As one finds them: not where, and not how one would like it. */
void tiny_term_init(struct tiny_term *term, int rows, int cols, enum tiny_opinion opinion)
{
    const struct tiny_pen red = { .foreground = 1, .background = 2, .reverse = true };

    *term = (struct tiny_term){ .rows = rows, .cols = cols, .opinion = opinion, .pen = red };
    term->row = rows / 2;
    term->col = cols / 2;
    term->cells = mem_zero((size_t)rows * (size_t)cols, sizeof *term->cells);
    for (int i = 0; i < rows * cols; i++)
        term->cells[i] = (struct tiny_cell){ .bytes = "#", .pen = red };
}

void tiny_term_finish(struct tiny_term *term)
{
    free(term->cells);
    *term = (struct tiny_term){ 0 };
}

/* --- control sequences -------------------------------------------------------- */

static void tiny_erase(struct tiny_term *term, int row, int from, int to)
{
    for (int col = from; col < to; col++)
        *tiny_cell(term, row, col) =
            (struct tiny_cell){ .bytes = " ",
                                .pen = { .foreground = -1, .background = term->pen.background } };
}

static void tiny_colour(struct tiny_term *term, const int *numbers, int n, int *i)
{
    int *colour = numbers[*i] < 40 || (numbers[*i] >= 90 && numbers[*i] < 100)
                      ? &term->pen.foreground
                      : &term->pen.background;
    int number = numbers[*i];

    if (number == 38 || number == 48) {
        *colour = *i + 2 < n && numbers[*i + 1] == 5 ? numbers[*i + 2] : -2;
        *i += 2;
    } else if (number >= 90) {
        *colour = 8 + number % 10;
    } else {
        *colour = number % 10 == 9 ? -1 : number % 10;
    }
}

static void tiny_attributes(struct tiny_term *term, const int *numbers, int n)
{
    for (int i = 0; i < n; i++)
        switch (numbers[i]) {
        case 0: term->pen = tiny_plain; break;
        case 1: term->pen.bold = true; break;
        case 2: term->pen.dim = true; break;
        case 4: term->pen.underline = true; break;
        case 7: term->pen.reverse = true; break;
        default:
            if (numbers[i] >= 30 && numbers[i] < 110)
                tiny_colour(term, numbers, n, &i);
            else
                tiny_complain(term, "attribute", "", 0);
        }
}

static void tiny_go(struct tiny_term *term, int row, int col)
{
    if (row < 0 || row >= term->rows || col < 0 || col >= term->cols)
        tiny_complain(term, "moves out of the screen", "", 0);
    else {
        term->row = row;
        term->col = col;
    }
    term->is_past_end = false;
}

static void tiny_do(struct tiny_term *term, char final, const int *numbers, int n)
{
    int first = numbers[0] ? numbers[0] : 1;
    int second = n > 1 && numbers[1] ? numbers[1] : 1;

    switch (final) {
    case 'H': tiny_go(term, first - 1, second - 1); break;
    case 'C': tiny_go(term, term->row, term->col + first); break;
    case 'D': tiny_go(term, term->row, term->col - first); break;
    case 'K': tiny_erase(term, term->row, term->col, term->cols); break;
    case 'J':
        for (int row = 0; row < term->rows; row++)
            tiny_erase(term, row, 0, term->cols);
        break;
    case 'm': tiny_attributes(term, numbers, n); break;
    default: tiny_complain(term, "sequence", &final, 1);
    }
}

/* Returns its length. */
static size_t tiny_sequence(struct tiny_term *term, const char *bytes, size_t len)
{
    int numbers[TINY_PARAMETERS] = { 0 };
    int n = 1;
    size_t i = 2;

    if (len < 3 || bytes[1] != '[') {
        tiny_complain(term, "escape", bytes + 1, len - 1);
        return len;
    }
    for (; i + 1 < len && strchr("0123456789;", bytes[i]); i++)
        if (bytes[i] != ';')
            numbers[n - 1] = numbers[n - 1] * 10 + bytes[i] - '0';
        else if (n < TINY_PARAMETERS)
            n++;
    tiny_do(term, bytes[i], numbers, n);
    return i + 1;
}

static bool tiny_control(struct tiny_term *term, char byte)
{
    switch (byte) {
    case '\b': tiny_go(term, term->row, term->col - 1); break;
    case '\n': tiny_go(term, term->row + 1, term->col); break;
    case '\r': tiny_go(term, term->row, 0); break;
    default: return false;
    }
    return true;
}

/* --- characters ---------------------------------------------------------------- */

/* Latin, Greek, Cyrillic, dashes and dots, arrows, lines and blocks, braille. */
static bool tiny_is_disputed(const char *cluster)
{
    uint32_t c = 0;
    size_t len = text_decode(cluster, strlen(cluster), &c);

    return len < strlen(cluster) || !(c < 0x300 || (c >= 0x370 && c < 0x483) ||
                                      (c >= 0x2010 && c < 0x2028) || (c >= 0x2190 && c < 0x2200) ||
                                      (c >= 0x2500 && c < 0x25cb) || (c >= 0x2800 && c < 0x2900));
}

static int tiny_width(const struct tiny_term *term, const struct text_cluster *cluster)
{
    if (term->opinion == TINY_AS_WE_DO || !tiny_is_disputed(cluster->bytes))
        return cluster->width_cols;
    return term->opinion == TINY_ALL_WIDE ? 2 : 1;
}

/* Half of a wide one is a blank. */
static void tiny_split(struct tiny_term *term, int row, int col)
{
    struct tiny_cell *cell = tiny_cell(term, row, col);

    if (!cell->bytes[0])
        memcpy(tiny_cell(term, row, col - 1)->bytes, " ", 2);
    if (col + 1 < term->cols && !tiny_cell(term, row, col + 1)->bytes[0])
        memcpy(tiny_cell(term, row, col + 1)->bytes, " ", 2);
}

/* Without autowrap: what has no room is put into the last columns. */
static void tiny_write(struct tiny_term *term, const struct text_cluster *cluster)
{
    int width = tiny_width(term, cluster);

    if (term->is_past_end)
        tiny_complain(term, "written behind the end of a row", cluster->bytes, cluster->len_bytes);
    if (term->col + width > term->cols)
        width = 1;
    for (int i = 0; i < width; i++) {
        tiny_split(term, term->row, term->col + i);
        *tiny_cell(term, term->row, term->col + i) = (struct tiny_cell){ .pen = term->pen };
    }
    memcpy(tiny_cell(term, term->row, term->col)->bytes, cluster->bytes,
           (size_t)cluster->len_bytes + 1);
    term->col += width;
    term->is_past_end = term->col == term->cols;
    if (term->is_past_end)
        term->col--;
}

void tiny_term_feed(struct tiny_term *term, const char *bytes, size_t len)
{
    size_t at = 0;

    while (at < len) {
        struct text_reader reader;
        struct text_cluster cluster;
        const char *next;

        if (bytes[at] == '\033') {
            at += tiny_sequence(term, bytes + at, len - at);
            continue;
        }
        if (tiny_control(term, bytes[at])) {
            at++;
            continue;
        }
        text_reader_init(&reader, bytes + at, len - at);
        if (!text_reader_next(&reader, &cluster))
            return;
        next = reader.at;
        if (reader.pending_len)
            tiny_complain(term, "control", bytes + at, len - at);
        tiny_write(term, &cluster);
        at = (size_t)(next - bytes);
    }
}

/* --- comparing ------------------------------------------------------------------ */

static bool tiny_pen_is(const struct tiny_cell *cell, struct look look)
{
    const struct tiny_pen *pen = &cell->pen;

    if (pen->background != look.background.of_256 || pen->reverse != look.reverse ||
        pen->underline != look.underline)
        return false;
    if (cell->bytes[0] == ' ' && !pen->reverse && !pen->underline)
        return true; /* nothing else shows */
    return pen->foreground == look.foreground.of_256 && pen->bold == look.bold &&
           pen->dim == look.dim;
}

char *tiny_term_compare(const struct tiny_term *term, const struct canvas *canvas,
                        enum scheme scheme)
{
    struct buf why = { 0 };

    if (term->problem[0])
        buf_puts(&why, term->problem);
    for (int row = 0; row < canvas->rows && !why.len; row++)
        for (int col = 0; col < canvas->cols && !why.len; col++) {
            const struct cell *cell = canvas_at(canvas, row, col);
            const struct tiny_cell *got = tiny_cell(term, row, col);

            if (term->opinion != TINY_AS_WE_DO &&
                (!cell->width_cols || tiny_is_disputed(cell->bytes)))
                continue;
            if (strcmp(got->bytes, cell->bytes) != 0)
                buf_addf(&why, "'%s' instead of '%s' at %d,%d", got->bytes, cell->bytes, row, col);
            else if (cell->width_cols && !tiny_pen_is(got, theme_look(scheme, cell->style)))
                buf_addf(&why, "'%s' at %d,%d looks wrong", got->bytes, row, col);
        }
    return why.len ? buf_detach(&why) : NULL;
}
