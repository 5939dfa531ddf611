/* SPDX-License-Identifier: MIT */
#include "core/message.h"

#include "row.h"

#define BYTES(literal) (literal), sizeof(literal) - 1
#define WALL_MS        INT64_C(1700003600000)
#define SENSORS        "home/porch-05/sensors"
#define STATUS         "home/porch-05/status"

enum { BYTES_MAX = 256 };

static void read_message(const char *topic, const char *payload, size_t len, struct meaning *out)
{
    struct reading_parser *parser = reading_parser_create();
    struct message message = {
        .topic = topic, .topic_len = strlen(topic), .payload = payload, .payload_len = len
    };

    message_read(parser, &message, BYTES_MAX, WALL_MS, out);
    reading_parser_destroy(parser);
}

static const struct {
    const char *name;
    const char *topic;
    const char *payload;
    size_t len;
    enum meaning_kind kind;
    const char *fault; /* NULL: none */
} rows[] = {
    { "reading", SENSORS, BYTES("{\"temperature_c\":22.5}"), MEANING_READING, NULL },
    { "reading with a fault", SENSORS, BYTES("{\"humidity\":-1}"), MEANING_READING,
      "humidity: outside 0…105 %: -1" },
    { "empty reading", SENSORS, BYTES("{}"), MEANING_READING, NULL },
    { "spoiled", SENSORS, BYTES("{"), MEANING_SPOILED, "byte 2: the JSON is cut off here" },
    { "a status word", SENSORS, BYTES("offline"), MEANING_SPOILED, "byte 1: not JSON: 'offline'" },
    { "cleared", SENSORS, "", 0, MEANING_CLEARED, NULL },
    { "cleared without a byte", SENSORS, NULL, 0, MEANING_CLEARED, NULL },
    { "status cleared", STATUS, NULL, 0, MEANING_CLEARED, NULL },
    { "status", STATUS, BYTES("online"), MEANING_STATUS, NULL },
    { "a reading on the status topic", STATUS, BYTES("{\"temperature_c\":22.5}"), MEANING_STATUS,
      "status: neither online nor offline: '{\"temperature_c\":22.5}'" },
    { "not ours", "home/porch-05/commands", BYTES("online"), MEANING_IGNORED, NULL },
    { "not ours, empty", "home/porch-05/commands", NULL, 0, MEANING_IGNORED, NULL },
    { "refused", "home//status", BYTES("online"), MEANING_IGNORED, "topic: the device is empty" },
    { "refused, empty", "home//status", NULL, 0, MEANING_IGNORED, "topic: the device is empty" },
    { "no topic", "", BYTES("online"), MEANING_IGNORED, NULL },
};

static void test_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct meaning meaning;

        read_message(rows[i].topic, rows[i].payload, rows[i].len, &meaning);
        row_check(rows[i].name, meaning.kind == rows[i].kind);
        row_check_text(rows[i].name, meaning.faults.text[0], rows[i].fault ? rows[i].fault : "");
        row_check(rows[i].name, meaning.faults.n == (rows[i].fault != NULL));
    }
}

