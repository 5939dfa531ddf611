/* SPDX-License-Identifier: MIT */
#include "core/address.h"
#include "core/config.h"
#include "core/option-rows.h"
#include "core/text.h"

#include <stdint.h>
#include <string.h>

#define OPTION_GROUP_BROKER "Broker"
#define OPTION_GROUP_TLS    "TLS"

/* MQTT 5 section 1.5.4: at most 65,535 bytes of UTF-8. */
static bool option_check_string(const char *text, const char **why)
{
    size_t len = strlen(text);

    if (len > 0 && len <= UINT16_MAX && text_is_utf8(text, len))
        return true;
    *why = "a text of 1 to 65535 bytes in UTF-8";
    return false;
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
static const struct option option_rows[] = {
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
};
// clang-format on

const struct option_part option_part_broker = { option_rows,
                                                sizeof option_rows / sizeof option_rows[0] };
