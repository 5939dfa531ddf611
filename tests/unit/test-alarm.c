/* SPDX-License-Identifier: MIT
 *
 * The alerts of a model as a user meets them: rules as text, a play of messages
 * with a tick every second, and every bell and event that comes of it.
 */
#include "core/model-recall.h"
#include "core/rule-text.h"

#include "row.h"

#include <stdio.h>
#include <stdlib.h>

/* Model time starts here, and so does the wall: 2023-11-14 22:13:20 UTC. */
static const int64_t START_MS = 1700000000000;

enum { WORDS_BYTES = 200, HISTORY_SAMPLES = 20, CROWD = 30 };

struct play {
    const char *rules;
    int64_t bell_repeat_ms;
    struct model *model;
    uint64_t seen; /* events */
    double at_s;
    struct buf got;
};

static void add_rules(struct rule_list *list, const char *texts)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct buf err = { 0 };

    while (*texts) {
        size_t len = strcspn(texts, "\n");
        struct buf text = { 0 };

        buf_add(&text, texts, len);
        if (!rule_text_parse(buf_text(&text), &defaults, list, &err))
            fail_msg("%s", buf_text(&err));
        buf_finish(&text);
        texts += len + (texts[len] == '\n');
    }
}

static void say(struct play *play, const char *device, const char *kind, const char *payload,
                bool retained)
{
    struct buf topic = { 0 };
    struct message message = { .payload = payload,
                               .payload_len = strlen(payload),
                               .retained = retained };

    buf_addf(&topic, "home/%s/%s", device, kind);
    message.topic = topic.data;
    message.topic_len = topic.len;
    model_apply(play->model, START_MS + (int64_t)(play->at_s * 1000), &message);
    buf_finish(&topic);
}

static void set_link(struct play *play, const char *word)
{
    struct link_state link = { .phase = LINK_UP };

    if (strcmp(word, "down") == 0)
        link.phase = LINK_WAITING;
    if (strcmp(word, "subscribing") == 0)
        link.phase = LINK_SUBSCRIBING;
    model_link(play->model, START_MS + (int64_t)(play->at_s * 1000), &link);
}

static size_t index_of(struct play *play, const char *device)
{
    const struct device_table *table = model_devices(play->model);
    size_t i = 0;

    while (strcmp(device_table_get(table, i)->id, device) != 0)
        i++;
    return i;
}

/* "@1 a: temperature 31.0 °C > 30.0 °C; @1 BELL"; of events alone those of alerts. */
static void note(struct play *play)
{
    const struct event_log *log = model_events(play->model);
    struct effect effect;

    for (; play->seen < event_log_total(log); play->seen++) {
        const struct event *event = event_log_get(log, event_log_total(log) - 1 - play->seen);

        if (event->kind != EVENT_ALERT && event->kind != EVENT_CLEAR &&
            event->kind != EVENT_REFUSED)
            continue;
        buf_addf(&play->got, "%s@%g ", play->got.len ? "; " : "", play->at_s);
        event_format(event, (struct event_format){ 0 }, &play->got);
    }
    while (model_take_effect(play->model, &effect))
        if (effect.kind == EFFECT_BELL)
            buf_addf(&play->got, "%s@%g BELL", play->got.len ? "; " : "", play->at_s);
}

static void begin(struct play *play, const char *rules, int64_t bell_repeat_ms)
{
    struct model_options options = { .max_devices = 100,
                                     .history_samples = HISTORY_SAMPLES,
                                     .payload_bytes_max = READING_BYTES_MAX,
                                     .stale_after_ms = 30000,
                                     .bell_repeat_ms = bell_repeat_ms };
    struct rule_list list = { 0 };

    add_rules(&list, rules);
    *play = (struct play){ .rules = rules,
                           .bell_repeat_ms = bell_repeat_ms,
                           .model = model_create(&options, &list) };
    set_link(play, "up");
    note(play);
}

/* The program ends and starts again, and this is what is left of it; its clock begins anew. */
static void restart(struct play *play)
{
    struct buf text = { 0 }, err = { 0 };
    struct recall recall = { 0 };
    struct play next;

    model_remember(play->model, &text);
    model_destroy(play->model);
    begin(&next, play->rules, play->bell_repeat_ms);
    next.at_s = play->at_s;
    next.got = play->got;
    *play = next;
    if (!recall_parse(buf_text(&text), text.len, START_MS + (int64_t)(play->at_s * 1000), &recall,
                      &err))
        fail_msg("%s", buf_text(&err));
    model_recall(play->model, START_MS + (int64_t)(play->at_s * 1000), &recall);
    buf_finish(&text);
}

/* "a=31", "a=31@5" (with the timestamp of second 5), "a~31" (retained), "a{JSON}", "a:offline",
 * "a:~offline" (retained), "down", "subscribing", "up", "ack a", "forget a" (the status),
 * "ack-all", "snooze a 60", "maintain a* 60", "restart", "wait" */
