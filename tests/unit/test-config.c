/* SPDX-License-Identifier: MIT */
#include "core/config.h"

#include "core/option.h"
#include "row.h"

enum { WORDS_MAX = 12 };

/* What the words (environment, then arguments) come to: some fields, or the sentence. */
struct config_row {
    const char *name;
    const char *variables[WORDS_MAX];
    const char *arguments[WORDS_MAX];
    const char *option; /* whose value is expected */
    const char *expected;
};

static bool apply(struct config *config, int program, const struct config_row *row, struct buf *err)
{
    const char *argv[WORDS_MAX + 1] = { "program" };
    int argc = 1;

    while (row->arguments[argc - 1]) {
        argv[argc] = row->arguments[argc - 1];
        argc++;
    }
    return config_apply_environment(config, program, (char *const *)row->variables, err) &&
           config_apply_arguments(config, program, argc, (char *const *)argv, err) &&
           config_check(config, program, err);
}

static void run_rows(int program, const struct config_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *name = rows[i].option ? rows[i].option : "host";
        const struct option *option = option_find(program, name, strlen(name));
        struct buf got = { 0 };
        struct config config;

        row_check(rows[i].name, option);
        config_init(&config);
        if (apply(&config, program, &rows[i], &got) && !option_format(option, &config, &got))
            buf_puts(&got, "unset");
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        config_finish(&config);
        buf_finish(&got);
    }
}

