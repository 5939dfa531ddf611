/* SPDX-License-Identifier: MIT */
#include "core/config.h"
#include "core/option-rows.h"

#define OPTION_GROUP_OTHER  "Instead of watching a broker"
#define OPTION_GROUP_ONCE   "Instead of publishing"
#define OPTION_GROUP_CONFIG "Configuration"
#define OPTION_GROUP_ABOUT  "About"

static bool option_check_device(const char *text, const char **why)
{
    *why = "the name of a device, or location/device";
    return text[0];
}

// clang-format off
static const struct option option_rows[] = {
    { .name = "demo", .argument = "[N]", .bare = "12", .group = OPTION_GROUP_OTHER,
      .type = OPTION_INT, .at = OPTION_AT(demo),
      .min = 1, .max = 500, .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Start a private broker and N made-up devices, 12 when N is left out, and watch "
              "those; needs mosquitto" },
    { .name = "explain", .argument = "TOPIC", .group = OPTION_GROUP_OTHER,
      .type = OPTION_TEXT, .at = OPTION_AT(explain),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Read one payload from standard input and print, as a line of JSON, what is made of "
              "it under TOPIC" },
    { .name = "retained", .group = OPTION_GROUP_OTHER,
      .type = OPTION_FLAG, .at = OPTION_AT(retained),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "With --explain: the message is a retained one" },
    { .name = "list-rules", .argument = "[DEVICE]", .bare = "", .group = OPTION_GROUP_OTHER,
      .type = OPTION_TEXT, .at = OPTION_AT(list_rules),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Print the rules of all alerts, or which of them hold for DEVICE, and why" },

    { .name = "test-rules", .argument = "FILE", .group = OPTION_GROUP_OTHER,
      .type = OPTION_TEXT, .at = OPTION_AT(tape.test_rules),
      .check = option_check_file, .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Print the alerts that a recording would have given, a line each, also as --json or "
              "--csv; '-' is standard input" },

    { .name = "export", .argument = "DEVICE", .group = OPTION_GROUP_OTHER,
      .type = OPTION_TEXT, .at = OPTION_AT(tape.export_device),
      .check = option_check_device, .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Print the readings of DEVICE in --history-db, as CSV, or with --json" },
    { .name = "since", .argument = "DURATION", .group = OPTION_GROUP_OTHER,
      .type = OPTION_DURATION, .at = OPTION_AT(tape.since_ms), .fallback = "1d",
      .min = 1000, .max = 3650.0 * OPTION_DAY_MS, .word = "all",
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "With --export: how far back" },

    { .name = "list", .group = OPTION_GROUP_ONCE,
      .type = OPTION_FLAG, .at = OPTION_AT(publish.list), .programs = OPTION_SENSORPUB,
      .no_environment = true,
      .help = "Print the sensors of this machine with their values, and what to call them" },
    { .name = "print", .group = OPTION_GROUP_ONCE,
      .type = OPTION_FLAG, .at = OPTION_AT(publish.print), .programs = OPTION_SENSORPUB,
      .no_environment = true,
      .help = "Print the readings, a line each, instead of publishing them" },

    { .name = "config", .argument = "FILE", .group = OPTION_GROUP_CONFIG,
      .type = OPTION_TEXT, .at = OPTION_AT(config_file), .word = "none",
      .word_sets = OPTION_AT(no_config), .check = option_check_file, .programs = OPTION_SENSORTOP,
      .no_file = true,
      .help = "Read this configuration file instead of those that are read by themselves; none: "
              "read no file" },
    { .name = "print-config", .group = OPTION_GROUP_CONFIG,
      .type = OPTION_FLAG, .at = OPTION_AT(print_config),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Print every setting as a configuration file, and where it comes from" },
    { .name = "check-config", .group = OPTION_GROUP_CONFIG,
      .type = OPTION_FLAG, .at = OPTION_AT(check_config),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Only check options, environment and configuration files" },

    { .name = "help", .group = OPTION_GROUP_ABOUT,
      .type = OPTION_ACTION, .at = OPTION_AT(help),
      .programs = OPTION_BOTH, .no_environment = true,
      .help = "Print this help" },
    { .name = "version", .group = OPTION_GROUP_ABOUT,
      .type = OPTION_ACTION, .at = OPTION_AT(version),
      .programs = OPTION_BOTH, .no_environment = true,
      .help = "Print the version" },
};
// clang-format on

const struct option_part option_part_other = { option_rows,
                                               sizeof option_rows / sizeof option_rows[0] };
