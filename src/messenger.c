/* SPDX-License-Identifier: MIT */
#include "messenger.h"

#include "core/mem.h"
#include "core/notice.h"
#include "core/text.h"
#include "io/hook-runner.h"

#include <stdlib.h>

struct messenger {
    struct model *model;
    const struct config_tell *tell;
    struct event_format format;
    struct hook_runner *runner;
};

/* --- which command ------------------------------------------------------------ */

/* NULL: there is nothing to say. */
static const char *messenger_command(const struct messenger *messenger, const struct effect *effect)
{
    const char *own = effect->rule->hook;

    switch (effect->edge) {
    case ALERT_FIRED:
    case ALERT_AGAIN:
        if (effect->alert.state != ALERT_FIRING) /* maintenance */
            return NULL;
        return own ? own : messenger->tell->on_alert;
    case ALERT_CLEARED: return effect->alert.is_told ? messenger->tell->on_clear : NULL;
    case ALERT_SILENCED:
    case ALERT_AWAKE:
    case ALERT_RECALLED:
    case ALERT_NOTHING: break;
    }
    return NULL;
}

bool messenger_is_wanted(const struct config_tell *tell, const struct rule_list *rules)
{
    bool is_wanted = tell->on_alert || tell->on_clear;

    for (size_t i = 0; i < rules->n && !is_wanted; i++)
        is_wanted = rules->rules[i].hook != NULL;
    return is_wanted;
}

/* --- what it is told ----------------------------------------------------------- */

static char *messenger_variable(const struct notice *notice, enum notice_fact fact)
{
    struct buf text = { 0 };

    buf_addf(&text, "SENSORTOP_%s=", notice_fact_name(fact));
    notice_format_fact(notice, fact, &text);
    return buf_detach(&text);
}

static void messenger_fill(struct hook_job *job, const struct notice *notice)
{
    struct buf json = { 0 }, subject = { 0 };

    job->environment = mem_zero(NOTICE_FACT_COUNT_ + 1, sizeof *job->environment);
    for (enum notice_fact fact = 0; fact < NOTICE_FACT_COUNT_; fact++)
        job->environment[fact] = messenger_variable(notice, fact);
    notice_format_json(notice, &json);
    buf_puts(&json, "\n");
    job->input = buf_detach(&json);
    notice_format_fact(notice, NOTICE_DEVICE, &subject);
    job->subject = buf_detach(&subject);
}

static void messenger_effect(void *data, int64_t now_ms, const struct effect *effect)
{
    struct messenger *messenger = data;
    struct notice notice = { effect, model_wall_ms(messenger->model, 0), messenger->format };
    struct hook_job job;
    const char *command;

    (void)now_ms;
    if (effect->kind != EFFECT_ALERT)
        return;
    job = (struct hook_job){ .device = effect->device->index,
                             .rule = effect->alert.rule,
                             .is_over = effect->edge == ALERT_CLEARED };
    command = messenger_command(messenger, effect);
    if (!command) {
        hook_runner_cancel(messenger->runner, job.device, job.rule);
        return;
    }
    messenger_fill(&job, &notice);
    hook_runner_add(messenger->runner, command, &job);
}

static int64_t messenger_idle(void *data, int64_t loop_ms)
{
    struct messenger *messenger = data;

    return hook_runner_idle(messenger->runner, loop_ms);
}

static const struct listener messenger_listener = { .effect = messenger_effect,
                                                    .idle = messenger_idle };

static void messenger_note(void *data, enum severity severity, const char *text)
{
    struct messenger *messenger = data;

    model_note(messenger->model, loop_now_ms(), severity, text);
}

/* --- putting it together -------------------------------------------------------- */

typedef bool messenger_command_fn(void *data, const char *command, struct buf *why);

static bool messenger_try(messenger_command_fn *fn, void *data, const char *command,
                          struct buf *where, struct buf *err)
{
    struct buf why = { 0 };
    bool ok = !command || fn(data, command, &why);

    if (!ok)
        buf_addf(err, "%s: %s", buf_text(where), buf_text(&why));
    buf_clear(where);
    buf_finish(&why);
    return ok;
}

/* All that may be run, until one fails: err says where that is written. */
static bool messenger_each(const struct config *config, messenger_command_fn *fn, void *data,
                           struct buf *err)
{
    const struct config_watch *watch = &config->watch;
    struct buf where = { 0 };
    bool ok;

    buf_puts(&where, "--on-alert");
    ok = messenger_try(fn, data, config->tell.on_alert, &where, err);
    buf_puts(&where, "--on-clear");
    ok = ok && messenger_try(fn, data, config->tell.on_clear, &where, err);
    for (size_t i = 0; i < watch->n_sections && ok; i++) {
        const struct rule_section *section = &watch->sections[i];
        const struct rule_section_value *hook = &section->values[RULE_KEY_HOOK];

        buf_clear(&where);
        buf_addf(&where, "%s:%u: [alert %s] %s", section->path, hook->line, section->name,
                 rule_key_name(RULE_KEY_HOOK));
        ok = messenger_try(fn, data, hook->text, &where, err);
    }
    buf_finish(&where);
    return ok;
}

static bool messenger_find(void *data, const char *command, struct buf *why)
{
    (void)data;
    return hook_runner_can_run(command, why);
}

bool messenger_check(const struct config *config, struct buf *err)
{
    return messenger_each(config, messenger_find, NULL, err);
}

static bool messenger_learn(void *data, const char *command, struct buf *why)
{
    struct messenger *messenger = data;

    return hook_runner_learn(messenger->runner, command, why);
}

struct messenger *messenger_create(struct station *station, const struct config *config,
                                   struct buf *err)
{
    struct messenger *messenger = mem_zero(1, sizeof *messenger);
    struct hook_runner_options options = { .limit_ms = config->tell.hook_limit_ms,
                                           .tell = messenger_note,
                                           .data = messenger };

    messenger->model = station_model(station);
    messenger->tell = &config->tell;
    messenger->format.fahrenheit = config->screen.fahrenheit;
    messenger->format.with_location = config_has_locations(&config->watch);
    messenger->runner = hook_runner_create(station_loop(station), &options);
    if (!messenger_each(config, messenger_learn, messenger, err)) {
        messenger_destroy(messenger);
        return NULL;
    }
    station_listen(station, &messenger_listener, messenger);
    return messenger;
}

void messenger_destroy(struct messenger *messenger)
{
    if (!messenger)
        return;
    hook_runner_destroy(messenger->runner);
    free(messenger);
}