// clang-format off
static const struct config_row argument_rows[] = {
    { "nothing", {}, {}, "host", "localhost" },
    { "operand", {}, { "broker" }, "host", "broker" },
    { "operand with a port", {}, { "broker:1884" }, "port", "1884" },
    { "operand keeps the port", {}, { "-p", "1884", "broker" }, "port", "1884" },
    { "operand before an option", {}, { "broker", "-p", "1884" }, "port", "1884" },
    { "operand keeps the user", {}, { "-u", "ann", "broker" }, "username", "ann" },
    { "operand with a user", {}, { "-u", "ann", "mqtt://bob@broker" }, "username", "bob" },
    { "url", {}, { "-L", "mqtt://bob:pw@broker" }, "pw", "pw" },
    { "last one wins", {}, { "-p", "1", "--port=2", "-p3" }, "port", "3" },
    { "long, next word", {}, { "--high", "31" }, "high", "31C" },
    { "long, attached", {}, { "--high=31" }, "high", "31C" },
    { "short, next word", {}, { "-H", "31" }, "high", "31C" },
    { "short, attached", {}, { "-H31" }, "high", "31C" },
    { "a negative number", {}, { "--low", "-20" }, "low", "-20C" },
    { "flags in one word", {}, { "-af" }, "fahrenheit", "yes" },
    { "flags and an option in one word", {}, { "-afH31" }, "high", "31C" },
    { "flags and an option, next word", {}, { "-afH", "31" }, "high", "31C" },
    { "a flag undone", {}, { "--ascii", "--ascii=no" }, "ascii", "no" },
    { "a dash in a flag's name", {}, { "--no-color" }, "no-color", "yes" },
    { "after two dashes", {}, { "--", "broker" }, "host", "broker" },
    { "empty value", {}, { "--explain=" }, "explain", "" },
    { "value with an equals sign", {}, { "--pw=a=b", "-uann" }, "pw", "a=b" },
    { "demo without N", {}, { "--demo" }, "demo", "12" },
    { "demo with N", {}, { "--demo", "5" }, "demo", "5" },
    { "demo with N attached", {}, { "--demo=5" }, "demo", "5" },
    { "demo before an option", {}, { "--demo", "-a" }, "demo", "12" },
    { "first location replaces the default", {}, { "-l", "office" }, "location", "office" },
    { "further ones are added", {}, { "-l", "a", "-l", "b", "-la" }, "location", "a,b" },
    { "every location swallows the others", {}, { "-l", "a", "-l+", "-lb" }, "location", "+" },
    { "help needs no more", {}, { "--help", "--retained" }, "host", "localhost" },

    { "unknown", {}, { "--zzzz" }, NULL, "--zzzz: no such option; --help lists them all" },
    { "unknown with a value", {}, { "--zzzz=1" }, NULL,
      "--zzzz: no such option; --help lists them all" },
    { "misspelt", {}, { "--hihg", "3" }, NULL, "--hihg: no such option; did you mean --high?" },
    { "misspelt with a value", {}, { "--hihg=3" }, NULL,
      "--hihg: no such option; did you mean --high?" },
    { "the other program's", {}, { "--interval", "3" }, NULL,
      "--interval: no such option; sensorpub has one" },
    { "unknown letter", {}, { "-ax" }, NULL, "-x: no such option; --help lists them all: '-ax'" },
    { "no argument, long", {}, { "--port" }, NULL, "--port: needs a PORT after it" },
    { "no argument, short", {}, { "-p" }, NULL, "-p: needs a PORT after it" },
    { "wrong value, long", {}, { "--port=0" }, NULL, "--port: not between 1 and 65535, or auto: '0'" },
    { "wrong value, short", {}, { "-p", "0" }, NULL, "-p: not between 1 and 65535, or auto: '0'" },
    { "empty number", {}, { "--port=" }, NULL, "--port: not a whole number between 1 and 65535, or auto: ''" },
    { "help with a value", {}, { "--help=x" }, NULL, "--help: takes nothing after it: 'x'" },
    { "two brokers", {}, { "a", "b" }, NULL, "only one BROKER is accepted, and it was 'a': 'b'" },
    { "wrong broker", {}, { "a:0" }, NULL,
      "BROKER: not a port between 1 and 65535 after the ':': 'a:0'" },
    { "empty broker", {}, { "" }, NULL, "BROKER: not a host name or address: ''" },
    { "option after two dashes", {}, { "--", "-p" }, NULL,
      "BROKER: not a host name or address: '-p'" },
    { "a lone dash", {}, { "-" }, NULL, "BROKER: not a host name or address: '-'" },
    { "an option as a host", {}, { "-h", "-p" }, NULL, "-h: not a host name or address: '-p'" },
    { "demo out of range", {}, { "--demo", "501" }, NULL, "--demo: not between 1 and 500: '501'" },
    { "demo with a broker", {}, { "--demo", "broker" }, NULL,
      "BROKER: not together with --demo, which brings its own broker" },
    { "demo with another port", {}, { "--demo", "-p1884" }, NULL,
      "--port: not together with --demo, which brings its own broker" },
    { "demo with the broker of every day", { "SENSORTOP_HOST=broker" }, { "--demo" }, "host",
      "broker" },
    { "demo and explain", {}, { "--demo", "--explain", "t" }, NULL,
      "--demo: not together with --explain" },
    { "retained alone", {}, { "--retained" }, NULL,
      "--retained: has a meaning only with --explain" },
    { "low above high", {}, { "--low", "31" }, NULL, "--low: not below --high, which is 30: '31'" },
    { "low above no high", {}, { "--low", "31", "-H", "off" }, "low", "31C" },
    { "low and high too close", {}, { "--low", "29.75" }, NULL,
      "--hysteresis: more than there is between --low and --high, 0.25: '0.5'" },
    { "unix", {}, { "--unix", "/run/m.sock" }, "host", "/run/m.sock" },
    { "unix without a path", {}, { "--unix", "m.sock" }, NULL,
      "--unix: not the path of a socket, which begins with '/': 'm.sock'" },
    { "unix through a proxy", {}, { "--unix", "/m", "--proxy", "socks5h://p" }, NULL,
      "--proxy: leads to no socket of this machine: '/m'" },
    { "unix from an address", {}, { "--unix", "/m", "-A", "::1" }, NULL,
      "--bind-address: has no meaning for the socket '/m'" },
    { "bind address", {}, { "-A", "192.168.1.7" }, "bind-address", "192.168.1.7" },
    { "bind address, a name", {}, { "--bind-address", "eth0" }, NULL,
      "--bind-address: not an IPv4 or IPv6 address of this machine: 'eth0'" },
    { "proxy, and its password stays ours", {}, { "--proxy", "http://ann:pw@p" }, NULL,
      "--proxy: not a proxy such as socks5h://localhost:1080: 'http://ann:***@p'" },
    { "a warning above what it warns of", {}, { "--warn-high", "31" }, NULL,
      "--warn-high: not below --high, which is 30: '31'" },
    { "a warning at what it warns of", {}, { "--low", "5", "--warn-low", "5" }, NULL,
      "--low: not below --warn-low, which is 5: '5'" },
    { "a warning without what it warns of", {}, { "--high=off", "--warn-high=50" }, "warn-high",
      "50C" },
    { "low above a warning", {}, { "--low", "26", "--warn-high", "25" }, NULL,
      "--low: not below --warn-high, which is 25: '26'" },
    { "warnings too close", {}, { "--warn-low", "20", "--warn-high", "21", "--hysteresis", "2" },
      NULL, "--hysteresis: more than there is between --warn-low and --warn-high, 1: '2'" },
    { "warnings in order", {}, { "--low=5", "--warn-low=8", "--warn-high=25" }, "warn-low", "8C" },
    { "rules", {}, { "--alert", "offline", "--alert=stale" }, "alert", "offline\nstale" },
    { "a wrong rule", {}, { "--alert", "offline for" }, NULL,
      "--alert: a duration such as 90, 90s or 1m30s is missing at the end: 'offline for'" },
    { "no rule", {}, { "--alert" }, NULL, "--alert: needs a RULE after it" },
    { "all rules", {}, { "--list-rules" }, "list-rules", "" },
    { "rules of a device", {}, { "--list-rules", "freezer-1" }, "list-rules", "freezer-1" },
    { "rules and an option", {}, { "--list-rules", "-H31" }, "high", "31C" },
    { "rules of a device like an option", {}, { "--list-rules=-rf" }, "list-rules", "-rf" },
    { "a replay and a demo", {}, { "--replay", "x", "--demo" }, NULL,
      "--replay: not together with --demo" },
    { "a replay and a test of rules", {}, { "--replay", "x", "--test-rules", "x" }, NULL,
      "--test-rules: not together with --replay" },
    { "a replay with the settings of every day", {},
      { "--replay", "x", "--record", "y", "--history-db", "z" }, "replay", "x" },
    { "a replay that runs", {}, { "--replay", "x@10" }, "replay", "x@10" },
    { "a replay without a file", {}, { "--replay", "@10" }, NULL,
      "--replay: not a file, and a speed between 0 and 1000000 such as FILE@10: '@10'" },
    { "large recordings", {}, { "--record=x", "--record-max", "2G" }, "record-max", "2G" },
    { "endless recordings", {}, { "--record=x", "--record-max", "0" }, "record-max", "off" },
    { "large recordings of nothing", {}, { "--record-max", "2G" }, NULL,
      "--record-max: has a meaning only with --record" },
    { "many recordings of nothing", {}, { "--record-keep=2" }, NULL,
      "--record-keep: has a meaning only with --record" },
    { "the size of those of other days", { "SENSORTOP_RECORD_MAX=2G" }, {}, "record-max", "2G" },
    { "small recordings", {}, { "--record-max", "1K" }, NULL,
      "--record-max: not between 64K and 1T, or off: '1K'" },
    { "no size", {}, { "--record-max", "much" }, NULL,
      "--record-max: not a size such as 500K, 100M or 2G, between 64K and 1T, or off: 'much'" },
    { "a history of nothing", {}, { "--history", "0", "--history-db", "y" }, NULL,
      "--history-db: has nothing to keep with --history 0" },
    { "an export of nothing", {}, { "--export", "hall" }, NULL, "--export: needs --history-db" },
    { "an export", {}, { "--export", "home/hall", "--history-db", "y", "--since=all" }, "since",
      "all" },
    { "a day of no export", {}, { "--since=1h" }, NULL,
      "--since: has a meaning only with --export" },
    { "a month of no history", {}, { "--history-keep=30d" }, NULL,
      "--history-keep: has a meaning only with --history-db" },
    { "the size of no history", {}, { "--history-size=1G" }, NULL,
      "--history-size: has a meaning only with --history-db" },
    { "the time of no command", {}, { "--hook-timeout=1s" }, NULL,
      "--hook-timeout: has a meaning only with --on-alert or --on-clear" },
    { "the time of a command", {}, { "--hook-timeout=1s", "--on-clear", "x" }, "hook-timeout",
      "1s" },
    { "the pass phrase of no key", {}, { "--keyfile-password-file", "x" }, NULL,
      "--keyfile-password-file: has a meaning only with --cert" },
    { "an export of no device", {}, { "--export=" }, NULL,
      "--export: not the name of a device, or location/device: ''" },
    { "an export and a list of rules", {}, { "--export", "x", "--history-db", "y", "--list-rules" },
      NULL, "--export: not together with --list-rules" },
    { "rules and a demo", {}, { "--list-rules", "--demo" }, NULL,
      "--list-rules: not together with --demo" },
    { "columns", {}, { "--columns", "device,co2", "--columns=age" }, "columns", "device,co2,age" },
    { "automatic columns and others", {}, { "--columns", "auto,co2" }, NULL,
      "--columns: auto stands alone" },
    { "many columns", {},
      { "--columns", "m0,m1,m2,m3,m4,m5,m6,m7,m8,m9,m10,m11,m12,m13,m14,m15,m16,m17,m18,m19,m20,m21,m22,m23,m24,m25,m26,m27,m28,m29,m30,m31" }, NULL,
      "--columns: at most 31 of them" },
    { "a log and a stream", {}, { "--headless", "--json" }, "headless", "yes" },
    { "two ways to run", {}, { "--headless", "--explain", "a/b/c" }, NULL,
      "--headless: not together with --explain" },
    { "explained and listed", {}, { "--list-rules", "--explain", "a/b/c" }, NULL,
      "--list-rules: not together with --explain" },
    { "a table and a log", {}, { "--once", "--headless" }, NULL,
      "--once: not together with --headless" },
    { "tables and a check", {}, { "--check", "--batch" }, NULL,
      "--check: not together with --batch" },
    { "the form of a check", {}, { "--check", "--csv" }, NULL,
      "--csv: not together with --check" },
    { "some tables", {}, { "--batch", "-n", "3" }, "iterations", "3" },
    { "some screens", {}, { "-n", "3" }, NULL,
      "--iterations: has a meaning only with --batch" },
    { "a minute's patience", {}, { "--check", "-W60" }, "timeout", "1m" },
    { "a minute's patience with a screen", {}, { "-W60" }, NULL,
      "--timeout: has a meaning only with --once, --batch or --check" },
    { "two forms", {}, { "--csv", "--json" }, NULL, "--csv: not together with --json" },
    { "readings of a screen", {}, { "-v" }, NULL,
      "--verbose: has a meaning only with --headless" },
    { "often enough", {}, {}, "delay", "auto" },
    { "password without a user", {}, { "--pw", "x" }, NULL,
      "--pw: needs --username as well, only MQTT 5 (-V mqttv5) has passwords without one" },
    { "password file without a user", {}, { "--password-file", "x" }, NULL,
      "--password-file: needs --username as well, only MQTT 5 (-V mqttv5) has passwords without "
      "one" },
    { "a question without a user", {}, { "--ask-password" }, NULL,
      "--ask-password: needs --username as well, only MQTT 5 (-V mqttv5) has passwords without "
      "one" },
    { "password without a user in MQTT 5", {}, { "--pw", "x", "-V5" }, "pw", "x" },
};

