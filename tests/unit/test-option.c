/* SPDX-License-Identifier: MIT */
#include "core/option.h"

#include "core/config.h"
#include "row.h"

#include <stdlib.h>

static const struct option *find(int program, const char *name)
{
    return option_find(program, name, strlen(name));
}

/* The option is set to text; "=value" as option_format gives it, "unset", or the sentence. */
static void set_and_format(int program, const char *name, const char *text, struct buf *out)
{
    const struct option *option = find(program, name);
    struct config config;

    assert_non_null(option);
    config_init(&config);
    if (option_set(option, &config, text, out)) {
        buf_puts(out, "=");
        if (!option_format(option, &config, out))
            buf_puts(out, "unset");
    }
    config_finish(&config);
}

static void test_set(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *text;
        const char *expected;
    } rows[] = {
        { "port", "1", "=1" },
        { "port", "65535", "=65535" },
        { "port", "0", "not between 1 and 65535, or auto: '0'" },
        { "port", "65536", "not between 1 and 65535, or auto: '65536'" },
        { "port", "-1", "not between 1 and 65535, or auto: '-1'" },
        { "port", "", "not a whole number between 1 and 65535, or auto: ''" },
        { "port", "1883 ", "not a whole number between 1 and 65535, or auto: '1883 '" },
        { "port", "0x75b", "not a whole number between 1 and 65535, or auto: '0x75b'" },
        { "port", "1e3", "not a whole number between 1 and 65535, or auto: '1e3'" },
        { "port", "99999999999999999999", "not a whole number between 1 and 65535, or auto: "
                                          "'99999999999999999999'" },
        { "keepalive", "4", "not between 5 and 65535: '4'" },
        { "qos", "3", "not between 0 and 2: '3'" },

        { "hysteresis", "0", "=0" },
        { "hysteresis", "2.25", "=2.25" },
        { "hysteresis", "-0.1", "not between 0 and 50: '-0.1'" },
        { "hysteresis", "1C", "not a number between 0 and 50: '1C'" },
        { "hysteresis", "nan", "not a number between 0 and 50: 'nan'" },
        { "hysteresis", "1,5", "not a number between 0 and 50: '1,5'" },

        { "high", "31.5", "=31.5C" },
        { "high", "31C", "=31C" },
        { "high", "86F", "=30C" },
        { "high", "14f", "=-10C" },
        { "high", "off", "=off" },
        { "low", "-20", "=-20C" },
        { "low", "off", "=off" },
        { "high", "300", "=300C" },
        { "high", "300.1", "not between -90C and 300C, or off: '300.1'" },
        { "high", "573F", "not between -90C and 300C, or off: '573F'" },
        { "high", "30K", "not a temperature such as 30, 30C or 86F, between -90C and 300C, or off: "
                         "'30K'" },
        { "high", "C", "not a temperature such as 30, 30C or 86F, between -90C and 300C, or off: "
                       "'C'" },
        { "high", "", "not a temperature such as 30, 30C or 86F, between -90C and 300C, or off: "
                      "''" },

        { "stale-after", "auto", "=auto" },
        { "stale-after", "0", "=auto" },
        { "stale-after", "0s", "=auto" },
        { "stale-after", "90", "=1m30s" },
        { "stale-after", "1h30m", "=1h30m" },
        { "stale-after", "7d", "=7d" },
        { "stale-after", "1d1s", "=86401s" },
        { "stale-after", "1500ms", "=1500ms" },
        { "stale-after", "999ms", "not between 1s and 7d, or auto: '999ms'" },
        { "stale-after", "soon", "not a duration such as 90, 90s or 1m30s, between 1s and 7d, or "
                                 "auto: 'soon'" },
        { "stale-after", "-1", "not a duration such as 90, 90s or 1m30s, between 1s and 7d, or "
                               "auto: '-1'" },
        { "delay", "0.1", "=100ms" },
        { "delay", "0.01", "not between 50ms and 1d, or auto: '0.01'" },
        { "bell-repeat", "off", "=off" },
        { "bell-repeat", "10m", "=10m" },

        { "protocol-version", "auto", "=auto" },
        { "protocol-version", "5", "=mqttv5" },
        { "protocol-version", "mqttv5", "=mqttv5" },
        { "protocol-version", "311", "=mqttv311" },
        { "protocol-version", "mqttv311", "=mqttv311" },
        { "protocol-version", "mqttv31", "not one of auto, mqttv5, mqttv311: 'mqttv31'" },
        { "protocol-version", "mqttv5,5", "not one of auto, mqttv5, mqttv311: 'mqttv5,5'" },
        { "protocol-version", "", "not one of auto, mqttv5, mqttv311: ''" },

        { "ascii", "yes", "=yes" },
        { "ascii", "1", "=yes" },
        { "ascii", "off", "=no" },
        { "ascii", "maybe", "not yes or no: 'maybe'" },

        { "location", "office", "=office" },
        { "location", "+", "=+" },
        { "location", "home,office,home", "=home,office" },
        { "location", "a\\,b,c\\\\d", "=a\\,b,c\\\\d" },
        { "location", " a b , c ", "=a b,c" },
        { "location", "\\ a,b\\ ", "=\\ a,b\\ " },

        { "warn-high", "off", "=off" },
        { "warn-low", "-20", "=-20C" },
        { "alert", "offline", "=offline" },
        { "alert", "a,b: offline", "=a,b: offline" },
        { "alert", "offline\n\n stale for 1m\n", "=offline\n stale for 1m" },
        { "alert", "offline\noffline", "=offline\noffline" },
        { "alert", "temperature > 3o", "not a temperature such as 30, 30C or 86F: '3o' in "
                                       "'temperature > 3o'" },
        { "alert", "offline\nstale for ever", "not a duration such as 90, 90s or 1m30s: 'ever' in "
                                              "'stale for ever'" },
        { "alert", "", "what to watch, such as 'temperature > 30' or 'offline', is missing at the "
                       "end: ''" },
        { "alert", "\n \n", "what to watch, such as 'temperature > 30' or 'offline', is missing at "
                            "the end: ''" },
        { "list-rules", "", "=" },
        { "list-rules", "home/freezer-1", "=home/freezer-1" },

        { "username", "ann", "=ann" },
        { "username", "", "not a text of 1 to 65535 bytes in UTF-8: ''" },
        { "username", "\xff", "not a text of 1 to 65535 bytes in UTF-8: '\xff'" },
        { "password-file", "", "not the name of a file: ''" },
        { "url", "mqtt://broker:1884", "=unset" },
        { "url", "broker", "not a URL such as mqtt://localhost:1883: 'broker'" },
        { "url", "wss://ann:secret@broker",
          "not supported: MQTT over WebSocket; mqtt:// and mqtts:// are accepted: "
          "'wss://ann:***@broker'" },
        { "demo", "1", "=1" },
        { "demo", "501", "not between 1 and 500: '501'" },
        { "explain", "", "=" },
        { "help", "yes", "=unset" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf name = { 0 }, got = { 0 };

        buf_addf(&name, "--%s '%s'", rows[i].name, rows[i].text);
        set_and_format(OPTION_SENSORTOP, rows[i].name, rows[i].text, &got);
        row_check_text(buf_text(&name), buf_text(&got), rows[i].expected);
        buf_finish(&name);
        buf_finish(&got);
    }
}