static void act(struct play *play, const char *words)
{
    char device[WORDS_BYTES], rest[WORDS_BYTES], payload[WORDS_BYTES];
    double value, stamp;
    int64_t now_ms = START_MS + (int64_t)(play->at_s * 1000);

    if (sscanf(words, "snooze %s %lf", device, &value) == 2)
        model_snooze(play->model, now_ms, index_of(play, device), now_ms + (int64_t)(value * 1000));
    else if (sscanf(words, "maintain %s %lf", device, &value) == 2)
        model_maintain(play->model, now_ms, device, now_ms + (int64_t)(value * 1000));
    else if (sscanf(words, "forget %s", device) == 1)
        say(play, device, "status", "", true);
    else if (strcmp(words, "restart") == 0)
        restart(play);
    else if (strcmp(words, "ack-all") == 0)
        model_ack_all(play->model, now_ms);
    else if (sscanf(words, "ack %s", device) == 1)
        model_ack(play->model, now_ms, index_of(play, device));
    else if (sscanf(words, "%[^:]:~%s", device, rest) == 2)
        say(play, device, "status", rest, true);
    else if (sscanf(words, "%[^:{]:%s", device, rest) == 2)
        say(play, device, "status", rest, false);
    else if (sscanf(words, "%[^=~{]%[{]", device, rest) == 2)
        say(play, device, "sensors", strchr(words, '{'), false);
    else if (sscanf(words, "%[^=~]=%lf@%lf", device, &value, &stamp) == 3) {
        snprintf(payload, sizeof payload, "{\"temperature_c\":%g,\"timestamp\":%.0f}", value,
                 (double)START_MS / 1000 + stamp);
        say(play, device, "sensors", payload, false);
    } else if (sscanf(words, "%[^=~]%1[=~]%lf", device, rest, &value) == 3) {
        snprintf(payload, sizeof payload, "{\"temperature_c\":%g}", value);
        say(play, device, "sensors", payload, *rest == '~');
    } else if (strcmp(words, "wait") != 0) {
        set_link(play, words);
    }
}

typedef void note_fn(struct play *play);

/* Ticks on every second up to then. */
static void wait_until(struct play *play, double at_s, note_fn *note_news)
{
    for (double s = (double)(int64_t)play->at_s + 1; s <= at_s; s++) {
        play->at_s = s;
        model_tick(play->model, START_MS + (int64_t)(s * 1000));
        note_news(play);
    }
    play->at_s = at_s;
}

/* "0 a=29, 1 a=31, 9.5 wait" */
static void perform_noting(struct play *play, const char *script, note_fn *note_news)
{
    while (*script) {
        size_t len = strcspn(script, ",\n");
        char step[WORDS_BYTES], words[WORDS_BYTES];
        double at_s;

        /* JSON may have commas. */
        while (memchr(script, '{', len) && script[len - 1] != '}')
            len += 1 + strcspn(script + len + 1, ",\n");
        snprintf(step, sizeof step, "%.*s", (int)len, script);
        if (sscanf(step, "%lf %[^\n]", &at_s, words) != 2)
            fail_msg("no step: %s", step);
        wait_until(play, at_s, note_news);
        act(play, words);
        note_news(play);
        script += len + strspn(script + len, ", \n");
    }
}

static void perform(struct play *play, const char *script)
{
    perform_noting(play, script, note);
}

static void note_nothing(struct play *play)
{
    (void)play;
}

/* Leaves the effects where they are. */
static void perform_quietly(struct play *play, const char *script)
{
    perform_noting(play, script, note_nothing);
}

static void end(struct play *play)
{
    buf_finish(&play->got);
    model_destroy(play->model);
}

