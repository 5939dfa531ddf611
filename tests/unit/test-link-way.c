/* SPDX-License-Identifier: MIT
 *
 * The ways to a broker: through a proxy, from an address of our own.
 */
#include "fake-broker.h"
#include "fake-socks.h"
#include "link-probe.h"
#include "row.h"

#include <stdio.h>
#include <unistd.h>

/* As in test-link-faults: a broker that is content. */
#define BROKER "2003000000 r 900500010000 00 r 90050002000101 h"

#define REACHED "05000001 7f000001 075b"
#define NAME                                                                                       \
    "05010003"                                                                                     \
    "0b"                                                                                           \
    "62726f6b65722e74657374"                                                                       \
    "075b" /* broker.test:1883 */

static const struct proxy_row {
    const char *name;
    const char *host;
    const char *username;
    const char *password;
    const char *script;
    const char *reason; /* "": up */
    const char *asked;
} proxy_rows[] = {
    // clang-format off
    { "the proxy looks up the name", "broker.test", NULL, NULL, "0500|" REACHED, "", "050100" NAME },
    { "IPv4", "192.0.2.1", NULL, NULL, "0500|" REACHED, "", "05010005010001c0000201075b" },
    { "IPv6", "2001:db8::1", NULL, NULL, "0500|05000004 00000000000000000000000000000001 0000", "",
      "05010005010004" "20010db8000000000000000000000001" "075b" },
    { "logs in", "broker.test", "ann", "pw", "0502|0100|" REACHED, "",
      "05020002" "0103" "616e6e" "02" "7077" NAME },
    { "needs no login after all", "broker.test", "ann", "pw", "0500|" REACHED, "", "05020002" NAME },
    { "user name alone", "broker.test", "ann", NULL, "0502|0100|" REACHED, "",
      "05020002" "0103" "616e6e" "00" NAME },

    { "wants a login", "broker.test", NULL, NULL, "05ff", "wants another way to log in than none", NULL },
    { "wants another login", "broker.test", "ann", "pw", "05ff", "than a password", NULL },
    { "wrong login", "broker.test", "ann", "pw", "0502|0101", "does not know this user name", NULL },
    { "asks for what was not offered", "broker.test", NULL, NULL, "0502", "does not speak SOCKS5", NULL },
    { "general failure", "broker.test", NULL, NULL, "0500|05010001000000000000",
      "cannot connect to broker.test:1883 (code 1)", NULL },
    { "not allowed", "broker.test", NULL, NULL, "0500|05020001000000000000", "does not let us to broker.test", NULL },
    { "no route", "broker.test", NULL, NULL, "0500|05040001000000000000", "has no route to broker.test", NULL },
    { "refused", "broker.test", NULL, NULL, "0500|05050001000000000000",
      "says: connection refused by broker.test:1883: is the broker running?", NULL },
    { "timed out there", "broker.test", NULL, NULL, "0500|05060001000000000000", "broker.test:1883 does not answer", NULL },
    { "answers with a name", "broker.test", NULL, NULL, "0500|05000003 01 61 0000", "does not speak SOCKS5", NULL },
    { "SOCKS4", "broker.test", NULL, NULL, "005a000000000000", "does not speak SOCKS5", NULL },
    { "a web server", "broker.test", NULL, NULL, "485454502f312e31", "does not speak SOCKS5", NULL },
    { "hangs up at once", "broker.test", NULL, NULL, "", "hangs up on us: is it a SOCKS5 proxy?", NULL },
    { "hangs up in the middle", "broker.test", NULL, NULL, "0500|0500", "hangs up on us: is it a SOCKS5 proxy?", NULL },
    { "never answers", "broker.test", NULL, NULL, ".|", "does not get through to broker.test:1883", NULL },
    { "stalls in the middle", "broker.test", NULL, NULL, "0500|0500|", "does not get through", NULL },
    // clang-format on
};

static bool proxy_row_is_met(const struct probe *probe, const void *data)
{
    const struct proxy_row *row = data;

    if (!*row->reason)
        return probe->state.phase == LINK_UP;
    return probe->state.phase == LINK_WAITING && strstr(probe->state.reason, row->reason);
}

