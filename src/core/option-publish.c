/* SPDX-License-Identifier: MIT */
#include "core/config.h"
#include "core/option-rows.h"
#include "core/sensorspec.h"
#include "core/topic.h"

#define OPTION_GROUP_PUBLISH "What to publish"

// clang-format off
static const struct option option_rows[] = {
    { .name = "device-id", .argument = "ID", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_TEXT, .at = OPTION_AT(publish.device_id),
      .check = topic_is_level, .programs = OPTION_SENSORPUB,
      .help = "Name of the device, the second level of its topics; when not given, the name of "
              "this machine" },
    { .name = "location", .letter = 'l', .argument = "NAME", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_TEXT, .at = OPTION_AT(publish.location), .fallback = "home",
      .check = topic_is_level, .programs = OPTION_SENSORPUB,
      .help = "Where it is, the first level of its topics" },
    { .name = "sensor", .letter = 's', .argument = "[NAME=]SENSOR", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_LIST, .at = OPTION_AT(publish.sensors), .fallback = "auto",
      .check = sensorspec_is_valid, .programs = OPTION_SENSORPUB,
      .help = "What to read: auto, iio[:NAME], w1[:ID], hwmon:NAME, thermal:NAME, exec:COMMAND or "
              "simulate; may be given again, each with a NAME: the device that it is" },
    { .name = "sysfs", .argument = "DIR", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_TEXT, .at = OPTION_AT(publish.sysfs), .fallback = "/sys",
      .check = option_check_file, .programs = OPTION_SENSORPUB,
      .help = "Where the kernel shows its sensors" },
    { .name = "no-simulate", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_FLAG, .at = OPTION_AT(publish.no_simulate), .programs = OPTION_SENSORPUB,
      .help = "When auto finds no sensor, end with status 1 instead of making readings up" },
    { .name = "interval", .argument = "DURATION", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_DURATION, .at = OPTION_AT(publish.interval_ms), .fallback = "10s",
      .min = 100, .max = OPTION_DAY_MS, .programs = OPTION_SENSORPUB,
      .help = "Time between two readings; a plain number is seconds" },
    { .name = "jitter", .argument = "DURATION", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_DURATION, .at = OPTION_AT(publish.jitter_ms), .fallback = "off",
      .min = 1, .max = OPTION_DAY_MS, .word = "off", .programs = OPTION_SENSORPUB,
      .help = "Each reading is up to so much later, so that many devices do not speak at once" },
    { .name = "on-change", .argument = "DELTA", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_DECIMAL, .at = OPTION_AT(publish.on_change), .fallback = "off",
      .min = 0, .max = 1000000, .word = "off", .value_sets = OPTION_AT(publish.has_on_change),
      .programs = OPTION_SENSORPUB,
      .help = "Publish only what differs by DELTA from what was published, and heartbeats" },
    { .name = "heartbeat", .argument = "DURATION", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_DURATION, .at = OPTION_AT(publish.heartbeat_ms), .fallback = "1m",
      .min = 100, .max = OPTION_DAY_MS, .programs = OPTION_SENSORPUB,
      .help = "With --on-change, and while the sensor cannot be read: publish at least so often" },
    { .name = "retain", .letter = 'r', .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_FLAG, .at = OPTION_AT(publish.retain), .programs = OPTION_SENSORPUB,
      .help = "Let the broker keep the last reading for those who come later" },
    { .name = "buffer", .argument = "N", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_INT, .at = OPTION_AT(publish.buffer), .fallback = "1000",
      .min = 1, .max = 1000000, .programs = OPTION_SENSORPUB,
      .help = "Readings to keep while the broker is away; the oldest make room" },
    { .name = "count", .letter = 'n', .argument = "N", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_INT, .at = OPTION_AT(publish.count), .fallback = "off",
      .min = 1, .max = 1000000000, .word = "off", .programs = OPTION_SENSORPUB,
      .help = "End when so many messages of each device are delivered" },
    { .name = "debug", .letter = 'd', .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_FLAG, .at = OPTION_AT(publish.debug), .programs = OPTION_SENSORPUB,
      .help = "Say on standard error what becomes of every message" },
    { .name = "simulate", .argument = "[N]", .bare = "1", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_INT, .at = OPTION_AT(publish.simulate),
      .min = 1, .max = 1000, .programs = OPTION_SENSORPUB,
      .help = "Readings of N made-up devices, 1 when N is left out" },
    { .name = "scenario", .argument = "FILE", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_TEXT, .at = OPTION_AT(publish.scenario),
      .check = option_check_file, .programs = OPTION_SENSORPUB,
      .help = "Made-up devices that overheat, die, fall silent and so on as FILE says; house: those "
              "of sensortop --demo" },
    { .name = "seed", .argument = "N", .group = OPTION_GROUP_PUBLISH,
      .type = OPTION_INT, .at = OPTION_AT(publish.seed), .fallback = "1",
      .min = 1, .max = 9007199254740991, .programs = OPTION_SENSORPUB,
      .help = "The same number gives the same made-up readings" },
};
// clang-format on

const struct option_part option_part_publish = { option_rows,
                                                 sizeof option_rows / sizeof option_rows[0] };
