/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/column-cell.h"
#include "ui/device-names.h"
#include "ui/mark.h"
#include "ui/roster.h"
#include "ui/scroll.h"
#include "ui/value.h"

#include <stdlib.h>
#include <string.h>

enum {
    TILES_ROWS = 4,
    TILES_LOW_ROWS = 3,  /* without the trend, where two of the others do not fit */
    TILES_COLS_MIN = 25, /* three in 80 columns */
    TILES_COLS_MAX = 40,
    TILES_HUMIDITY_COLS = 7,
    TILES_AGE_COLS = 6,
};

struct tiles {
    size_t top; /* row of cards */
    size_t across;
    size_t down;
    /* As drawn last. */
    const struct device **window;
    size_t n;
    int first_row;
    int card_rows;
    int card_cols;
};

/* One card under way. */
struct tiles_card {
    struct column_cell cell;
    int row, col, rows, cols;
    enum style style; /* of its frame and name */
};

static void tiles_init(void *state)
{
    struct tiles *tiles = state;

    tiles->across = tiles->down = 1;
}

static void tiles_finish(void *state)
{
    struct tiles *tiles = state;

    free(tiles->window);
}

/* --- keys ------------------------------------------------------------------ */

static bool tiles_turn(struct tiles *tiles, struct roster *roster, enum action action)
{
    size_t before = roster_device_place(roster), after = before;

    if (!scroll_move(action, order_list_count(roster_list(roster)), tiles->down * tiles->across,
                     &after))
        return false;
    scroll_turn(action, before / tiles->across, after / tiles->across, &tiles->top);
    return roster_move_to(roster, after);
}

/* Up and down is a row of cards. */
static bool tiles_move(struct tiles *tiles, struct roster *roster, enum action action)
{
    size_t n = order_list_count(roster_list(roster));
    size_t place = roster_device_place(roster);

    switch (action) {
    case ACTION_LEFT: return roster_move_to(roster, place ? place - 1 : 0);
    case ACTION_RIGHT: return roster_move_to(roster, place + 1 < n ? place + 1 : place);
    case ACTION_UP:
        return roster_move_to(roster, place >= tiles->across ? place - tiles->across : place);
    case ACTION_DOWN:
        return roster_move_to(roster, place + tiles->across < n ? place + tiles->across : place);
    default: return tiles_turn(tiles, roster, action);
    }
}

static bool tiles_key(void *state, const struct view_context *context, enum action action)
{
    struct tiles *tiles = state;

    return roster_key(context->roster, context, action) ||
           tiles_move(tiles, context->roster, action);
}

static enum view_hit tiles_click(void *state, const struct view_context *context, int row, int col)
{
    const struct tiles *tiles = state;
    size_t across, place;

    if (row < tiles->first_row || !tiles->n)
        return VIEW_HIT_NOTHING;
    across = (size_t)(col / tiles->card_cols);
    place = (size_t)((row - tiles->first_row) / tiles->card_rows) * tiles->across + across;
    if (across >= tiles->across || place >= tiles->n)
        return VIEW_HIT_NOTHING;
    roster_select(context->roster, tiles->window[place]);
    return VIEW_HIT_DEVICE;
}

/* --- a card ---------------------------------------------------------------- */

static void tiles_put(struct tiles_card *card, int row, int col, enum style style, enum glyph glyph)
{
    canvas_puts(card->cell.canvas, card->row + row, card->col + col, style,
                theme_glyph(glyph, card->cell.canvas->ascii));
}

static void tiles_draw_frame(struct tiles_card *card)
{
    int right = card->cols - 1, bottom = card->rows - 1;

    for (int col = 1; col < right; col++) {
        tiles_put(card, 0, col, card->style, GLYPH_LINE_ACROSS);
        tiles_put(card, bottom, col, card->style, GLYPH_LINE_ACROSS);
    }
    for (int row = 1; row < bottom; row++) {
        tiles_put(card, row, 0, card->style, GLYPH_LINE_UP);
        tiles_put(card, row, right, card->style, GLYPH_LINE_UP);
    }
    tiles_put(card, 0, 0, card->style, GLYPH_CORNER_UP_LEFT);
    tiles_put(card, 0, right, card->style, GLYPH_CORNER_UP_RIGHT);
    tiles_put(card, bottom, 0, card->style, GLYPH_CORNER_DOWN_LEFT);
    tiles_put(card, bottom, right, card->style, GLYPH_CORNER_DOWN_RIGHT);
}

