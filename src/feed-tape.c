/* SPDX-License-Identifier: MIT */
#include "core/mem.h"
#include "core/tapeclock.h"
#include "core/tapespec.h"
#include "feed.h"
#include "io/loop.h"
#include "io/player.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Messages of other locations so many a look. */
enum { FEED_TAPE_SKIP_MAX = 1000 };

struct feed_tape {
    const struct config_watch *watch;
    struct player *player;
    double speed; /* 0: as fast as possible */
    struct buf name;
    int64_t start_loop_ms;
    int64_t start_ms;       /* the clock then */
    struct tapeclock clock; /* of the record that is next */
    bool has_next;
    bool is_lent;      /* the next one is with who took it */
    int64_t now_ms;    /* of the last one taken */
    int64_t offset_ms; /* as well */
    bool was_end_told;
};

/* --- the next record -------------------------------------------------------- */

/* Who names no location means all that was recorded. */
static bool feed_tape_is_ours(const struct feed_tape *tape, const struct record *record)
{
    size_t len = strcspn(buf_text(&record->topic), "/");

    return tape->watch->locations.is_default ||
           config_has_location(tape->watch, buf_text(&record->topic), len);
}

static void feed_tape_look(struct feed_tape *tape)
{
    for (int i = 0; i < FEED_TAPE_SKIP_MAX && !tape->has_next; i++) {
        const struct record *record = player_peek(tape->player);

        if (!record)
            return;
        tape->has_next = feed_tape_is_ours(tape, record);
        if (tape->has_next)
            tapeclock_advance(&tape->clock, record->at_ms);
        else
            player_take(tape->player);
    }
}

static bool feed_tape_is_over(const void *data)
{
    const struct feed_tape *tape = data;

    return !tape->has_next && player_is_over(tape->player);
}

/* --- time ------------------------------------------------------------------- */

static int64_t feed_tape_clock_ms(const struct feed_tape *tape, int64_t loop_ms)
{
    return tape->start_ms + llround((double)(loop_ms - tape->start_loop_ms) * tape->speed);
}

static int64_t feed_tape_now_ms(const void *data, int64_t loop_ms)
{
    const struct feed_tape *tape = data;
    int64_t clock_ms = feed_tape_clock_ms(tape, loop_ms);

    /* Never beyond a record that is still to come, however late we are. */
    if (tape->is_lent || !tape->has_next || !tape->speed)
        return tape->now_ms;
    if (clock_ms > tape->clock.now_ms)
        return tape->clock.now_ms;
    return clock_ms > tape->now_ms ? clock_ms : tape->now_ms;
}

static int64_t feed_tape_offset_ms(const void *data)
{
    const struct feed_tape *tape = data;

    return tape->offset_ms;
}

static int64_t feed_tape_due_ms(const void *data, int64_t loop_ms)
{
    const struct feed_tape *tape = data;
    int64_t left_ms = tape->clock.now_ms - feed_tape_clock_ms(tape, loop_ms);

    if (feed_tape_is_over(tape) || (!tape->has_next && player_fd(tape->player) >= 0))
        return INT64_MAX;
    if (!tape->has_next || tape->is_lent || !tape->speed || left_ms <= 0)
        return loop_ms;
    return loop_ms + (int64_t)ceil((double)left_ms / tape->speed);
}

/* It begins with its first record; what has none yet, or none at all, with the present. */
static void feed_tape_start(void *data, int64_t loop_ms)
{
    struct feed_tape *tape = data;

    while (!tape->has_next && !feed_tape_is_over(tape) && player_fd(tape->player) < 0)
        feed_tape_look(tape);
    if (!tape->has_next)
        tapeclock_advance(&tape->clock, loop_wall_ms());
    tape->start_loop_ms = loop_ms;
    tape->start_ms = tape->clock.now_ms;
    tape->now_ms = tape->clock.now_ms;
}

/* --- messages --------------------------------------------------------------- */

