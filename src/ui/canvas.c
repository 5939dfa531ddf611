/* SPDX-License-Identifier: MIT */
#include "ui/canvas-row.h"

#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void canvas_init(struct canvas *canvas, bool ascii)
{
    *canvas = (struct canvas){ .ascii = ascii };
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->cells);
    free(canvas->kept);
    *canvas = (struct canvas){ 0 };
}

void canvas_resize(struct canvas *canvas, int rows, int cols)
{
    canvas->rows = rows > 0 ? rows : 0;
    canvas->cols = cols > 0 ? cols : 0;
    free(canvas->cells);
    free(canvas->kept);
    canvas->cells = mem_zero((size_t)canvas->rows * (size_t)canvas->cols, sizeof *canvas->cells);
    canvas->kept = NULL;
    canvas_erase(canvas);
}

void canvas_erase_row(struct canvas *canvas, int row)
{
    struct cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];

    for (int col = 0; col < canvas->cols; col++)
        cells[col] = (struct cell){ .bytes = " ", .width_cols = 1, .style = STYLE_NORMAL };
}

void canvas_erase(struct canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++) {
        canvas_touch(canvas, row);
        canvas_erase_row(canvas, row);
    }
}

/* --- cells ----------------------------------------------------------------- */

/* NULL outside. */
static struct cell *canvas_cell(const struct canvas *canvas, int row, int col)
{
    if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
        return NULL;
    return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

const struct cell *canvas_at(const struct canvas *canvas, int row, int col)
{
    const struct cell *cell = canvas_cell(canvas, row, col);

    assert(cell);
    return cell;
}

static void canvas_blank(struct cell *cell)
{
    cell->bytes[0] = ' ';
    cell->bytes[1] = '\0';
    cell->width_cols = 1;
}

/* Half of a wide cluster cannot be drawn. */
static void canvas_split(const struct canvas *canvas, int row, int col)
{
    struct cell *cell = canvas_cell(canvas, row, col);

    if (cell && cell->width_cols == 2)
        canvas_blank(canvas_cell(canvas, row, col + 1));
    if (cell && cell->width_cols == 0)
        canvas_blank(canvas_cell(canvas, row, col - 1));
}

/* The cell, or NULL outside. */
static struct cell *canvas_set_byte(struct canvas *canvas, int row, int col, enum style style,
                                    char byte)
{
    struct cell *cell = canvas_cell(canvas, row, col);

    if (!cell)
        return NULL;
    if (cell->width_cols != 1)
        canvas_split(canvas, row, col);
    *cell = (struct cell){ .bytes = { byte }, .width_cols = 1, .style = (uint8_t)style };
    return cell;
}

static void canvas_set(struct canvas *canvas, int row, int col, enum style style, const char *bytes)
{
    struct cell *cell = canvas_set_byte(canvas, row, col, style, bytes[0]);

    if (cell && bytes[0])
        memcpy(cell->bytes, bytes, strnlen(bytes, TEXT_CLUSTER_BYTES));
}

static void canvas_set_wide(struct canvas *canvas, int row, int col, enum style style,
                            const char *bytes)
{
    struct cell *left = canvas_cell(canvas, row, col);
    struct cell *right = canvas_cell(canvas, row, col + 1);
    bool whole = left && right;

    canvas_set(canvas, row, col, style, whole ? bytes : " ");
    canvas_set(canvas, row, col + 1, style, " ");
    if (whole) {
        left->width_cols = 2;
        right->width_cols = 0;
        right->bytes[0] = '\0';
    }
}

static void canvas_set_cluster(struct canvas *canvas, int row, int col, enum style style,
                               const struct text_cluster *cluster)
{
    if (cluster->width_cols == 1) {
        canvas_set(canvas, row, col, style, cluster->bytes);
    } else if (canvas->ascii) {
        canvas_set(canvas, row, col, style, cluster->bytes);
        canvas_set(canvas, row, col + 1, style, cluster->bytes);
    } else {
        canvas_set_wide(canvas, row, col, style, cluster->bytes);
    }
}

/* --- text ------------------------------------------------------------------ */

/* In ASCII a glyph of ours changes its form, which may be nothing at all. */
static void canvas_translate(struct text_cluster *cluster)
{
    const char *plain;

    if (cluster->len_bytes == 1)
        return;
    plain = theme_ascii(cluster->bytes);
    if (plain && !*plain)
        cluster->width_cols = 0;
    cluster->bytes[0] = plain && *plain ? *plain : '?';
    cluster->bytes[1] = '\0';
    cluster->len_bytes = 1;
}

static bool canvas_next(const struct canvas *canvas, struct text_reader *reader,
                        struct text_cluster *out)
{
    do {
        if (!text_reader_next(reader, out))
            return false;
        if (canvas->ascii)
            canvas_translate(out);
    } while (out->width_cols == 0);
    return true;
}

/* Printable ASCII: a column a byte, whatever may follow. */
static bool canvas_is_plain(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (bytes[i] < ' ' || bytes[i] > '~')
            return false;
    return true;
}

/* Columns of the text, or max_cols + 1 when it has more: long texts are not read to their end. */
static int canvas_measure_to(const struct canvas *canvas, const char *bytes, size_t len,
                             int max_cols)
{
    struct text_reader reader;
    struct text_cluster cluster;
    size_t n = len <= (size_t)max_cols ? len : (size_t)max_cols + 1;
    int cols = 0;

    if (canvas_is_plain(bytes, n))
        return (int)n;
    text_reader_init(&reader, bytes, len);
    while (cols <= max_cols && canvas_next(canvas, &reader, &cluster))
        cols += cluster.width_cols;
    return cols <= max_cols ? cols : max_cols + 1;
}

int canvas_measure(const struct canvas *canvas, const char *bytes, size_t len)
{
    return canvas_measure_to(canvas, bytes, len, INT16_MAX);
}

static int canvas_put_plain(struct canvas *canvas, struct canvas_field field, const char *bytes,
                            size_t len)
{
    for (size_t i = 0; i < len; i++)
        canvas_set_byte(canvas, field.row, field.col + (int)i, field.style, bytes[i]);
    return (int)len;
}

/* Draws clusters as long as they fit into room_cols; returns the columns used. */
static int canvas_put_clusters(struct canvas *canvas, struct canvas_field field, int room_cols,
                               const char *bytes, size_t len)
{
    struct text_reader reader;
    struct text_cluster cluster;
    int cols = 0;

    if (len <= (size_t)room_cols && canvas_is_plain(bytes, len))
        return canvas_put_plain(canvas, field, bytes, len);
    text_reader_init(&reader, bytes, len);
    while (canvas_next(canvas, &reader, &cluster) && cols + cluster.width_cols <= room_cols) {
        canvas_set_cluster(canvas, field.row, field.col + cols, field.style, &cluster);
        cols += cluster.width_cols;
    }
    return cols;
}

static void canvas_put_blanks(struct canvas *canvas, struct canvas_field field, int from_cols,
                              int to_cols)
{
    for (int i = from_cols; i < to_cols && field.col + i < canvas->cols; i++)
        canvas_set_byte(canvas, field.row, field.col + i, field.style, ' ');
}

int canvas_put(struct canvas *canvas, struct canvas_field field, const char *bytes, size_t len)
{
    int text_cols, used_cols, blank_cols;

    if (field.width_cols <= 0)
        return 0;
    canvas_touch(canvas, field.row);
    text_cols = canvas_measure_to(canvas, bytes, len, field.width_cols);
    if (text_cols > field.width_cols) {
        used_cols = canvas_put_clusters(canvas, field, field.width_cols - 1, bytes, len);
        canvas_set(canvas, field.row, field.col + used_cols, field.style,
                   theme_glyph(GLYPH_MORE, canvas->ascii));
        canvas_put_blanks(canvas, field, used_cols + 1, field.width_cols);
        return used_cols + 1;
    }
    if (field.align == CANVAS_LEFT) {
        canvas_put_blanks(canvas, field, text_cols, field.width_cols);
    } else {
        blank_cols = field.width_cols - text_cols;
        canvas_put_blanks(canvas, field, 0, blank_cols);
        field.col += blank_cols;
    }
    return canvas_put_clusters(canvas, field, text_cols, bytes, len);
}

int canvas_puts(struct canvas *canvas, int row, int col, enum style style, const char *text)
{
    struct canvas_field field = { .row = row, .col = col, .style = style };

    canvas_touch(canvas, row);
    return canvas_put_clusters(canvas, field, INT16_MAX, text, strlen(text));
}

/* The bytes that fit into the columns; at least one cluster. */
static size_t canvas_fitting_len(const struct canvas *canvas, int width_cols, const char *text,
                                 size_t len)
{
    struct text_reader reader;
    struct text_cluster cluster;
    size_t fitting = 0;
    int cols = 0;

    text_reader_init(&reader, text, len);
    while (canvas_next(canvas, &reader, &cluster)) {
        cols += cluster.width_cols;
        if (fitting && cols > width_cols)
            return fitting;
        if (reader.pending_at == reader.pending_len) /* not within an escape */
            fitting = (size_t)(reader.at - text);
    }
    return len;
}

/* The bytes of the words that fit into the columns; of a word that is too long alone, all of it, or
 * as much as fits. */
static size_t canvas_line_len(const struct canvas *canvas, struct canvas_field field,
                              const char *text)
{
    int width_cols = field.width_cols;
    size_t len = strcspn(text, " ");

    if (field.break_words && canvas_measure_to(canvas, text, len, width_cols) > width_cols)
        return canvas_fitting_len(canvas, width_cols, text, len);
    while (text[len]) {
        size_t next = len + strspn(text + len, " ");

        next += strcspn(text + next, " ");
        if (canvas_measure_to(canvas, text, next, width_cols) > width_cols)
            break;
        len = next;
    }
    return len;
}

int canvas_wrap(struct canvas *canvas, struct canvas_field field, int rows_max, const char *text)
{
    int rows = 0;

    while (*text && rows < rows_max) {
        bool is_last = rows + 1 == rows_max;
        size_t len = is_last ? strlen(text) : canvas_line_len(canvas, field, text);

        canvas_put(canvas, field, text, len);
        text += len;
        text += strspn(text, " ");
        field.row++;
        rows++;
    }
    return rows;
}

void canvas_paint(struct canvas *canvas, int row, enum style style)
{
    canvas_touch(canvas, row);
    for (int col = 0; col < canvas->cols && canvas_cell(canvas, row, col); col++)
        canvas_cell(canvas, row, col)->style = (uint8_t)style;
}

void canvas_copy_row(struct canvas *canvas, int row, const struct canvas *from, int from_row)
{
    canvas_touch(canvas, row);
    for (int col = 0; col < canvas->cols && canvas_cell(from, from_row, col); col++) {
        const struct cell *cell = canvas_at(from, from_row, col);

        if (cell->width_cols == 2)
            canvas_set_wide(canvas, row, col, (enum style)cell->style, cell->bytes);
        else if (cell->width_cols == 1)
            canvas_set(canvas, row, col, (enum style)cell->style, cell->bytes);
    }
}

/* --- as text --------------------------------------------------------------- */

/* One line without the blanks at its end. */
static void canvas_end_line(struct buf *out, size_t start, char blank)
{
    while (out->len > start && out->data[out->len - 1] == blank)
        out->data[--out->len] = '\0';
    buf_puts(out, "\n");
}

void canvas_format(const struct canvas *canvas, bool with_styles, struct buf *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        size_t start = out->len;

        for (int col = 0; col < canvas->cols; col++)
            buf_puts(out, canvas_at(canvas, row, col)->bytes);
        canvas_end_line(out, start, ' ');
        if (!with_styles)
            continue;
        start = out->len;
        for (int col = 0; col < canvas->cols; col++) {
            char letter = theme_letter((enum style)canvas_at(canvas, row, col)->style);

            buf_add(out, &letter, 1);
        }
        canvas_end_line(out, start, theme_letter(STYLE_NORMAL));
    }
}
