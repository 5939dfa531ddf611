/* SPDX-License-Identifier: MIT
 *
 * Bytes become messages, keys, mouse clicks, time and sizes of the terminal: the
 * whole screen can be drawn after each of them, every cell of it holds a
 * cluster of its width that passed the door, rows that were kept from the frame
 * before are as they would be drawn now, and so are those of a canvas that
 * follows.
 */
#include "fuzz.h"
#include "settings.h"

#include "core/rule-text.h"
#include "ui/app.h"

#include <string.h>

enum { DEVICES_MAX = 30, STEPS_MAX = 60 };

struct play {
    const uint8_t *at;
    const uint8_t *end;
    struct model *model;
    struct app *app;
    struct canvas canvas;
    struct canvas shown; /* follows it */
    int64_t now_ms;
};

static unsigned next_byte(struct play *play)
{
    return play->at < play->end ? *play->at++ : 0;
}

static struct model *create_model(void)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct model_options options = { .max_devices = DEVICES_MAX,
                                     .history_samples = 20,
                                     .payload_bytes_max = 1024,
                                     .seed = 1,
                                     .take_devices = settings_create() };
    struct rule_list list = { 0 };
    struct buf err = { 0 };

    fuzz_check(rule_text_parse("temperature > 30 crit", &defaults, &list, &err));
    fuzz_check(rule_text_parse("humidity < 20 warn", &defaults, &list, &err));
    fuzz_check(rule_text_parse("offline warn", &defaults, &list, &err));
    return model_create(&options, &list);
}

/* The device's id: two bytes, any that a topic may have. */
static void apply_message(struct play *play, unsigned op)
{
    char topic[64] = "home/";
    size_t len = next_byte(play), left = (size_t)(play->end - play->at);
    struct message message = { .topic = topic, .retained = op & 1 };

    if (op & 2)
        memcpy(topic, "yard/", 5);
    topic[5] = (char)next_byte(play);
    topic[6] = (char)next_byte(play);
    memcpy(topic + 7, op & 4 ? "/status" : "/sensors", op & 4 ? 7 : 8);
    message.topic_len = op & 4 ? 14 : 15;
    left = (size_t)(play->end - play->at);
    message.payload = (const char *)play->at;
    message.payload_len = len < left ? len : left;
    play->at += message.payload_len;
    model_apply(play->model, play->now_ms, &message);
}

static void press(struct play *play)
{
    unsigned key = next_byte(play);
    unsigned reactions;

    reactions =
        app_key(play->app, key < 0x80 ? (int)key : KEYCODE_UP + (int)(key - 0x80), play->now_ms);
    if (reactions & APP_ACK && app_selected(play->app))
        model_ack(play->model, play->now_ms, app_selected(play->app)->index);
}

static void click(struct play *play)
{
    struct mouse mouse = { (enum mouse_kind)(next_byte(play) % 3), (int8_t)next_byte(play),
                           (int8_t)next_byte(play) };

    app_mouse(play->app, &mouse, play->now_ms);
}

static void step(struct play *play)
{
    unsigned op = next_byte(play);

    play->now_ms += op;
    if (op < 0x60) {
        apply_message(play, op);
    } else if (op < 0xc0) {
        press(play);
    } else if (op < 0xd0) {
        click(play);
    } else if (op < 0xe0) {
        int rows = (int)next_byte(play) % 70, cols = (int)next_byte(play);

        canvas_resize(&play->canvas, rows, cols);
        canvas_resize(&play->shown, rows, cols);
    } else if (op < 0xf0) {
        play->now_ms += (int64_t)next_byte(play) * 1000;
        model_tick(play->model, play->now_ms);
    } else {
        struct link_state link = { .phase = (enum link_phase)(op % LINK_PHASE_COUNT_) };

        model_link(play->model, play->now_ms, &link);
    }
}

static void check_row(const struct canvas *canvas, int row)
{
    int right_half = 0;

    for (int col = 0; col < canvas->cols; col++) {
        const struct cell *cell = canvas_at(canvas, row, col);

        fuzz_check(cell->style < STYLE_COUNT_);
        fuzz_check((cell->width_cols == 0) == (right_half == 1));
        right_half = cell->width_cols == 2;
        fuzz_check(text_width(cell->bytes, strlen(cell->bytes)) == cell->width_cols);
        for (const char *c = cell->bytes; *c; c++)
            fuzz_check((unsigned char)*c >= ' ' && *c != 0x7f);
    }
    fuzz_check(!right_half);
}

/* On a canvas that has nothing to keep. */
static void check_kept_rows(struct play *play)
{
    const struct canvas *kept = &play->canvas;
    size_t bytes = (size_t)kept->rows * (size_t)kept->cols * sizeof *kept->cells;
    struct canvas anew;

    canvas_init(&anew, kept->ascii);
    canvas_resize(&anew, kept->rows, kept->cols);
    app_draw(play->app, &anew, play->now_ms, 0);
    fuzz_check(bytes == 0 || memcmp(anew.cells, kept->cells, bytes) == 0);
    canvas_finish(&anew);
}

static void check_follower(struct play *play)
{
    size_t row_bytes = (size_t)play->canvas.cols * sizeof *play->canvas.cells;

    for (int row = 0; row < play->canvas.rows; row++)
        if (!canvas_has_row(&play->shown, &play->canvas, row))
            canvas_take_row(&play->shown, &play->canvas, row);
    fuzz_check(row_bytes == 0 || memcmp(play->shown.cells, play->canvas.cells,
                                        (size_t)play->canvas.rows * row_bytes) == 0);
}

static void draw(struct play *play)
{
    app_draw(play->app, &play->canvas, play->now_ms, 0);
    for (int row = 0; row < play->canvas.rows; row++)
        check_row(&play->canvas, row);
    check_follower(play);
    if (!app_is_paused(play->app))
        check_kept_rows(play);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct play play = { .at = data, .end = data + size, .now_ms = 1700000000000 };
    struct app_options options = { .broker = "broker:1883" };
    unsigned how = next_byte(&play);

    options.fahrenheit = how & 1;
    play.model = create_model();
    play.app = app_create(&options, play.model);
    canvas_init(&play.canvas, how & 2);
    canvas_resize(&play.canvas, 24, 80);
    canvas_init(&play.shown, false);
    canvas_resize(&play.shown, 24, 80);
    for (int i = 0; i < STEPS_MAX && play.at < play.end; i++) {
        step(&play);
        draw(&play);
    }
    canvas_finish(&play.canvas);
    canvas_finish(&play.shown);
    app_destroy(play.app);
    model_destroy(play.model);
    return 0;
}
