/* SPDX-License-Identifier: MIT
 *
 * Bytes become a sequence of messages, ticks and broken links. After each of
 * them the table adds up, stays within its bounds, and no bell rings twice in a
 * second.
 */
#include "fuzz.h"

#include "core/model.h"

#include <string.h>

enum { DEVICES_MAX = 6 };

static const char *const topics[] = {
    "home/a/sensors", "home/a/status",   "home/b/sensors", "home/b/status",
    "home/c/sensors", "office/c/status", "home/d/sensors", "home/e/status",
    "home/f/sensors", "home/g/sensors",  "home//sensors",  "home/a/commands",
};

struct input {
    const uint8_t *at;
    const uint8_t *end;
};

static unsigned next_byte(struct input *in)
{
    return in->at < in->end ? *in->at++ : 0;
}

static struct model *create_model(void)
{
    struct model_options options = {
        .max_devices = DEVICES_MAX, .history_samples = 5, .payload_bytes_max = 1024, .seed = 1
    };
    struct rule_list rules = { 0 };

    rule_list_add(&rules, &(struct rule){ .metric = "temperature",
                                          .limit = 30,
                                          .hysteresis = 1,
                                          .severity = SEVERITY_CRIT });
    rule_list_add(
        &rules, &(struct rule){
                    .metric = "humidity", .limit = 60, .for_ms = 5000, .severity = SEVERITY_WARN });
    return model_create(&options, &rules);
}

static void apply_message(struct model *model, struct input *in, int64_t now_ms, unsigned op)
{
    const char *topic = topics[op % (sizeof topics / sizeof topics[0])];
    size_t len = next_byte(in);
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = (const char *)in->at,
                               .retained = op & 0x40 };

    message.payload_len = len < (size_t)(in->end - in->at) ? len : (size_t)(in->end - in->at);
    in->at += message.payload_len;
    model_apply(model, now_ms, &message);
}

static void step(struct model *model, struct input *in, int64_t *now_ms)
{
    unsigned op = next_byte(in);
    struct link_state link = { .phase = op & 1 ? LINK_UP : LINK_WAITING };

    *now_ms += op * 10;
    if (op >= 0xf0) {
        model_link(model, *now_ms, &link);
    } else if (op >= 0xc0) {
        *now_ms += (int64_t)next_byte(in) * 1000;
        model_tick(model, *now_ms);
    } else {
        apply_message(model, in, *now_ms, op);
    }
}

static void check_table(const struct model *model)
{
    const struct device_table *table = model_devices(model);
    const struct tally *tally = &model_counts(model)->devices;
    size_t n = device_table_count(table);
    uint32_t crit = 0;

    fuzz_check(n <= DEVICES_MAX);
    fuzz_check(tally->online + tally->offline + tally->stale + tally->unknown == n);
    for (size_t i = 0; i < n; i++) {
        const struct device *device = device_table_get(table, i);

        crit += device->worst == SEVERITY_CRIT;
        fuzz_check(device->n_metrics <= READING_METRICS_MAX);
        fuzz_check(device->status < STATUS_COUNT_);
        for (size_t k = 0; k < device->n_metrics; k++)
            fuzz_check(!device->metrics[k].history ||
                       history_count(device->metrics[k].history) <= 5);
    }
    fuzz_check(crit == tally->crit);
    fuzz_check(event_log_count(model_events(model)) <= EVENTS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = { data, data + size };
    struct model *model = create_model();
    int64_t now_ms = 1700000000000, rang_ms = 0;
    struct effect effect;

    while (in.at < in.end) {
        step(model, &in, &now_ms);
        check_table(model);
        while (model_take_effect(model, &effect)) {
            if (effect.kind == EFFECT_BELL) {
                fuzz_check(now_ms - rang_ms >= 1000);
                rang_ms = now_ms;
            }
        }
    }
    model_destroy(model);
    return 0;
}
