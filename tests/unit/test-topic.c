/* SPDX-License-Identifier: MIT */
#include "core/topic.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1
#define D16            "dddddddddddddddd"
#define D128           D16 D16 D16 D16 D16 D16 D16 D16

static const struct {
    const char *name;
    const char *topic;
    size_t len;
    enum topic_kind kind;
    const char *location;
    const char *device;
} our_rows[] = {
    { "sensors", BYTES("home/living-room-01/sensors"), TOPIC_SENSORS, "home", "living-room-01" },
    { "status", BYTES("office-3rd-floor/a/status"), TOPIC_STATUS, "office-3rd-floor", "a" },
    { "not ASCII", BYTES("home/küche-07/sensors"), TOPIC_SENSORS, "home", "küche-07" },
    { "two dots", BYTES("home/../sensors"), TOPIC_SENSORS, "home", ".." },
    { "dollar", BYTES("home/$SYS/sensors"), TOPIC_SENSORS, "home", "$SYS" },
    { "percent", BYTES("home/%s%n/sensors"), TOPIC_SENSORS, "home", "%s%n" },
    { "blanks inside", BYTES("home/ a b /sensors"), TOPIC_SENSORS, "home", " a b " },
    { "override", BYTES("home/a\u202eb/sensors"), TOPIC_SENSORS, "home", "a\u202eb" },
    { "zero-width joiner", BYTES("home/\u200d/sensors"), TOPIC_SENSORS, "home", "\u200d" },
    { "zero-width space", BYTES("home/\u200b/sensors"), TOPIC_SENSORS, "home", "\u200b" },
    { "Hangul filler", BYTES("home/\u3164/sensors"), TOPIC_SENSORS, "home", "\u3164" },
    { "private use", BYTES("home/\ue0b0x/sensors"), TOPIC_SENSORS, "home", "\ue0b0x" },
    { "byte order mark", BYTES("home/\ufeffa/sensors"), TOPIC_SENSORS, "home", "\ufeffa" },
    { "replacement character", BYTES("home/\ufffd/sensors"), TOPIC_SENSORS, "home", "\ufffd" },
    { "called sensors", BYTES("sensors/sensors/sensors"), TOPIC_SENSORS, "sensors", "sensors" },
    { "128 bytes", BYTES(D128 "/" D128 "/status"), TOPIC_STATUS, D128, D128 },
};

static void test_ours(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(our_rows); i++) {
        const char *name = our_rows[i].name;
        struct faults faults = { 0 };
        struct topic topic;

        row_check(name,
                  topic_parse(our_rows[i].topic, our_rows[i].len, &topic, &faults) == TOPIC_OURS);
        row_check(name, topic.kind == our_rows[i].kind);
        row_check(name, topic.location_len == strlen(our_rows[i].location));
        row_check(name, memcmp(topic.location, our_rows[i].location, topic.location_len) == 0);
        row_check(name, topic.device_len == strlen(our_rows[i].device));
        row_check(name, memcmp(topic.device, our_rows[i].device, topic.device_len) == 0);
        row_check(name, faults.n == 0);
    }
}