/* Digits alone, also where a double would be written with an exponent. */
static void test_large_numbers(void **state)
{
    static const char *const seeds[] = { "5555551111111110", "1000000000000000",
                                         "9007199254740991" };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(seeds); i++) {
        struct buf out = { 0 };

        set_and_format(OPTION_SENSORPUB, "seed", seeds[i], &out);
        row_check_text(seeds[i], buf_text(&out) + 1, seeds[i]);
        buf_finish(&out);
    }
}

/* A level of a topic is topic's business: here it only matters that it is asked. */
static void test_set_asks_topic(void **state)
{
    static const struct {
        int program;
        const char *name;
        const char *text;
    } rows[] = {
        { OPTION_SENSORTOP, "location", "" },    { OPTION_SENSORTOP, "location", "home," },
        { OPTION_SENSORTOP, "location", "a/b" }, { OPTION_SENSORTOP, "location", "home,#" },
        { OPTION_SENSORPUB, "location", "+" },   { OPTION_SENSORPUB, "device-id", "a/b" },
    };

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        set_and_format(rows[i].program, rows[i].name, rows[i].text, &got);
        row_check(rows[i].text, strncmp(buf_text(&got), "not ", strlen("not ")) == 0);
        buf_finish(&got);
    }
}

static void test_refused_changes_nothing(void **state)
{
    static const struct {
        const char *name;
        const char *good;
        const char *bad;
    } rows[] = {
        { "port", "1884", "0" },
        { "high", "off", "1000" },
        { "low", "-5", "x" },
        { "stale-after", "auto", "1ms" },
        { "location", "a,b", "c,/" },
        { "username", "ann", "" },
        { "protocol-version", "5", "4" },
        { "no-color", "yes", "blue" },
        { "alert", "offline", "stale\nx" },
    };

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct option *option = find(OPTION_SENSORTOP, rows[i].name);
        struct buf before = { 0 }, after = { 0 }, err = { 0 };
        struct config config;

        config_init(&config);
        row_check(rows[i].name, option_set(option, &config, rows[i].good, &err));
        option_format(option, &config, &before);
        row_check(rows[i].name, !option_set(option, &config, rows[i].bad, &err));
        option_format(option, &config, &after);
        row_check_text(rows[i].name, buf_text(&after), buf_text(&before));
        config_finish(&config);
        buf_finish(&before);
        buf_finish(&after);
        buf_finish(&err);
    }
}

