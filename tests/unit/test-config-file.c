/* SPDX-License-Identifier: MIT */
#include "core/config-file.h"

#include "core/config-format.h"
#include "core/config-origin.h"
#include "core/rule-set.h"
#include "row.h"

enum { ENTRIES_MAX = 9 };

struct entry {
    const char *section, *key, *value;
};

/* The entries are the lines of one file; a section of NULL is the end of it, and of another one. */
static bool apply(struct config *config, const struct entry *entries, struct buf *err)
{
    const char *path = "a.conf";
    unsigned line = 1;

    for (size_t i = 0; i < ENTRIES_MAX && (entries[i].section || entries[i].key); i++) {
        struct config_entry entry = {
            .path = path,
            .line = line++,
            .section = entries[i].section,
            .key = entries[i].key,
            .value = entries[i].value,
        };

        if (entries[i].section) {
            if (!config_apply_entry(config, &entry, err))
                return false;
            continue;
        }
        if (!config_end_file(config, path, err))
            return false;
        path = entries[i].key;
        line = 1;
    }
    return config_end_file(config, path, err);
}

// clang-format off
/* The value of an option, or the sentence. */
static const struct {
    const char *name;
    struct entry entries[ENTRIES_MAX];
    const char *option;
    const char *expected;
} setting_rows[] = {
    { "an option", { { "", "high", "31" } }, "high", "31C" },
    { "a flag", { { "", "ascii", "yes" } }, "ascii", "yes" },
    { "in quotes", { { "", "username", "\" ann\"" } }, "username", " ann" },
    { "a later file wins", { { "", "high", "31" }, { NULL, "b.conf", NULL }, { "", "high", "32" } },
      "high", "32C" },
    { "a list", { { "", "location", "home, office" }, { "", "location", "barn" } }, "location",
      "home,office,barn" },
    { "a list of a later file",
      { { "", "location", "home" }, { NULL, "b.conf", NULL }, { "", "location", "barn" } },
      "location", "barn" },
    { "an address", { { "", "url", "mqtt://ann@broker:1884" } }, "port", "1884" },

    { "unknown", { { "", "hihg", "31" } }, NULL,
      "a.conf:1: hihg: no such option; did you mean high?" },
    { "unknown to anybody", { { "", "zzzz", "31" } }, NULL,
      "a.conf:1: zzzz: no such option; sensortop --help lists them all" },
    { "the other program's", { { "", "interval", "3" } }, NULL,
      "a.conf:1: interval: no such option; sensortop --help lists them all" },
    { "wrong value", { { "", "ascii", "yes" }, { "", "port", "0" } }, NULL,
      "a.conf:2: port: not between 1 and 65535, or auto: '0'" },
    { "said twice", { { "", "high", "31" }, { "", "low", "1" }, { "", "high", "32" } }, NULL,
      "a.conf:3: high: said already in line 1" },
    { "a deed", { { "", "demo", "12" } }, NULL,
      "a.conf:1: demo: only accepted on the command line, as --demo" },
    { "a password", { { "", "pw", "x" } }, NULL,
      "a.conf:1: pw: only accepted on the command line, as --pw" },
    { "another file", { { "", "config", "x" } }, NULL,
      "a.conf:1: config: only accepted on the command line, as --config" },
    { "a wrong escape", { { "", "id", "\"\\n\"" } }, NULL,
      "a.conf:1: id: in quotes a '\\' is not before one of \" \\ ; or xHH: '\"\\n\"'" },
    { "an option in a section", { { "alert x", "high", "1" } }, NULL,
      "a.conf:1: [alert x] high: no such key of an alert; there are device, metric, above, below, "
      "rises, falls, offline, stale, hysteresis, for, severity, repeat, hook, message" },
    { "a key twice", { { "keys", "mute", "x" }, { "keys", "mute", "y" } }, NULL,
      "a.conf:2: [keys] mute: said already in line 1" },
    { "keys of somebody", { { "keys ann", "mute", "x" } }, NULL,
      "a.conf:1: [keys ann] mute: nothing is accepted behind the name, as in [keys]" },
    { "a name that cannot be shown", { { "device \xe2\x80\xae", "offset", "1" } }, NULL,
      "a.conf:1: [device \xe2\x80\xae] offset: characters that cannot be shown are only accepted in "
      "a value" },
    { "a section that is none", { { "alerts x", "above", "1" } }, NULL,
      "a.conf:1: [alerts x] above: no such section; there are [alert NAME], [device GLOB], "
      "[keys]; options stand before the first of them" },
    { "a device's key misspelt", { { "device a", "ofset", "1" } }, NULL,
      "a.conf:1: [device a] ofset: no such key of a device; did you mean offset?" },
    { "a device's key of a metric", { { "device a", "soil.name", "1" } }, NULL,
      "a.conf:1: [device a] soil.name: no such key of a device; there are name, hidden, "
      "stale-after, and METRIC.offset, METRIC.range, METRIC.unit, without METRIC. of the "
      "temperature" },
    { "a device's key twice", { { "device a", "offset", "1" }, { "device b", "offset", "1" },
                                { "device a", "offset", "2" } }, NULL,
      "a.conf:3: [device a] offset: said already in line 1" },
    { "no device", { { "device", "offset", "1" } }, NULL,
      "a.conf:1: [device] offset: GLOB is missing, as in [device GLOB]" },
    { "a device that cannot be", { { "device a\\", "offset", "1" } }, NULL,
      "a.conf:1: [device a\\] offset: no device matches a name that ends in '\\': 'a\\'" },
    { "a wrong offset", { { "device a", "offset", "1C" } }, NULL,
      "a.conf:1: [device a] offset: not a number such as -0.5: '1C'" },
    { "a wrong range", { { "device a", "soil.range", "100..0" } }, NULL,
      "a.conf:1: [device a] soil.range: not a range such as -40..60: '100..0'" },
    { "a wrong unit", { { "device a", "unit", "K" } }, NULL,
      "a.conf:1: [device a] unit: not C or F, which the device sends: 'K'" },
    { "a unit of what has one", { { "device a", "humidity.unit", "g" } }, NULL,
      "a.conf:1: [device a] humidity.unit: not accepted for a metric that has a unit already: 'g'" },
    { "a wrong time", { { "device a", "stale-after", "soon" } }, NULL,
      "a.conf:1: [device a] stale-after: not a duration such as 90, 90s or 1m30s, or auto: 'soon'" },
    { "too long a time", { { "device a", "stale-after", "8d" } }, NULL,
      "a.conf:1: [device a] stale-after: not between 1s and 7d, or auto: '8d'" },
    { "hidden by accident", { { "device a", "hidden", "1" } }, NULL,
      "a.conf:1: [device a] hidden: not yes or no: '1'" },
    { "a name that is none", { { "device a", "name", "\" \"" } }, NULL,
      "a.conf:1: [device a] name: not a name of at most 40 columns: ' '" },
};
// clang-format on

