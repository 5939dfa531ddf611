/* SPDX-License-Identifier: MIT */
#include "core/model.h"

#include "row.h"

#include <stdio.h>
#include <stdlib.h>

/* Model time starts here, and so does the wall: 2023-11-14 22:13:20 UTC. */
static const int64_t START_MS = 1700000000000;

enum { STEPS_MAX = 16, NO_LINK = 0, SLEPT_MS = 60000 };

/* One thing that happens. payload NULL: a tick, or what the topic says: "up", "down", "ack",
 * "slept", "forget". */
struct step {
    double at_s;
    const char *topic;
    const char *payload;
    bool retained;
};

#define SENSORS       "home/a/sensors"
#define STATUS        "home/a/status"
#define TEMP(t)       "{\"temperature_c\":" t "}"
#define STAMPED(t, s) "{\"temperature_c\":" t ",\"timestamp\":17000" s "}"

static struct model *create_model(int64_t stale_after_ms)
{
    struct model_options options = { .max_devices = 3,
                                     .history_samples = 100,
                                     .payload_bytes_max = READING_BYTES_MAX,
                                     .stale_after_ms = stale_after_ms,
                                     .bell_repeat_ms = 120000 };
    struct rule_list rules = { 0 };

    rule_list_add(&rules, &(struct rule){ .metric = "temperature",
                                          .limit = 30,
                                          .hysteresis = 0.5,
                                          .severity = SEVERITY_CRIT });
    return model_create(&options, &rules);
}

static void set_link(struct model *model, int64_t now_ms, bool up)
{
    struct link_state link = { .phase = up ? LINK_UP : LINK_WAITING };

    snprintf(link.reason, sizeof link.reason, "%s", up ? "" : "the broker closed the connection");
    model_link(model, now_ms, &link);
}

static void take_step(struct model *model, const struct step *step)
{
    int64_t now_ms = START_MS + (int64_t)(step->at_s * 1000);
    struct message message = { .retained = step->retained };

    if (!step->topic)
        model_tick(model, now_ms);
    else if (strcmp(step->topic, "slept") == 0)
        model_slept(model, now_ms, SLEPT_MS);
    else if (strcmp(step->topic, "ack") == 0)
        model_ack(model, now_ms, 0);
    else if (strcmp(step->topic, "forget") == 0)
        model_forget(model, now_ms, 0);
    else if (!step->payload)
        set_link(model, now_ms, strcmp(step->topic, "up") == 0);
    else {
        message.topic = step->topic;
        message.topic_len = strlen(step->topic);
        message.payload = step->payload;
        message.payload_len = strlen(step->payload);
        model_apply(model, now_ms, &message);
    }
}

/* What a row expects to see: every bell and event in turn, as "@seconds text". */
static void note_news(struct model *model, double at_s, uint64_t *seen, struct buf *out)
{
    const struct event_log *log = model_events(model);
    struct effect effect;

    for (; *seen < event_log_total(log); ++*seen) {
        buf_addf(out, "%s@%g ", out->len ? "; " : "", at_s);
        event_format(event_log_get(log, event_log_total(log) - 1 - *seen),
                     (struct event_format){ 0 }, out);
    }
    while (model_take_effect(model, &effect))
        if (effect.kind == EFFECT_BELL)
            buf_addf(out, "%s@%g BELL", out->len ? "; " : "", at_s);
}

static int count_bells(struct model *model)
{
    struct effect effect;
    int n = 0;

    while (model_take_effect(model, &effect))
        n += effect.kind == EFFECT_BELL;
    return n;
}