static const struct {
    const char *name;
    const char *topic;
    size_t len;
    const char *fault; /* NULL: ignored without one */
} other_rows[] = {
    { "empty", BYTES(""), NULL },
    { "one level", BYTES("sensors"), NULL },
    { "two levels", BYTES("home/sensors"), NULL },
    { "four levels", BYTES("home/a/b/sensors"), NULL },
    { "trailing slash", BYTES("home/a/sensors/"), NULL },
    { "leading slash", BYTES("/home/a/sensors"), NULL },
    { "only slashes", BYTES("///////"), NULL },
    { "commands", BYTES("home/a/commands"), NULL },
    { "another type, empty device", BYTES("home//commands"), NULL },
    { "empty type", BYTES("home/a/"), NULL },
    { "other case", BYTES("home/a/Sensors"), NULL },
    { "longer type", BYTES("home/a/sensors2"), NULL },
    { "shorter type", BYTES("home/a/sensor"), NULL },
    { "the broker's own", BYTES("$SYS/broker/uptime"), NULL },
    { "empty device", BYTES("home//sensors"), "topic: the device is empty" },
    { "empty device, status", BYTES("home//status"), "topic: the device is empty" },
    { "empty location", BYTES("/a/sensors"), "topic: the location is empty" },
    { "blank device", BYTES("home/  /sensors"), "topic: the device is only white space" },
    { "no-break space", BYTES("home/\u00a0/status"), "topic: the device is only white space" },
    { "ideographic space", BYTES("home/\u3000/status"), "topic: the device is only white space" },
    { "blank location", BYTES(" /a/sensors"), "topic: the location is only white space" },
    { "129 bytes", BYTES("home/d" D128 "/sensors"),
      "topic: the device is 129 bytes long, at most 128 are taken: ddddd" },
    { "129 bytes, 65 characters",
      BYTES("home/üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü"
            "üüüüüüüüüüüüüd/sensors"),
      "topic: the device is 129 bytes long, at most 128 are taken: üüüüü" },
    { "129 bytes of location", BYTES("d" D128 "/a/sensors"),
      "topic: the location is 129 bytes long, at most 128 are taken: ddddd" },
    { "plus", BYTES("home/+/sensors"), "topic: a wildcard at byte 6: home/+/sensors" },
    { "plus inside", BYTES("home/a+b/sensors"), "topic: a wildcard at byte 7: home/a+b/sensors" },
    { "hash", BYTES("home/#"), "topic: a wildcard at byte 6: home/#" },
    { "hash of nobody's shape", BYTES("#"), "topic: a wildcard at byte 1: #" },
    { "NUL", BYTES("home/po\0rch/sensors"), "topic: a control character at byte 8: home/po" },
    { "line end", BYTES("home/a\n/sensors"),
      "topic: a control character at byte 7: home/a\\x0a/sensors" },
    { "escape", BYTES("home/\x1b[2J/sensors"),
      "topic: a control character at byte 6: home/\\x1b[2J/sensors" },
    { "DEL", BYTES("home/\x7f/sensors"),
      "topic: a control character at byte 6: home/\\x7f/sensors" },
    { "C1", BYTES("home/\xc2\x9b/sensors"),
      "topic: a control character at byte 6: home/\\u{9b}/sensors" },
    { "non-character", BYTES("home/\ufdd0/sensors"),
      "topic: a non-character of Unicode at byte 6: home/\\u{fdd0}/sensors" },
    { "the last of plane 0", BYTES("home/\uffff/sensors"),
      "topic: a non-character of Unicode at byte 6: home/\\u{ffff}/sensors" },
    { "the last but one of plane 16", BYTES("home/\U0010fffe/sensors"),
      "topic: a non-character of Unicode at byte 6: home/\\u{10fffe}/sensors" },
    { "Latin-1",
      BYTES("home/k\xfc"
            "che/sensors"),
      "topic: a byte that is not UTF-8 at byte 7: home/k\\xfcche/sensors" },
    { "surrogate", BYTES("home/\xed\xa0\x80/sensors"),
      "topic: a byte that is not UTF-8 at byte 6: home/\\xed\\xa0\\x80/sensors" },
    { "overlong slash", BYTES("home\xc0\xaf/a/sensors"),
      "topic: a byte that is not UTF-8 at byte 5: home\\xc0\\xaf/a/sensors" },
    { "cut off", BYTES("home/a/sensors\xe2\x82"),
      "topic: a byte that is not UTF-8 at byte 15: home/a/sensors\\xe2\\x82" },
};

static void test_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(other_rows); i++) {
        const char *name = other_rows[i].name, *fault = other_rows[i].fault;
        struct topic topic = { .device_len = 4711 };
        struct faults faults = { 0 };

        row_check(name, topic_parse(other_rows[i].topic, other_rows[i].len, &topic, &faults) ==
                            (fault ? TOPIC_REFUSED : TOPIC_IGNORED));
        row_check(name, topic.device_len == 4711);
        row_check(name, faults.n == (fault != NULL));
        if (fault && strlen(faults.text[0]) > strlen(fault))
            faults.text[0][strlen(fault)] = '\0';
        if (fault)
            row_check_text(name, faults.text[0], fault);
    }
}

static void test_very_long_topics(void **state)
{
    static char topic[65535];
    struct faults faults = { 0 };
    struct topic out;

    (void)state;
    memset(topic, '/', sizeof topic);
    assert_int_equal(topic_parse(topic, sizeof topic, &out, &faults), TOPIC_IGNORED);
    memset(topic, 'a', sizeof topic);
    assert_int_equal(topic_parse(topic, sizeof topic, &out, &faults), TOPIC_IGNORED);
    assert_int_equal(topic_parse(NULL, 0, &out, &faults), TOPIC_IGNORED);
    assert_int_equal(faults.n, 0);
    topic[sizeof topic - 1] = '\t';
    assert_int_equal(topic_parse(topic, sizeof topic, &out, &faults), TOPIC_REFUSED);
}

static const struct {
    const char *name;
    bool ok;
} level_rows[] = {
    { "home", true },    { "office-3rd-floor", true },
    { "küche", true },   { "a b", true },
    { D128, true },      { D128 "d", false },
    { "", false },       { " ", false },
    { "a/b", false },    { "a+", false },
    { "#", false },      { "a\tb", false },
    { "a\x1b", false },  { "k\xfc", false },
    { "\u3000", false },
};

static void test_levels(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(level_rows); i++) {
        const char *why = NULL;

        row_check(level_rows[i].name, topic_is_level(level_rows[i].name, &why) == level_rows[i].ok);
        row_check(level_rows[i].name, (why == NULL) == level_rows[i].ok);
    }
}

static void test_filters(void **state)
{
    struct buf out = { 0 };

    (void)state;
    topic_format_filter(&out, "home", TOPIC_SENSORS);
    buf_puts(&out, " ");
    topic_format_filter(&out, "küche", TOPIC_STATUS);
    assert_string_equal(buf_text(&out), "home/+/sensors küche/+/status");
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ours),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_very_long_topics),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_filters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