static const struct config_row environment_rows[] = {
    { "a variable", { "SENSORTOP_HOST=broker" }, {}, "host", "broker" },
    { "a dash is an underscore", { "SENSORTOP_STALE_AFTER=90" }, {}, "stale-after", "1m30s" },
    { "an argument wins", { "SENSORTOP_PORT=1884" }, { "-p", "1885" }, "port", "1885" },
    { "the other program's", { "SENSORPUB_HOST=broker" }, {}, "host", "localhost" },
    { "a longer name", { "SENSORTOP_HOSTS=broker" }, {}, "host", "localhost" },
    { "empty is unset", { "SENSORTOP_PORT=" }, {}, "port", "auto" },
    { "no equals sign", { "SENSORTOP_HOST" }, {}, "host", "localhost" },
    { "a flag", { "SENSORTOP_ASCII=1" }, {}, "ascii", "yes" },
    { "a flag undone", { "SENSORTOP_ASCII=1" }, { "--ascii=no" }, "ascii", "no" },
    { "a list", { "SENSORTOP_LOCATION=a,b" }, {}, "location", "a,b" },
    { "an argument replaces the list", { "SENSORTOP_LOCATION=a,b" }, { "-l", "c", "-l", "d" },
      "location", "c,d" },
    { "rules, one a line", { "SENSORTOP_ALERT=offline\nstale" }, {}, "alert", "offline\nstale" },
    { "an argument adds to the rules", { "SENSORTOP_ALERT=offline" }, { "--alert", "stale" },
      "alert", "offline\nstale" },
    { "a wrong rule", { "SENSORTOP_ALERT=offline\nx" }, {}, NULL,
      "SENSORTOP_ALERT: one of >, <, rises, falls is missing at the end: 'x'" },
    { "a URL beats a host", { "SENSORTOP_URL=mqtt://b", "SENSORTOP_HOST=a" }, {}, "host", "b" },
    { "NO_COLOR", { "NO_COLOR=1" }, {}, "no-color", "yes" },
    { "empty NO_COLOR", { "NO_COLOR=" }, {}, "no-color", "no" },
    { "NO_COLOR overruled", { "SENSORTOP_NO_COLOR=no", "NO_COLOR=1" }, {}, "no-color", "no" },
    { "no variable for the password", { "SENSORTOP_PW=x" }, {}, "pw", "unset" },
    { "no variable for the demo", { "SENSORTOP_DEMO=5" }, {}, "demo", "unset" },
    { "wrong value", { "SENSORTOP_PORT=0" }, {}, NULL,
      "SENSORTOP_PORT: not between 1 and 65535, or auto: '0'" },
    { "wrong value, though an argument would win", { "SENSORTOP_PORT=x" }, { "-p", "1" }, NULL,
      "SENSORTOP_PORT: not a whole number between 1 and 65535, or auto: 'x'" },
};