static void test_proxy(void **state)
{
    int fds = probe_count_fds();

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(proxy_rows); i++) {
        const struct proxy_row *row = &proxy_rows[i];
        struct fake_broker *broker = fake_broker_start(BROKER, NULL);
        struct fake_socks *socks =
            fake_socks_start(row->script, *row->reason ? 0 : fake_broker_port(broker));
        struct link_options options = probe_options(1883);
        struct link_timing timing = probe_timing();
        char asked[512];
        struct probe probe;

        assert_non_null(socks);
        options.host = row->host;
        options.proxy = (struct link_proxy){ .host = "127.0.0.1",
                                             .port = fake_socks_port(socks),
                                             .username = row->username,
                                             .password = row->password };
        /* Only who waits for us to give up should see that; a busy machine is slow, too. */
        if (!strstr(row->reason, "does not get through")) {
            timing.connect_ms = LINK_TIMING.connect_ms;
            timing.address_ms = LINK_TIMING.address_ms;
        }
        probe_start_timed(&probe, &options, &timing);
        if (!probe_wait(&probe, proxy_row_is_met, row))
            fail_msg("%s: phase %d, \"%s\"", row->name, probe.state.phase, probe.state.reason);
        assert_in_range(probe_stop(&probe), 0, PROBE_QUIT_MS);
        fake_socks_stop(socks, asked, sizeof asked);
        fake_broker_stop(broker);
        if (row->asked)
            row_check_text(row->name, asked, row->asked);
        assert_in_range(probe_count_fds(), 0, fds + 4);
    }
}

static void test_proxy_that_is_not_there(void **state)
{
    int fd;
    struct link_options options = probe_options(1883);
    struct probe probe;
    char expected[80];

    (void)state;
    options.proxy = (struct link_proxy){ .host = "127.0.0.1", .port = fake_port_refusing(&fd) };
    snprintf(expected, sizeof expected, "connection refused by 127.0.0.1:%d: is the proxy running?",
             options.proxy.port);
    probe_start(&probe, &options);
    assert_true(probe_wait_reason(&probe, expected));
    probe_stop(&probe);
    close(fd);
}

static void test_bind_address(void **state)
{
    static const struct {
        const char *bind;
        const char *reason;
    } rows[] = {
        { "127.0.0.2", "" },
        { "192.0.2.1", " from 192.0.2.1: " },
        { "::1", "127.0.0.1 cannot be reached from ::1" },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct fake_broker *broker = fake_broker_start(BROKER, NULL);
        struct link_options options = probe_options(fake_broker_port(broker));
        struct probe probe;

        options.bind_address = rows[i].bind;
        probe_start(&probe, &options);
        if (!(*rows[i].reason ? probe_wait_reason(&probe, rows[i].reason)
                              : probe_wait_phase(&probe, LINK_UP)))
            fail_msg("%s: phase %d, \"%s\"", rows[i].bind, probe.state.phase, probe.state.reason);
        probe_stop(&probe);
        fake_broker_stop(broker);
    }
}

/* A password that somebody in between could read. */
static void test_safety(void **state)
{
    static const struct {
        const char *host;
        const char *proxy;
        enum link_safety safety;
    } rows[] = {
        { "127.0.0.1", NULL, LINK_PLAIN },
        { "broker.test", NULL, LINK_CLEAR_PASSWORD },
        { "127.0.0.1", "127.0.0.1", LINK_PLAIN },
        { "127.0.0.1", "proxy.test", LINK_CLEAR_PASSWORD },
        { "broker.test", "127.0.0.1", LINK_CLEAR_PASSWORD },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct link_options options = { .host = rows[i].host,
                                        .password = "pw",
                                        .proxy = { .host = rows[i].proxy, .port = 1080 } };

        row_check(rows[i].host, link_options_safety(&options) == rows[i].safety);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proxy),
        cmocka_unit_test(test_proxy_that_is_not_there),
        cmocka_unit_test(test_bind_address),
        cmocka_unit_test(test_safety),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
