/* SPDX-License-Identifier: MIT
 *
 * tls-reason: what was seen of a TLS handshake, and why it failed, in words.
 */
#ifndef SENSORTOP_IO_TLS_REASON_H
#define SENSORTOP_IO_TLS_REASON_H

#include "core/buf.h"

#include <openssl/x509.h>
#include <stdbool.h>

enum { TLS_NO_ALERT = -1, TLS_REASON_NAMES_BYTES = 160 };

struct tls_reason {
    int alert;         /* the last one received (RFC 8446 section 6), or TLS_NO_ALERT */
    long verify_error; /* X509_V_ERR_…, 0: none */
    int system_error;  /* errno of the socket under the handshake, or 0 */
    bool has_record;   /* something that looks like TLS came back */
    bool is_done;      /* our side of the handshake was finished */
    bool has_other;    /* something came back that is no TLS record */
    char names[TLS_REASON_NAMES_BYTES]; /* of the certificate that was not accepted */
};

/* What we came with, which some sentences depend on. */
struct tls_reason_side {
    const char *host;
    bool has_psk;
    bool has_authority; /* --cafile or --capath */
    bool has_cert;
};

void tls_reason_note_verify(struct tls_reason *reason, X509_STORE_CTX *store);

/* What SSL_CTX_set_msg_callback tells of what was received: the type, and its first byte. */
void tls_reason_note_record(struct tls_reason *reason, int type, unsigned char first);

/* A sentence on an attempt that failed before the broker's CONNACK. */
void tls_reason_format(const struct tls_reason *reason, const struct tls_reason_side *side,
                       struct buf *out);

/* The names that a certificate is good for, clean and bounded: "broker.local, 192.168.1.2". */
void tls_reason_format_names(const X509 *cert, struct buf *out);

#endif
