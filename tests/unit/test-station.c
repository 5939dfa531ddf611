/* SPDX-License-Identifier: MIT
 *
 * A station between a made-up recording and a listener that writes down all it
 * is told.
 */
#include "station.h"

#include "row.h"

/* 2023-11-14 22:13:20 UTC: a full second. */
static const int64_t START_MS = 1700000000000;

struct line {
    double at_s;
    const char *payload;
};

/* As fast as it can, one look a message. */
struct tape {
    const struct line *lines; /* ends with one without a payload */
    size_t next;
    bool started;
    bool gives; /* since the last look */
};

struct diary {
    struct station *station;
    struct buf got;
    int ticks;
    size_t idles;
};

static void tape_start(void *data, int64_t loop_ms)
{
    struct tape *tape = data;

    assert_true(loop_ms > 0);
    tape->started = true;
}

static int64_t tape_at_ms(const struct tape *tape, size_t i)
{
    return START_MS + (int64_t)(tape->lines[i].at_s * 1000);
}

static int64_t tape_now_ms(const void *data, int64_t loop_ms)
{
    const struct tape *tape = data;

    assert_true(loop_ms > 0);
    return tape_at_ms(tape, tape->next ? tape->next - 1 : 0);
}

static bool tape_take(void *data, int64_t now_ms, struct message *out, int64_t *at_ms)
{
    struct tape *tape = data;
    const struct line *line = &tape->lines[tape->next];

    assert_true(tape->started && now_ms > 0);
    tape->gives = !tape->gives && line->payload;
    if (!tape->gives)
        return false;
    *out = (struct message){ .topic = "home/a/sensors",
                             .topic_len = strlen("home/a/sensors"),
                             .payload = line->payload,
                             .payload_len = strlen(line->payload) };
    *at_ms = tape_at_ms(tape, tape->next++);
    return true;
}

static int64_t tape_due_ms(const void *data, int64_t loop_ms)
{
    const struct tape *tape = data;

    return tape->lines[tape->next].payload ? loop_ms : INT64_MAX;
}

static bool tape_is_over(const void *data)
{
    const struct tape *tape = data;

    return !tape->lines[tape->next].payload;
}

static void tape_destroy(void *data)
{
    struct tape *tape = data;

    tape->started = false;
}

static const struct feed_ops tape_ops = { .start = tape_start,
                                          .now_ms = tape_now_ms,
                                          .take = tape_take,
                                          .due_ms = tape_due_ms,
                                          .is_over = tape_is_over,
                                          .destroy = tape_destroy };

static void note(struct diary *diary, int64_t at_ms, const char *what)
{
    buf_addf(&diary->got, "%s@%g %s", diary->got.len ? "; " : "", (double)(at_ms - START_MS) / 1000,
             what);
}

static void diary_message(void *data, int64_t at_ms, const struct message *message)
{
    note(data, at_ms, message->payload);
}

static void diary_event(void *data, const struct event *event)
{
    struct diary *diary = data;
    struct buf text = { 0 };

    event_format(event, (struct event_format){ 0 }, &text);
    note(diary, event->at_ms, buf_text(&text));
    buf_finish(&text);
}

static void diary_effect(void *data, int64_t now_ms, const struct effect *effect)
{
    if (effect->kind == EFFECT_BELL)
        note(data, now_ms, "BELL");
}

static void diary_tick(void *data, int64_t now_ms)
{
    struct diary *diary = data;

    assert_true(now_ms % 1000 == 0);
    assert_int_equal(model_wall_ms(station_model(diary->station), now_ms), now_ms);
    diary->ticks++;
}

static void diary_over(void *data, int64_t now_ms)
{
    struct diary *diary = data;

    note(diary, now_ms, "over");
    station_stop(diary->station, 7);
}

static int64_t diary_idle(void *data, int64_t loop_ms)
{
    struct diary *diary = data;

    assert_true(loop_ms > 0);
    diary->idles++;
    return INT64_MAX;
}

static const struct listener diary_listener = { .message = diary_message,
                                                .event = diary_event,
                                                .effect = diary_effect,
                                                .tick = diary_tick,
                                                .over = diary_over,
                                                .idle = diary_idle };

/* Wants to hear nothing. */
static const struct listener deaf_listener = { 0 };

// clang-format off
static const struct {
    const char *name;
    struct line lines[4];
    int ticks;
    const char *got;
} rows[] = {
    { "nothing at all", { { 0 } }, 1, "@0 over" },
    { "a message, and its event before its bell",
      { { 0, "{\"temperature_c\":31}" } }, 1,
      "@0 {\"temperature_c\":31}; @0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; @0 over" },
    { "every second in between has its tick",
      { { 0, "{}" }, { 3.5, "{}" } }, 4, "@0 {}; @3.5 {}; @3.5 over" },
    { "what time does comes at its time",
      { { 0, "{\"temperature_c\":21}" }, { 1000, "{\"temperature_c\":21}" } }, 1001,
      "@0 {\"temperature_c\":21}; @91 a: stale: no readings any more; "
      "@1000 {\"temperature_c\":21}; @1000 a: readings again; @1000 over" },
};
// clang-format on

static void test_play(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct tape tape = { .lines = rows[i].lines };
        struct feed feed = { .ops = &tape_ops, .data = &tape, .name = "tape" };
        struct config config;
        struct diary diary = { 0 };

        config_init(&config);
        diary.station = station_create(&config, &feed);
        assert_null(feed.ops);
        assert_string_equal(station_feed(diary.station)->name, "tape");
        station_listen(diary.station, &deaf_listener, NULL);
        station_listen(diary.station, &diary_listener, &diary);
        row_check(rows[i].name, station_run(diary.station) == 7);
        row_check_text(rows[i].name, buf_text(&diary.got), rows[i].got);
        row_check(rows[i].name, diary.ticks == rows[i].ticks);
        row_check(rows[i].name, diary.idles > 0);
        station_destroy(diary.station);
        row_check(rows[i].name, !tape.started);
        config_finish(&config);
        buf_finish(&diary.got);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_play) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
