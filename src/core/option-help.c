/* SPDX-License-Identifier: MIT */
#include "core/option.h"

#include <string.h>

enum { OPTION_HELP_COLS = 79, OPTION_HELP_INDENT_COLS = 28 };

static const char option_head_sensortop[] =
    "Usage: sensortop [OPTION]... [BROKER]\n"
    "Watch the sensors of an MQTT broker in the terminal, live.\n";

static const char option_head_sensorpub[] = "Usage: sensorpub [OPTION]... [BROKER]\n"
                                            "Publish the readings of a sensor to an MQTT broker.\n";

static const char option_head_broker[] =
    "\n"
    "BROKER is a host, host:port, [IPv6]:port, the path of a unix socket, or\n"
    "mqtt://user:password@host:port (mqtts:// for TLS).\n";

static const char option_tail_sensortop[] =
    "\n"
    "Exit status: 0 when you quit it; 1 when something failed, and when --explain\n"
    "found errors; 2 when options, environment or terminal are not right: nothing\n"
    "was started then. Examples, keys and the rest: man sensortop.\n";

static const char option_tail_sensorpub[] =
    "\n"
    "Exit status: 0 when it was told to end (SIGTERM, SIGINT); 1 when something\n"
    "failed; 2 when options or environment are not right: nothing was started then.\n"
    "Examples and the rest: man sensorpub.\n";

static void option_pad(struct buf *out, size_t n)
{
    while (n-- > 0)
        buf_puts(out, " ");
}

/* Breaks lines between words. The first one begins in column indent, where out is already. */
static void option_wrap(struct buf *out, const char *text, size_t indent)
{
    size_t col = indent;

    while (*text) {
        size_t len = strcspn(text, " ");

        if (col > indent && col + 1 + len > OPTION_HELP_COLS) {
            buf_puts(out, "\n");
            option_pad(out, indent);
            col = indent;
        } else if (col > indent) {
            buf_puts(out, " ");
            col++;
        }
        buf_add(out, text, len);
        col += len;
        text += len + (text[len] == ' ');
    }
}

/* "  -p, --port PORT", as wide as it is. */
static void option_format_flag(const struct option *option, struct buf *out)
{
    if (option->letter)
        buf_addf(out, "  -%c, ", option->letter);
    else
        buf_puts(out, "      ");
    buf_addf(out, "--%s", option->name);
    if (option->argument)
        buf_addf(out, " %s", option->argument);
}

/* "Its port (between 1 and 65535; default 1883)" */
static void option_format_sentence(const struct option *option, struct buf *out)
{
    struct buf range = { 0 };

    if (option->argument)
        option_format_range(option, &range);
    buf_puts(out, option->help);
    if (range.len || option->fallback) {
        buf_addf(out, " (%s%s", buf_text(&range), range.len && option->fallback ? "; " : "");
        if (option->fallback)
            buf_addf(out, "default %s", option->fallback);
        buf_puts(out, ")");
    }
    buf_finish(&range);
}

static void option_format_row(const struct option *option, struct buf *out)
{
    struct buf left = { 0 }, right = { 0 };

    option_format_flag(option, &left);
    option_format_sentence(option, &right);
    buf_puts(out, buf_text(&left));
    if (left.len + 2 > OPTION_HELP_INDENT_COLS) {
        buf_puts(out, "\n");
        left.len = 0;
    }
    option_pad(out, OPTION_HELP_INDENT_COLS - left.len);
    option_wrap(out, buf_text(&right), OPTION_HELP_INDENT_COLS);
    buf_puts(out, "\n");
    buf_finish(&left);
    buf_finish(&right);
}

static void option_format_environment(int program, struct buf *out)
{
    const char *prefix = program == OPTION_SENSORPUB ? "SENSORPUB" : "SENSORTOP";
    const char *separator = "";
    struct buf note = { 0 };

    buf_addf(&note,
             "Environment: each option has a variable, its name in capitals with %s_ in front "
             "(--password-file: %s_PASSWORD_FILE); what is on the command line wins. "
             "%s_PASSWORD holds the password itself.",
             prefix, prefix, prefix);
    if (program == OPTION_SENSORTOP)
        buf_puts(&note, " NO_COLOR, not empty, means --no-color.");
    buf_puts(&note, " No variable: ");
    for (size_t i = 0; i < option_count(); i++) {
        if (!(option_get(i)->programs & program) || !option_get(i)->no_environment)
            continue;
        buf_addf(&note, "%s--%s", separator, option_get(i)->name);
        separator = ", ";
    }
    buf_puts(&note, ".");
    buf_puts(out, "\n");
    option_wrap(out, buf_text(&note), 0);
    buf_puts(out, "\n");
    buf_finish(&note);
}

void option_format_help(int program, struct buf *out)
{
    bool is_pub = program == OPTION_SENSORPUB;
    const char *group = NULL;

    buf_puts(out, is_pub ? option_head_sensorpub : option_head_sensortop);
    buf_puts(out, option_head_broker);
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        if (!(option->programs & program))
            continue;
        if (!group || strcmp(group, option->group) != 0) {
            group = option->group;
            buf_addf(out, "\n%s:\n", group);
        }
        option_format_row(option, out);
    }
    option_format_environment(program, out);
    buf_puts(out, is_pub ? option_tail_sensorpub : option_tail_sensortop);
}