static const struct {
    const char *name;
    struct step steps[STEPS_MAX];
    const char *expected;
} news_rows[] = {
    { "no broker, told once",
      { { 0, "down", NULL }, { 1, "down", NULL }, { 2, "up", NULL }, { 3, "down", NULL } },
      "@0 the broker closed the connection; @2 connected; @3 the broker closed the connection" },
    { "the threshold rings once",
      { { 0, SENSORS, TEMP("29") }, { 1, SENSORS, TEMP("31") }, { 2, SENSORS, TEMP("32") } },
      "@1 a: temperature 31.0 °C > 30.0 °C; @1 BELL" },
    { "and again only after it cleared",
      { { 1, SENSORS, TEMP("31") },
        { 3, SENSORS, TEMP("29.7") },
        { 5, SENSORS, TEMP("29.5") },
        { 7, SENSORS, TEMP("31") } },
      "@1 a: temperature 31.0 °C > 30.0 °C; @1 BELL; "
      "@5 a: temperature 29.5 °C, back from > 30.0 °C after 4s; "
      "@7 a: temperature 31.0 °C > 30.0 °C; @7 BELL" },
    { "one bell for all that start within a second",
      { { 1, SENSORS, TEMP("31") },
        { 1.2, "home/b/sensors", TEMP("31") },
        { 1.4, "home/c/sensors", TEMP("31") },
        { 1.9 },
        { 2 },
        { 3 } },
      "@1 a: temperature 31.0 °C > 30.0 °C; @1 BELL; @1.2 b: temperature 31.0 °C > 30.0 °C; "
      "@1.4 c: temperature 31.0 °C > 30.0 °C" },
    { "a retained value is silent", { { 0, SENSORS, TEMP("35"), true }, { 1 } }, "" },
    { "the live one after it is not",
      { { 0, SENSORS, TEMP("35"), true }, { 1, SENSORS, TEMP("35") } },
      "@1 a: temperature 35.0 °C > 30.0 °C; @1 BELL" },
    { "what is forgotten is not stale, and clearing what is stored of it does not bring it back",
      { { 0, STATUS, "online", true },
        { 1, SENSORS, TEMP("21") },
        { 2, "forget" },
        { 3, STATUS, "", true },
        { 4, SENSORS, "" },
        { 500 },
        { 600, "forget" } },
      "@2 a: forgotten" },
    { "an alert that is forgotten is over, and fires anew",
      { { 0, SENSORS, TEMP("31") }, { 1, "forget" }, { 2 }, { 200 }, { 201, SENSORS, TEMP("31") } },
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; @1 a: forgotten; "
      "@201 a: temperature 31.0 °C > 30.0 °C; @201 BELL" },
    { "a duplicate fires nothing twice",
      { { 0, SENSORS, STAMPED("31", "00000") }, { 1, SENSORS, STAMPED("31", "00000") } },
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL" },
    { "the snapshot's status is no news, a change is",
      { { 0, STATUS, "online", true },
        { 1, STATUS, "offline" },
        { 2, STATUS, "offline" },
        { 3, STATUS, "online" } },
      "@1 a: offline; @3 a: online" },
    { "the retained status after a reconnect tells what was missed",
      { { 0, STATUS, "online" }, { 1, "down" }, { 9, "up" }, { 9, STATUS, "offline", true } },
      "@0 a: online; @1 the broker closed the connection; @9 connected; @9 a: offline" },
    { "a status cleared while we were away is noticed when the snapshot is over",
      { { 0, STATUS, "online", true },
        { 1, "down" },
        { 9, "up" },
        { 11, "home/b/status", "online", true },
        { 15 },
        { 16 },
        { 60 } },
      "@1 the broker closed the connection; @9 connected; "
      "@16 a: status cleared while we were not connected" },
    { "a status that comes again was not cleared",
      { { 0, STATUS, "online", true },
        { 1, "down" },
        { 9, "up" },
        { 9, STATUS, "online", true },
        { 20 } },
      "@1 the broker closed the connection; @9 connected" },
    { "nor one that its device says itself, or another word",
      { { 0, STATUS, "online", true },
        { 0, "home/b/status", "online", true },
        { 1, "down" },
        { 9, "up" },
        { 10, STATUS, "online" },
        { 10, "home/b/status", "busy", true },
        { 20 } },
      "@1 the broker closed the connection; @9 connected; "
      "@10 b: status: neither online nor offline: 'busy'" },
    { "a status that nobody stores is not missed",
      { { 0, STATUS, "online" }, { 1, "down" }, { 9, "up" }, { 20 } },
      "@0 a: online; @1 the broker closed the connection; @9 connected" },
    { "nobody judges a snapshot that was cut off",
      { { 0, STATUS, "online", true },
        { 1, "down" },
        { 9, "up" },
        { 10, "down" },
        { 20 },
        { 30, "up" },
        { 30, STATUS, "online", true },
        { 40 } },
      "@1 the broker closed the connection; @9 connected; @10 the broker closed the connection; "
      "@30 connected" },
    { "another word leaves the status alone",
      { { 0, STATUS, "online", true }, { 1, STATUS, "Connected" } },
      "@1 a: status: neither online nor offline: 'Connected'" },
    { "stale once, and back",
      { { 0, SENSORS, TEMP("20") }, { 10 }, { 11 }, { 12 }, { 13, SENSORS, TEMP("20") } },
      "@11 a: stale: no readings any more; @13 a: readings again" },
    { "no device goes stale while we are not listening",
      { { 0, SENSORS, TEMP("20") },
        { 5, "down" },
        { 15 },
        { 100 },
        { 101, "up" },
        { 111 },
        { 112 } },
      "@5 the broker closed the connection; @101 connected; "
      "@112 a: stale: no readings any more" },
    { "nor while we slept",
      { { 0, SENSORS, TEMP("20") }, { 1 }, { 61, "slept" }, { 61 }, { 71 }, { 72 } },
      "@72 a: stale: no readings any more" },
    { "a firing alert of an offline device stays firing",
      { { 0, SENSORS, TEMP("31") }, { 1, STATUS, "offline" }, { 60 }, { 61, SENSORS, TEMP("31") } },
      "@0 a: temperature 31.0 °C > 30.0 °C; @0 BELL; @1 a: offline" },
    { "offline is not also stale",
      { { 0, SENSORS, TEMP("20") },
        { 1, STATUS, "offline" },
        { 60 },
        { 90, STATUS, "online" },
        { 90 },
        { 91, SENSORS, TEMP("20") },
        { 102 } },
      "@1 a: offline; @90 a: online; @102 a: stale: no readings any more" },
    { "back, but silent",
      { { 0, SENSORS, TEMP("20") },
        { 1, STATUS, "offline" },
        { 60 },
        { 90, STATUS, "online" },
        { 100 },
        { 101 },
        { 102, SENSORS, TEMP("20") } },
      "@1 a: offline; @90 a: online; @101 a: stale: no readings any more; @102 a: readings again" },
    { "stale, then offline",
      { { 0, SENSORS, TEMP("20") },
        { 11 },
        { 12, STATUS, "offline" },
        { 60 },
        { 61, SENSORS, TEMP("20") } },
      "@11 a: stale: no readings any more; @12 a: offline; @61 a: readings again" },
    { "clearing what was never seen makes no device", { { 0, SENSORS, "", true } }, "" },
    { "a full table says so once",
      { { 0, "home/b/status", "online", true },
        { 0, "home/c/status", "online", true },
        { 0, "home/d/status", "online", true },
        { 1, STATUS, "online" },
        { 2, STATUS, "online" } },
      "@1 the table is full: new devices are refused (--max-devices)" },
    { "a forgotten device leaves its room to another, and is itself refused then",
      { { 0, "home/b/status", "online", true },
        { 0, "home/c/status", "online", true },
        { 0, "home/d/status", "online", true },
        { 1, "forget" },
        { 2, STATUS, "online", true },
        { 2, SENSORS, TEMP("31") },
        { 3, "home/b/sensors", TEMP("31") } },
      "@1 b: forgotten; @2 a: temperature 31.0 °C > 30.0 °C; @2 BELL; "
      "@3 the table is full: new devices are refused (--max-devices)" },
};

static void test_news(void **state)
{
    (void)state;
    for (size_t r = 0; r < ROW_COUNT(news_rows); r++) {
        struct model *model = create_model(10000);
        struct buf got = { 0 };
        uint64_t seen;

        set_link(model, START_MS, true);
        seen = event_log_total(model_events(model));
        for (int i = 0; i < STEPS_MAX; i++) {
            const struct step *step = &news_rows[r].steps[i];

            if (i && !step->topic && !step->at_s)
                break;
            take_step(model, step);
            note_news(model, step->at_s, &seen, &got);
        }
        row_check_text(news_rows[r].name, buf_text(&got), news_rows[r].expected);
        buf_finish(&got);
        model_destroy(model);
    }
}

/* Forwards and back by hours, as when a clock is set for the first time. */
static void test_a_wall_clock_that_steps_changes_no_age(void **state)
{
    static const int64_t steps_ms[] = { 0, 6 * 3600000, -6 * 3600000, 1000 };
    const struct step readings[] = { { 0, SENSORS, TEMP("29"), false },
                                     { 1, SENSORS, TEMP("29"), false },
                                     { 2, SENSORS, TEMP("29"), false },
                                     { 3, SENSORS, TEMP("29"), false } };
    struct model *model = create_model(10000);
    const struct device *device;
    uint64_t seen;

    (void)state;
    set_link(model, START_MS, true);
    seen = event_log_total(model_events(model));
    for (int i = 0; i < 4; i++) {
        int64_t now_ms = START_MS + i * 1000;

        model_set_wall(model, steps_ms[i]);
        take_step(model, &readings[i]);
        model_tick(model, now_ms);
        device = device_table_get(model_devices(model), 0);
        assert_int_equal(device->live_ms, now_ms);
        assert_int_equal(model_age_clock_ms(model, now_ms), now_ms);
        assert_int_equal(model_wall_ms(model, now_ms), now_ms + steps_ms[i]);
        assert_false(device->is_stale);
    }
    assert_int_equal(event_log_total(model_events(model)), seen);
    model_destroy(model);
}

/* --- what a device looks like afterwards ------------------------------------ */

static void format_value(const struct metric *metric, struct buf *out)
{
    if (metric && metric->has_value)
        buf_addf(out, "%g", metric->value);
    else
        buf_puts(out, "-");
}

/* "value status/flags age n min..max samples" of device a. */
static void describe(struct model *model, double at_s, struct buf *out)
{
    static const char *const statuses[] = { "unknown", "online", "offline" };
    struct topic topic = { .location = "home", .location_len = 4, .device = "a", .device_len = 1 };
    const struct device *device = device_table_find(model_devices(model), &topic);
    const struct metric *metric;
    int64_t now_ms = model_age_clock_ms(model, START_MS + (int64_t)(at_s * 1000));

    if (!device) {
        buf_puts(out, "none");
        return;
    }
    metric = device_metric(device, METRIC_TEMPERATURE);
    format_value(metric, out);
    buf_addf(out, " %s", statuses[device->status]);
    if (device->reading_retained)
        buf_puts(out, " retained");
    if (device->is_stale)
        buf_puts(out, " stale");
    if (device->age_known)
        buf_addf(out, " age=%g", (double)(now_ms - device->reading_ms) / 1000);
    if (metric && metric->history)
        buf_addf(out, " n=%zu %g..%g", history_count(metric->history), (double)metric->min,
                 (double)metric->max);
    if (device->n_refused || device->n_duplicates || device->n_late)
        buf_addf(out, " refused=%u duplicates=%u late=%u", device->n_refused, device->n_duplicates,
                 device->n_late);
}

static const struct {
    const char *name;
    struct step steps[STEPS_MAX];
    double at_s;
    const char *expected;
} device_rows[] = {
    { "a live reading", { { 0, SENSORS, TEMP("20") } }, 3, "20 unknown age=3 n=1 20..20" },
    { "lowest and highest",
      { { 0, SENSORS, TEMP("20") }, { 1, SENSORS, TEMP("25") }, { 2, SENSORS, TEMP("18") } },
      2,
      "18 unknown age=0 n=3 18..25" },
    { "status alone makes a device", { { 0, STATUS, "online", true } }, 0, "- online" },
    { "retained: no history, no age without a timestamp",
      { { 0, SENSORS, TEMP("20"), true } },
      3,
      "20 unknown retained" },
    { "retained: the age its timestamp gives",
      { { 100, SENSORS, STAMPED("20", "00040"), true } },
      100,
      "20 unknown retained age=60" },
    { "retained and old is stale at once",
      { { 100, SENSORS, STAMPED("20", "00000"), true }, { 100 } },
      100,
      "20 unknown retained stale age=100" },
    { "a stored copy does not overwrite what is live",
      { { 0, SENSORS, TEMP("20") }, { 1, SENSORS, TEMP("19"), true } },
      1,
      "20 unknown age=1 n=1 20..20" },
    { "unless its timestamp is newer",
      { { 0, SENSORS, STAMPED("20", "00000") }, { 9, SENSORS, STAMPED("19", "00007"), true } },
      9,
      "19 unknown retained age=2 n=1 20..20" },
    { "null is a sign of life without a value",
      { { 0, SENSORS, TEMP("20") }, { 5, SENSORS, TEMP("null") } },
      5,
      "- unknown age=0 n=1 20..20" },
    { "what a reading does not name stays",
      { { 0, SENSORS, TEMP("20") }, { 5, SENSORS, "{\"humidity\":40}" } },
      5,
      "20 unknown age=0 n=1 20..20" },
    { "a bad field is refused, counted, and shown as no value",
      { { 0, SENSORS, TEMP("20") }, { 5, SENSORS, TEMP("999") } },
      5,
      "- unknown age=0 n=1 20..20 refused=1 duplicates=0 late=0" },
    { "bad JSON changes nothing but the count",
      { { 0, SENSORS, TEMP("20") }, { 5, SENSORS, "{" } },
      5,
      "20 unknown age=5 n=1 20..20 refused=1 duplicates=0 late=0" },
    { "who sends nothing but rubbish is seen",
      { { 0, SENSORS, "{" } },
      0,
      "- unknown refused=1 duplicates=0 late=0" },
    { "a duplicate is not put in the history twice",
      { { 0, SENSORS, STAMPED("20", "00000") }, { 1, SENSORS, STAMPED("20", "00000") } },
      1,
      "20 unknown age=0 n=1 20..20 refused=0 duplicates=1 late=0" },
    { "the same time with another value is no duplicate",
      { { 0, SENSORS, STAMPED("20", "00000") }, { 1, SENSORS, STAMPED("21", "00000") } },
      1,
      "21 unknown age=0 n=2 20..21" },
    { "a late reading does not overwrite a newer one",
      { { 10, SENSORS, STAMPED("20", "00010") }, { 11, SENSORS, STAMPED("19", "00005") } },
      11,
      "20 unknown age=0 n=1 20..20 refused=0 duplicates=0 late=1" },
    { "nor does a burst of them",
      { { 10, SENSORS, STAMPED("20", "00110") },
        { 13, SENSORS, STAMPED("20", "00113") },
        { 16, SENSORS, STAMPED("19", "00060") },
        { 16.1, SENSORS, STAMPED("18", "00063") },
        { 16.2, SENSORS, STAMPED("17", "00066") } },
      17.2,
      "20 unknown age=1 n=2 20..20 refused=0 duplicates=0 late=3" },
    { "but a clock that was set back by a minute is believed at the second reading",
      { { 10, SENSORS, STAMPED("20", "00110") },
        { 13, SENSORS, STAMPED("20", "00113") },
        { 16, SENSORS, STAMPED("21", "00056") },
        { 19, SENSORS, STAMPED("22", "00059") },
        { 22, SENSORS, STAMPED("23", "00062") } },
      22,
      "23 unknown age=0 n=4 20..23 refused=0 duplicates=0 late=1" },
    { "a clock that was set back by hours is believed",
      { { 10, SENSORS, STAMPED("20", "09999") }, { 11, SENSORS, STAMPED("19", "00005") } },
      11,
      "19 unknown age=0 n=2 19..20" },
    { "ages freeze while the link is down",
      { { 0, SENSORS, TEMP("20") }, { 5, "down" } },
      60,
      "20 unknown age=5 n=1 20..20" },
    { "and tell the truth afterwards",
      { { 0, SENSORS, TEMP("20") }, { 5, "down" }, { 59, "up" } },
      60,
      "20 unknown age=60 n=1 20..20" },
    { "the status cleared", { { 0, STATUS, "online" }, { 1, STATUS, "", true } }, 1, "- unknown" },
    { "the reading cleared",
      { { 0, SENSORS, TEMP("20") }, { 1, SENSORS, "", true } },
      1,
      "- unknown n=1 20..20" },
    { "another id in the payload is counted, the topic holds",
      { { 0, SENSORS, "{\"device_id\":\"b\",\"temperature_c\":20}" } },
      0,
      "20 unknown age=0 n=1 20..20 refused=1 duplicates=0 late=0" },
    { "not our topic", { { 0, "home/a/commands", "x" } }, 0, "none" },
};

static void test_devices(void **state)
{
    (void)state;
    for (size_t r = 0; r < ROW_COUNT(device_rows); r++) {
        struct model *model = create_model(0);
        struct buf got = { 0 };

        set_link(model, START_MS, true);
        for (int i = 0; i < STEPS_MAX; i++) {
            const struct step *step = &device_rows[r].steps[i];

            if (i && !step->topic && !step->at_s)
                break;
            take_step(model, step);
        }
        describe(model, device_rows[r].at_s, &got);
        row_check_text(device_rows[r].name, buf_text(&got), device_rows[r].expected);
        buf_finish(&got);
        model_destroy(model);
    }
}

/* --- staleness by the device's own rhythm ----------------------------------- */

static bool is_stale_after(int n_readings, double interval_s, double silence_s)
{
    struct model *model = create_model(0);
    double last_s = (n_readings - 1) * interval_s;
    bool is_stale;

    set_link(model, START_MS, true);
    for (int i = 0; i < n_readings; i++) {
        take_step(model, &(struct step){ i * interval_s });
        take_step(model, &(struct step){ i * interval_s, SENSORS, TEMP("20") });
    }
    take_step(model, &(struct step){ last_s + silence_s });
    is_stale = device_table_get(model_devices(model), 0)->is_stale;
    model_destroy(model);
    return is_stale;
}

static void test_stale_by_its_own_interval(void **state)
{
    (void)state;
    assert_false(is_stale_after(5, 60, 180));
    assert_true(is_stale_after(5, 60, 181));
    assert_false(is_stale_after(5, 3, 30));
    assert_true(is_stale_after(5, 3, 31));
    /* Slower than what is assumed at first: learned all the same. */
    assert_false(is_stale_after(3, 300, 900));
    assert_true(is_stale_after(3, 300, 901));
    assert_false(is_stale_after(1, 0, 90));
    assert_true(is_stale_after(1, 0, 91));
}

static void test_counts_add_up(void **state)
{
    static const struct step steps[] = {
        { 0, "home/a/status", "online" },
        { 0, "home/b/status", "offline" },
        { 0, "home/c/sensors", TEMP("31") },
        { 1, "home/a/sensors", TEMP("31") },
        { 20 },
        { 21, "home/a/sensors", TEMP("20") },
        { 22, "home/x/sensors", TEMP("1") },
    };
    struct model *model = create_model(10000);
    const struct model_counts *counts = model_counts(model);

    (void)state;
    set_link(model, START_MS, true);
    for (size_t i = 0; i < ROW_COUNT(steps); i++) {
        const struct tally *t = &counts->devices;

        take_step(model, &steps[i]);
        assert_int_equal(t->online + t->offline + t->stale + t->unknown,
                         device_table_count(model_devices(model)));
    }
    assert_int_equal(counts->devices.online, 1);
    assert_int_equal(counts->devices.offline, 1);
    assert_int_equal(counts->devices.stale, 1);
    assert_int_equal(counts->devices.crit, 1);
    assert_int_equal(counts->devices_refused, 1);
    assert_int_equal(counts->messages, 6);
    model_destroy(model);
}

static void test_forgotten(void **state)
{
    struct model *model = create_model(0);
    const struct tally *tally = &model_counts(model)->devices;
    const struct device *device;
    struct effect effect;

    (void)state;
    take_step(model, &(struct step){ 0, STATUS, "online" });
    take_step(model, &(struct step){ 1, SENSORS, TEMP("31") });
    take_step(model, &(struct step){ 1, "home/b/sensors", TEMP("20") });
    assert_int_equal(tally_count(tally), 2);
    while (model_take_effect(model, &effect))
        continue;

    take_step(model, &(struct step){ 2, "forget" });
    device = device_table_get(model_devices(model), 0);
    assert_true(device->is_gone);
    assert_string_equal(device->id, "a");
    assert_string_equal(device->location, "home");
    assert_int_equal(device->n_metrics, 0);
    assert_int_equal(tally_count(tally), 1);
    assert_int_equal(tally->crit, 0);
    assert_true(model_take_effect(model, &effect)); /* who was told that it fires */
    assert_int_equal(effect.edge, ALERT_CLEARED);
    assert_ptr_equal(effect.device, device);
    assert_false(model_take_effect(model, &effect));

    take_step(model, &(struct step){ 9, SENSORS, TEMP("22") });
    assert_false(device->is_gone);
    assert_ptr_equal(device_table_get(model_devices(model), 0), device);
    assert_int_equal(device->first_seen_ms, START_MS + 9000);
    assert_int_equal(device->n_readings, 1);
    assert_int_equal(tally_count(tally), 2);
    model_destroy(model);
}

/* The broker does not say a retained status again: it is remembered, as long as it is there. */
static void test_forgotten_and_its_status(void **state)
{
    static const struct {
        const char *name;
        struct step steps[STEPS_MAX];
        enum status expected;
    } rows[] = {
        { "a reading",
          { { 0, STATUS, "online", true }, { 1, "forget" }, { 2, SENSORS, TEMP("22") } },
          STATUS_ONLINE },
        { "offline",
          { { 0, STATUS, "offline", true }, { 1, "forget" }, { 2, SENSORS, TEMP("22") } },
          STATUS_OFFLINE },
        { "another status",
          { { 0, STATUS, "online", true }, { 1, "forget" }, { 2, STATUS, "offline" } },
          STATUS_OFFLINE },
        { "cleared meanwhile",
          { { 0, STATUS, "online", true },
            { 1, "forget" },
            { 2, STATUS, "" },
            { 3, SENSORS, TEMP("22") } },
          STATUS_UNKNOWN },
        { "only the readings are cleared",
          { { 0, STATUS, "online", true },
            { 1, "forget" },
            { 2, SENSORS, "" },
            { 3, SENSORS, TEMP("22") } },
          STATUS_ONLINE },
        { "cleared while we were away",
          { { 0, "up" },
            { 1, STATUS, "online", true },
            { 2, "forget" },
            { 3, "down" },
            { 4, "up" },
            { 60 },
            { 61, SENSORS, TEMP("22") } },
          STATUS_UNKNOWN },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct model *model = create_model(0);
        const struct device *device;

        for (size_t s = 0; s < STEPS_MAX && (rows[i].steps[s].topic || rows[i].steps[s].at_s > 0);
             s++)
            take_step(model, &rows[i].steps[s]);
        device = device_table_get(model_devices(model), 0);
        row_check(rows[i].name, !device->is_gone && device->status == rows[i].expected);
        row_check(rows[i].name, tally_count(&model_counts(model)->devices) == 1);
        model_destroy(model);
    }
}

static void test_an_acked_alert_stays_and_is_silent(void **state)
{
    struct model *model = create_model(0);
    const struct device *device;

    (void)state;
    take_step(model, &(struct step){ 0, SENSORS, TEMP("31") });
    assert_int_equal(count_bells(model), 1);
    model_ack(model, START_MS, 0);
    take_step(model, &(struct step){ 5, SENSORS, TEMP("33") });
    assert_int_equal(count_bells(model), 0);
    device = device_table_get(model_devices(model), 0);
    assert_int_equal(device->worst, SEVERITY_CRIT);
    assert_int_equal(device->alerts[0].state, ALERT_ACKED);
    take_step(model, &(struct step){ 6, SENSORS, TEMP("20") });
    assert_int_equal(device->worst, SEVERITY_NONE);
    assert_null(device->alerts);
    model_destroy(model);
}

static void test_alerts_of_one_batch_ring_once(void **state)
{
    struct model *model = create_model(0);

    (void)state;
    take_step(model, &(struct step){ 1, SENSORS, TEMP("31") });
    take_step(model, &(struct step){ 1, "home/b/sensors", TEMP("31") });
    take_step(model, &(struct step){ 1, "home/c/sensors", TEMP("31") });
    assert_int_equal(count_bells(model), 1);
    for (int s = 1; s < 5; s++) {
        take_step(model, &(struct step){ s });
        assert_int_equal(count_bells(model), 0);
    }
    model_destroy(model);
}

/* What is over need not be acknowledged: the bell must not go on for it. */
static void test_an_acked_alert_that_clears_rings_no_more(void **state)
{
    struct model *model = create_model(0);

    (void)state;
    take_step(model, &(struct step){ 0, SENSORS, TEMP("31") });
    assert_int_equal(count_bells(model), 1);
    model_ack(model, START_MS, 0);
    take_step(model, &(struct step){ 1, SENSORS, TEMP("20") });
    for (int s = 2; s < 300; s++) {
        take_step(model, &(struct step){ s });
        assert_int_equal(count_bells(model), 0);
    }
    model_destroy(model);
}

static void test_the_rate_settles(void **state)
{
    struct model *model = create_model(0);

    (void)state;
    take_step(model, &(struct step){ 0 });
    for (int s = 1; s <= 60; s++) {
        for (int i = 0; i < 20; i++)
            take_step(model, &(struct step){ s, SENSORS, TEMP("20") });
        take_step(model, &(struct step){ s });
    }
    assert_true(model_counts(model)->messages_per_s > 19.5);
    assert_true(model_counts(model)->messages_per_s < 20.5);
    model_destroy(model);
}

/* What was measured during an outage of the network arrives late, all at once, with its own times.
 */
static void test_a_burst_keeps_its_own_times(void **state)
{
    struct model *model = create_model(0);
    const struct history *h;
    char payload[80];

    (void)state;
    for (int i = 0; i < 30; i++) {
        /* A clock that is off by five seconds; from the tenth on everything comes at once. */
        double at_s = i < 10 ? i * 10 : 290;

        snprintf(payload, sizeof payload, "{\"temperature_c\":%d,\"timestamp\":%d}", i,
                 1700000005 + i * 10);
        take_step(model, &(struct step){ at_s, SENSORS, payload });
    }
    h = device_metric(device_table_get(model_devices(model), 0), METRIC_TEMPERATURE)->history;
    assert_int_equal(history_count(h), 30);
    for (size_t i = 0; i < 30; i++)
        assert_int_equal(history_get(h, i).at_ms - START_MS, (int64_t)i * 10000);
    model_destroy(model);
}

/* Also of a message that was no good: that is when one wants to see it. */
static void test_the_last_sensors_message_is_kept(void **state)
{
    struct model *model = create_model(0);
    const struct device *device;

    (void)state;
    take_step(model, &(struct step){ 0, STATUS, "online" });
    device = device_table_get(model_devices(model), 0);
    assert_null(device->payload);
    take_step(model, &(struct step){ 1, SENSORS, TEMP("31") });
    take_step(model, &(struct step){ 2, STATUS, "online" });
    assert_int_equal(device->payload->len_bytes, strlen(TEMP("31")));
    take_step(model, &(struct step){ 3, SENSORS, "{" });
    assert_int_equal(device->payload->len_bytes, 1);
    assert_int_equal(device->payload->at_ms, START_MS + 3000);
    model_destroy(model);
}

/* From before we ran: in charts, lowest and highest, and nowhere else. */
static void test_restored_samples_are_no_readings(void **state)
{
    static const struct history_sample samples[] = { { START_MS - 3600000, 40 },
                                                     { START_MS - 2000, -3 },
                                                     { START_MS - 1000, 20 },
                                                     { START_MS + 500, 99 } };
    struct model *model = create_model(0);
    struct buf news = { 0 };
    const struct device *device;
    const struct metric *metric;
    uint64_t seen = 0, version;

    (void)state;
    take_step(model, &(struct step){ 0, SENSORS, TEMP("21") });
    take_step(model, &(struct step){ 1, SENSORS, TEMP("22") });
    device = device_table_get(model_devices(model), 0);
    version = model_version(model);
    model_restore(model, 0, "temperature", samples, ROW_COUNT(samples));
    /* From before the machine was started, by its clock. */
    model_restore(model, 0, "battery", &(struct history_sample){ -5000, 3 }, 1);
    model_restore(model, 0, "pressure", samples, 0);
    take_step(model, &(struct step){ 2 });

    metric = device_metric(device, METRIC_TEMPERATURE);
    assert_true(metric->value == 22 && metric->min == -3 && metric->max == 40);
    assert_int_equal(history_count(metric->history), 5);
    assert_true(history_get(metric->history, 0).value == 40);
    assert_int_equal(history_get(metric->history, 0).at_ms, START_MS - 3600000);
    assert_true(history_get(metric->history, 3).value == 21);
    assert_true(history_get(metric->history, 4).value == 22);
    assert_int_equal(device->n_metrics, 2);
    assert_false(device->metrics[1].has_value);
    assert_int_equal(history_count(device->metrics[1].history), 1);
    assert_int_equal(history_get(device->metrics[1].history, 0).at_ms, -5000);
    assert_int_equal(device->n_readings, 2);
    assert_int_equal(device->live_ms, START_MS + 1000);
    assert_true(model_version(model) > version);
    note_news(model, 0, &seen, &news);
    assert_int_equal(news.len, 0);
    buf_finish(&news);
    model_destroy(model);
}

/* For very many devices: what is now is known, what was is not. */
static void test_without_a_history(void **state)
{
    struct model_options options = { .max_devices = 3, .payload_bytes_max = READING_BYTES_MAX };
    struct rule_list rules = { 0 };
    struct model *model;
    const struct device *device;
    const struct metric *metric;
    uint64_t seen = 0;
    struct buf news = { 0 };

    (void)state;
    rule_list_add(&rules, &(struct rule){ .metric = "temperature",
                                          .watch = RULE_RISES,
                                          .limit = 5,
                                          .in_ms = 60000,
                                          .severity = SEVERITY_CRIT });
    model = model_create(&options, &rules);
    take_step(model, &(struct step){ 0, SENSORS, TEMP("20") });
    take_step(model, &(struct step){ 1, SENSORS, TEMP("31") });
    device = device_table_get(model_devices(model), 0);
    metric = device_metric(device, METRIC_TEMPERATURE);
    assert_true(metric->value == 31 && metric->min == 20 && metric->max == 31);
    assert_null(metric->history);
    assert_null(device->payload);
    note_news(model, 1, &seen, &news);
    assert_non_null(strstr(buf_text(&news), "0 readings (--history) do not reach back"));
    buf_finish(&news);
    model_destroy(model);
}

/* Of what we know by name somebody may buy a sensor tomorrow; of another name nobody may have heard
 * because it is mistyped. */
static void test_metrics_that_nobody_sends(void **state)
{
    static const char *const metrics[] = { "tempreature", "humidity", "soil.wetness" };
    struct model_options options = { .max_devices = 3,
                                     .payload_bytes_max = READING_BYTES_MAX,
                                     .stale_after_ms = 3600000 };
    struct rule_list rules = { 0 }, others = { 0 };
    struct model *model;
    uint64_t seen = 0;
    struct buf news = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(metrics); i++)
        rule_list_add(
            &rules, &(struct rule){ .metric = metrics[i], .limit = 30, .severity = SEVERITY_CRIT });
    rule_list_add(&rules, &(struct rule){ .watch = RULE_OFFLINE, .severity = SEVERITY_CRIT });
    rule_list_add(&others, &(struct rule){ .metric = "x", .limit = 30, .severity = SEVERITY_CRIT });
    model = model_create(&options, &rules);
    take_step(model, &(struct step){ 0 });
    take_step(model, &(struct step){ 5, SENSORS, "{\"soil\":{\"wetness\":20}}" });
    take_step(model, &(struct step){ 599 });
    note_news(model, 599, &seen, &news);
    assert_int_equal(news.len, 0);
    take_step(model, &(struct step){ 600 });
    take_step(model, &(struct step){ 601 });
    note_news(model, 600, &seen, &news);
    assert_string_equal(buf_text(&news), "@600 no device has sent 'tempreature' so far: nothing is "
                                         "judged by 'tempreature > 30 hysteresis 0 crit'");
    buf_clear(&news);
    model_renew(model, START_MS + 700000, &options, &others);
    take_step(model, &(struct step){ 1299 });
    note_news(model, 1299, &seen, &news);
    assert_int_equal(news.len, 0);
    take_step(model, &(struct step){ 1300 });
    note_news(model, 1300, &seen, &news);
    assert_non_null(strstr(buf_text(&news), "no device has sent 'x' so far"));
    buf_finish(&news);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_news),
        cmocka_unit_test(test_a_wall_clock_that_steps_changes_no_age),
        cmocka_unit_test(test_devices),
        cmocka_unit_test(test_stale_by_its_own_interval),
        cmocka_unit_test(test_counts_add_up),
        cmocka_unit_test(test_forgotten),
        cmocka_unit_test(test_forgotten_and_its_status),
        cmocka_unit_test(test_an_acked_alert_stays_and_is_silent),
        cmocka_unit_test(test_alerts_of_one_batch_ring_once),
        cmocka_unit_test(test_an_acked_alert_that_clears_rings_no_more),
        cmocka_unit_test(test_the_rate_settles),
        cmocka_unit_test(test_a_burst_keeps_its_own_times),
        cmocka_unit_test(test_the_last_sensors_message_is_kept),
        cmocka_unit_test(test_restored_samples_are_no_readings),
        cmocka_unit_test(test_without_a_history),
        cmocka_unit_test(test_metrics_that_nobody_sends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
