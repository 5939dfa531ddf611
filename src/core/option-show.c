/* SPDX-License-Identifier: MIT */
#include "core/config.h"
#include "core/metric.h"
#include "core/option-rows.h"
#include "core/tapespec.h"
#include "core/text.h"

#include <string.h>

#define OPTION_GROUP_SCREEN "Screen"
#define OPTION_GROUP_OUTPUT "Without a screen"
#define OPTION_GROUP_TAPE   "Recordings and history"
#define OPTION_GROUP_SAFETY "Safety"

static bool option_check_column(const char *text, const char **why)
{
    size_t len = strlen(text);

    *why = "the name of a column or a metric";
    return len > 0 && len <= METRIC_NAME_BYTES_MAX && text_is_utf8(text, len);
}

// clang-format off
static const struct option option_rows[] = {
    { .name = "delay", .argument = "SECONDS", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_DURATION, .at = OPTION_AT(screen.delay_ms), .fallback = "auto",
      .min = 50, .max = OPTION_DAY_MS, .word = "auto", .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Time between two drawings (one more after a pause) or tables; auto: 100ms, with --batch 5s" },
    { .name = "columns", .argument = "NAMES", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_LIST, .at = OPTION_AT(screen.columns), .fallback = "auto",
      .check = option_check_column, .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Columns, from left to right: device, status, temperature, trend, humidity, age, min, "
              "max, alert or the name of any metric; auto: as many as there is room for" },
    { .name = "chart", .argument = "SIGNS", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_CHOICE, .at = OPTION_AT(screen.chart), .fallback = "braille",
      .choices = "braille|blocks|ascii", .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "What the chart of a device is made of; blocks do on the console of Linux" },
    { .name = "theme", .argument = "NAME", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_CHOICE, .at = OPTION_AT(screen.theme), .fallback = "default",
      .choices = "default|light|mono|high-contrast|colour-blind,color-blind",
      .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Colours: light is for a light background" },
    { .name = "no-color", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.no_color), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "No colours; bold and reverse stay" },
    { .name = "ascii", .letter = 'a', .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.ascii), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Draw with ASCII alone" },
    { .name = "no-mouse", .letter = 'M', .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.no_mouse), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Leave the mouse to the terminal" },
    { .name = "no-title", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.no_title), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Leave the title of the terminal's window alone" },
    { .name = "visual-bell", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.visual_bell), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Flash the summary instead of ringing the bell" },
    { .name = "clipboard", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.clipboard), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Let the key y put text into the terminal's clipboard" },
    { .name = "fahrenheit", .letter = 'f', .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.fahrenheit), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Show temperatures in degrees Fahrenheit" },

    { .name = "headless", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.headless),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "A log on standard output instead: alerts, status and what else happens, a line "
              "each; for a service" },
    { .name = "once", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.once),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Print the table when all devices that are online have said something, and end" },
    { .name = "batch", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.batch),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Print the table again every --delay, as top -b does" },
    { .name = "iterations", .letter = 'n', .argument = "N", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_INT, .at = OPTION_AT(output.iterations), .fallback = "off",
      .min = 1, .max = 1000000000, .word = "off", .programs = OPTION_SENSORTOP,
      .no_environment = true,
      .help = "With --batch: end after N tables" },
    { .name = "check", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.check),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "For Nagios and Icinga: one line, OK, WARNING, CRITICAL or UNKNOWN, and exit status "
              "0, 1, 2 or 3" },
    { .name = "timeout", .letter = 'W', .argument = "SECONDS", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_DURATION, .at = OPTION_AT(output.timeout_ms), .fallback = "15",
      .min = 100, .max = OPTION_DAY_MS, .programs = OPTION_SENSORTOP,
      .help = "With --once, --batch and --check: wait at most so long for the first answer" },
    { .name = "verbose", .letter = 'v', .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.verbose),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "With --headless: the readings as well" },
    { .name = "json", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.json),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Every reading, status and alert as a line of JSON, as they come; with one of the "
              "others here, what that prints" },
    { .name = "csv", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_FLAG, .at = OPTION_AT(output.csv),
      .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "The same as comma-separated values, a line a value" },
    { .name = "filter", .argument = "WORDS", .group = OPTION_GROUP_OUTPUT,
      .type = OPTION_TEXT, .at = OPTION_AT(output.filter), .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Only devices like this, in the words of F4: 'kitchen temp>28 !offline'; on the "
              "screen, too" },

    { .name = "record", .argument = "FILE", .group = OPTION_GROUP_TAPE,
      .type = OPTION_TEXT, .at = OPTION_AT(tape.record),
      .check = option_check_file, .programs = OPTION_SENSORTOP,
      .help = "Append every message to FILE, a line of JSON each as mosquitto_sub -F %j prints it" },
    { .name = "record-max", .argument = "SIZE", .group = OPTION_GROUP_TAPE,
      .type = OPTION_SIZE, .at = OPTION_AT(tape.record_bytes_max), .fallback = "100M",
      .min = 65536, .max = 1099511627776.0, .word = "off", .programs = OPTION_SENSORTOP,
      .help = "When the recording is as large, it becomes FILE.1, and a new one is begun" },
    { .name = "record-keep", .argument = "N", .group = OPTION_GROUP_TAPE,
      .type = OPTION_INT, .at = OPTION_AT(tape.record_keep), .fallback = "9",
      .min = 1, .max = 1000, .programs = OPTION_SENSORTOP,
      .help = "Files to keep besides it: FILE.1, the newest, to FILE.N" },
    { .name = "replay", .argument = "FILE[@SPEED]", .group = OPTION_GROUP_TAPE,
      .type = OPTION_TEXT, .at = OPTION_AT(tape.replay),
      .check = tapespec_is_valid, .programs = OPTION_SENSORTOP, .no_environment = true,
      .help = "Watch a recording instead of a broker, SPEED times as fast as it was; 0: as fast as "
              "possible; '-' is standard input" },

    { .name = "history-db", .argument = "FILE", .group = OPTION_GROUP_TAPE,
      .type = OPTION_TEXT, .at = OPTION_AT(tape.history_db),
      .check = option_check_file, .programs = OPTION_SENSORTOP,
      .help = "Keep the readings in the database FILE, so that charts are full again after a "
              "restart" },
    { .name = "history-keep", .argument = "DURATION", .group = OPTION_GROUP_TAPE,
      .type = OPTION_DURATION, .at = OPTION_AT(tape.history_keep_ms), .fallback = "30d",
      .min = 60 * OPTION_MINUTE_MS, .max = 3650.0 * OPTION_DAY_MS, .word = "off",
      .programs = OPTION_SENSORTOP,
      .help = "Remove readings from it that are older; off: never" },
    { .name = "history-size", .argument = "SIZE", .group = OPTION_GROUP_TAPE,
      .type = OPTION_SIZE, .at = OPTION_AT(tape.history_bytes_max), .fallback = "500M",
      .min = 1048576, .max = 1099511627776.0, .programs = OPTION_SENSORTOP,
      .help = "When it is larger the oldest readings make room" },

    { .name = "no-confine", .group = OPTION_GROUP_SAFETY,
      .type = OPTION_FLAG, .at = OPTION_AT(no_confine), .programs = OPTION_SENSORTOP,
      .help = "Do not give up, once running, the files and privileges that are no longer needed" },
};
// clang-format on

const struct option_part option_part_show = { option_rows,
                                              sizeof option_rows / sizeof option_rows[0] };
