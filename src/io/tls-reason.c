/* SPDX-License-Identifier: MIT */
#include "io/tls-reason.h"

#include "core/text.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>

enum { TLS_NAME_COLS_MAX = 64 };

/* --- certificates ----------------------------------------------------------- */

static void tls_reason_add_name(const GENERAL_NAME *name, struct buf *out)
{
    char address[INET6_ADDRSTRLEN] = "?";
    const ASN1_STRING *text = name->type == GEN_DNS ? name->d.dNSName : name->d.iPAddress;
    const unsigned char *bytes = ASN1_STRING_get0_data(text);
    int len = ASN1_STRING_length(text);

    buf_puts(out, out->len ? ", " : "");
    if (name->type == GEN_DNS) {
        text_clean(out, (const char *)bytes, (size_t)len, TLS_NAME_COLS_MAX);
        return;
    }
    inet_ntop(len == 4 ? AF_INET : AF_INET6, bytes, address, sizeof address);
    buf_puts(out, address);
}

static void tls_reason_add_common_name(const X509 *cert, struct buf *out)
{
    char name[TLS_REASON_NAMES_BYTES] = "";
    int len =
        X509_NAME_get_text_by_NID(X509_get_subject_name(cert), NID_commonName, name, sizeof name);

    if (len > 0)
        text_clean(out, name, (size_t)len, TLS_NAME_COLS_MAX);
}

void tls_reason_format_names(const X509 *cert, struct buf *out)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);

    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        int len = name->type == GEN_IPADD ? ASN1_STRING_length(name->d.iPAddress) : 0;

        if (name->type == GEN_DNS || len == 4 || len == 16)
            tls_reason_add_name(name, out);
    }
    GENERAL_NAMES_free(names);
    if (out->len == 0)
        tls_reason_add_common_name(cert, out);
}

/* --- noting ----------------------------------------------------------------- */

void tls_reason_note_verify(struct tls_reason *reason, X509_STORE_CTX *store)
{
    const X509 *cert = X509_STORE_CTX_get0_cert(store);
    struct buf names = { 0 };

    reason->verify_error = X509_STORE_CTX_get_error(store);
    if (cert)
        tls_reason_format_names(cert, &names);
    snprintf(reason->names, sizeof reason->names, "%s", buf_text(&names));
    buf_finish(&names);
}

void tls_reason_note_record(struct tls_reason *reason, int type, unsigned char first)
{
    /* A record's header begins with its type, 20 to 23 (RFC 8446 section 5.1). */
    if (type == SSL3_RT_HEADER &&
        (first < SSL3_RT_CHANGE_CIPHER_SPEC || first > SSL3_RT_APPLICATION_DATA))
        reason->has_other = true;
    else
        reason->has_record = true;
}

/* --- words ------------------------------------------------------------------ */

struct tls_reason_row {
    long code;
    const char *words;
};

static const struct tls_reason_row tls_reason_verify_rows[] = {
    { X509_V_ERR_CERT_HAS_EXPIRED, "the broker's certificate has expired" },
    { X509_V_ERR_CERT_NOT_YET_VALID, "the broker's certificate is not yet valid: is the clock of "
                                     "this machine right?" },
    { X509_V_ERR_CERT_REVOKED, "the broker's certificate was revoked" },
    { X509_V_ERR_EE_KEY_TOO_SMALL, "the key of the broker's certificate is too short" },
    { X509_V_ERR_CA_MD_TOO_WEAK, "the broker's certificate has a signature that is too weak" },
};