static void test_settings(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(setting_rows); i++) {
        const char *name = setting_rows[i].option ? setting_rows[i].option : "host";
        const struct option *option = option_find(OPTION_SENSORTOP, name, strlen(name));
        struct config config;
        struct buf got = { 0 };

        config_init(&config);
        if (apply(&config, setting_rows[i].entries, &got) && !option_format(option, &config, &got))
            buf_puts(&got, "unset");
        row_check_text(setting_rows[i].name, buf_text(&got), setting_rows[i].expected);
        config_finish(&config);
        buf_finish(&got);
    }
}

// clang-format off
/* The rules as --list-rules has them without those of --high, or the sentence. */
static const struct {
    const char *name;
    struct entry entries[ENTRIES_MAX];
    const char *expected;
} alert_rows[] = {
    { "temperature, crit and the user's hysteresis are the defaults", { { "alert x", "above", "5" } },
      "temperature > 5C hysteresis 0.5C crit  ([alert x], a.conf:1)" },
    { "every key, in any order",
      { { "alert x", "severity", "warn" }, { "alert x", "for", "10m" },
        { "alert x", "hysteresis", "3" }, { "alert x", "below", "30" },
        { "alert x", "metric", "humidity" }, { "alert x", "device", "attic-*" } },
      "attic-*: humidity < 30% hysteresis 3% for 10m warn  ([alert x], a.conf:1)" },
    { "Fahrenheit goes on", { { "alert x", "above", "86F" }, { "alert x", "hysteresis", "9" } },
      "temperature > 30C hysteresis 5C crit  ([alert x], a.conf:1)" },
    { "rises", { { "alert x", "rises", "5 in 10m" } },
      "temperature rises 5C in 10m hysteresis 0.5C crit  ([alert x], a.conf:1)" },
    { "falls", { { "alert x", "falls", "0.5 in 1h" } },
      "temperature falls 0.5C in 1h hysteresis 0.25C crit  ([alert x], a.conf:1)" },
    { "offline", { { "alert x", "offline", "yes" }, { "alert x", "for", "2m" } },
      "offline for 2m crit  ([alert x], a.conf:1)" },
    { "off", { { "alert x", "device", "sauna" }, { "alert x", "above", "off" } },
      "sauna: temperature > off  ([alert x], a.conf:1)" },
    { "in the order in which they stand",
      { { "", "alert", "stale" }, { "alert x", "above", "5" }, { NULL, "b.conf", NULL },
        { "", "alert", "offline" } },
      "stale crit  (a.conf:1)\n"
      "temperature > 5C hysteresis 0.5C crit  ([alert x], a.conf:2)\n"
      "offline crit  (b.conf:1)" },
    { "the same name in a later file takes the place",
      { { "alert x", "above", "5" }, { "alert y", "stale", "yes" }, { NULL, "b.conf", NULL },
        { "alert x", "below", "5" } },
      "stale crit  ([alert y], a.conf:2)\n"
      "temperature < 5C hysteresis 0.5C crit  ([alert x], b.conf:1)" },

    { "misspelt", { { "alert x", "abov", "5" } },
      "a.conf:1: [alert x] abov: no such key of an alert; did you mean above?" },
    { "no name", { { "alert", "above", "5" } },
      "a.conf:1: [alert] above: NAME is missing, as in [alert NAME]" },
    { "said twice", { { "alert x", "above", "5" }, { "alert x", "above", "6" } },
      "a.conf:2: [alert x] above: said already in line 1" },
    { "a wrong limit is told where it stands",
      { { "alert x", "device", "a" }, { "alert x", "above", "hot" } },
      "a.conf:2: [alert x] above: not a temperature such as 30, 30C or 86F: 'hot'" },
    { "an implausible limit", { { "alert x", "above", "301" } },
      "a.conf:1: [alert x] above: not between -90.0 °C and 300.0 °C: '301'" },
    { "a limit of another metric", { { "alert x", "metric", "humidity" }, { "alert x", "above", "5C" } },
      "a.conf:2: [alert x] above: not a number such as 60 or 60%: '5C'" },
    { "two limits", { { "alert x", "below", "5" }, { "alert x", "above", "6" } },
      "a.conf:1: [alert x] below: not accepted twice, a section has one of above, below, rises, "
      "falls, offline, stale: '5'" },
    { "nothing to watch", { { "alert x", "device", "a" } },
      "a.conf:1: [alert x]: one of above, below, rises, falls, offline, stale is missing" },
    { "half a change", { { "alert x", "rises", "5" } },
      "a.conf:1: [alert x] rises: not a change and its time such as 5 in 10m: '5'" },
    { "more than a change", { { "alert x", "rises", "5 in 10m crit" } },
      "a.conf:1: [alert x] rises: not accepted with more behind the time: '5 in 10m crit'" },
    { "a change of nothing", { { "alert x", "rises", "0 in 10m" } },
      "a.conf:1: [alert x] rises: not more than 0: '0 in 10m'" },
    { "a hysteresis as large as the change",
      { { "alert x", "rises", "5 in 10m" }, { "alert x", "hysteresis", "5" } },
      "a.conf:2: [alert x] hysteresis: not less than the change itself: '5'" },
    { "a hysteresis of nothing", { { "alert x", "stale", "yes" }, { "alert x", "hysteresis", "5" } },
      "a.conf:2: [alert x] hysteresis: not accepted here, offline and stale have no limit: '5'" },
    { "a metric that is offline", { { "alert x", "offline", "yes" }, { "alert x", "metric", "a" } },
      "a.conf:1: [alert x] offline: not accepted here, a metric is neither offline nor stale: 'yes'" },
    { "a wrong severity", { { "alert x", "above", "5" }, { "alert x", "severity", "bad" } },
      "a.conf:2: [alert x] severity: not one of warn, crit: 'bad'" },
    { "a wrong repeat", { { "alert x", "above", "5" }, { "alert x", "repeat", "0" } },
      "a.conf:2: [alert x] repeat: not between 1s and 30d: '0'" },
    { "offline maybe", { { "alert x", "offline", "maybe" } },
      "a.conf:1: [alert x] offline: not yes or off: 'maybe'" },
    { "no device", { { "alert x", "above", "1" }, { "alert x", "device", "" } },
      "a.conf:2: [alert x] device: not a device such as freezer-* or office/freezer-*: ''" },
    { "a control character", { { "alert x", "above", "1" }, { "alert x", "message", "\"\\x1b\"" } },
      "a.conf:2: [alert x] message: not a text in UTF-8 without control characters: '\x1b'" },
};
// clang-format on

