/* SPDX-License-Identifier: MIT
 *
 * Bytes become a sequence of messages, ticks, broken links and what people do.
 * After each of them the table adds up and stays within its bounds, every alert
 * has taken a step that its state machine has, a spoiled message has changed no
 * value, every value is a number, and no bell rings twice in a second.
 */
#include "fuzz.h"
#include "settings.h"

#include "core/mem.h"
#include "core/model-state.h"
#include "core/rule-text.h"

#include <math.h>
#include <string.h>

enum { DEVICES_MAX = 6, SAMPLES = 5, RULES = 11, STEPS_MAX = 400 };

static const char *const topics[] = {
    "home/a/sensors", "home/a/status",   "home/b/sensors", "home/b/status",
    "home/c/sensors", "office/c/status", "home/d/sensors", "home/e/status",
    "home/f/sensors", "home/g/sensors",  "home//sensors",  "home/a/commands",
};

static const char *const rules[RULES] = {
    "temperature > 30 hysteresis 1 crit",
    "temperature > 25 for 10s warn",
    "temperature < -5 warn",
    "humidity > 60 for 5s warn",
    "a*: temperature rises 5 in 1m warn",
    "b: temperature falls 5 in 1m crit",
    "x rises 5 in 1m warn",
    "x < -5 crit",
    "offline for 1m crit",
    "stale for 2m warn",
    "office/*: temperature > 25 off",
};

struct input {
    const uint8_t *at;
    const uint8_t *end;
};

/* What happens in one step, for what is legal in it. */
enum op { OP_TIME, OP_MESSAGE, OP_LINK, OP_ACK, OP_SNOOZE, OP_MAINTAIN };

struct play {
    struct model *model;
    struct input in;
    int64_t now_ms;
    int64_t rang_ms;
    uint64_t n_messages;
    uint8_t states[DEVICES_MAX][RULES]; /* enum alert_state before the step */
};

static unsigned next_byte(struct input *in)
{
    return in->at < in->end ? *in->at++ : 0;
}

static struct model *create_model(unsigned options_byte)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct model_options options = { .max_devices = DEVICES_MAX,
                                     .history_samples = options_byte & 1 ? SAMPLES : 0,
                                     .payload_bytes_max = 1024,
                                     .stale_after_ms = options_byte & 2 ? 20000 : 0,
                                     .bell_repeat_ms = options_byte & 4 ? 5000 : 0,
                                     .alert_on_retained = options_byte & 8,
                                     .seed = 1,
                                     .take_devices = settings_create() };
    struct rule_list list = { 0 };
    struct buf err = { 0 };

    for (size_t i = 0; i < RULES; i++)
        fuzz_check(rule_text_parse(rules[i], &defaults, &list, &err));
    return model_create(&options, &list);
}

/* --- what happens ----------------------------------------------------------- */

/* Of one device: what a spoiled message must leave alone. */
struct values {
    size_t n;
    double sum;
    size_t n_samples;
    uint32_t n_readings;
    uint8_t status;
};

static struct values values_of(const struct device *device)
{
    struct values values = { 0 };

    if (!device)
        return values;
    for (size_t i = 0; i < device->n_metrics; i++) {
        const struct metric *metric = &device->metrics[i];

        values.n += metric->has_value;
        values.sum += metric->has_value ? metric->value : 0;
        values.n_samples += metric->history ? history_count(metric->history) : 0;
    }
    values.n_readings = device->n_readings;
    values.status = device->status;
    return values;
}

/* Field by field: the padding between them may hold anything. */
static bool values_are_same(const struct values *a, const struct values *b)
{
    return a->n == b->n && memcmp(&a->sum, &b->sum, sizeof a->sum) == 0 &&
           a->n_samples == b->n_samples && a->n_readings == b->n_readings && a->status == b->status;
}

static const struct device *find_device(const struct play *play, const struct message *message)
{
    struct topic topic;
    struct faults faults = { 0 };

    if (topic_parse(message->topic, message->topic_len, &topic, &faults) != TOPIC_OURS)
        return NULL;
    return device_table_find(model_devices(play->model), &topic);
}

