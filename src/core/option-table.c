/* SPDX-License-Identifier: MIT */
#include "core/address.h"
#include "core/bulletin.h"
#include "core/command.h"
#include "core/config.h"
#include "core/maintenance.h"
#include "core/metric.h"
#include "core/option.h"
#include "core/sensorspec.h"
#include "core/tapespec.h"
#include "core/text.h"
#include "core/topic.h"

#include <stdint.h>
#include <string.h>

#define OPTION_AT(field) offsetof(struct config, field)

#define OPTION_GROUP_BROKER  "Broker"
#define OPTION_GROUP_TLS     "TLS"
#define OPTION_GROUP_WATCH   "What to watch"
#define OPTION_GROUP_ALERT   "Alerts"
#define OPTION_GROUP_TELL    "Telling others"
#define OPTION_GROUP_SCREEN  "Screen"
#define OPTION_GROUP_OUTPUT  "Without a screen"
#define OPTION_GROUP_SAFETY  "Safety"
#define OPTION_GROUP_TAPE    "Recordings and history"
#define OPTION_GROUP_PUBLISH "What to publish"
#define OPTION_GROUP_OTHER   "Instead of watching a broker"
#define OPTION_GROUP_ONCE    "Instead of publishing"
#define OPTION_GROUP_CONFIG  "Configuration"
#define OPTION_GROUP_ABOUT   "About"

enum { OPTION_MINUTE_MS = 60 * 1000, OPTION_DAY_MS = 24 * 60 * OPTION_MINUTE_MS };

/* MQTT 5 section 1.5.4: at most 65,535 bytes of UTF-8. */
static bool option_check_string(const char *text, const char **why)
{
    size_t len = strlen(text);

    if (len > 0 && len <= UINT16_MAX && text_is_utf8(text, len))
        return true;
    *why = "a text of 1 to 65535 bytes in UTF-8";
    return false;
}

static bool option_check_file(const char *text, const char **why)
{
    *why = "the name of a file";
    return text[0];
}

static bool option_check_device(const char *text, const char **why)
{
    *why = "the name of a device, or location/device";
    return text[0];
}

static bool option_check_location(const char *text, const char **why)
{
    return strcmp(text, "+") == 0 || topic_is_level(text, why);
}

static bool option_check_column(const char *text, const char **why)
{
    size_t len = strlen(text);

    *why = "the name of a column or a metric";
    return len > 0 && len <= METRIC_NAME_BYTES_MAX && text_is_utf8(text, len);
}

static bool option_set_url(struct config *config, const char *text, struct buf *err)
{
    if (strstr(text, "://"))
        return config_apply_broker(config, text, err);
    buf_addf(err, "not a URL such as mqtt://localhost:1883: '%s'", text);
    return false;
}

static bool option_set_unix(struct config *config, const char *text, struct buf *err)
{
    const char *why;

    if (address_is_path(text, &why))
        return config_apply_broker(config, text, err);
    buf_addf(err, "not %s: '%s'", why, text);
    return false;
}

