/* SPDX-License-Identifier: MIT */
#include "ui/prompt.h"

#include "ui/keycode.h"
#include "ui/line.h"

#include <stdbool.h>
#include <string.h>

enum {
    PROMPT_CTRL_H = 'H' - '@', /* what some terminals send for Backspace */
    PROMPT_CTRL_U = 'U' - '@',
    PROMPT_DELETE = 0x7f,
    PROMPT_FIRST_PRINTABLE = 0xa0, /* after C1 */
    PROMPT_TEXT_COLS_MIN = 22,
    PROMPT_WIDE_COLS = 60, /* room for the label, a text and a note */
};

static const struct {
    const char *label;
    const char *enter, *escape; /* what they do */
} prompt_rows[PROMPT_KIND_COUNT_] = {
    [PROMPT_CLOSED] = { "", "", "" },
    [PROMPT_SEARCH] = { "Search:", "Keep", "Clear" },
    [PROMPT_FILTER] = { "Filter:", "Keep", "Clear" },
    [PROMPT_SNOOZE] = { "Snooze for:", "Do it", "Leave" },
    [PROMPT_MAINTAIN] = { "Maintenance:", "Do it", "Leave" },
};

void prompt_finish(struct prompt *prompt)
{
    buf_finish(&prompt->text);
    prompt->kind = PROMPT_CLOSED;
}

void prompt_open(struct prompt *prompt, enum prompt_kind kind, const char *text)
{
    prompt->kind = kind;
    prompt->is_offered = false;
    buf_clear(&prompt->text);
    buf_puts(&prompt->text, text);
}

void prompt_offer(struct prompt *prompt, enum prompt_kind kind, const char *text)
{
    prompt_open(prompt, kind, text);
    prompt->is_offered = *text != '\0';
}

/* --- keys ------------------------------------------------------------------ */

/* A code point as UTF-8; returns its bytes. */
static size_t prompt_encode(unsigned key, char out[4])
{
    size_t n = key < 0x80 ? 1 : key < 0x800 ? 2 : key < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

    for (size_t i = n; i-- > 1; key >>= 6)
        out[i] = (char)(0x80 | (key & 0x3f));
    out[0] = (char)(leads[n] | key);
    return n;
}

static void prompt_add(struct prompt *prompt, int key)
{
    char bytes[4];
    size_t n = prompt_encode((unsigned)key, bytes);

    if (prompt->text.len + n <= PROMPT_BYTES_MAX)
        buf_add(&prompt->text, bytes, n);
}

static void prompt_cut(struct prompt *prompt, size_t len)
{
    prompt->text.len = len;
    if (prompt->text.data)
        prompt->text.data[len] = '\0';
}

/* The last character, with all of its bytes. */
static void prompt_drop(struct prompt *prompt)
{
    size_t len = prompt->text.len;

    while (len > 0 && ((unsigned char)prompt->text.data[--len] & 0xc0) == 0x80)
        continue;
    prompt_cut(prompt, len);
}

static bool prompt_is_text(int key)
{
    return (key >= ' ' && key < PROMPT_DELETE) ||
           (key >= PROMPT_FIRST_PRINTABLE && key < KEYCODE_UP && (key < 0xd800 || key > 0xdfff));
}

static bool prompt_is_move(int key)
{
    return key == KEYCODE_LEFT || key == KEYCODE_RIGHT || key == KEYCODE_HOME ||
           key == KEYCODE_END || key == KEYCODE_UP || key == KEYCODE_DOWN;
}

static enum prompt_result prompt_close(struct prompt *prompt, enum prompt_result result)
{
    prompt->kind = PROMPT_CLOSED;
    return result;
}

enum prompt_result prompt_key(struct prompt *prompt, int key)
{
    bool was_offered = prompt->is_offered;

    prompt->is_offered = false;
    switch (key) {
    case KEYCODE_ENTER: return prompt_close(prompt, PROMPT_DONE);
    case KEYCODE_ESCAPE: return prompt_close(prompt, PROMPT_CANCELLED);
    case PROMPT_CTRL_U: prompt_cut(prompt, 0); return PROMPT_EDITED;
    case KEYCODE_BACKSPACE:
    case PROMPT_DELETE:
    case PROMPT_CTRL_H:
        if (prompt->text.len == 0)
            return prompt_close(prompt, PROMPT_CANCELLED);
        prompt_drop(prompt);
        return PROMPT_EDITED;
    default: break;
    }
    if (!prompt_is_text(key))
        return was_offered && prompt_is_move(key) ? PROMPT_EDITED : PROMPT_UNUSED;
    if (was_offered)
        prompt_cut(prompt, 0);
    prompt_add(prompt, key);
    return PROMPT_EDITED;
}

/* --- drawing --------------------------------------------------------------- */

/* The end of the text that fits, so that one sees what one types. */
static const char *prompt_tail(const struct prompt *prompt, const struct canvas *canvas,
                               int room_cols)
{
    const char *text = buf_text(&prompt->text), *end = text + prompt->text.len;
    uint32_t code_point;

    while (text < end && canvas_measure(canvas, text, (size_t)(end - text)) > room_cols) {
        size_t n = text_decode(text, (size_t)(end - text), &code_point);

        text += n ? n : 1;
    }
    return text;
}

void prompt_fill_footer(const struct prompt *prompt, struct footer *footer)
{
    footer_add(footer, KEYCODE_ENTER, prompt_rows[prompt->kind].enter);
    footer_add(footer, KEYCODE_ESCAPE, prompt_rows[prompt->kind].escape);
}

/* Half of the row, or what a name and a time need: on a narrow screen the note has the rest. */
static int prompt_room(const struct canvas *canvas, int col)
{
    int room_cols = canvas->cols / 2 - col - 2;

    if (canvas->cols < PROMPT_WIDE_COLS && room_cols < PROMPT_TEXT_COLS_MIN)
        return PROMPT_TEXT_COLS_MIN;
    return room_cols;
}

static void prompt_draw_note(const char *note, struct canvas *canvas, int row, int col)
{
    bool is_narrow = canvas->cols < PROMPT_WIDE_COLS;
    struct line line = { 0 };

    buf_puts(&line.text, note);
    line_end_part(&line, (struct line_part){ .min_cols = is_narrow, .right = true });
    line_draw(&line, canvas, row, col);
    line_finish(&line);
}

void prompt_draw(const struct prompt *prompt, const char *note, struct canvas *canvas, int row)
{
    enum style style = prompt->is_offered ? STYLE_SELECTED : STYLE_NORMAL;
    int col = 1;

    /* What is wrong is more important than what one was asked. */
    if (!*note || prompt->kind < PROMPT_SNOOZE || canvas->cols >= PROMPT_WIDE_COLS)
        col += canvas_puts(canvas, row, col, STYLE_TITLE, prompt_rows[prompt->kind].label) + 1;
    col +=
        canvas_puts(canvas, row, col, style, prompt_tail(prompt, canvas, prompt_room(canvas, col)));
    canvas_puts(canvas, row, col, STYLE_SELECTED, " ");
    col += 3;
    prompt_draw_note(note, canvas, row, col > canvas->cols / 2 ? col : canvas->cols / 2);
}