/* No column of them: each has its location as far as there is room. */
static int tiles_location_cols(const struct tiles_card *card, int room_cols)
{
    const char *name = device_shown_name(card->cell.device);
    int left_cols = room_cols - canvas_measure(card->cell.canvas, name, strlen(name));

    return card->cell.context->with_location && left_cols >= DEVICE_NAMES_LOCATION_COLS_MIN
               ? left_cols
               : 0;
}

/* In the upper edge, with the mark at its end. */
static void tiles_draw_name(struct tiles_card *card)
{
    const struct device *device = card->cell.device;
    const struct mark_row *mark = mark_get(mark_of(device));
    struct canvas_field field = {
        .row = card->row, .col = card->col + 2, .style = card->style, .align = CANVAS_LEFT
    };
    struct buf name = { 0 };
    int room_cols = card->cols - 4 - (mark_of(device) == MARK_NONE ? 0 : MARK_COLS + 2);
    int name_cols;

    device_names_format(device, tiles_location_cols(card, room_cols), &name);
    name_cols = canvas_measure(card->cell.canvas, buf_text(&name), name.len);
    field.width_cols = name_cols < room_cols ? name_cols : room_cols;
    canvas_puts(card->cell.canvas, card->row, field.col - 1, card->style, " ");
    canvas_put(card->cell.canvas, field, buf_text(&name), name.len);
    canvas_puts(card->cell.canvas, card->row, field.col + field.width_cols, card->style, " ");
    buf_finish(&name);
    if (mark_of(device) == MARK_NONE)
        return;
    canvas_puts(card->cell.canvas, card->row, card->col + card->cols - 5, card->style, " ");
    canvas_puts(card->cell.canvas, card->row, card->col + card->cols - 4, mark->style, mark->text);
    canvas_puts(card->cell.canvas, card->row, card->col + card->cols - 2, card->style, " ");
}

static struct canvas_field tiles_field(const struct tiles_card *card, int row, int cols)
{
    return (struct canvas_field){ .row = card->row + row,
                                  .col = card->col + card->cols - 2 - cols,
                                  .width_cols = cols,
                                  .style = card->cell.field.style,
                                  .align = CANVAS_RIGHT };
}

/* "31.4 °C ↑" */
static void tiles_draw_temperature(struct tiles_card *card)
{
    const struct metric *metric = device_metric(card->cell.device, METRIC_TEMPERATURE);
    struct canvas_field field = tiles_field(card, 1, card->cols - 6 - TILES_HUMIDITY_COLS);
    struct buf text = { 0 };

    field.col = card->col + 2;
    field.align = CANVAS_LEFT;
    if (metric && metric->has_value) {
        if (field.style == STYLE_NORMAL)
            field.style = column_heat(card->cell.context, card->cell.device, metric->value);
        metric_format(&text, "temperature", metric->value, card->cell.context->fahrenheit);
        buf_addf(&text, " %s", column_temperature_sign(card->cell.device));
    } else {
        buf_puts(&text, theme_glyph(GLYPH_NONE, false));
    }
    canvas_put(card->cell.canvas, field, text.data, text.len);
    buf_finish(&text);
}

static void tiles_draw_humidity(struct tiles_card *card)
{
    const struct metric *metric = device_metric(card->cell.device, METRIC_HUMIDITY);
    struct buf text = { 0 };

    if (metric && metric->has_value)
        metric_format(&text, "humidity", metric->value, false);
    canvas_put(card->cell.canvas, tiles_field(card, 1, TILES_HUMIDITY_COLS), buf_text(&text),
               text.len);
    buf_finish(&text);
}

