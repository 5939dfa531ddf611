/* SPDX-License-Identifier: MIT */
#include "core/bulletin.h"
#include "core/command.h"
#include "core/config.h"
#include "core/maintenance.h"
#include "core/option-rows.h"
#include "core/topic.h"

#include <string.h>

#define OPTION_GROUP_WATCH "What to watch"
#define OPTION_GROUP_ALERT "Alerts"
#define OPTION_GROUP_TELL  "Telling others"

static bool option_check_location(const char *text, const char **why)
{
    return strcmp(text, "+") == 0 || topic_is_level(text, why);
}

// clang-format off
static const struct option option_rows[] = {
    { .name = "location", .letter = 'l', .argument = "NAME", .group = OPTION_GROUP_WATCH,
      .type = OPTION_LIST, .at = OPTION_AT(watch.locations), .fallback = "home",
      .check = option_check_location, .programs = OPTION_SENSORTOP,
      .help = "Location to watch, the first level of the topics; may be given again or name "
              "several with commas; '+' is every location" },
    { .name = "stale-after", .argument = "DURATION", .group = OPTION_GROUP_WATCH,
      .type = OPTION_DURATION, .at = OPTION_AT(watch.stale_after_ms), .fallback = "auto",
      .min = 1000, .max = 7.0 * OPTION_DAY_MS, .word = "auto", .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "A device without a reading for so long is stale; auto: three times its own "
              "interval, at least 30s" },
    { .name = "max-devices", .argument = "N", .group = OPTION_GROUP_WATCH,
      .type = OPTION_INT, .at = OPTION_AT(watch.max_devices), .fallback = "100000",
      .min = 1, .max = 1000000, .programs = OPTION_SENSORTOP,
      .help = "Devices to keep; those beyond are refused and counted" },
    { .name = "history", .argument = "N", .group = OPTION_GROUP_WATCH,
      .type = OPTION_INT, .at = OPTION_AT(watch.history_samples), .fallback = "600",
      .min = 0, .max = 100000, .programs = OPTION_SENSORTOP,
      .help = "Readings of each metric to keep, for the trend; with 0 the last payload is not kept either" },
    { .name = "max-payload", .argument = "BYTES", .group = OPTION_GROUP_WATCH,
      .type = OPTION_INT, .at = OPTION_AT(watch.payload_bytes_max), .fallback = "65536",
      .min = 64, .max = 120000, .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "A longer payload is refused and counted" },

    { .name = "readonly", .group = OPTION_GROUP_WATCH,
      .type = OPTION_FLAG, .at = OPTION_AT(watch.readonly), .programs = OPTION_SENSORTOP,
      .help = "Publish nothing, whatever is pressed" },

    { .name = "high", .letter = 'H', .argument = "C", .group = OPTION_GROUP_ALERT,
      .type = OPTION_TEMPERATURE, .at = OPTION_AT(watch.high_c), .fallback = "30",
      .min = -90, .max = 300, .word = "off", .word_sets = OPTION_AT(watch.no_high),
      .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Ring and highlight when a temperature is above: 30, 30C or 86F" },
    { .name = "low", .argument = "C", .group = OPTION_GROUP_ALERT,
      .type = OPTION_TEMPERATURE, .at = OPTION_AT(watch.low_c), .fallback = "off",
      .min = -90, .max = 300, .word = "off", .value_sets = OPTION_AT(watch.has_low),
      .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "The same when a temperature is below" },
    { .name = "warn-high", .argument = "C", .group = OPTION_GROUP_ALERT,
      .type = OPTION_TEMPERATURE, .at = OPTION_AT(watch.warn_high_c), .fallback = "off",
      .min = -90, .max = 300, .word = "off", .value_sets = OPTION_AT(watch.has_warn_high),
      .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "A warning, before it is as bad as --high" },
    { .name = "warn-low", .argument = "C", .group = OPTION_GROUP_ALERT,
      .type = OPTION_TEMPERATURE, .at = OPTION_AT(watch.warn_low_c), .fallback = "off",
      .min = -90, .max = 300, .word = "off", .value_sets = OPTION_AT(watch.has_warn_low),
      .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "A warning, before it is as bad as --low" },
    { .name = "alert", .argument = "RULE", .group = OPTION_GROUP_ALERT,
      .type = OPTION_RULES, .at = OPTION_AT(watch.alerts), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "A rule: 'freezer-*: temperature > -15 for 10m', 'humidity > 70 warn', 'offline for "
              "2m', 'temperature rises 5 in 10m', 'sauna: temperature > off'; may be given again, "
              "and the last one that matches a device wins" },
    { .name = "hysteresis", .argument = "C", .group = OPTION_GROUP_ALERT,
      .type = OPTION_DECIMAL, .at = OPTION_AT(watch.hysteresis_c), .fallback = "0.5",
      .min = 0, .max = 50, .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "An alert is over once the temperature is back inside by so many degrees Celsius, "
              "unless its rule says how many" },
    { .name = "alert-on-retained", .group = OPTION_GROUP_ALERT,
      .type = OPTION_FLAG, .at = OPTION_AT(watch.alert_on_retained), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Retained readings may start an alert, too" },
    { .name = "bell-repeat", .argument = "DURATION", .group = OPTION_GROUP_ALERT,
      .type = OPTION_DURATION, .at = OPTION_AT(watch.bell_repeat_ms), .fallback = "off",
      .min = 1000, .max = OPTION_DAY_MS, .word = "off", .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Ring again every so often while there is an alert that nobody acknowledged" },
    { .name = "maintain", .argument = "DEVICES", .group = OPTION_GROUP_ALERT,
      .type = OPTION_LIST, .at = OPTION_AT(tell.maintain), .check = maintenance_is_valid,
      .programs = OPTION_SENSORTOP,
      .help = "Maintenance from the start on: 'freezer-* for 2h'; may be given again" },
    { .name = "state", .argument = "FILE", .group = OPTION_GROUP_ALERT,
      .type = OPTION_TEXT, .at = OPTION_AT(tell.state), .word = "none",
      .word_sets = OPTION_AT(tell.no_state), .check = option_check_file,
      .programs = OPTION_SENSORTOP,
      .help = "Keep in this file what is firing, acknowledged, snoozed and under maintenance, "
              "instead of one for each broker in the user's directory for state; none: in no "
              "file" },

    { .name = "on-alert", .argument = "COMMAND", .group = OPTION_GROUP_TELL,
      .type = OPTION_TEXT, .at = OPTION_AT(tell.on_alert), .check = command_is_valid,
      .programs = OPTION_SENSORTOP,
      .help = "Run a command when an alert fires; it finds what there is to tell in its environment "
              "and, as JSON, on its standard input" },
    { .name = "on-clear", .argument = "COMMAND", .group = OPTION_GROUP_TELL,
      .type = OPTION_TEXT, .at = OPTION_AT(tell.on_clear), .check = command_is_valid,
      .programs = OPTION_SENSORTOP,
      .help = "The same when an alert is over" },
    { .name = "hook-timeout", .argument = "DURATION", .group = OPTION_GROUP_TELL,
      .type = OPTION_DURATION, .at = OPTION_AT(tell.hook_limit_ms), .fallback = "30s",
      .min = 100, .max = OPTION_DAY_MS, .programs = OPTION_SENSORTOP,
      .help = "A command that takes longer is ended" },
    { .name = "publish-alerts", .argument = "TOPIC", .group = OPTION_GROUP_TELL,
      .type = OPTION_TEXT, .at = OPTION_AT(tell.publish_topic), .check = bulletin_is_topic,
      .programs = OPTION_SENSORTOP,
      .help = "Publish the alerts of each device for other programs, retained, under a topic such "
              "as {location}/{device}/alert" },
};
// clang-format on

const struct option_part option_part_watch = { option_rows,
                                               sizeof option_rows / sizeof option_rows[0] };