static bool feed_tape_take(void *data, int64_t now_ms, struct message *out, int64_t *at_ms)
{
    struct feed_tape *tape = data;

    (void)now_ms; /* it stands still during a batch; a recording that runs fast does not */
    if (tape->is_lent) {
        player_take(tape->player);
        tape->is_lent = tape->has_next = false;
    }
    feed_tape_look(tape);
    if (!tape->has_next ||
        (tape->speed && tape->clock.now_ms > feed_tape_clock_ms(tape, loop_now_ms())))
        return false;
    tape->is_lent = true;
    tape->now_ms = tape->clock.now_ms;
    tape->offset_ms = tape->clock.offset_ms;
    *out = record_message(player_peek(tape->player));
    *at_ms = tape->now_ms;
    return true;
}

static enum severity feed_tape_news(void *data, struct buf *out)
{
    struct feed_tape *tape = data;

    if (player_news(tape->player, out))
        return SEVERITY_WARN;
    if (tape->was_end_told || !feed_tape_is_over(tape))
        return SEVERITY_NONE;
    tape->was_end_told = true;
    buf_addf(out, "end of the recording: %llu lines, %llu of them damaged",
             (unsigned long long)player_lines(tape->player),
             (unsigned long long)player_damaged(tape->player));
    return SEVERITY_INFO;
}

static bool feed_tape_has_failed(const void *data)
{
    const struct feed_tape *tape = data;

    return player_is_void(tape->player);
}

static int feed_tape_fd(const void *data)
{
    const struct feed_tape *tape = data;

    return player_fd(tape->player);
}

/* --- the whole -------------------------------------------------------------- */

static void feed_tape_destroy(void *data)
{
    struct feed_tape *tape = data;

    player_destroy(tape->player);
    buf_finish(&tape->name);
    free(tape);
}

static const struct feed_ops feed_tape_ops = { .start = feed_tape_start,
                                               .fd = feed_tape_fd,
                                               .now_ms = feed_tape_now_ms,
                                               .offset_ms = feed_tape_offset_ms,
                                               .take = feed_tape_take,
                                               .due_ms = feed_tape_due_ms,
                                               .news = feed_tape_news,
                                               .is_over = feed_tape_is_over,
                                               .has_failed = feed_tape_has_failed,
                                               .destroy = feed_tape_destroy };

/* A file without any message is no recording; of a stream one knows only at its end. */
static struct player *feed_tape_open(const char *path, struct buf *err)
{
    struct player *player = player_create(path, err);
    struct buf why = { 0 };

    if (!player || player_fd(player) >= 0)
        return player;
    while (!player_peek(player) && !player_is_over(player))
        continue;
    if (player_is_void(player)) {
        player_news(player, &why);
        buf_addf(err, "not one line of '%s' is a message: %s", path, buf_text(&why));
        player_destroy(player);
        player = NULL;
    }
    buf_finish(&why);
    return player;
}

bool feed_tape_init(struct feed *feed, const struct config *config, const char *what,
                    struct buf *err)
{
    static const char *const no_filters[] = { NULL };
    struct tapespec spec = { 0 };
    struct feed_tape *tape;
    struct player *player;
    const char *why;
    char *path;

    tapespec_parse(what, &spec, &why);
    if (!spec.has_speed && !config_has_screen(&config->output))
        spec.speed = 0;
    path = mem_text(spec.path, spec.path_len);
    player = feed_tape_open(path, err);
    free(path);
    if (!player)
        return false;
    tape = mem_zero(1, sizeof *tape);
    tape->player = player;
    tape->watch = &config->watch;
    tape->speed = player_fd(player) < 0 ? spec.speed : 0;
    buf_addf(&tape->name, "replay %s", what);
    *feed = (struct feed){
        .ops = &feed_tape_ops, .data = tape, .name = buf_text(&tape->name), .filters = no_filters
    };
    return true;
}