static void tiles_draw_trend(struct tiles_card *card)
{
    struct column_cell cell = card->cell;

    cell.field = tiles_field(card, 2, card->cols - 5 - TILES_AGE_COLS);
    cell.field.col = card->col + 2;
    column_cell_trend(&cell);
    cell.field = tiles_field(card, 2, TILES_AGE_COLS);
    column_cell_age(&cell);
}

static void tiles_draw_card(const struct view_context *context, const struct device *device,
                            struct canvas *canvas, const struct canvas_field *place, int rows)
{
    bool selected = device == roster_selected(context->roster);
    enum style own = mark_is_acked(device) ? STYLE_ACKED : mark_get(mark_of(device))->style;
    struct buf text = { 0 };
    struct tiles_card card = {
        .row = place->row, .col = place->col, .rows = rows, .cols = place->width_cols
    };

    card.style = selected ? STYLE_SELECTED : own == STYLE_NORMAL ? STYLE_DIM : own;
    card.cell = (struct column_cell){
        .canvas = canvas, .context = context, .device = device, .text = &text
    };
    card.cell.field.style = device->worst != SEVERITY_NONE ? own : STYLE_NORMAL;
    tiles_draw_frame(&card);
    tiles_draw_name(&card);
    for (int row = 1; row < rows - 1; row++) {
        struct canvas_field inside = tiles_field(&card, row, card.cols - 2);

        inside.col = card.col + 1;
        canvas_put(canvas, inside, "", 0);
    }
    tiles_draw_temperature(&card);
    tiles_draw_humidity(&card);
    if (rows >= TILES_ROWS)
        tiles_draw_trend(&card);
    buf_finish(&text);
}

/* --- the wall -------------------------------------------------------------- */

static void tiles_follow(struct tiles *tiles, const struct roster *roster)
{
    size_t count = order_list_count(roster_list((struct roster *)roster));
    size_t rows = (count + tiles->across - 1) / tiles->across;
    size_t row = roster_device_place(roster) / tiles->across;

    tiles->top = scroll_follow(tiles->top, tiles->down, rows, row);
}

static void tiles_draw(void *state, const struct view_context *context, struct canvas *canvas,
                       struct view_area area)
{
    struct tiles *tiles = state;
    size_t size;
    int cols;

    tiles->n = 0;
    if (area.rows < TILES_LOW_ROWS)
        return;
    tiles->across = (size_t)(canvas->cols / TILES_COLS_MIN);
    tiles->card_rows = area.rows < 2 * TILES_ROWS ? TILES_LOW_ROWS : TILES_ROWS;
    tiles->down = (size_t)(area.rows / tiles->card_rows);
    cols = canvas->cols / (int)tiles->across;
    cols = cols < TILES_COLS_MAX ? cols : TILES_COLS_MAX;
    roster_update(context->roster, context);
    tiles_follow(tiles, context->roster);
    size = tiles->across * tiles->down;
    tiles->window = mem_resize(tiles->window, size, sizeof *tiles->window);
    tiles->n = roster_devices(context->roster, tiles->top * tiles->across, size, tiles->window);
    tiles->first_row = area.top;
    tiles->card_cols = cols;
    for (size_t i = 0; i < tiles->n; i++) {
        struct canvas_field place = { .row = area.top + (int)(i / tiles->across) * tiles->card_rows,
                                      .col = (int)(i % tiles->across) * cols,
                                      .width_cols = cols };

        tiles_draw_card(context, tiles->window[i], canvas, &place, tiles->card_rows);
    }
    if (tiles->n == 0)
        roster_draw_empty(context, canvas, area);
}

const struct view_ops view_tiles = {
    .screen = ACTION_ON_TILES,
    .state_bytes = sizeof(struct tiles),
    .init = tiles_init,
    .finish = tiles_finish,
    .key = tiles_key,
    .click = tiles_click,
    .draw = tiles_draw,
};