static void format_rules(const struct config *config, struct buf *out)
{
    struct rule_list rules = { 0 };

    rule_set_make(config, &rules);
    for (size_t i = 1; i < rules.n; i++) {
        const struct rule *rule = &rules.rules[i];

        if (i > 1)
            buf_puts(out, "\n");
        rule_text_format(rule, out);
        buf_puts(out, "  (");
        if (rule->name)
            buf_addf(out, "[alert %s], ", rule->name);
        buf_addf(out, "%s)", rule->origin);
    }
    rule_list_finish(&rules);
}

static void test_alerts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(alert_rows); i++) {
        struct config config;
        struct buf got = { 0 };

        config_init(&config);
        if (apply(&config, alert_rows[i].entries, &got))
            format_rules(&config, &got);
        row_check_text(alert_rows[i].name, buf_text(&got), alert_rows[i].expected);
        config_finish(&config);
        buf_finish(&got);
    }
}

/* Where a limit was said; of a flag its long name. */
static void test_origins_of_limits(void **state)
{
    static const struct entry entries[ENTRIES_MAX] = { { "", "low", "1" } };
    static const char *const argv[] = { "sensortop", "-H", "28" };
    struct rule_list rules = { 0 };
    struct config config;
    struct buf err = { 0 };

    (void)state;
    config_init(&config);
    assert_true(apply(&config, entries, &err) &&
                config_apply_arguments(&config, OPTION_SENSORTOP, 3, (char *const *)argv, &err));
    rule_set_make(&config, &rules);
    assert_string_equal(rules.rules[0].origin, "--high");
    assert_string_equal(rules.rules[1].origin, "a.conf:1");
    rule_list_finish(&rules);
    config_finish(&config);
}

