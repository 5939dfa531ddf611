/* SPDX-License-Identifier: MIT */
#include "core/address.h"

#include "row.h"

/* What was understood: "host=… port=… user=… pw=…", or the sentence. */
typedef bool parse_fn(const char *text, struct address *out, struct buf *err);

static void format_address(parse_fn *parse, const char *text, struct buf *out)
{
    struct address address;

    if (!parse(text, &address, out))
        return;
    buf_addf(out, "%s %lld", address.host, (long long)address.port);
    if (address.username)
        buf_addf(out, " user=%s", address.username);
    if (address.password)
        buf_addf(out, " pw=%s", address.password);
    address_finish(&address);
}

static void test_parse(void **state)
{
    // clang-format off
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        { "localhost", "localhost 0" },
        { "pi-broker.local:1884", "pi-broker.local 1884" },
        { "sensor_net.example.", "sensor_net.example. 0" },
        { "192.168.1.7:1", "192.168.1.7 1" },
        { "127.1", "127.1 0" },
        { "h\xc3\xa4us.local", "h\xc3\xa4us.local 0" },
        { "::1", "::1 0" },
        { "fe80::1%eth0", "fe80::1%eth0 0" },
        { "[::1]", "::1 0" },
        { "[2001:db8::7]:65535", "2001:db8::7 65535" },
        { "/run/mosquitto.sock", "/run/mosquitto.sock 0" },
        { "mqtt://broker", "broker 0" },
        { "MQTT://broker:1884/", "broker 1884" },
        { "mqtt://[::1]:1884", "::1 1884" },
        { "mqtt://[fe80::1%25eth0]", "fe80::1%eth0 0" },
        { "mqtt://ann@broker", "broker 0 user=ann" },
        { "mqtt://ann:secret@broker:1884", "broker 1884 user=ann pw=secret" },
        { "mqtt://ann:@broker", "broker 0 user=ann pw=" },
        { "mqtt://a%40b:p%2fw%3A%25@broker", "broker 0 user=a@b pw=p/w:%" },
        { "mqtt://ann:p@ss:word@broker", "broker 0 user=ann pw=p@ss:word" },

        { "", "not a host name or address: ''" },
        { ":1883", "not a host name or address: ':1883'" },
        { "1883", "not a host; a port goes after its name, as in localhost:1883: '1883'" },
        { "-p", "not a host name or address: '-p'" },
        { ".x", "not a host name or address: '.x'" },
        { "two words", "not a host name or address: 'two words'" },
        { "home/kitchen", "not a host name or address: 'home/kitchen'" },
        { "x\x1b[2J", "not a host name or address: 'x\x1b[2J'" },
        { "x\xff", "not a host name or address: 'x\xff'" },
        { "300.1.1.1", "not an IPv4 address: '300.1.1.1'" },
        { "broker:", "not a port between 1 and 65535 after the ':': 'broker:'" },
        { "broker:0", "not a port between 1 and 65535 after the ':': 'broker:0'" },
        { "broker:65536", "not a port between 1 and 65535 after the ':': 'broker:65536'" },
        { "broker:18x", "not a port between 1 and 65535 after the ':': 'broker:18x'" },
        { "a:b:c", "not a host name or address; a port goes to --port: 'a:b:c'" },
        { "[::1", "not [IPv6] or [IPv6]:port: '[::1'" },
        { "[::1]1883", "not [IPv6] or [IPv6]:port: '[::1]1883'" },
        { "[broker]", "not an IPv6 address between the brackets: '[broker]'" },
        { "[::1]:", "not a port between 1 and 65535 after the ':': '[::1]:'" },
        { "ann@broker", "not a host; a user name needs the form mqtt://user@host: 'ann@broker'" },
        { "ann:pw@broker",
          "not a host; a user name needs the form mqtt://user@host: 'ann:***@broker'" },
        { "ws://broker",
          "not supported: MQTT over WebSocket; mqtt:// and mqtts:// are accepted: 'ws://broker'" },
        { "http://broker", "not a known kind of URL; mqtt:// and mqtts:// are accepted: 'http://broker'" },
        { "://broker", "not a known kind of URL; mqtt:// and mqtts:// are accepted: '://broker'" },
        { "mqtt://", "not a host name or address: 'mqtt://'" },
        { "mqtt://@broker", "not an address with a user name before its '@': 'mqtt://@broker'" },
        { "mqtt://ann:pw@", "not a host name or address: 'mqtt://ann:***@'" },
        { "mqtt://ann:p%4@b",
          "not an escape such as %40 after each '%' in user and password: 'mqtt://ann:***@b'" },
        { "mqtt://ann%zz@b",
          "not an escape such as %40 after each '%' in user and password: 'mqtt://ann%zz@b'" },
        { "mqtt://ann%00@b",
          "not an escape such as %40 after each '%' in user and password: 'mqtt://ann%00@b'" },
        { "mqtt://%ff@b", "not in UTF-8, the user name: 'mqtt://%ff@b'" },
        { "mqtt://b%2", "not an escape such as %25 after each '%' in the host: 'mqtt://b%2'" },
        { "mqtt://ann:pw@broker/home/#",
          "not an address that ends after the port; a topic is said with --location: "
          "'mqtt://ann:***@broker/home/#'" },
        { "mqtt://broker?x",
          "not an address that ends after the port; a topic is said with --location: "
          "'mqtt://broker?x'" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        format_address(address_parse, rows[i].text, &got);
        row_check_text(rows[i].text, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

static void test_parse_proxy(void **state)
{
    // clang-format off
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        { "socks5h://proxy", "proxy 0" },
        { "SOCKS5H://proxy:1081/", "proxy 1081" },
        { "socks5h://[::1]:1081", "::1 1081" },
        { "socks5h://ann:p%40@proxy", "proxy 0 user=ann pw=p@" },

        { "proxy", "not a proxy such as socks5h://localhost:1080: 'proxy'" },
        { "socks5://proxy", "not a proxy such as socks5h://localhost:1080: 'socks5://proxy'" },
        { "http://ann:pw@proxy", "not a proxy such as socks5h://localhost:1080: 'http://ann:***@proxy'" },
        { "socks5h://", "not a host name or address: 'socks5h://'" },
        { "socks5h://ann:pw@proxy:0",
          "not a port between 1 and 65535 after the ':': 'socks5h://ann:***@proxy:0'" },
        { "socks5h://%2ftmp%2fproxy",
          "not a proxy on a host, the path of a socket is none: 'socks5h://%2ftmp%2fproxy'" },
    };
    // clang-format on

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };

        format_address(address_parse_proxy, rows[i].text, &got);
        row_check_text(rows[i].text, buf_text(&got), rows[i].expected);
        buf_finish(&got);
    }
}

