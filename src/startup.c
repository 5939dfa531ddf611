/* SPDX-License-Identifier: MIT */
#include "startup.h"

#include "core/config-format.h"
#include "core/config-origin.h"
#include "core/mem.h"
#include "core/option.h"
#include "io/log.h"
#include "startup-files.h"
#include "startup-secrets.h"
#include "ui/filter.h"
#include "ui/keymap.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static const char *startup_name(int program)
{
    return program == OPTION_SENSORTOP ? "sensortop" : "sensorpub";
}

void startup_out_of_memory(void)
{
    static const char sentence[] = "out of memory\n";

    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        return; /* there is nobody left to tell */
}

int startup_end_output(int status)
{
    /* Where nothing is left to be flushed, errno is that of the write that failed before. */
    if ((fflush(stdout) == 0 && !ferror(stdout)) || errno == EPIPE)
        return status;
    log_line("standard output: not everything could be written: %s", strerror(errno ? errno : EIO));
    return status == STARTUP_EXIT_OK ? STARTUP_EXIT_FAILURE : status;
}

static void startup_say(const struct config *config, int program)
{
    struct buf text = { 0 };

    if (config->help)
        option_format_help(program, &text);
    else if (config->print_config)
        config_format(config, &text);
    else
        buf_addf(&text, "%s %s\n", startup_name(program), PACKAGE_VERSION);
    fputs(buf_text(&text), stdout);
    buf_finish(&text);
}

static bool startup_apply_rest(struct config *config, int program, int argc, char *const *argv,
                               struct buf *err)
{
    return config_apply_environment(config, program, environ, err) &&
           config_apply_arguments(config, program, argc, argv, err);
}

/* Which files to read is said by what wins over them. */
static bool startup_apply_files(struct config *config, int program, int argc, char *const *argv,
                                struct buf *err)
{
    struct config asked;
    bool ok;

    config_init(&asked);
    ok = startup_apply_rest(&asked, program, argc, argv, err);
    if (ok && program == OPTION_SENSORTOP && !asked.help && !asked.version)
        ok = startup_read_files(config, &asked, err);
    config_finish(&asked);
    return ok;
}

static bool startup_apply(struct config *config, int program, int argc, char *const *argv,
                          struct buf *err)
{
    return startup_apply_files(config, program, argc, argv, err) &&
           startup_apply_rest(config, program, argc, argv, err);
}

static bool startup_check_broker(struct config *config, int program, struct buf *err)
{
    struct tls *tls = NULL;
    bool is_ok = startup_read_secrets(&config->broker, program, err) &&
                 startup_create_tls(&config->broker, &tls, err);

    config_name_origins(config, err);
    tls_destroy(tls);
    return is_ok;
}

static bool startup_check_filter(const struct config *config, struct buf *err)
{
    struct filter filter = { 0 };
    bool is_ok;

    filter_set(&filter, config->output.filter ? config->output.filter : "");
    is_ok = !filter.fault;
    if (!is_ok)
        buf_addf(err, "--filter: not %s: '%s'", filter.fault, config->output.filter);
    config_name_origins(config, err);
    filter_finish(&filter);
    return is_ok;
}

/* Everything that may be wrong is found before the screen starts. */
static bool startup_check(struct config *config, int program, struct buf *err)
{
    struct keymap keymap;

    if (!keymap_make(&keymap, &config->keys, err) || !startup_check_filter(config, err))
        return false;
    if (config->check_config && startup_would_ask(&config->broker))
        return true;
    return startup_check_broker(config, program, err);
}

bool startup_read(struct config *config, int program, int argc, char *const *argv, int *exit_status)
{
    struct buf err = { 0 };
    bool go_on = false;

    mem_on_fail(startup_out_of_memory);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error like others */
    /* LC_CTYPE alone: numbers are written and read in the C locale everywhere. */
    setlocale(LC_CTYPE, "");
    log_init(startup_name(program));
    config_init(config);
    config->argc = argc;
    config->argv = argv;

    *exit_status = STARTUP_EXIT_USAGE;
    if (!startup_apply(config, program, argc, argv, &err) || !config_check(config, program, &err))
        goto out;
    if (config->help || config->version || config->print_config) {
        *exit_status = STARTUP_EXIT_OK;
        startup_say(config, program);
        goto out;
    }
    config_settle(config);
    if (startup_check(config, program, &err)) {
        *exit_status = STARTUP_EXIT_OK;
        go_on = true;
    }
out:
    if (err.len)
        log_line("%s", err.data);
    buf_finish(&err);
    return go_on;
}

bool startup_read_again(const struct config *first, struct config *again, struct buf *err)
{
    struct keymap keymap;

    config_init(again);
    if (!startup_apply(again, OPTION_SENSORTOP, first->argc, first->argv, err) ||
        !config_check(again, OPTION_SENSORTOP, err) || !keymap_make(&keymap, &again->keys, err) ||
        !startup_check_filter(again, err))
        return false;
    config_settle(again);
    return true;
}

char *startup_broker_name(const struct config_broker *broker)
{
    struct buf name = { 0 };

    buf_addf(&name, strchr(broker->host, ':') ? "[%s]" : "%s", broker->host);
    if (broker->host[0] != '/')
        buf_addf(&name, ":%d", (int)broker->port);
    return buf_detach(&name);
}

bool startup_create_tls(const struct config_broker *broker, struct tls **out, struct buf *err)
{
    const struct config_tls *tls = &broker->tls;
    struct tls_options options = { .host = broker->host,
                                   .cafile = tls->cafile,
                                   .capath = tls->capath,
                                   .cert = tls->cert,
                                   .key = tls->key,
                                   .key_password = tls->key_password,
                                   .psk = tls->psk,
                                   .psk_identity = tls->psk_identity,
                                   .alpn = tls->alpn,
                                   .ciphers = tls->ciphers,
                                   .only_13 = tls->version == CONFIG_TLS_13,
                                   .insecure = tls->insecure };

    *out = tls->on ? tls_create(&options, err) : NULL;
    return *out || !tls->on;
}

bool startup_link_options(const struct config_broker *broker, struct link_options *out,
                          struct buf *err)
{
    static const enum link_protocol protocols[] = {
        [CONFIG_PROTOCOL_AUTO] = LINK_PROTOCOL_AUTO,
        [CONFIG_PROTOCOL_5] = LINK_PROTOCOL_5,
        [CONFIG_PROTOCOL_311] = LINK_PROTOCOL_311,
    };

    *out = (struct link_options){
        .host = broker->host,
        .port = (int)broker->port,
        .username = broker->username,
        .password = broker->password,
        .client_id = broker->client_id,
        .keepalive_s = (int)broker->keepalive_s,
        .qos = (int)broker->qos,
        .protocol = protocols[broker->protocol],
        .bind_address = broker->bind_address,
        .proxy = { .host = broker->proxy.host,
                   .port = (int)broker->proxy.port,
                   .username = broker->proxy.username,
                   .password = broker->proxy.password },
    };
    return startup_create_tls(broker, &out->tls, err);
}