static void test_fields_of_an_alert(void **state)
{
    static const struct entry entries[ENTRIES_MAX] = { { "alert freezer", "above", "-15" },
                                                       { "alert freezer", "repeat", "5m" },
                                                       { "alert freezer", "hook", "beep --loud" },
                                                       { "alert freezer", "message", "Shut it" } };
    struct rule_list rules = { 0 };
    struct config config;
    struct buf err = { 0 };
    const struct rule *rule;

    (void)state;
    config_init(&config);
    assert_true(apply(&config, entries, &err));
    rule_set_make(&config, &rules);
    rule = &rules.rules[rules.n - 1];
    assert_string_equal(rule->name, "freezer");
    assert_string_equal(rule->hook, "beep --loud");
    assert_string_equal(rule->message, "Shut it");
    assert_int_equal(rule->repeat_ms, 5 * 60 * 1000);
    rule_list_finish(&rules);
    config_finish(&config);
}

/* --- where values come from -------------------------------------------------- */

static void check_origin(const struct config *config, const char *name, const char *expected)
{
    const char *got = config_find_origin(config, option_find(OPTION_SENSORTOP, name, strlen(name)));

    row_check_text(name, got ? got : "default", expected);
}

static void test_origins(void **state)
{
    static const struct entry entries[ENTRIES_MAX] = { { "", "high", "31" },
                                                       { "", "low", "1" },
                                                       { "", "url", "mqtt://ann@a" },
                                                       { "", "ascii", "yes" } };
    static const char *const variables[] = { "SENSORTOP_LOW=2",
                                             "SENSORTOP_WARN_HIGH=", "NO_COLOR=1", NULL };
    static const char *const argv[] = { "sensortop", "--ascii=no", "-f", "broker:1884" };
    struct config config;
    struct buf err = { 0 };

    (void)state;
    config_init(&config);
    assert_true(
        apply(&config, entries, &err) &&
        config_apply_environment(&config, OPTION_SENSORTOP, (char *const *)variables, &err) &&
        config_apply_arguments(&config, OPTION_SENSORTOP, 4, (char *const *)argv, &err));
    check_origin(&config, "high", "a.conf:1");
    check_origin(&config, "low", "SENSORTOP_LOW");
    check_origin(&config, "warn-high", "default");
    check_origin(&config, "no-color", "NO_COLOR");
    check_origin(&config, "ascii", "--ascii");
    check_origin(&config, "fahrenheit", "-f");
    check_origin(&config, "host", "BROKER");
    check_origin(&config, "port", "BROKER");
    check_origin(&config, "username", "a.conf:3");
    check_origin(&config, "tls", "default");
    config_finish(&config);
}

