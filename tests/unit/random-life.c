/* SPDX-License-Identifier: MIT */
#include "random-life.h"

#include "core/mem.h"
#include "core/rule-text.h"
#include "row.h"

#include <stdio.h>

enum { LIFE_RULES = 7, LIFE_TEXT_BYTES = 200 };

static const char *const life_rules[2][LIFE_RULES] = {
    { "temperature > 30 hysteresis 1 crit", "temperature > 25 for 10s repeat 20s warn",
      "*3: humidity > 60 for 5s warn", "*1: temperature rises 5 in 1m warn", "offline for 40s crit",
      "stale for 20s warn", "temperature < -10 repeat 30s crit" },
    { "temperature > 28 crit", "temperature > 25 for 30s warn",
      "*4: humidity > 50 for 5s repeat 10s", "*1: temperature falls 5 in 1m warn", "offline crit",
      "stale for 1m warn", "temperature < -15 for 10s crit" },
};

static const char *const life_locations[] = { "home", "barn", "office" };

uint32_t random_life_any(struct random_life *life, uint32_t n)
{
    life->random ^= life->random << 13;
    life->random ^= life->random >> 17;
    life->random ^= life->random << 5;
    return life->random % n;
}

/* --- configurations --------------------------------------------------------- */

static void life_make_rules(size_t which, struct rule_list *out)
{
    static const struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct buf err = { 0 };

    for (size_t i = 0; i < LIFE_RULES; i++)
        assert_true(rule_text_parse(life_rules[which][i], &defaults, out, &err));
}

static struct device_set *life_make_devices(void)
{
    struct device_section named = { .devices = mem_text("*2", 2), .path = mem_text("life", 4) };
    struct device_section hidden = { .devices = mem_text("*5", 2), .path = mem_text("life", 4) };
    struct device_section sections[2];
    struct device_set *set;
    device_section_add(&named, "name", "A name", 1);
    device_section_add(&named, "stale-after", "7s", 2);
    device_section_add(&hidden, "hidden", "yes", 3);
    sections[0] = named;
    sections[1] = hidden;
    set = device_set_create(sections, ROW_COUNT(sections));
    device_section_finish(&named);
    device_section_finish(&hidden);
    return set;
}

static struct model_options life_options(struct random_life *life)
{
    static const int64_t stale_ms[] = { 0, 0, 15000, 60000 };

    return (struct model_options){ .max_devices = life->n_devices,
                                   .history_samples = 10,
                                   .payload_bytes_max = 1000,
                                   .stale_after_ms = stale_ms[random_life_any(life, 4)],
                                   .bell_repeat_ms = random_life_any(life, 2) ? 25000 : 0,
                                   .alert_on_retained = random_life_any(life, 2),
                                   .seed = 1,
                                   .take_devices =
                                       random_life_any(life, 2) ? life_make_devices() : NULL };
}

static void life_renew(struct random_life *life)
{
    struct model_options options = life_options(life);
    struct rule_list rules = { 0 };

    life_make_rules(random_life_any(life, 2), &rules);
    model_renew(life->model, life->now_ms, &options, &rules);
}

/* --- messages --------------------------------------------------------------- */

static void life_add_reading(struct random_life *life, struct buf *out)
{
    buf_addf(out, "{\"temperature_c\":%d", (int)random_life_any(life, 60) - 20);
    if (random_life_any(life, 2))
        buf_addf(out, ",\"humidity\":%u", random_life_any(life, 100));
    if (random_life_any(life, 8) == 0)
        buf_puts(out, ",\"co2\":null");
    if (random_life_any(life, 4) == 0)
        buf_addf(out, ",\"timestamp\":%lld",
                 (long long)(model_wall_ms(life->model, life->now_ms) / 1000) -
                     (long long)random_life_any(life, 200));
    buf_puts(out, "}");
}