static const struct {
    const char *name;
    const char *payload;
    size_t len;
    enum status status;
    const char *quoted; /* of an unknown word */
} status_rows[] = {
    { "online", BYTES("online"), STATUS_ONLINE, NULL },
    { "offline", BYTES("offline"), STATUS_OFFLINE, NULL },
    { "upper case", BYTES("ONLINE"), STATUS_ONLINE, NULL },
    { "mixed case", BYTES("OffLine"), STATUS_OFFLINE, NULL },
    { "line end", BYTES("online\r\n"), STATUS_ONLINE, NULL },
    { "blanks around", BYTES(" \tonline "), STATUS_ONLINE, NULL },
    { "a C string", BYTES("online\0"), STATUS_ONLINE, NULL },
    { "a C string of a line", BYTES("offline\n\0"), STATUS_OFFLINE, NULL },
    { "quoted", BYTES("\"online\""), STATUS_ONLINE, NULL },
    { "all of it", BYTES(" \"OFFLINE\"\r\n\0"), STATUS_OFFLINE, NULL },
    { "two NULs", BYTES("online\0\0"), STATUS_UNKNOWN, "online\\x00" },
    { "NUL before the line end", BYTES("online\0\n"), STATUS_UNKNOWN, "online\\x00" },
    { "NUL inside", BYTES("on\0line"), STATUS_UNKNOWN, "on\\x00line" },
    { "NUL and more", BYTES("online\0offline"), STATUS_UNKNOWN, "online\\x00offline" },
    { "blanks in quotes", BYTES("\" online \""), STATUS_UNKNOWN, " online " },
    { "two pairs of quotes", BYTES("\"\"online\"\""), STATUS_UNKNOWN, "\"online\"" },
    { "half a pair of quotes", BYTES("\"online"), STATUS_UNKNOWN, "\"online" },
    { "one quote", BYTES("\""), STATUS_UNKNOWN, "\"" },
    { "single quotes", BYTES("'online'"), STATUS_UNKNOWN, "'online'" },
    { "blank", BYTES("  \n"), STATUS_UNKNOWN, "" },
    { "only a NUL", BYTES("\0"), STATUS_UNKNOWN, "" },
    { "empty quotes", BYTES("\"\""), STATUS_UNKNOWN, "" },
    { "byte order mark", BYTES("\ufeffonline"), STATUS_UNKNOWN, "\\u{feff}online" },
    { "Connected", BYTES("Connected"), STATUS_UNKNOWN, "Connected" },
    { "on", BYTES("ON"), STATUS_UNKNOWN, "ON" },
    { "true", BYTES("true"), STATUS_UNKNOWN, "true" },
    { "1", BYTES("1"), STATUS_UNKNOWN, "1" },
    { "unknown", BYTES("unknown"), STATUS_UNKNOWN, "unknown" },
    { "suffix", BYTES("onlinefoo"), STATUS_UNKNOWN, "onlinefoo" },
    { "prefix", BYTES("onlin"), STATUS_UNKNOWN, "onlin" },
    { "both", BYTES("online offline"), STATUS_UNKNOWN, "online offline" },
    { "full-width", BYTES("ｏｎｌｉｎｅ"), STATUS_UNKNOWN, "ｏｎｌｉｎｅ" },
    { "Cyrillic o", BYTES("\u043enline"), STATUS_UNKNOWN, "\u043enline" },
    { "dotless i", BYTES("onl\u0131ne"), STATUS_UNKNOWN, "onl\u0131ne" },
    { "zero-width space", BYTES("online\u200b"), STATUS_UNKNOWN, "online\\u{200b}" },
    { "no-break space is not trimmed", BYTES("online\u00a0"), STATUS_UNKNOWN, "online\u00a0" },
    { "escape", BYTES("\x1b[2Jonline"), STATUS_UNKNOWN, "\\x1b[2Jonline" },
    { "binary", BYTES("\xff\xfe"), STATUS_UNKNOWN, "\\xff\\xfe" },
    { "JSON", BYTES("{\"state\":\"online\"}"), STATUS_UNKNOWN, "{\"state\":\"online\"}" },
    { "long", BYTES("onlineonlineonlineonlineonlineonlineonlineonline"), STATUS_UNKNOWN,
      "onlineonlineonlineonlineonlineonlineonl…" },
};

static void test_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(status_rows); i++) {
        const char *name = status_rows[i].name, *quoted = status_rows[i].quoted;
        struct meaning meaning;
        struct buf fault = { 0 };

        read_message(STATUS, status_rows[i].payload, status_rows[i].len, &meaning);
        if (quoted)
            buf_addf(&fault, "status: neither online nor offline: '%s'", quoted);
        row_check(name, meaning.kind == MEANING_STATUS);
        row_check(name, meaning.status == status_rows[i].status);
        row_check_text(name, meaning.faults.text[0], buf_text(&fault));
        row_check(name, meaning.faults.n == (quoted != NULL));
        buf_finish(&fault);
    }
    assert_string_equal(status_name(STATUS_ONLINE), "online");
    assert_string_equal(status_name(STATUS_OFFLINE), "offline");
    assert_null(status_name(STATUS_UNKNOWN));
}

static void test_too_long(void **state)
{
    char payload[BYTES_MAX + 1];
    struct meaning meaning;

    (void)state;
    memset(payload, ' ', sizeof payload);
    memcpy(payload, "{}", 2);
    read_message(SENSORS, payload, BYTES_MAX, &meaning);
    assert_int_equal(meaning.kind, MEANING_READING);
    read_message(SENSORS, payload, BYTES_MAX + 1, &meaning);
    assert_int_equal(meaning.kind, MEANING_SPOILED);
    assert_string_equal(meaning.faults.text[0], "the payload has more than 256 bytes");
    memcpy(payload, "online", 6);
    read_message(STATUS, payload, BYTES_MAX, &meaning);
    assert_int_equal(meaning.kind, MEANING_STATUS);
    read_message(STATUS, payload, BYTES_MAX + 1, &meaning);
    assert_int_equal(meaning.kind, MEANING_SPOILED);
    assert_int_equal(meaning.faults.n, 1);
}

static void test_meaning_points_into_the_topic(void **state)
{
    struct meaning meaning;

    (void)state;
    read_message(SENSORS, BYTES("{\"device_id\":\"vault-01\"}"), &meaning);
    assert_int_equal(meaning.topic.kind, TOPIC_SENSORS);
    assert_memory_equal(meaning.topic.location, "home/", 5);
    assert_memory_equal(meaning.topic.device, "porch-05/", 9);
    assert_int_equal(meaning.topic.device_len, 8);
    assert_true(meaning.reading.has_other_id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_status),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_meaning_points_into_the_topic),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