static const struct tls_reason_row tls_reason_alert_rows[] = {
    { SSL_AD_HANDSHAKE_FAILURE, "the broker refused the TLS handshake: no cipher or kind of key in "
                                "common" },
    { SSL_AD_PROTOCOL_VERSION, "the broker speaks no TLS version that is accepted here (1.2 or "
                               "newer)" },
    { SSL_AD_UNKNOWN_CA, "the broker does not know who signed our certificate (--cert)" },
    { SSL_AD_BAD_CERTIFICATE, "the broker does not accept our certificate (--cert)" },
    { SSL_AD_CERTIFICATE_UNKNOWN, "the broker does not accept our certificate (--cert)" },
    { SSL_AD_CERTIFICATE_EXPIRED, "the broker says that our certificate (--cert) has expired" },
    { SSL_AD_CERTIFICATE_REVOKED, "the broker says that our certificate (--cert) was revoked" },
    { SSL_AD_CERTIFICATE_REQUIRED, "the broker wants a certificate of ours: --cert and --key" },
    { SSL_AD_UNKNOWN_PSK_IDENTITY, "the broker does not know this --psk-identity" },
    { SSL_AD_DECRYPT_ERROR, "the broker could not verify our key: is --psk the right one?" },
    { SSL_AD_BAD_RECORD_MAC, "the broker could not verify our key: is --psk the right one?" },
    { SSL_AD_UNRECOGNIZED_NAME, "the broker does not go by this host name" },
    { SSL_AD_NO_APPLICATION_PROTOCOL, "the broker does not speak the protocol of --tls-alpn" },
};

#define TLS_REASON_FIND(rows, code) tls_reason_find(rows, sizeof(rows) / sizeof(rows)[0], code)

static const char *tls_reason_find(const struct tls_reason_row *rows, size_t n, long code)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].code == code)
            return rows[i].words;
    return NULL;
}

static void tls_reason_format_verify(const struct tls_reason *reason,
                                     const struct tls_reason_side *side, struct buf *out)
{
    const char *words = TLS_REASON_FIND(tls_reason_verify_rows, reason->verify_error);

    if (words) {
        buf_puts(out, words);
        return;
    }
    switch (reason->verify_error) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        buf_addf(out, "the broker's certificate is not for '%s' but for: %s", side->host,
                 reason->names);
        break;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        buf_addf(out, "the broker's certificate is signed by nobody known here: %s",
                 side->has_authority ? "--cafile names another authority"
                                     : "give its authority with --cafile");
        break;
    default:
        buf_addf(out, "the broker's certificate is not accepted: %s",
                 X509_verify_cert_error_string(reason->verify_error));
    }
}

/* No alert, no verify error: the broker just went. */
static const char *tls_reason_guess(const struct tls_reason *reason,
                                    const struct tls_reason_side *side)
{
    if (reason->has_other || !reason->has_record)
        return "what answers on this port is no TLS server: try --no-tls, or another port (8883 is "
               "usual)";
    /* In TLS 1.3 our side is done before the broker looks at our certificate, and its alert is
     * often lost: it closes with our first message unread, so TCP resets the connection. */
    if (reason->is_done && !side->has_cert && !side->has_psk)
        return "the broker hangs up after the TLS handshake: it may want a certificate of ours "
               "(--cert and --key)";
    if (reason->is_done && side->has_cert)
        return "the broker hangs up after the TLS handshake: it may not accept our certificate "
               "(--cert)";
    return "the broker hangs up in the TLS handshake";
}

void tls_reason_format(const struct tls_reason *reason, const struct tls_reason_side *side,
                       struct buf *out)
{
    const char *words = TLS_REASON_FIND(tls_reason_alert_rows, reason->alert);

    if (reason->verify_error) {
        tls_reason_format_verify(reason, side, out);
        return;
    }
    if (side->has_psk && reason->alert == SSL_AD_HANDSHAKE_FAILURE)
        words = "the broker has no pre-shared keys (--psk), or none of the same kind";
    if (words)
        buf_puts(out, words);
    else if (reason->alert != TLS_NO_ALERT)
        buf_addf(out, "the broker refused the TLS handshake: %s",
                 SSL_alert_desc_string_long(reason->alert));
    else
        buf_puts(out, tls_reason_guess(reason, side));
}