static const struct config_row sensorpub_rows[] = {
    { "simulate", {}, { "--simulate" }, "simulate", "1" },
    { "simulate N", {}, { "--simulate", "7" }, "simulate", "7" },
    { "simulate, then a broker", {}, { "--simulate", "broker" }, "host", "broker" },
    { "interval in seconds", {}, { "--simulate", "--interval", "5" }, "interval", "5s" },
    { "interval", {}, { "--simulate", "--interval=250ms" }, "interval", "250ms" },
    { "one location", {}, { "--simulate", "-l", "a", "-l", "b" }, "location", "b" },
    { "a comma is part of its name", {}, { "--simulate", "-l", "a,b" }, "location", "a,b" },
    { "device", { "SENSORPUB_DEVICE_ID=attic" }, { "--simulate" }, "device-id", "attic" },
    { "no device", {}, { "--simulate" }, "device-id", "unset" },
    { "auto by default", {}, {}, "sensor", "auto" },
    { "a sensor", {}, { "--sensor", "iio:bme280" }, "sensor", "iio:bme280" },
    { "two sensors", {}, { "-s", "a=iio", "-s", "b=w1" }, "sensor", "a=iio,b=w1" },
    { "the command line beats the environment", { "SENSORPUB_SENSOR=iio" }, { "-s", "w1" }, "sensor",
      "w1" },
    { "also with --simulate", { "SENSORPUB_SENSOR=iio" }, { "--simulate" }, "simulate", "1" },
    { "read and made up", {}, { "--simulate", "-s", "w1" }, NULL,
      "--simulate: not together with --sensor" },
    { "a scenario of nobody", {}, { "--scenario", "house", "-s", "w1" }, NULL,
      "--scenario: not together with --sensor" },
    { "listed and printed", {}, { "--list", "--print" }, NULL, "--list: not together with --print" },
    { "any change", {}, { "--on-change", "0" }, "on-change", "0" },
    { "no change", {}, {}, "on-change", "off" },
    { "no end", {}, {}, "count", "off" },
    { "nothing kept", {}, { "--buffer", "0" }, NULL, "--buffer: not between 1 and 1000000: '0'" },
    { "sensortop's", {}, { "-H", "30" }, NULL, "-H: no such option; --help lists them all: '-H'" },
    { "sensortop's, long", {}, { "--high", "30" }, NULL,
      "--high: no such option; sensortop has one" },
};
// clang-format on