/* What option_format says is what option_set reads back, for every row of the table. */
static void test_defaults_round_trip(void **state)
{
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);
        struct buf first = { 0 }, second = { 0 }, err = { 0 };
        struct config config;

        config_init(&config);
        if (option_format(option, &config, &first)) {
            row_check(option->name, option_set(option, &config, buf_text(&first), &err));
            row_check(option->name, option_format(option, &config, &second));
            row_check_text(option->name, buf_text(&second), buf_text(&first));
        } else {
            row_check(option->name, !option->fallback);
        }
        config_finish(&config);
        buf_finish(&first);
        buf_finish(&second);
        buf_finish(&err);
    }
}

static void check_row(const struct option *option)
{
    bool takes_text = option->type != OPTION_FLAG && option->type != OPTION_ACTION;
    bool has_range = option->type == OPTION_INT || option->type == OPTION_DECIMAL ||
                     option->type == OPTION_DURATION || option->type == OPTION_SIZE ||
                     option->type == OPTION_TEMPERATURE;

    row_check(option->name, option->help && option->group && option->programs);
    row_check(option->name, takes_text == (option->argument != NULL));
    row_check(option->name, has_range == (option->min < option->max));
    row_check(option->name, (option->type == OPTION_CHOICE) == (option->choices != NULL));
    row_check(option->name, (option->type == OPTION_BROKER) == (option->set != NULL));
    row_check(option->name, !option->bare || option->argument[0] == '[');
    row_check(option->name, option->help[strlen(option->help) - 1] != '.');
}

/* Within one program no name and no letter twice; a row has what its type needs. */
static void test_table(void **state)
{
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        check_row(option);
        for (size_t j = 0; j < i; j++) {
            const struct option *other = option_get(j);

            if (!(other->programs & option->programs))
                continue;
            row_check(option->name, strcmp(option->name, other->name) != 0);
            row_check(option->name, !option->letter || option->letter != other->letter);
        }
    }
}