static void life_add_payload(struct random_life *life, bool is_status, struct buf *out)
{
    static const char *const states[] = { "online", "online", "offline", "" };
    uint32_t rare = random_life_any(life, 30);

    if (rare == 0)
        return;
    if (rare == 1)
        buf_puts(out, "rubbish");
    else if (is_status)
        buf_puts(out, states[random_life_any(life, 4)]);
    else
        life_add_reading(life, out);
}

static void life_say(struct random_life *life)
{
    uint32_t device = random_life_any(life, life->n_devices + RANDOM_LIFE_MORE);
    bool is_status = random_life_any(life, 5) == 0;
    char topic[LIFE_TEXT_BYTES];
    struct buf payload = { 0 };
    struct message message = { .topic = topic, .qos = 1 };

    message.topic_len = (size_t)snprintf(topic, sizeof topic, "%s/device-%u/%s",
                                         life_locations[device % ROW_COUNT(life_locations)],
                                         device * 7919 % 100000, is_status ? "status" : "sensors");
    life_add_payload(life, is_status, &payload);
    message.payload = buf_text(&payload);
    message.payload_len = payload.len;
    message.retained = random_life_any(life, 6) == 0;
    model_apply(life->model, life->now_ms, &message);
    buf_finish(&payload);
}

/* --- the rest ----------------------------------------------------------------- */

static void life_link(struct random_life *life)
{
    struct link_state state = { .session = life->session };

    life->is_up = !life->is_up || random_life_any(life, 4) == 0;
    state.session = life->session += life->is_up;
    state.phase = life->is_up ? LINK_UP : LINK_WAITING;
    model_link(life->model, life->now_ms, &state);
}

static void life_pass(struct random_life *life)
{
    static const uint32_t longest_ms[] = { 900, 900, 3000, 3000, 3000, 40000 };
    uint32_t most = longest_ms[random_life_any(life, ROW_COUNT(longest_ms))];

    life->now_ms += 1 + random_life_any(life, most);
    if (most > 3000 && random_life_any(life, 3) == 0)
        model_slept(life->model, life->now_ms, 5000);
    model_tick(life->model, life->now_ms);
}

static void life_touch(struct random_life *life, size_t device)
{
    int64_t until_ms = life->now_ms + random_life_any(life, 60000);
    const struct history_sample sample = { .at_ms = life->now_ms - 100000, .value = 5 };

    switch (random_life_any(life, 16)) {
    case 0: model_ack_all(life->model, life->now_ms); break;
    case 1: model_maintain(life->model, life->now_ms, "home/*", until_ms); break;
    case 2: model_maintain(life->model, life->now_ms, "home/*", life->now_ms); break;
    case 3: life_renew(life); break;
    case 4: model_restore(life->model, device, "temperature", &sample, 1); break;
    case 5:
    case 6: model_forget(life->model, life->now_ms, device); break;
    case 7: life_link(life); break;
    case 8:
    case 9:
    case 10:
    case 11: model_ack(life->model, life->now_ms, device); break;
    default: model_snooze(life->model, life->now_ms, device, until_ms);
    }
}

void random_life_begin(struct random_life *life, uint32_t seed, uint32_t n_devices)
{
    struct model_options options;
    struct rule_list rules = { 0 };

    *life = (struct random_life){
        .random = seed, .n_devices = n_devices, .now_ms = 1000000, .is_up = false
    };
    options = life_options(life);
    life_make_rules(0, &rules);
    life->model = model_create(&options, &rules);
    model_set_wall(life->model, INT64_C(1700000000000));
    life_link(life);
}

void random_life_end(struct random_life *life)
{
    model_destroy(life->model);
}

void random_life_step(struct random_life *life)
{
    size_t n = device_table_count(model_devices(life->model));
    uint32_t what = random_life_any(life, 100);

    if (what < 80 || n == 0)
        life_say(life);
    else if (what < 95)
        life_pass(life);
    else
        life_touch(life, random_life_any(life, (uint32_t)n));
}