static void apply_message(struct play *play, unsigned op)
{
    struct input *in = &play->in;
    const char *topic = topics[op % (sizeof topics / sizeof topics[0])];
    size_t len = next_byte(in), left = (size_t)(in->end - in->at);
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = (const char *)in->at,
                               .payload_len = len < left ? len : left,
                               .retained = op & 0x40 };
    const struct device *device = find_device(play, &message);
    struct values before = values_of(device), after;

    in->at += message.payload_len;
    model_apply(play->model, play->now_ms, &message);
    play->n_messages++;
    if (!device || play->model->meaning.kind != MEANING_SPOILED)
        return;
    after = values_of(device);
    fuzz_check(values_are_same(&before, &after));
}

static void do_something(struct play *play, unsigned what, enum op *op)
{
    size_t n = device_table_count(model_devices(play->model));
    size_t which = next_byte(&play->in);
    int64_t until_ms = play->now_ms + (int64_t)next_byte(&play->in) * 1000;

    if (what == 0 && n) {
        *op = OP_ACK;
        model_ack(play->model, play->now_ms, which % n);
    } else if (what == 1 && n) {
        *op = OP_SNOOZE;
        model_snooze(play->model, play->now_ms, which % n, until_ms);
    } else if (what == 2) {
        *op = OP_MAINTAIN;
        model_maintain(play->model, play->now_ms, which & 1 ? "home/*" : "a", until_ms);
    } else if (what == 3) {
        *op = OP_ACK;
        model_ack_all(play->model, play->now_ms);
    }
}

static void change_link(struct play *play, unsigned what)
{
    struct link_state link = { .phase = what & 1 ? LINK_UP : LINK_WAITING,
                               .session = next_byte(&play->in) & 3 };

    model_link(play->model, play->now_ms, &link);
}

static enum op step(struct play *play)
{
    unsigned what = next_byte(&play->in);
    enum op op = OP_TIME;

    play->now_ms += (int64_t)what * 10;
    if (what >= 0xf0) {
        change_link(play, what);
        return OP_LINK;
    }
    if (what >= 0xe8) {
        do_something(play, what & 3, &op);
    } else if (what >= 0xe4) {
        int64_t slept_ms = (int64_t)next_byte(&play->in) * 1000;

        play->now_ms += slept_ms;
        model_slept(play->model, play->now_ms, slept_ms);
        op = OP_LINK;
    } else if (what >= 0xe0) {
        model_set_wall(play->model, (int64_t)next_byte(&play->in) * 3600000);
    } else if (what >= 0xc0) {
        play->now_ms += (int64_t)next_byte(&play->in) * 1000;
        model_tick(play->model, play->now_ms);
    } else {
        apply_message(play, what);
        op = OP_MESSAGE;
    }
    return op;
}

/* --- properties ------------------------------------------------------------- */

static void read_states(const struct play *play, uint8_t states[DEVICES_MAX][RULES])
{
    const struct device_table *table = model_devices(play->model);

    memset(states, ALERT_OK, sizeof play->states);
    for (size_t i = 0; i < device_table_count(table); i++) {
        const struct device *device = device_table_get(table, i);

        for (size_t k = 0; k < device->n_alerts; k++) {
            fuzz_check(device->alerts[k].rule < RULES);
            fuzz_check(device->alerts[k].state > ALERT_OK &&
                       device->alerts[k].state < ALERT_COUNT_);
            fuzz_check(states[i][device->alerts[k].rule] == ALERT_OK); /* one alert a rule */
            states[i][device->alerts[k].rule] = device->alerts[k].state;
        }
    }
}

/* The arrows of alert.h; what a rule without duration passes through within one step counts. */
static const unsigned arrows[ALERT_COUNT_] = {
    [ALERT_OK] = 1 << ALERT_PENDING | 1 << ALERT_FIRING | 1 << ALERT_SNOOZED,
    [ALERT_PENDING] = 1 << ALERT_OK | 1 << ALERT_QUIET | 1 << ALERT_FIRING | 1 << ALERT_SNOOZED,
    [ALERT_QUIET] = 1 << ALERT_OK | 1 << ALERT_PENDING | 1 << ALERT_FIRING | 1 << ALERT_SNOOZED,
    [ALERT_FIRING] = 1 << ALERT_OK,
    [ALERT_ACKED] = 1 << ALERT_OK,
    [ALERT_SNOOZED] = 1 << ALERT_OK | 1 << ALERT_QUIET,
};