static void test_find(void **state)
{
    assert_ptr_equal(option_find_letter(OPTION_SENSORTOP, 'H'), find(OPTION_SENSORTOP, "high"));
    assert_null(option_find_letter(OPTION_SENSORPUB, 'H'));
    assert_null(option_find_letter(OPTION_SENSORTOP, '\0'));
    assert_null(find(OPTION_SENSORPUB, "high"));
    assert_null(find(OPTION_SENSORTOP, "hig"));
    assert_null(find(OPTION_SENSORTOP, ""));
    assert_ptr_not_equal(find(OPTION_SENSORTOP, "location"), find(OPTION_SENSORPUB, "location"));
}

static void test_nearest(void **state)
{
    static const struct {
        const char *typed;
        const char *expected;
    } rows[] = {
        { "hihg", "high" },
        { "hgih", "high" },
        { "hots", "host" },
        { "prt", "port" },
        { "qoss", "qos" },
        { "keep", "keepalive" },
        { "no-colour", "no-color" },
        { "user", "username" },
        { "password", "password-file" },
        { "stale", "stale-after" },
        { "farenheit", "fahrenheit" },
        { "zzzz", NULL },
        { "x", NULL },
        { "", NULL },
        { "this-name-is-longer-than-any-option-we-have-here", NULL },
    };

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct option *got =
            option_find_nearest(OPTION_SENSORTOP, rows[i].typed, strlen(rows[i].typed));

        row_check(rows[i].typed, !got == !rows[i].expected);
        if (got)
            row_check_text(rows[i].typed, got->name, rows[i].expected);
    }
}

static void test_variable(void **state)
{
    struct buf name = { 0 };

    option_format_variable(find(OPTION_SENSORTOP, "stale-after"), OPTION_SENSORTOP, &name);
    assert_string_equal(buf_text(&name), "SENSORTOP_STALE_AFTER");
    buf_clear(&name);
    option_format_variable(find(OPTION_SENSORPUB, "device-id"), OPTION_SENSORPUB, &name);
    assert_string_equal(buf_text(&name), "SENSORPUB_DEVICE_ID");
    buf_finish(&name);
}

static void check_help(int program, const char *const *lines)
{
    struct buf help = { 0 };

    option_format_help(program, &help);
    for (; *lines; lines++)
        row_check(*lines, strstr(buf_text(&help), *lines));
    for (const char *line = buf_text(&help); *line;) {
        size_t len = strcspn(line, "\n");

        if (len >= 80 || (len && line[len - 1] == ' '))
            fail_msg("help line of %zu columns: %.*s", len, (int)len, line);
        line += len + 1;
    }
    buf_finish(&help);
}

static void test_help(void **state)
{
    static const char *const sensortop[] = {
        "Usage: sensortop [OPTION]... [BROKER]\n",
        "\nBroker:\n  -h, --host HOST           Name or address",
        "\n  -p, --port PORT           Its port; auto: 1883, with TLS 8883 (between 1 and",
        "\n      --stale-after DURATION\n                            A device",
        "\n      --demo [N]            Start",
        "\nWithout a screen:\n      --headless            A log",
        "\nAlerts:\n  -H, --high C ",
        "\nEnvironment: each option",
        "No variable: --pw, --ask-password, --headless, ",
        NULL,
    };
    static const char *const sensorpub[] = {
        "Usage: sensorpub [OPTION]... [BROKER]\n",
        "\nWhat to publish:\n      --device-id ID ",
        "SENSORPUB_PASSWORD ",
        NULL,
    };

    check_help(OPTION_SENSORTOP, sensortop);
    check_help(OPTION_SENSORPUB, sensorpub);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_set_asks_topic),
        cmocka_unit_test(test_refused_changes_nothing),
        cmocka_unit_test(test_defaults_round_trip),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_variable),
        cmocka_unit_test(test_help),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
