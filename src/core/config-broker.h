/* SPDX-License-Identifier: MIT
 *
 * config-broker: how to reach the broker, as plain values: the part of config
 * that both programs have.
 */
#ifndef SENSORTOP_CORE_CONFIG_BROKER_H
#define SENSORTOP_CORE_CONFIG_BROKER_H

#include <stdbool.h>
#include <stdint.h>

enum config_protocol { CONFIG_PROTOCOL_AUTO, CONFIG_PROTOCOL_5, CONFIG_PROTOCOL_311 };

/* TLS; any of its options but `off` switches it on. */
struct config_tls {
    bool on;
    bool off; /* --no-tls: although the port is 8883 */
    char *cafile;
    char *capath;
    char *cert;
    char *key;
    char *key_password_file;
    char *key_password; /* read at the start; wiped by config_finish */
    char *psk;
    char *psk_identity;
    char *alpn;
    char *ciphers;
    bool insecure;
    int version; /* enum config_tls_version */
};

enum config_tls_version { CONFIG_TLS_12, CONFIG_TLS_13 };

enum { CONFIG_PORT = 1883, CONFIG_PORT_TLS = 8883, CONFIG_PORT_PROXY = 1080 };

/* --proxy; the broker's name is looked up there. */
struct config_proxy {
    char *host; /* NULL: none */
    int64_t port;
    char *username; /* or NULL */
    char *password; /* or NULL; wiped by config_finish */
};

/* How to reach the broker: the same for both programs. */
struct config_broker {
    char *host;
    int64_t port;   /* 0 until config_settle: the usual one */
    char *username; /* or NULL */
    char *password; /* or NULL; wiped by config_finish */
    char *password_file;
    bool ask_password;
    char *client_id; /* or NULL: unique, made anew each start */
    int64_t keepalive_s;
    int64_t qos;
    int protocol;       /* enum config_protocol */
    char *bind_address; /* of ours, to connect from; or NULL */
    struct config_proxy proxy;
    struct config_tls tls;
};

#endif
