/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "core/config-origin.h"
#include "core/device-set.h"
#include "core/explain.h"
#include "core/mem.h"
#include "core/option.h"
#include "core/rule-set.h"
#include "dashboard.h"
#include "demo.h"
#include "export.h"
#include "headless.h"
#include "io/log.h"
#include "io/loop.h"
#include "io/term-rescue.h"
#include "messenger.h"
#include "report.h"
#include "startup.h"
#include "test-rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* At most max + 1 bytes: one more than allowed is enough to be refused. */
static void sensortop_read_stdin(struct buf *out, size_t max)
{
    char chunk[4096];
    size_t n;

    while (out->len <= max && (n = fread(chunk, 1, sizeof chunk, stdin)) > 0)
        buf_add(out, chunk, n);
}

/* By what the user knows of the device. */
static void sensortop_correct(const struct config_watch *watch, struct meaning *meaning)
{
    const struct topic *topic = &meaning->topic;
    char *location = mem_text(topic->location, topic->location_len);
    char *device = mem_text(topic->device, topic->device_len);
    struct device_set *set = device_set_create(watch->devices, watch->n_devices);
    const struct device_settings *settings = device_set_get(set, location, device);

    if (settings)
        device_settings_correct(settings, &meaning->reading, &meaning->faults);
    device_set_destroy(set);
    free(device);
    free(location);
}

/* What would be made of one message, by the code of the live path. */
static int sensortop_explain(const struct config *config)
{
    size_t bytes_max = (size_t)config->watch.payload_bytes_max;
    struct reading_parser *parser = reading_parser_create();
    struct meaning *meaning = mem_zero(1, sizeof *meaning);
    struct buf payload = { 0 }, line = { 0 };
    struct message message;
    int status;

    sensortop_read_stdin(&payload, bytes_max);
    message = (struct message){ .topic = config->explain,
                                .topic_len = strlen(config->explain),
                                .payload = buf_text(&payload),
                                .payload_len = payload.len,
                                .retained = config->retained };
    message_read(parser, &message, bytes_max, loop_wall_ms(), meaning);
    if (meaning->kind != MEANING_IGNORED &&
        !config_has_location(&config->watch, meaning->topic.location, meaning->topic.location_len))
        *meaning = (struct meaning){ .kind = MEANING_IGNORED };
    if (meaning->kind == MEANING_READING)
        sensortop_correct(&config->watch, meaning);
    explain_format(meaning, &line);
    puts(buf_text(&line));
    status = meaning->faults.n ? STARTUP_EXIT_FAILURE : STARTUP_EXIT_OK;

    buf_finish(&line);
    buf_finish(&payload);
    free(meaning);
    reading_parser_destroy(parser);
    return status;
}

/* A device without its location is one of the first location. */
static int sensortop_list_rules(const struct config *config)
{
    const char *slash = strchr(config->list_rules, '/');
    const char *device = slash ? slash + 1 : config->list_rules;
    struct rule_list rules = { 0 };
    struct buf location = { 0 }, out = { 0 };

    if (slash)
        buf_add(&location, config->list_rules, (size_t)(slash - config->list_rules));
    else
        buf_puts(&location, config->watch.locations.items[0]);
    rule_set_make(config, &rules);
    if (*device)
        rule_set_format_device(&rules, buf_text(&location), device, &out);
    else
        rule_set_format(&rules, &out);
    fputs(buf_text(&out), stdout);

    buf_finish(&location);
    buf_finish(&out);
    rule_list_finish(&rules);
    return STARTUP_EXIT_OK;
}

/* What to do with a broker. */
static int sensortop_watch(const struct config *config)
{
    const struct config_output *output = &config->output;

    if (output->check)
        return check_run(config);
    if (output->once || output->batch)
        return report_run(config);
    if (output->headless || output->json || output->csv)
        return headless_run(config);
    return dashboard_run(config);
}

static int sensortop_demo(struct config *config)
{
    struct demo demo;
    struct buf err = { 0 };
    int status = STARTUP_EXIT_FAILURE;

    if (demo_init(&demo, config, &err)) {
        status = sensortop_watch(config);
        demo_finish(&demo);
    } else {
        log_line("%s", buf_text(&err));
    }
    buf_finish(&err);
    return status;
}

/* No mistake that must not be, but hardly what was meant. */
static void sensortop_tell_lost(const struct config *config)
{
    struct rule_list rules = { 0 };
    struct buf text = { 0 };
    size_t at = 0;

    rule_set_make(config, &rules);
    while (rule_set_next_lost(&rules, &at, &text))
        log_line("%s", buf_text(&text));
    rule_list_finish(&rules);
    buf_finish(&text);
}

/* All else is checked: what is left is what the system has to say. */
static int sensortop_check_config(const struct config *config)
{
    struct buf err = { 0 };
    bool ok = messenger_check(config, &err);

    config_name_origins(config, &err);
    sensortop_tell_lost(config);
    if (!ok)
        log_line("%s", buf_text(&err));
    buf_finish(&err);
    return ok ? STARTUP_EXIT_OK : STARTUP_EXIT_USAGE;
}

/* Looked for by hand: what is wrong may stand before it, and to a monitoring system our status for
 * a mistake would be a critical one. */
static bool sensortop_is_check(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--check") == 0)
            return true;
    return false;
}

static void sensortop_out_of_memory(void)
{
    term_rescue();
    startup_out_of_memory();
}

int main(int argc, char **argv)
{
    struct config config;
    int status;

    if (startup_read(&config, OPTION_SENSORTOP, argc, argv, &status)) {
        mem_on_fail(sensortop_out_of_memory);
        if (config.check_config)
            status = sensortop_check_config(&config);
        else if (config.explain)
            status = sensortop_explain(&config);
        else if (config.list_rules)
            status = sensortop_list_rules(&config);
        else if (config.tape.test_rules)
            status = test_rules_run(&config);
        else if (config.tape.export_device)
            status = export_run(&config);
        else if (config.demo)
            status = sensortop_demo(&config);
        else
            status = sensortop_watch(&config);
    } else if (status == STARTUP_EXIT_USAGE && sensortop_is_check(argc, argv)) {
        status = check_refuse("the options are not right: standard error says why");
    }
    config_finish(&config);
    return startup_end_output(status);
}
