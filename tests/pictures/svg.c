/* SPDX-License-Identifier: MIT */
#include "svg.h"

#include <string.h>

/* Pixels. */
enum { SVG_CELL_X = 8, SVG_CELL_Y = 17, SVG_BASELINE = 13, SVG_MARGIN = 10 };

/* Whose letters are as wide as a cell in most fonts; textLength sees to the others. */
static const double svg_font = 13.3;

/* A code point's shape, in eighths of a cell from its lower edge; lines, by where they go. */
enum { LINE_LEFT = 1, LINE_RIGHT = 2, LINE_UP = 4, LINE_DOWN = 8, LINE_DASHED = 16 };

struct svg {
    const struct canvas *canvas;
    enum scheme scheme;
    const struct svg_palette *palette;
    struct buf *out;
};

struct svg_ink {
    char text[8], behind[8]; /* behind: "" = the picture's own */
    struct look look;
};

static const struct {
    uint32_t code_point;
    int lines;
} svg_lines[] = {
    { 0x2500, LINE_LEFT | LINE_RIGHT },
    { 0x2502, LINE_UP | LINE_DOWN },
    { 0x250c, LINE_RIGHT | LINE_DOWN },
    { 0x2510, LINE_LEFT | LINE_DOWN },
    { 0x2514, LINE_RIGHT | LINE_UP },
    { 0x2518, LINE_LEFT | LINE_UP },
    { 0x2504, LINE_LEFT | LINE_RIGHT | LINE_DASHED },
};

/* --- colours --------------------------------------------------------------- */

static void svg_colour(const struct svg *svg, int colour, const char *own, char out[8])
{
    static const int cube[] = { 0, 95, 135, 175, 215, 255 };
    struct buf text = { 0 };

    if (colour < 0)
        buf_puts(&text, own);
    else if (colour < 16)
        buf_puts(&text, svg->palette->colours[colour]);
    else if (colour < 232)
        buf_addf(&text, "#%02x%02x%02x", (unsigned)cube[(colour - 16) / 36],
                 (unsigned)cube[(colour - 16) / 6 % 6], (unsigned)cube[(colour - 16) % 6]);
    else
        buf_addf(&text, "#%02x%02x%02x", 8U + 10U * (unsigned)(colour - 232),
                 8U + 10U * (unsigned)(colour - 232), 8U + 10U * (unsigned)(colour - 232));
    memcpy(out, buf_text(&text), text.len + 1);
    buf_finish(&text);
}

static struct svg_ink svg_ink(const struct svg *svg, enum style style)
{
    struct svg_ink ink = { .look = theme_look(svg->scheme, style) };

    svg_colour(svg, ink.look.foreground.of_256, svg->palette->foreground, ink.text);
    svg_colour(svg, ink.look.background.of_256, "", ink.behind);
    if (ink.look.reverse) {
        memcpy(ink.behind, ink.text, sizeof ink.behind);
        memcpy(ink.text, svg->palette->background, sizeof ink.text);
    }
    return ink;
}

/* --- shapes ---------------------------------------------------------------- */

static void svg_rect(const struct svg *svg, const char *colour, const double box[4])
{
    buf_addf(svg->out, "<rect x='%g' y='%g' width='%g' height='%g' fill='%s'/>\n", box[0], box[1],
             box[2], box[3], colour);
}

static void svg_draw_bar(const struct svg *svg, double x, double y, int eighths, const char *colour)
{
    double height = SVG_CELL_Y * eighths / 8.0;

    svg_rect(svg, colour, (double[]){ x, y + SVG_CELL_Y - height, SVG_CELL_X, height });
}

/* U+2800 and eight bits: columns of three from above, then the two below. */
static void svg_draw_dots(const struct svg *svg, double x, double y, uint32_t bits,
                          const char *colour)
{
    static const int rows[] = { 0, 1, 2, 0, 1, 2, 3, 3 }, cols[] = { 0, 0, 0, 1, 1, 1, 0, 1 };

    for (int bit = 0; bit < 8; bit++)
        if (bits >> bit & 1)
            svg_rect(svg, colour,
                     (double[]){ x + 1 + cols[bit] * (SVG_CELL_X / 2.0),
                                 y + 1 + rows[bit] * (SVG_CELL_Y / 4.0), 2, 2 });
}

static void svg_draw_lines(const struct svg *svg, double x, double y, int lines, const char *colour)
{
    double middle_x = x + SVG_CELL_X / 2.0, middle_y = y + SVG_CELL_Y / 2.0;

    buf_puts(svg->out, "<path d='");
    if (lines & LINE_LEFT)
        buf_addf(svg->out, "M%g %gH%g", x, middle_y, middle_x);
    if (lines & LINE_RIGHT)
        buf_addf(svg->out, "M%g %gH%g", middle_x, middle_y, x + SVG_CELL_X);
    if (lines & LINE_UP)
        buf_addf(svg->out, "M%g %gV%g", middle_x, y, middle_y);
    if (lines & LINE_DOWN)
        buf_addf(svg->out, "M%g %gV%g", middle_x, middle_y, y + SVG_CELL_Y);
    buf_addf(svg->out, "' stroke='%s'%s/>\n", colour,
             lines & LINE_DASHED ? " stroke-dasharray='2 2'" : "");
}

