/* SPDX-License-Identifier: MIT
 *
 * tls: an SSL_CTX of our own for libmosquitto, and in plain words why a
 * handshake failed. Ours, because libmosquitto 2.0.11's PSK accepts any
 * certificate and its use of the system's CAs never reconnects.
 *
 * Chain and host name are verified, TLS 1.2 is the least. With a pre-shared key
 * only PSK suites are offered, so a server that answers with a certificate is
 * refused.
 */
#ifndef SENSORTOP_IO_TLS_H
#define SENSORTOP_IO_TLS_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct tls_options {
    const char *host;   /* the name or address that the certificate must have */
    const char *cafile; /* NULL and no capath: the system's */
    const char *capath;
    const char *cert;         /* of the client, PEM, with its chain; or NULL */
    const char *key;          /* NULL: in the file of the certificate */
    const char *key_password; /* or NULL */
    const char *psk;          /* hexadecimal; or NULL */
    const char *psk_identity;
    const char *alpn;    /* or NULL */
    const char *ciphers; /* OpenSSL's list for TLS 1.2; or NULL */
    bool only_13;        /* TLS 1.3 and nothing older */
    bool insecure;       /* verify nothing */
};

/* The peer as of the last handshake that came through. */
struct tls_peer {
    char names[200];   /* subject alternative names, "broker.local, 192.168.1.2" */
    char version[16];  /* "TLSv1.3" */
    int64_t expires_s; /* since 1970; 0: no certificate */
};

/* NULL: err says which file, what is wrong with it and what is accepted. A key that needs a pass
 * phrase and has none is an error here; nothing is ever asked on the terminal. */
struct tls *tls_create(const struct tls_options *options, struct buf *err);
void tls_destroy(struct tls *tls);

/* --insecure was asked for. */
bool tls_is_insecure(const struct tls *tls);

/* For MOSQ_OPT_SSL_CTX (an SSL_CTX *); lives as long as tls. */
void *tls_context(struct tls *tls);

/* Does this key file need a pass phrase? False also when it cannot be read. */
bool tls_key_is_encrypted(const char *path);

/* Network thread only, all below. Before each attempt: forgets the last one. */
void tls_begin(struct tls *tls);

/* After a failed attempt in which not a byte was received: the errno of the socket, or 0. */
int tls_system_error(const struct tls *tls);

/* After the broker hung up or the library gave up, before a CONNACK: appends a sentence. */
void tls_explain(const struct tls *tls, struct buf *out);

/* ssl, here and below: of a connection (SSL *), after the handshake here. */
void tls_get_peer(void *ssl, struct tls_peer *out);

/* The handshake is under way; then, is it waiting for room to write? */
bool tls_is_shaking_hands(void *ssl);
bool tls_wants_write(void *ssl);

/* Decrypted bytes that poll() does not know of. */
bool tls_has_bytes(void *ssl);

#endif