static bool is_legal(enum op op, enum alert_state from, enum alert_state to)
{
    if (from == to)
        return true;
    switch (op) {
    case OP_MESSAGE: return arrows[from] & 1 << to;
    case OP_TIME: return arrows[from] & 1 << to || (from == ALERT_SNOOZED && to == ALERT_FIRING);
    case OP_ACK: return to == ALERT_ACKED && (from == ALERT_FIRING || from == ALERT_SNOOZED);
    case OP_SNOOZE: return to == ALERT_SNOOZED && (from == ALERT_FIRING || from == ALERT_ACKED);
    case OP_MAINTAIN: return to == ALERT_SNOOZED && from == ALERT_FIRING;
    case OP_LINK: break;
    }
    return false;
}

static void check_alerts(struct play *play, enum op op)
{
    uint8_t states[DEVICES_MAX][RULES];
    unsigned firing = 0;

    read_states(play, states);
    for (size_t i = 0; i < DEVICES_MAX; i++)
        for (size_t k = 0; k < RULES; k++) {
            fuzz_check(
                is_legal(op, (enum alert_state)play->states[i][k], (enum alert_state)states[i][k]));
            firing += states[i][k] == ALERT_FIRING;
        }
    fuzz_check(play->model->alarm.n_firing == firing);
    memcpy(play->states, states, sizeof states);
}

static enum severity worst_of(const struct model *model, const struct device *device)
{
    enum severity worst = SEVERITY_NONE;

    for (size_t i = 0; i < device->n_alerts; i++) {
        enum severity severity = model_rules(model)->rules[device->alerts[i].rule].severity;

        if (alert_is_active(&device->alerts[i]) && severity > worst)
            worst = severity;
    }
    return worst;
}

static void check_metric(const struct model *model, const struct metric *metric)
{
    const struct metric_kind *kind = metric_find(metric_names_get(model->names, metric->name));
    size_t n = metric->history ? history_count(metric->history) : 0;

    fuzz_check(n <= SAMPLES);
    for (size_t i = 0; i < n; i++)
        fuzz_check(isfinite(history_get(metric->history, i).value));
    if (!metric->has_value)
        return;
    fuzz_check(isfinite(metric->value));
    fuzz_check(!kind || (metric->value >= kind->min && metric->value <= kind->clamp_max));
}

static void check_device(const struct model *model, const struct device *device)
{
    fuzz_check(device->worst == worst_of(model, device));
    fuzz_check(device->n_metrics <= READING_METRICS_MAX);
    fuzz_check(device->status < STATUS_COUNT_);
    fuzz_check(!device->payload || device->payload->kept_bytes <= PAYLOAD_KEPT_BYTES_MAX);
    for (size_t k = 0; k < device->n_metrics; k++)
        check_metric(model, &device->metrics[k]);
}

static void check_table(const struct play *play)
{
    const struct model_counts *counts = model_counts(play->model);
    const struct device_table *table = model_devices(play->model);
    const struct tally *tally = &counts->devices;
    size_t n = device_table_count(table);
    struct tally real = { 0 };
    uint64_t refused = 0, duplicates = 0, late = 0, readings = 0;

    for (size_t i = 0; i < n; i++) {
        const struct device *device = device_table_get(table, i);

        check_device(play->model, device);
        tally_put_in(&real, device);
        refused += device->n_refused;
        duplicates += device->n_duplicates;
        late += device->n_late;
        readings += device->n_readings;
    }
    fuzz_check(n <= DEVICES_MAX && memcmp(&real, tally, sizeof real) == 0);
    fuzz_check(counts->messages == play->n_messages);
    fuzz_check(refused <= counts->refused && counts->refused <= counts->messages);
    fuzz_check(duplicates == counts->duplicates && late == counts->late);
    fuzz_check(readings + duplicates + late + counts->devices_refused <= counts->messages);
    fuzz_check(event_log_count(model_events(play->model)) <= EVENTS_MAX);
}

static void check_effects(struct play *play)
{
    struct effect effect;

    while (model_take_effect(play->model, &effect)) {
        fuzz_check(effect.kind < EFFECT_KIND_COUNT_);
        if (effect.kind != EFFECT_BELL)
            continue;
        fuzz_check(play->now_ms - play->rang_ms >= BELL_GAP_MS);
        play->rang_ms = play->now_ms;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct play play = { .in = { data, data + size }, .now_ms = 1700000000000 };

    play.model = create_model(next_byte(&play.in));
    for (int i = 0; i < STEPS_MAX && play.in.at < play.in.end; i++) {
        enum op op = step(&play);

        check_alerts(&play, op);
        check_table(&play);
        check_effects(&play);
    }
    model_destroy(play.model);
    return 0;
}