/* False: it is text. */
static bool svg_draw_shape(const struct svg *svg, double x, double y, const struct cell *cell,
                           const char *colour)
{
    uint32_t code_point;

    if (!text_decode(cell->bytes, strlen(cell->bytes), &code_point))
        return false;
    for (size_t i = 0; i < sizeof svg_lines / sizeof *svg_lines; i++)
        if (svg_lines[i].code_point == code_point) {
            svg_draw_lines(svg, x, y, svg_lines[i].lines, colour);
            return true;
        }
    if (code_point >= 0x2581 && code_point <= 0x2588)
        svg_draw_bar(svg, x, y, (int)(code_point - 0x2580), colour);
    else if (code_point >= 0x2800 && code_point <= 0x28ff)
        svg_draw_dots(svg, x, y, code_point - 0x2800, colour);
    else
        return code_point == ' ';
    return true;
}

/* --- text ------------------------------------------------------------------ */

static void svg_add_escaped(struct buf *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '&': buf_puts(out, "&amp;"); break;
        default: buf_add(out, text, 1);
        }
}

static void svg_draw_text(const struct svg *svg, int row, int col, int end,
                          const struct svg_ink *ink)
{
    buf_addf(svg->out, "<text x='%d' y='%d' textLength='%d' fill='%s'%s%s%s>",
             SVG_MARGIN + col * SVG_CELL_X, SVG_MARGIN + row * SVG_CELL_Y + SVG_BASELINE,
             (end - col) * SVG_CELL_X, ink->text, ink->look.bold ? " font-weight='bold'" : "",
             ink->look.dim ? " opacity='.6'" : "",
             ink->look.underline ? " text-decoration='underline'" : "");
    for (; col < end; col++)
        svg_add_escaped(svg->out, canvas_at(svg->canvas, row, col)->bytes);
    buf_puts(svg->out, "</text>\n");
}

static bool svg_is_text(const struct svg *svg, int row, int col)
{
    const struct cell *cell = canvas_at(svg->canvas, row, col);
    uint32_t code_point = 0;

    text_decode(cell->bytes, strlen(cell->bytes), &code_point);
    return code_point != ' ' && (code_point < 0x2500 || code_point > 0x28ff ||
                                 (code_point > 0x2588 && code_point < 0x2800));
}

/* Cells of one style, from col to before end: what is behind them, their shapes, their words. */
static void svg_draw_run(const struct svg *svg, int row, int col, int end)
{
    struct svg_ink ink = svg_ink(svg, (enum style)canvas_at(svg->canvas, row, col)->style);
    double y = SVG_MARGIN + row * SVG_CELL_Y;

    if (*ink.behind)
        svg_rect(
            svg, ink.behind,
            (double[]){ SVG_MARGIN + col * SVG_CELL_X, y, (end - col) * SVG_CELL_X, SVG_CELL_Y });
    while (col < end) {
        int word = col;

        while (word < end && svg_is_text(svg, row, word))
            word++;
        if (word > col)
            svg_draw_text(svg, row, col, word, &ink);
        else
            svg_draw_shape(svg, SVG_MARGIN + col * SVG_CELL_X, y,
                           canvas_at(svg->canvas, row, word++), ink.text);
        col = word;
    }
}

static void svg_draw_row(const struct svg *svg, int row)
{
    int end;

    for (int col = 0; col < svg->canvas->cols; col = end) {
        uint8_t style = canvas_at(svg->canvas, row, col)->style;

        end = col + 1;
        while (end < svg->canvas->cols && canvas_at(svg->canvas, row, end)->style == style)
            end++;
        svg_draw_run(svg, row, col, end);
    }
}

void svg_format(const struct canvas *canvas, enum scheme scheme, const struct svg_palette *palette,
                struct buf *out)
{
    struct svg svg = { canvas, scheme, palette, out };
    int width = canvas->cols * SVG_CELL_X + 2 * SVG_MARGIN;
    int height = canvas->rows * SVG_CELL_Y + 2 * SVG_MARGIN;

    buf_addf(out,
             "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' "
             "font-family='ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace' font-size='%g' "
             "fill='none'>\n<rect width='%d' height='%d' rx='6' fill='%s'/>\n",
             width, height, width, height, svg_font, width, height, palette->background);
    for (int row = 0; row < canvas->rows; row++)
        svg_draw_row(&svg, row);
    buf_puts(out, "</svg>\n");
}