static void test_arguments(void **state)
{
    run_rows(OPTION_SENSORTOP, argument_rows, ROW_COUNT(argument_rows));
}

static void test_environment(void **state)
{
    run_rows(OPTION_SENSORTOP, environment_rows, ROW_COUNT(environment_rows));
}

static void test_sensorpub(void **state)
{
    run_rows(OPTION_SENSORPUB, sensorpub_rows, ROW_COUNT(sensorpub_rows));
}

/* Which options mean TLS, and which port follows. */
static void test_tls_and_port(void **state)
{
    static const struct {
        const char *name;
        const char *args[5];
        bool tls;
        int port;
    } rows[] = {
        { "plain", { "broker" }, false, 1883 },
        { "a URL", { "mqtts://broker" }, true, 8883 },
        { "a URL with a port", { "mqtts://broker:1234" }, true, 1234 },
        { "the port alone", { "-p", "8883" }, true, 8883 },
        { "the port, undone", { "-p", "8883", "--no-tls" }, false, 8883 },
        { "a URL, undone", { "mqtts://broker", "--no-tls" }, false, 1883 },
        { "an authority", { "--cafile", "ca.crt" }, true, 8883 },
        { "an authority, another port", { "--cafile", "ca.crt", "-p", "1883" }, true, 1883 },
        { "a shared key", { "--psk", "00", "--psk-identity", "ann" }, true, 8883 },
        { "a flag", { "--tls" }, true, 8883 },
        { "unchecked", { "--insecure" }, true, 8883 },
        { "a version, the default one", { "--tls-version=tlsv1.2" }, true, 8883 },
    };

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const char *argv[8] = { "sensortop" };
        struct config config;
        struct buf err = { 0 };
        int argc = 1;

        for (; rows[i].args[argc - 1] && argc <= 5; argc++)
            argv[argc] = rows[i].args[argc - 1];
        config_init(&config);
        row_check(rows[i].name, config_apply_arguments(&config, OPTION_SENSORTOP, argc,
                                                       (char *const *)argv, &err));
        config_settle(&config);
        row_check(rows[i].name, config.broker.tls.on == rows[i].tls);
        row_check(rows[i].name, config.broker.port == rows[i].port);
        row_check(rows[i].name, config_check(&config, OPTION_SENSORTOP, &err));
        config_finish(&config);
        buf_finish(&err);
    }
}