/* What is printed, without the origins. */
static void strip(const struct buf *printed, struct buf *out)
{
    for (const char *line = buf_text(printed); *line;) {
        size_t len = strcspn(line, "\n");
        const char *origin = strstr(line, "  ; from ");

        buf_add(out, line, origin && origin < line + len ? (size_t)(origin - line) : len);
        buf_puts(out, "\n");
        line += len + (line[len] == '\n');
    }
}

/* The value of a line "key = value" of what is printed; NULL: there is none. */
static bool find_line(const struct buf *printed, const char *line)
{
    struct buf all = { 0 }, wanted = { 0 };
    bool found;

    buf_addf(&all, "\n%s", buf_text(printed));
    buf_addf(&wanted, "\n%s\n", line);
    found = strstr(buf_text(&all), buf_text(&wanted));
    buf_finish(&all);
    buf_finish(&wanted);
    return found;
}

static void test_print(void **state)
{
    static const char *const lines[] = {
        "host = localhost",
        "high = 31C",
        "low = off",
        "# username =",
        "id = \" \\; \\x1b\"",
        "# psk = (not shown)",
        "proxy = socks5h://ann@p:1080",
        "alert = offline",
        "alert = stale for 1m",
        "[alert freezer]",
        "above = -15",
        "[device desk-[12]]",
        "name = \"a \\; b\"",
    };
    static const struct entry entries[ENTRIES_MAX] = {
        { "", "high", "31" },
        { "", "id", "\" \\; \\x1b\"" },
        { "", "psk", "abcd" },
        { "", "proxy", "socks5h://ann@p" },
        { "", "alert", "offline" },
        { "", "alert", "stale for 1m" },
        { "alert freezer", "above", "-15" },
        { "device desk-[12]", "name", "\"a ; b\"" },
    };
    struct config config;
    struct buf err = { 0 }, printed = { 0 }, bare = { 0 };

    (void)state;
    config_init(&config);
    assert_true(apply(&config, entries, &err));
    config_format(&config, &printed);
    strip(&printed, &bare);
    for (size_t i = 0; i < ROW_COUNT(lines); i++)
        row_check(lines[i], find_line(&bare, lines[i]));
    assert_true(find_line(&printed, "high = 31C  ; from a.conf:1"));
    assert_true(find_line(&printed, "low = off  ; from default"));
    assert_true(find_line(&printed, "above = -15  ; from a.conf:7"));
    assert_null(strstr(buf_text(&printed), "abcd"));
    config_finish(&config);
    buf_finish(&printed);
    buf_finish(&bare);
}

/* Neither a password of the broker nor one of the proxy. */
static void test_print_keeps_secrets(void **state)
{
    static const char *const argv[] = { "sensortop", "--proxy", "socks5h://ann:hidden@p",
                                        "mqtt://ann:hidden@b" };
    struct config config;
    struct buf err = { 0 }, printed = { 0 };

    (void)state;
    config_init(&config);
    assert_true(config_apply_arguments(&config, OPTION_SENSORTOP, 4, (char *const *)argv, &err));
    config_format(&config, &printed);
    assert_null(strstr(buf_text(&printed), "hidden"));
    assert_true(find_line(&printed, "# pw = (not shown)  ; from BROKER"));
    assert_true(find_line(&printed, "# proxy = (not shown)  ; from --proxy"));
    config_finish(&config);
    buf_finish(&printed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_alerts),
        cmocka_unit_test(test_origins_of_limits),
        cmocka_unit_test(test_fields_of_an_alert),
        cmocka_unit_test(test_origins),
        cmocka_unit_test(test_print),
        cmocka_unit_test(test_print_keeps_secrets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