// clang-format off
const struct option option_table[] = {
    { .name = "host", .letter = 'h', .argument = "HOST", .group = OPTION_GROUP_BROKER,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.host), .fallback = "localhost",
      .check = address_is_host, .programs = OPTION_BOTH,
      .help = "Name or address of the broker, or the path of its unix socket" },
    { .name = "port", .letter = 'p', .argument = "PORT", .group = OPTION_GROUP_BROKER,
      .type = OPTION_INT, .at = OPTION_AT(broker.port), .fallback = "auto", .word = "auto",
      .min = 1, .max = 65535, .programs = OPTION_BOTH,
      .help = "Its port; auto: 1883, with TLS 8883" },
    { .name = "username", .letter = 'u', .argument = "NAME", .group = OPTION_GROUP_BROKER,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.username),
      .check = option_check_string, .programs = OPTION_BOTH,
      .help = "User name to log in with" },
    { .name = "pw", .letter = 'P', .argument = "PASSWORD", .group = OPTION_GROUP_BROKER,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.password),
      .programs = OPTION_BOTH, .no_environment = true, .is_secret = true,
      .help = "Password; everybody on this machine can see it in the list of processes, so better "
              "use --password-file or the environment" },
    { .name = "password-file", .argument = "FILE", .group = OPTION_GROUP_BROKER,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.password_file),
      .check = option_check_file, .programs = OPTION_BOTH,
      .help = "The password is the first line of FILE, which only its owner may read" },
    { .name = "ask-password", .group = OPTION_GROUP_BROKER,
      .type = OPTION_FLAG, .at = OPTION_AT(broker.ask_password), .programs = OPTION_BOTH,
      .no_environment = true,
      .help = "Ask for the password before the screen starts" },
    { .name = "id", .letter = 'i', .argument = "ID", .group = OPTION_GROUP_BROKER,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.client_id),
      .check = option_check_string, .programs = OPTION_BOTH,
      .help = "Client id; when not given, one that no other client has" },
    { .name = "keepalive", .letter = 'k', .argument = "SECONDS", .group = OPTION_GROUP_BROKER,
      .type = OPTION_INT, .at = OPTION_AT(broker.keepalive_s), .fallback = "20",
      .min = 5, .max = 65535, .programs = OPTION_BOTH,
      .help = "Seconds of silence after which the broker is asked whether it is still there" },
    { .name = "qos", .letter = 'q', .argument = "QOS", .group = OPTION_GROUP_BROKER,
      .type = OPTION_INT, .at = OPTION_AT(broker.qos), .fallback = "1",
      .min = 0, .max = 2, .programs = OPTION_BOTH,
      .help = "Quality of service of the readings" },
    { .name = "protocol-version", .letter = 'V', .argument = "VERSION",
      .group = OPTION_GROUP_BROKER,
      .type = OPTION_CHOICE, .at = OPTION_AT(broker.protocol), .fallback = "auto",
      .choices = "auto|mqttv5,5|mqttv311,311", .programs = OPTION_BOTH,
      .help = "Version of MQTT; auto asks for 5 and falls back to 3.1.1" },
    { .name = "url", .letter = 'L', .argument = "URL", .group = OPTION_GROUP_BROKER,
      .type = OPTION_BROKER, .set = option_set_url, .programs = OPTION_BOTH,
      .help = "The broker in one piece: mqtt://user:password@host:port, or mqtts:// for TLS" },
    { .name = "unix", .argument = "PATH", .group = OPTION_GROUP_BROKER,
      .type = OPTION_BROKER, .set = option_set_unix, .programs = OPTION_BOTH,
      .help = "The broker is on this machine, behind the unix socket PATH" },
    { .name = "bind-address", .letter = 'A', .argument = "ADDRESS", .group = OPTION_GROUP_BROKER,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.bind_address),
      .check = address_is_numeric, .programs = OPTION_BOTH,
      .help = "Connect from this address of this machine" },
    { .name = "proxy", .argument = "URL", .group = OPTION_GROUP_BROKER,
      .type = OPTION_BROKER, .set = config_apply_proxy, .programs = OPTION_BOTH,
      .help = "Connect through a SOCKS5 proxy, socks5h://user:password@host:port, which looks up the "
              "broker's name" },

    { .name = "tls", .group = OPTION_GROUP_TLS,
      .type = OPTION_FLAG, .at = OPTION_AT(broker.tls.on), .programs = OPTION_BOTH,
      .help = "Use TLS; every option below does so too, and port 8883" },
    { .name = "no-tls", .group = OPTION_GROUP_TLS,
      .type = OPTION_FLAG, .at = OPTION_AT(broker.tls.off), .programs = OPTION_BOTH,
      .help = "No TLS, not even on port 8883" },
    { .name = "cafile", .argument = "FILE", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.cafile),
      .check = option_check_file, .programs = OPTION_BOTH,
      .help = "Certificates of the authorities to trust (PEM); when neither this nor --capath is "
              "given, those of the system" },
    { .name = "capath", .argument = "DIR", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.capath),
      .check = option_check_file, .programs = OPTION_BOTH,
      .help = "The same, a directory prepared with openssl rehash" },
    { .name = "cert", .argument = "FILE", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.cert),
      .check = option_check_file, .programs = OPTION_BOTH,
      .help = "Our own certificate (PEM), for a broker that asks for one" },
    { .name = "key", .argument = "FILE", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.key),
      .check = option_check_file, .programs = OPTION_BOTH,
      .help = "Its private key (PEM), when that is not in the file of --cert" },
    { .name = "keyfile-password-file", .argument = "FILE", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.key_password_file),
      .check = option_check_file, .programs = OPTION_BOTH,
      .help = "The pass phrase of the key is the first line of FILE, which only its owner may "
              "read; without it an encrypted key is asked for" },
    { .name = "insecure", .group = OPTION_GROUP_TLS,
      .type = OPTION_FLAG, .at = OPTION_AT(broker.tls.insecure), .programs = OPTION_BOTH,
      .help = "Do not check the broker's certificate: anybody may be the broker" },
    { .name = "psk", .argument = "HEX", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.psk), .programs = OPTION_BOTH,
      .is_secret = true,
      .help = "A key that the broker knows too, instead of certificates" },
    { .name = "psk-identity", .argument = "NAME", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.psk_identity),
      .check = option_check_string, .programs = OPTION_BOTH,
      .help = "The name that the broker knows the key by" },
    { .name = "tls-version", .argument = "VERSION", .group = OPTION_GROUP_TLS,
      .type = OPTION_CHOICE, .at = OPTION_AT(broker.tls.version), .fallback = "tlsv1.2",
      .choices = "tlsv1.2|tlsv1.3", .programs = OPTION_BOTH,
      .help = "The oldest version of TLS to accept" },
    { .name = "tls-alpn", .argument = "NAME", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.alpn), .programs = OPTION_BOTH,
      .help = "Application protocol to name in the handshake, for brokers that share a port" },
    { .name = "ciphers", .argument = "LIST", .group = OPTION_GROUP_TLS,
      .type = OPTION_TEXT, .at = OPTION_AT(broker.tls.ciphers), .programs = OPTION_BOTH,
      .help = "Ciphers for TLS 1.2 in the notation of openssl ciphers" },

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

    { .name = "delay", .argument = "SECONDS", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_DURATION, .at = OPTION_AT(screen.delay_ms), .fallback = "auto",
      .min = 50, .max = OPTION_DAY_MS, .word = "auto", .programs = OPTION_SENSORTOP,
      .is_live = true,
      .help = "Time between two drawings, at least, or two tables; auto: 100ms, with --batch 5s" },
    { .name = "columns", .argument = "NAMES", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_LIST, .at = OPTION_AT(screen.columns), .fallback = "auto",
      .check = option_check_column, .programs = OPTION_SENSORTOP,
      .help = "Columns, from left to right: device, status, temperature, trend, humidity, age, min, "
              "max, alert or the name of any metric; auto: as many as there is room for" },
    { .name = "chart", .argument = "SIGNS", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_CHOICE, .at = OPTION_AT(screen.chart), .fallback = "braille",
      .choices = "braille|blocks|ascii", .programs = OPTION_SENSORTOP,
      .help = "What the chart of a device is made of; blocks do on the console of Linux" },
    { .name = "theme", .argument = "NAME", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_CHOICE, .at = OPTION_AT(screen.theme), .fallback = "default",
      .choices = "default|light|mono|high-contrast|colour-blind,color-blind",
      .programs = OPTION_SENSORTOP,
      .help = "Colours: light is for a light background" },
    { .name = "no-color", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.no_color), .programs = OPTION_SENSORTOP,
      .help = "No colours; bold and reverse stay" },
    { .name = "ascii", .letter = 'a', .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.ascii), .programs = OPTION_SENSORTOP,
      .help = "Draw with ASCII alone" },
    { .name = "no-mouse", .letter = 'M', .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.no_mouse), .programs = OPTION_SENSORTOP,
      .help = "Leave the mouse to the terminal" },
    { .name = "no-title", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.no_title), .programs = OPTION_SENSORTOP,
      .help = "Leave the title of the terminal's window alone" },
    { .name = "visual-bell", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.visual_bell), .programs = OPTION_SENSORTOP,
      .help = "Flash the summary instead of ringing the bell" },
    { .name = "clipboard", .group = OPTION_GROUP_SCREEN,
      .type = OPTION_FLAG, .at = OPTION_AT(screen.clipboard), .programs = OPTION_SENSORTOP,
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
      .help = "Print the alerts that a recording would have given, a line each; '-' is standard "
              "input" },

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

const size_t option_count = sizeof(option_table) / sizeof(option_table[0]);