static void test_proxy(void **state)
{
    const char *argv[] = { "sensortop", "--proxy", "socks5h://ann:pw@p:1", "--proxy",
                           "socks5h://q" };
    struct config config;
    struct buf err = { 0 };

    config_init(&config);
    assert_null(config.broker.proxy.host);
    assert_true(config_apply_arguments(&config, OPTION_SENSORTOP, 3, (char *const *)argv, &err));
    assert_string_equal(config.broker.proxy.host, "p");
    assert_string_equal(config.broker.proxy.username, "ann");
    assert_string_equal(config.broker.proxy.password, "pw");
    assert_int_equal(config.broker.proxy.port, 1);
    assert_true(config_apply_arguments(&config, OPTION_SENSORTOP, 5, (char *const *)argv, &err));
    assert_string_equal(config.broker.proxy.host, "q");
    assert_null(config.broker.proxy.username);
    assert_null(config.broker.proxy.password);
    assert_int_equal(config.broker.proxy.port, 1080);
    config_finish(&config);
    buf_finish(&err);
}

/* The fields that programs read, not only their text. */
static void test_defaults(void **state)
{
    struct config config;

    config_init(&config);
    assert_string_equal(config.broker.host, "localhost");
    assert_int_equal(config.broker.port, 0);
    config_settle(&config);
    assert_int_equal(config.broker.port, 1883);
    assert_false(config.broker.tls.on);
    assert_null(config.broker.username);
    assert_null(config.broker.password);
    assert_int_equal(config.broker.keepalive_s, 20);
    assert_int_equal(config.broker.qos, 1);
    assert_int_equal(config.broker.protocol, CONFIG_PROTOCOL_AUTO);
    assert_int_equal(config.watch.locations.n, 1);
    assert_string_equal(config.watch.locations.items[0], "home");
    assert_true(config.watch.high_c == 30 && !config.watch.no_high && !config.watch.has_low);
    assert_true(config.watch.hysteresis_c == 0.5);
    assert_int_equal(config.watch.stale_after_ms, 0);
    assert_int_equal(config.watch.bell_repeat_ms, 0);
    assert_int_equal(config.watch.max_devices, 100000);
    assert_int_equal(config.watch.history_samples, 600);
    assert_int_equal(config.watch.payload_bytes_max, 65536);
    assert_int_equal(config.screen.delay_ms, 100);
    assert_int_equal(config.publish.interval_ms, 10000);
    assert_string_equal(config.publish.location, "home");
    assert_int_equal(config.publish.simulate, 0);
    assert_int_equal(config.demo, 0);
    assert_null(config.explain);
    config_finish(&config);
    config_finish(&config);
}

