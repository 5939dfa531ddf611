/* SPDX-License-Identifier: MIT */
#include "startup.h"

#include "core/mem.h"
#include "core/option.h"
#include "io/log.h"
#include "io/secret.h"
#include "io/term-rescue.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static const char *startup_name(int program)
{
    return program == OPTION_SENSORTOP ? "sensortop" : "sensorpub";
}

static void startup_out_of_memory(void)
{
    static const char sentence[] = "out of memory\n";

    term_rescue();
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        return; /* there is nobody left to tell */
}

static void startup_print_help(int program)
{
    struct buf text = { 0 };

    option_format_help(program, &text);
    fputs(buf_text(&text), stdout);
    buf_finish(&text);
}

/* The option, then the file, then the environment; the variable is removed in every case, so that
 * no child inherits it. */
static bool startup_read_password(struct config_broker *broker, int program, struct buf *err)
{
    const char *variable =
        program == OPTION_SENSORTOP ? "SENSORTOP_PASSWORD" : "SENSORPUB_PASSWORD";
    char *from_environment = secret_take_environment(variable);

    if (broker->password)
        log_line(
            "warning: a password on the command line can be read by every user of this machine; "
            "--password-file and %s cannot",
            variable);
    else if (broker->password_file &&
             !secret_read_file(broker->password_file, &broker->password, err))
        goto fail;
    if (!broker->password) {
        broker->password = from_environment;
        from_environment = NULL;
    }
    secret_free(from_environment);
    return true;
fail:
    secret_free(from_environment);
    return false;
}

static bool startup_apply(struct config *config, int program, int argc, char *const *argv,
                          struct buf *err)
{
    return config_apply_environment(config, program, environ, err) &&
           config_apply_arguments(config, program, argc, argv, err);
}

bool startup_read(struct config *config, int program, int argc, char *const *argv, int *exit_status)
{
    struct buf err = { 0 };
    bool go_on = false;

    mem_on_fail(startup_out_of_memory);
    signal(SIGPIPE, SIG_IGN);
    /* LC_CTYPE alone: numbers are written and read in the C locale everywhere. */
    setlocale(LC_CTYPE, "");
    log_init(startup_name(program));
    config_init(config);

    *exit_status = STARTUP_EXIT_OK;
    if (!startup_apply(config, program, argc, argv, &err))
        *exit_status = STARTUP_EXIT_USAGE;
    else if (config->help)
        startup_print_help(program);
    else if (config->version)
        printf("%s %s\n", startup_name(program), PACKAGE_VERSION);
    else if (!config_check(config, program, &err) ||
             !startup_read_password(&config->broker, program, &err))
        *exit_status = STARTUP_EXIT_USAGE;
    else
        go_on = true;

    if (err.len)
        log_line("%s", err.data);
    buf_finish(&err);
    return go_on;
}

char *startup_broker_name(const struct config_broker *broker)
{
    struct buf name = { 0 };

    buf_addf(&name, strchr(broker->host, ':') ? "[%s]" : "%s", broker->host);
    if (broker->host[0] != '/')
        buf_addf(&name, ":%d", (int)broker->port);
    return buf_detach(&name);
}

struct link_options startup_link_options(const struct config_broker *broker)
{
    static const enum link_protocol protocols[] = {
        [CONFIG_PROTOCOL_AUTO] = LINK_PROTOCOL_AUTO,
        [CONFIG_PROTOCOL_5] = LINK_PROTOCOL_5,
        [CONFIG_PROTOCOL_311] = LINK_PROTOCOL_311,
    };

    return (struct link_options){
        .host = broker->host,
        .port = (int)broker->port,
        .username = broker->username,
        .password = broker->password,
        .client_id = broker->client_id,
        .keepalive_s = (int)broker->keepalive_s,
        .qos = (int)broker->qos,
        .protocol = protocols[broker->protocol],
    };
}