static void test_parse_proxy_long_login(void **state)
{
    struct address address = { 0 };
    struct buf text = { 0 }, err = { 0 };

    (void)state;
    buf_addf(&text, "socks5h://%0256d@proxy", 1);
    assert_false(address_parse_proxy(buf_text(&text), &address, &err));
    assert_non_null(strstr(buf_text(&err), "not a user name and a password of at most 255 bytes"));
    buf_finish(&text);
    buf_finish(&err);
}

static void test_numeric(void **state)
{
    static const struct {
        const char *text;
        bool expected;
    } rows[] = {
        { "127.0.0.2", true },  { "::1", true }, { "fe80::1%eth0", true },
        { "localhost", false }, { "", false },   { "127.1", false },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const char *why = NULL;

        row_check(rows[i].text, address_is_numeric(rows[i].text, &why) == rows[i].expected);
    }
}

static void test_long_names(void **state)
{
    static const struct {
        const char *name;
        char fill;
        size_t len;
        bool expected;
    } rows[] = {
        { "longest name", 'x', 253, true },
        { "name too long", 'x', 254, false },
        { "longest socket", '/', 107, true },
        { "socket too long", '/', 108, false },
    };
    char text[300];

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const char *why = NULL;

        memset(text, rows[i].fill, rows[i].len);
        text[rows[i].len] = '\0';
        row_check(rows[i].name, address_is_host(text, &why) == rows[i].expected);
        row_check(rows[i].name, rows[i].expected || why);
    }
}

static void test_failure_changes_nothing(void **state)
{
    struct address address = { .port = 7 };
    struct buf err = { 0 };

    assert_false(address_parse("mqtt://ann:pw@broker:0", &address, &err));
    assert_null(address.host);
    assert_null(address.username);
    assert_int_equal(address.port, 7);
    buf_finish(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_proxy),
        cmocka_unit_test(test_parse_proxy_long_login),
        cmocka_unit_test(test_numeric),
        cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_failure_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