static void test_limits_and_words(void **state)
{
    static const struct config_row row = { .arguments = { "--low", "50F", "--high", "off",
                                                          "-V311" } };
    struct config config;
    struct buf err = { 0 };

    config_init(&config);
    assert_true(apply(&config, OPTION_SENSORTOP, &row, &err));
    assert_true(config.watch.has_low && config.watch.no_high);
    assert_true(config.watch.low_c == 10);
    assert_int_equal(config.broker.protocol, CONFIG_PROTOCOL_311);
    config_finish(&config);
    buf_finish(&err);
}

static void test_has_location(void **state)
{
    static const struct {
        const char *locations;
        const char *asked;
        bool expected;
    } rows[] = {
        { "home", "home", true }, { "home", "hom", false },          { "home", "homes", false },
        { "home", "", false },    { "home,office", "office", true }, { "+", "anything", true },
        { "+", "", true },
    };
    const struct option *option = option_find(OPTION_SENSORTOP, "location", strlen("location"));

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct config config;
        struct buf err = { 0 };

        config_init(&config);
        assert_true(option_set(option, &config, rows[i].locations, &err));
        row_check(rows[i].asked, config_has_location(&config.watch, rows[i].asked,
                                                     strlen(rows[i].asked)) == rows[i].expected);
        config_finish(&config);
        buf_finish(&err);
    }
}

/* argv may be empty: a parent can do that to us (CVE-2021-4034). */
static void test_no_argv(void **state)
{
    char *const argv[] = { NULL };
    struct config config;
    struct buf err = { 0 };

    config_init(&config);
    assert_true(config_apply_arguments(&config, OPTION_SENSORTOP, 0, argv, &err));
    config_finish(&config);
    buf_finish(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_sensorpub),        cmocka_unit_test(test_proxy),
        cmocka_unit_test(test_defaults),         cmocka_unit_test(test_tls_and_port),
        cmocka_unit_test(test_limits_and_words), cmocka_unit_test(test_has_location),
        cmocka_unit_test(test_no_argv),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