static const struct {
    const char *name;
    const char *rules;
    const char *script;
    const char *expected;
} rows[] = {
    { "exactly at the limit", "temperature > 30", "0 a=30, 1 a=30, 2 wait", "" },
    { "two severities of one value", "temperature > 28 warn\ntemperature > 30",
      "0 a=29, 5 a=31, 9 a=29, 12 a=27",
      "@0 a: temperature 29.0 °C > 28.0 °C; @0 BELL; @5 a: temperature 31.0 °C > 30.0 °C; @5 BELL; "
      "@9 a: temperature 29.0 °C, back from > 30.0 °C after 4s; "
      "@12 a: temperature 27.0 °C, back from > 28.0 °C after 12s" },
    { "a metric of the user's own", "tank.level < 20 hysteresis 5 warn",
      "0 a{\"tank\":{\"level\":21}}, 1 a{\"tank\":{\"level\":19}}, 2 a{\"tank\":{\"level\":24}}, "
      "3 a{\"tank\":{\"level\":25}}",
      "@1 a: tank.level 19 < 20; @1 BELL; @3 a: tank.level 25, back from < 20 after 2s" },
    { "other devices are other devices",
      "freezer-*: temperature > -15\nfreezer-2: temperature > off",
      "0 a=20, 0 freezer-1=20, 0 freezer-2=20",
      "@0 freezer-1: temperature 20.0 °C > -15.0 °C; @0 BELL" },

    /* for */
    { "held for its time by values", "temperature > 30 for 10s",
      "0 a=31, 5 a=31, 9.5 a=32, 10 wait",
      "@10 a: temperature 32.0 °C > 30.0 °C for 10s; @10 BELL" },
    { "a flicker starts the time anew", "temperature > 30 for 10s",
      "0 a=31, 5 a=30, 6 a=31, 15 a=31, 16 wait",
      "@16 a: temperature 31.0 °C > 30.0 °C for 10s; @16 BELL" },
    { "a value that is missing ends no waiting", "temperature > 30 for 10s",
      "0 a=31, 5 a{\"temperature_c\":null}, 10 wait",
      "@10 a: temperature 31.0 °C > 30.0 °C for 10s; @10 BELL" },
    { "the time does not pass while we do not listen", "temperature > 30 for 10s",
      "0 a=31, 5 down, 100 up, 104 wait, 105 wait",
      "@105 a: temperature 31.0 °C > 30.0 °C for 10s; @105 BELL" },
    { "readings kept during an outage are judged by their own time", "temperature > 30 for 1m",
      "0 a=20@0, 600 a=31@10, 600.1 a=31@20, 602.5 a=20@30, 603 a=20@603", "" },
    { "and fire by it", "temperature > 30 for 1m", "0 a=20@0, 600 a=31@10, 600.1 a=31@70",
      "@600.1 a: temperature 31.0 °C > 30.0 °C for 1m; @600.1 BELL" },
    { "a clock that was set back holds nothing", "temperature > 30 for 1m",
      "0 a=20@0, 10 a=20@10, 20 a=31@-3580, 30 a=31@-3570, 79 wait, 80 wait",
      "@80 a: temperature 31.0 °C > 30.0 °C for 1m; @80 BELL" },
    { "nor one that was set forward", "temperature > 30 for 1m",
      "0 a=20@0, 10 a=20@10, 20 a=31@3620, 30 a=31@3630, 79 wait, 80 wait",
      "@80 a: temperature 31.0 °C > 30.0 °C for 1m; @80 BELL" },
    { "a late reading is not judged", "temperature > 30", "0 a=20@0, 10 a=20@10, 11 a=31@5", "" },

    /* offline */
    { "offline", "offline", "0 a:online, 1 a:offline, 5 a:online",
      "@1 a: is offline; @1 BELL; @5 a: no longer offline after 4s" },
    { "back within the grace", "offline for 10s", "0 a:online, 1 a:offline, 10 a:online, 20 wait",
      "" },
    { "not back within the grace", "offline for 10s", "0 a:online, 1 a:offline, 20 a:online",
      "@11 a: has been offline for 10s; @11 BELL; @20 a: no longer offline after 19s" },
    { "offline from the start counts from when we learn it", "offline for 10s",
      "3 a:~offline, 12 wait, 13 wait", "@13 a: has been offline for 10s; @13 BELL" },
    { "said again is not said anew", "offline for 10s",
      "0 a:~offline, 5 a:offline, 9 a:offline, "
      "10 wait",
      "@10 a: has been offline for 10s; @10 BELL" },
    { "the status is cleared", "offline", "0 a:offline, 1 forget a, 2 a:offline",
      "@0 a: is offline; @0 BELL; @1 a: no longer offline after 1s; @2 a: is offline; @2 BELL" },
    { "our own link is down", "offline for 10s\nstale for 10s",
      "0 a=20, 0 a:offline, 5 down, 500 up, 504 wait, 505 wait",
      "@505 a: has been offline for 10s; @505 BELL" },
    { "learned before all is subscribed to", "offline for 10s",
      "0 a:online, 5 down, 500 subscribing, 500 a:~offline, 501 up, 510 wait, 511 wait",
      "@511 a: has been offline for 10s; @511 BELL" },
    { "an offline rule for some", "a: offline", "0 a:offline, 0 b:offline",
      "@0 a: is offline; @0 BELL" },
    { "none for one", "offline\na: offline off", "0 a:offline, 0 b:offline",
      "@0 b: is offline; @0 BELL" },

    /* stale */
    { "stale", "stale warn", "0 a=20, 30 wait, 31 wait, 40 a=20",
      "@31 a: is stale; @31 BELL; @40 a: no longer stale after 9s" },
    { "stale with a grace", "stale for 1m", "0 a=20, 90 wait, 91 wait",
      "@91 a: has been stale for 1m; @91 BELL" },
    { "a retained reading does not help", "stale", "0 a=20, 40 a~21, 41 wait",
      "@31 a: is stale; @31 BELL" },
    { "listening again starts anew", "stale", "0 a=20, 20 down, 100 up, 130 wait, 131 wait",
      "@131 a: is stale; @131 BELL" },

    /* changes */
    { "rises by more than the limit", "temperature rises 5 in 1m",
      "0 a=20, 10 a=22, 20 a=25, 30 a=25.1",
      "@30 a: temperature rose 5.1 °C > 5 °C in 1m; @30 BELL" },
    { "what is odd in binary is exactly the limit, too", "temperature rises 0.3 in 1m",
      "0 a=20.1, 10 a=20.4", "" },
    { "over when the low value is long ago", "temperature rises 5 in 1m",
      "0 a=20, 10 a=26, 60 a=26, 61 a=26",
      "@10 a: temperature rose 6 °C > 5 °C in 1m; @10 BELL; "
      "@61 a: temperature rose 0 °C, back from > 5 °C in 1m after 51s" },
    { "too slow", "temperature rises 5 in 1m", "0 a=20, 40 a=23, 80 a=26, 120 a=29", "" },
    { "a fall is no rise", "temperature rises 5 in 1m", "0 a=30, 10 a=20", "" },
    { "falls", "temperature falls 5 in 1m", "0 a=20, 10 a=14.5, 20 a=16",
      "@10 a: temperature fell 5.5 °C > 5 °C in 1m; @10 BELL; "
      "@20 a: temperature fell 4 °C, back from > 5 °C in 1m after 10s" },
    { "rises and stays so", "temperature rises 5 in 1m for 10s", "0 a=20, 1 a=26, 11 wait",
      "@11 a: temperature rose 6 °C > 5 °C in 1m for 10s; @11 BELL" },
    { "a gap is no change", "temperature rises 5 in 1m", "0 a=20, 100 a=30", "" },
    { "a stored copy is no beginning", "temperature rises 5 in 1m", "0 a~20, 10 a=30", "" },
    { "the history does not reach back", "temperature rises 5 in 1m",
      "0 a=20, 1 a=20, 2 a=20, 3 a=20, 4 a=20, 5 a=20, 6 a=20, 7 a=20, 8 a=20, 9 a=20, 10 a=20, "
      "11 a=20, 12 a=20, 13 a=20, 14 a=20, 15 a=20, 16 a=20, 17 a=20, 18 a=20, 19 a=20, 20 a=20, "
      "21 a=20",
      "@19 a: 20 readings (--history) do not reach back far enough for "
      "'temperature rises 5C in 1m hysteresis 0.5C crit'" },

    /* people */
    { "acknowledged and over", "offline", "0 a:offline, 5 ack a, 9 a:online, 10 a:offline",
      "@0 a: is offline; @0 BELL; @9 a: no longer offline after 9s; @10 a: is offline; @10 BELL" },
    { "acknowledge all", "offline", "0 a:offline, 0 b:offline, 5 ack-all, 300 wait",
      "@0 a: is offline; @0 BELL; @0 b: is offline" },
    { "acknowledge all leaves what is snoozed", "offline",
      "0 a:offline, 0 b:offline, 1 snooze b 10, 2 ack-all, 11 wait, 12 ack b, 300 wait",
      "@0 a: is offline; @0 BELL; @0 b: is offline; @11 b: has been offline for 11s (no longer "
      "silenced); @11 BELL" },
    { "not acknowledged", "offline", "0 a:offline, 300 wait",
      "@0 a: is offline; @0 BELL; @120 BELL; @240 BELL" },
    { "snoozed", "offline", "0 a:offline, 5 snooze a 200, 210 ack a, 400 wait",
      "@0 a: is offline; @0 BELL; @205 a: has been offline for 3m25s (no longer silenced); @205 "
      "BELL" },
    { "snoozed and over", "offline", "0 a:offline, 5 snooze a 60, 30 a:online, 70 wait",
      "@0 a: is offline; @0 BELL; @30 a: no longer offline after 30s" },
    { "what comes and goes is silent for the time of the snooze", "temperature > 30",
      "0 a=31, 1 snooze a 60, 10 a=20, 20 a=31, 25 a=20, 30 a=31, 60 wait, 61 wait, 62 ack a",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@10 a: temperature 20.0 °C, back from > 30.0 °C after 10s; "
      "@20 a: temperature 31.0 °C > 30.0 °C (snoozed); "
      "@25 a: temperature 20.0 °C, back from > 30.0 °C after 5s; "
      "@30 a: temperature 31.0 °C > 30.0 °C (snoozed); "
      "@61 a: temperature 31.0 °C > 30.0 °C for 31s (no longer silenced); @61 BELL" },
    { "a snooze is over while nothing is there", "temperature > 30",
      "0 a=31, 1 snooze a 60, 10 a=20, 70 a=31",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@10 a: temperature 20.0 °C, back from > 30.0 °C after 10s; "
      "@70 a: temperature 31.0 °C > 30.0 °C; @70 BELL" },
    { "a snooze is of one rule", "temperature > 30\nhumidity > 60 warn",
      "0 a=31, 1 snooze a 60, 2 a{\"humidity\":70}",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; @2 a: humidity 70.0 % > 60.0 %; @2 BELL" },
    { "quiet through a restart", "temperature > 30",
      "0 a=31, 1 snooze a 60, 5 a=20, 6 restart, 7 a=20, 8 a=31, 9 a=20, 62 a=31",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@5 a: temperature 20.0 °C, back from > 30.0 °C after 5s; "
      "@8 a: temperature 31.0 °C > 30.0 °C (snoozed); "
      "@9 a: temperature 20.0 °C, back from > 30.0 °C after 1s; "
      "@62 a: temperature 31.0 °C > 30.0 °C; @62 BELL" },
    { "a long snooze outlasts a maintenance, however often it comes", "temperature > 30",
      "0 a=31, 1 snooze a 100, 2 maintain a 10, 3 a=20, 4 a=31, 50 wait, 101 ack a",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@3 a: temperature 20.0 °C, back from > 30.0 °C after 3s; "
      "@4 a: temperature 31.0 °C > 30.0 °C (maintenance); "
      "@101 a: temperature 31.0 °C > 30.0 °C for 1m37s (no longer silenced); @101 BELL" },
    { "maintenance", "offline",
      "0 a:offline, 5 maintain a* 200, 6 ab:offline, 7 c:offline, 8 ack c, "
      "100 ab:online, 205 wait, 206 ack a",
      "@0 a: is offline; @0 BELL; @6 ab: is offline (maintenance); @7 c: is offline; @7 BELL; "
      "@100 ab: no longer offline after 1m34s; @205 a: has been offline for 3m25s (no longer "
      "silenced); @205 BELL" },
    { "maintenance is over early", "offline",
      "0 maintain a 200, 1 a:offline, 5 maintain a 0, 6 wait, 7 ack a",
      "@1 a: is offline (maintenance); @6 a: has been offline for 5s (no longer silenced); @6 "
      "BELL" },
    /* repeat */
    { "told again every so often, until somebody has seen it", "temperature > 30 repeat 50s",
      "0 a=31, 49 wait, 50 wait, 60 a=32, 100 wait, 101 ack a, 300 wait",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@50 a: temperature 31.0 °C > 30.0 °C for 50s; @50 BELL; "
      "@100 a: temperature 32.0 °C > 30.0 °C for 1m40s; @100 BELL" },
    { "a snooze is longer than the repetition", "temperature > 30 repeat 10s",
      "0 a=31, 5 snooze a 60, 64 wait, 65 wait, 75 wait, 76 a=20, 200 wait",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@65 a: temperature 31.0 °C > 30.0 °C for 1m5s (no longer silenced); @65 BELL; "
      "@75 a: temperature 31.0 °C > 30.0 °C for 1m15s; @75 BELL; "
      "@76 a: temperature 20.0 °C, back from > 30.0 °C after 1m16s" },
    { "nothing is repeated under maintenance", "temperature > 30 repeat 10s",
      "0 a=31, 5 maintain a 60, 64 wait, 65 wait, 66 ack a",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@65 a: temperature 31.0 °C > 30.0 °C for 1m5s (no longer silenced); @65 BELL" },
    { "repeated after a restart, too", "temperature > 30 repeat 50s",
      "0 a=31, 20 restart, 30 a=31, 79 wait, 80 wait, 81 ack a",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@80 a: temperature 31.0 °C > 30.0 °C for 1m20s; @80 BELL" },

    /* edges, one by one */
    { "exactly at the limit after it fired", "temperature > 30 hysteresis 0",
      "0 a=31, 1 a=30, 2 a=31",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@1 a: temperature 30.0 °C, back from > 30.0 °C after 1s; "
      "@2 a: temperature 31.0 °C > 30.0 °C; @2 BELL" },
    { "flapping around the limit", "temperature > 30",
      "0 a=30.1, 1 a=29.9, 2 a=30.1, 3 a=29.6, 4 a=30.1, 5 a=29.5, 6 a=30.1",
      "@0 a: temperature 30.1 °C > 30.0 °C; @0 BELL; "
      "@5 a: temperature 29.5 °C, back from > 30.0 °C after 5s; "
      "@6 a: temperature 30.1 °C > 30.0 °C; @6 BELL" },
    { "a gap with readings before and after", "temperature > 30 for 10s",
      "0 a=31@0, 3 a{\"humidity\":40}, 9 a=31@9, 60 a=31@60, 61 ack a",
      "@10 a: temperature 31.0 °C > 30.0 °C for 10s; @10 BELL" },
    { "the same message twice", "temperature > 30", "0 a=31@0, 0.5 a=31@0, 1 a=20@1, 1.5 a=20@1",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@1 a: temperature 20.0 °C, back from > 30.0 °C after 1s" },
    { "out of order", "temperature > 30", "0 a=20@0, 1 a=31@10, 2 a=20@5, 3 a=32@11, 4 ack a",
      "@1 a: temperature 31.0 °C > 30.0 °C; @1 BELL" },
    { "retained ones are silent", "temperature > 30", "0 a~31, 1 a~32, 2 wait", "" },
    { "a status that is said twice", "offline", "0 a:offline, 1 a:offline, 2 ack a",
      "@0 a: is offline; @0 BELL" },
    { "silence while our link is down is nobody's", "stale", "0 a=20, 5 down, 300 wait, 301 up",
      "" },

    /* restarts */
    { "acknowledged stays so after a restart", "temperature > 30",
      "0 a=31, 1 ack a, 5 restart, 6 a=32, 300 wait, 301 a=20",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@301 a: temperature 20.0 °C, back from > 30.0 °C after 5m1s" },
    { "what fires does not fire anew, and is repeated", "temperature > 30",
      "0 a=31, 5 restart, 6 a=32, 200 ack a, 300 wait",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; @126 BELL" },
    { "snoozed stays so", "temperature > 30",
      "0 a=31, 1 snooze a 60, 5 restart, 6 a=31, 60 wait, 61 wait, 62 ack a",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@61 a: temperature 31.0 °C > 30.0 °C for 1m1s (no longer silenced); @61 BELL" },
    { "a snooze is over by then", "temperature > 30",
      "0 a=31, 1 snooze a 10, 5 restart, 20 a=31, 21 wait, 22 ack a",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; @21 a: temperature 31.0 °C > 30.0 °C for 21s "
      "(no longer silenced); "
      "@21 BELL" },
    { "over meanwhile", "temperature > 30", "0 a=31, 5 restart, 6 a=20, 7 a=31",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; "
      "@6 a: temperature 20.0 °C, back from > 30.0 °C after 6s; "
      "@7 a: temperature 31.0 °C > 30.0 °C; @7 BELL" },
    { "offline, and still so", "offline for 10s",
      "0 a:offline, 10 wait, 11 ack a, 15 restart, 16 a:~offline, 40 wait, 50 a:online",
      "@10 a: has been offline for 10s; @10 BELL; @50 a: no longer offline after 50s" },
    { "stale, and still so", "stale", "0 a=20, 31 wait, 32 ack a, 40 restart, 41 a:online, 50 a=21",
      "@31 a: is stale; @31 BELL; @50 a: no longer stale after 19s" },
    { "maintenance goes on", "temperature > 30",
      "0 maintain a 100, 5 restart, 6 a=31, 100 wait, 101 ack a",
      "@6 a: temperature 31.0 °C > 30.0 °C (maintenance); "
      "@100 a: temperature 31.0 °C > 30.0 °C for 1m34s (no longer silenced); @100 BELL" },
    { "it did not appear between two restarts", "temperature > 30",
      "0 a=31, 1 ack a, 5 restart, 10 restart, 11 a=32, 12 restart, 13 a=33",
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL" },
    { "what is pending begins anew", "temperature > 30 for 10s",
      "0 a=31, 5 restart, 6 a=31, 15 wait, 16 wait",
      "@16 a: temperature 31.0 °C > 30.0 °C for 10s; @16 BELL" },

    { "who acknowledged before the maintenance is not asked again", "offline",
      "0 a:offline, 1 ack a, 2 maintain a 10, 20 wait", "@0 a: is offline; @0 BELL" },
    { "a snooze ends within the maintenance", "offline",
      "0 a:offline, 1 snooze a 10, 2 maintain a 100, 103 ack a",
      "@0 a: is offline; @0 BELL; @102 a: has been offline for 1m42s (no longer silenced); @102 "
      "BELL" },
    { "a snooze outlasts the maintenance", "offline",
      "0 a:offline, 1 snooze a 100, 2 maintain a 10, 102 ack a",
      "@0 a: is offline; @0 BELL; @101 a: has been offline for 1m41s (no longer silenced); @101 "
      "BELL" },
};

static void test_plays(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct play play;

        begin(&play, rows[i].rules, 120000);
        perform(&play, rows[i].script);
        row_check_text(rows[i].name, buf_text(&play.got), rows[i].expected);
        end(&play);
    }
}

/* "fired a crit firing 31 0s; …": every effect but the bell. */
static void note_effects(struct play *play, struct buf *out)
{
    static const char *const edges[] = { [ALERT_FIRED] = "fired",
                                         [ALERT_AGAIN] = "again",
                                         [ALERT_SILENCED] = "silenced",
                                         [ALERT_RECALLED] = "recalled",
                                         [ALERT_CLEARED] = "cleared" };
    static const char *const states[] = { "ok", "pending", "quiet", "firing", "acked", "snoozed" };
    struct effect effect;

    while (model_take_effect(play->model, &effect))
        if (effect.kind == EFFECT_ALERT)
            buf_addf(out, "%s%s %s %s %s%s %g %gs", out->len ? "; " : "", edges[effect.edge],
                     effect.device->id, severity_name(effect.rule->severity),
                     states[effect.alert.state], effect.alert.is_told ? "" : " untold",
                     effect.alert.value, (double)effect.duration_ms / 1000);
}

static const struct {
    const char *name;
    const char *rules;
    const char *steps[5];
    const char *expected;
} effect_rows[] = {
    { "fired and over",
      "temperature > 30",
      { "0 a=31", "5 a=20" },
      "fired a crit firing 31 0s; cleared a crit ok 20 5s" },
    { "edges, not levels",
      "temperature > 30",
      { "0 a=31", "1 a=32" },
      "fired a crit firing 31 0s" },
    { "acknowledged, and not twice",
      "temperature > 30 warn",
      { "0 a=31", "5 ack a", "6 ack-all" },
      "fired a warn firing 31 0s; silenced a warn acked 31 5s" },
    { "snoozed, and there again",
      "temperature > 30",
      { "0 a=31", "5 snooze a 10", "15 wait" },
      "fired a crit firing 31 0s; silenced a crit snoozed 31 5s; again a crit firing 31 15s" },
    { "a snooze: what comes back is not told, nor that it is over",
      "temperature > 30",
      { "0 a=31, 5 snooze a 60", "6 a=20", "7 a=31", "8 a=20" },
      "fired a crit firing 31 0s; silenced a crit snoozed 31 5s; cleared a crit quiet 20 6s; "
      "fired a crit snoozed untold 31 0s; cleared a crit quiet untold 20 1s" },
    { "what is quiet: a longer snooze, and its end, are nobody's business",
      "temperature > 30",
      { "0 a=31, 5 snooze a 60", "6 a=20", "7 snooze a 10", "20 wait" },
      "fired a crit firing 31 0s; silenced a crit snoozed 31 5s; cleared a crit quiet 20 6s" },
    { "maintenance: nobody is told that it fired",
      "temperature > 30",
      { "0 maintain a 10", "1 a=31", "2 a=20" },
      "fired a crit snoozed untold 31 0s; cleared a crit quiet untold 20 1s" },
    { "until it is over",
      "temperature > 30",
      { "0 maintain a 10", "1 a=31", "10 wait" },
      "fired a crit snoozed untold 31 0s; again a crit firing 31 9s" },
    { "maintenance of what is told already",
      "temperature > 30",
      { "0 a=31", "1 maintain * 10", "2 a=20" },
      "fired a crit firing 31 0s; silenced a crit snoozed 31 1s; cleared a crit quiet 20 2s" },
};

static void test_effects(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(effect_rows); i++) {
        struct play play;
        struct buf got = { 0 };

        begin(&play, effect_rows[i].rules, 0);
        for (size_t k = 0; effect_rows[i].steps[k]; k++) {
            perform_quietly(&play, effect_rows[i].steps[k]);
            note_effects(&play, &got);
        }
        row_check_text(effect_rows[i].name, buf_text(&got), effect_rows[i].expected);
        buf_finish(&got);
        end(&play);
    }
}

/* What people did, and what came of it: "@1 a: offline acknowledged; …". */
static void note_silences(struct play *play)
{
    const struct event_log *log = model_events(play->model);

    for (; play->seen < event_log_total(log); play->seen++) {
        const struct event *event = event_log_get(log, event_log_total(log) - 1 - play->seen);

        if (event->kind != EVENT_SILENCE && event->kind != EVENT_PROGRAM)
            continue;
        assert_int_equal(event->severity, SEVERITY_INFO);
        buf_addf(&play->got, "%s@%g ", play->got.len ? "; " : "", play->at_s);
        event_format(event, (struct event_format){ 0 }, &play->got);
    }
}

static const struct {
    const char *name;
    const char *rules;
    const char *script;
    const char *expected;
} silence_rows[] = {
    { "acknowledged, once", "offline", "0 a:offline, 5 ack a, 6 ack a",
      "@5 a: offline acknowledged" },
    { "all", "temperature > 30", "0 a=31, 0 b=31, 5 ack-all",
      "@5 a: temperature > 30.0 °C acknowledged; @5 b: temperature > 30.0 °C acknowledged" },
    { "nothing to acknowledge", "offline", "0 a:online, 5 ack a, 6 ack-all", "" },
    { "snoozed, and it is still there", "temperature > 30", "0 a=31, 5 snooze a 60, 70 wait",
      "@5 a: temperature > 30.0 °C snoozed for 1m" },
    { "snoozed, and over before", "temperature rises 5 in 10m",
      "0 a=20, 1 a=31, 5.5 snooze a 60, 7 a{\"temperature_c\":20}, 70 wait",
      "@5.5 a: temperature rises > 5 °C in 10m snoozed for 1m; "
      "@66 a: temperature rises > 5 °C in 10m no longer silenced" },
    { "no longer", "temperature > 30", "0 a=31, 5 snooze a 60, 6 snooze a 0, 7 wait",
      "@5 a: temperature > 30.0 °C snoozed for 1m; @6 a: temperature > 30.0 °C no longer "
      "silenced" },
    { "maintenance", "temperature > 30", "0 a=31, 5 maintain a 60, 70 wait",
      "@5 a: temperature > 30.0 °C under maintenance; @5 maintenance: a for 1m; "
      "@65 maintenance: a is over" },
    { "maintenance is over early", "temperature > 30", "0 maintain a 60, 5 maintain a 0",
      "@0 maintenance: a for 1m; @5 maintenance: a is over" },
};

static void test_silences(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(silence_rows); i++) {
        struct play play;

        begin(&play, silence_rows[i].rules, 0);
        perform_noting(&play, silence_rows[i].script, note_silences);
        row_check_text(silence_rows[i].name, buf_text(&play.got), silence_rows[i].expected);
        end(&play);
    }
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    while ((text = strstr(text, part))) {
        n++;
        text += strlen(part);
    }
    return n;
}

/* The same in twelve seconds: not sixty lines, and the bell once a second at most. */
static void test_many_by_and_by(void **state)
{
    struct play play;

    (void)state;
    begin(&play, "temperature > 30", 0);
    for (int i = 0; i < 60; i++) {
        char step[WORDS_BYTES];

        snprintf(step, sizeof step, "%d wait", i / 5);
        if (i % 5 == 0)
            perform(&play, step);
        snprintf(step, sizeof step, "dev-%02d=31", i);
        act(&play, step);
    }
    note(&play);
    perform(&play, "12 wait, 30 wait");
    assert_int_equal(count(buf_text(&play.got), "temperature 31.0"), 20 + 10);
    assert_int_equal(count(buf_text(&play.got), "many alerts at once: 30 more crit"), 1);
    assert_int_equal(model_counts(play.model)->devices.crit, 60);
    end(&play);
}

/* A storm: every alert is there, twenty of each severity are told, one sentence for the rest, one
 * bell. */
static void test_many_at_once(void **state)
{
    struct play play;

    (void)state;
    begin(&play, "temperature > 30\nhumidity > 60 warn", 0);
    for (int i = 0; i < CROWD; i++) {
        char step[WORDS_BYTES];

        snprintf(step, sizeof step, "0 dev-%02d{\"temperature_c\":31,\"humidity\":70}", i);
        act(&play, step + 2);
    }
    note(&play);
    perform(&play, "1 wait, 10 wait");
    assert_int_equal(count(buf_text(&play.got), "temperature 31.0"), 20);
    assert_int_equal(count(buf_text(&play.got), "humidity 70.0"), 20);
    assert_int_equal(count(buf_text(&play.got), "BELL"), 1);
    assert_non_null(
        strstr(buf_text(&play.got), "; @10 many alerts at once: 10 more crit, 10 more warn"));
    assert_int_equal(model_counts(play.model)->devices.crit, CROWD);
    assert_int_equal(count(buf_text(&play.got), "many"), 1);

    buf_clear(&play.got);
    for (int i = 0; i < CROWD; i++) {
        char step[WORDS_BYTES];

        snprintf(step, sizeof step, "dev-%02d=20", i);
        act(&play, step);
    }
    perform(&play, "11 wait, 20 wait");
    assert_int_equal(count(buf_text(&play.got), "back from"), 20);
    assert_non_null(strstr(buf_text(&play.got), "many alerts at once: 10 more over or silenced"));
    assert_int_equal(model_counts(play.model)->devices.crit, 0);
    assert_int_equal(model_counts(play.model)->devices.warn, CROWD);
    end(&play);
}

/* Whoever acknowledges a house on fire does not lose the list of what happened. */
static void test_many_acknowledged(void **state)
{
    struct play play;

    (void)state;
    begin(&play, "temperature > 30", 0);
    for (int i = 0; i < CROWD; i++) {
        char step[WORDS_BYTES];

        snprintf(step, sizeof step, "dev-%02d=31", i);
        act(&play, step);
    }
    perform_noting(&play, "1 wait, 20 ack-all, 30 wait", note_silences);
    assert_int_equal(count(buf_text(&play.got), "acknowledged"), 20);
    assert_string_equal(event_log_get(model_events(play.model), 0)->text,
                        "many alerts at once: 10 more over or silenced");
    end(&play);
}

/* A recording's clock may begin anywhere. */
static void test_a_storm_at_time_0(void **state)
{
    struct play play;

    (void)state;
    begin(&play, "temperature > 30", 0);
    play.at_s = -(double)START_MS / 1000;
    for (int i = 0; i < CROWD; i++) {
        char step[WORDS_BYTES];

        snprintf(step, sizeof step, "dev-%02d=31", i);
        act(&play, step);
    }
    model_tick(play.model, 9999);
    assert_null(event_log_get(model_events(play.model), 0)->text);
    model_tick(play.model, 10000);
    assert_string_equal(event_log_get(model_events(play.model), 0)->text,
                        "many alerts at once: 10 more crit");
    end(&play);
}

/* A frame is drawn when the version changes: a tick that fires something changes it. */
static void test_a_tick_that_fires_is_to_be_seen(void **state)
{
    struct play play;
    uint64_t version;

    (void)state;
    begin(&play, "offline for 10s", 0);
    perform(&play, "0 a:offline, 9 wait");
    version = model_version(play.model);
    perform(&play, "9.5 wait");
    assert_int_equal(model_version(play.model), version);
    perform(&play, "10 wait");
    assert_int_not_equal(model_version(play.model), version);
    end(&play);
}

/* Bells from from_s on, a tick a second. */
static unsigned count_bells(struct model *model, int from_s, int to_s)
{
    struct effect effect;
    unsigned n = 0;

    for (int s = from_s; s < to_s; s++) {
        model_tick(model, START_MS + s * 1000);
        while (model_take_effect(model, &effect))
            n += effect.kind == EFFECT_BELL;
    }
    return n;
}

/* Of two rules that fire the more impatient one; of those that nobody has acknowledged. */
static void test_a_rule_rings_again(void **state)
{
    struct rule_list rules = { 0 };
    struct rule often = {
        .metric = "temperature", .limit = 30, .severity = SEVERITY_CRIT, .repeat_ms = 60000
    };
    struct rule seldom = {
        .metric = "humidity", .limit = 60, .severity = SEVERITY_CRIT, .repeat_ms = 300000
    };
    struct model_options options = { .max_devices = 10,
                                     .history_samples = 10,
                                     .payload_bytes_max = 1000,
                                     .stale_after_ms = 3600000 };
    struct link_state link = { .phase = LINK_UP };
    static const char payload[] = "{\"temperature_c\":31,\"humidity\":70}";
    struct message message = { .topic = "home/a/sensors",
                               .topic_len = 14,
                               .payload = payload,
                               .payload_len = sizeof payload - 1 };
    struct model *model;

    (void)state;
    rule_list_add(&rules, &often);
    rule_list_add(&rules, &seldom);
    model = model_create(&options, &rules);
    model_link(model, START_MS, &link);
    model_apply(model, START_MS, &message);
    assert_int_equal(count_bells(model, 0, 1), 1);
    assert_int_equal(count_bells(model, 1, 60), 0);
    assert_int_equal(count_bells(model, 60, 125), 2);
    model_ack(model, START_MS + 125000, 0);
    assert_int_equal(count_bells(model, 125, 1000), 0);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plays),
        cmocka_unit_test(test_effects),
        cmocka_unit_test(test_silences),
        cmocka_unit_test(test_many_at_once),
        cmocka_unit_test(test_many_by_and_by),
        cmocka_unit_test(test_many_acknowledged),
        cmocka_unit_test(test_a_storm_at_time_0),
        cmocka_unit_test(test_a_tick_that_fires_is_to_be_seen),
        cmocka_unit_test(test_a_rule_rings_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
