/* SPDX-License-Identifier: MIT */
#include "io/tls.h"

#include "core/mem.h"
#include "io/tls-reason.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TLS_PSK_BYTES_MAX = 64, TLS_ALPN_BYTES_MAX = 255 };

/* Forward secret first; none of them can be answered with a certificate. */
static const char tls_psk_ciphers[] = "ECDHE-PSK-CHACHA20-POLY1305:DHE-PSK-AES256-GCM-SHA384:"
                                      "DHE-PSK-AES128-GCM-SHA256:ECDHE-PSK-AES128-CBC-SHA256:"
                                      "PSK-AES256-GCM-SHA384:PSK-AES128-GCM-SHA256";

struct tls {
    SSL_CTX *context;
    char *host;
    bool host_is_address;
    char *psk_identity;
    unsigned char psk[TLS_PSK_BYTES_MAX];
    size_t psk_len;
    bool insecure;
    bool has_authority;
    bool has_cert;
    struct tls_reason reason; /* of the attempt under way */
};

static struct tls *tls_of(const SSL *ssl)
{
    return SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
}

/* --- what happens in a handshake -------------------------------------------- */

static int tls_on_verify(int is_ok, X509_STORE_CTX *store)
{
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());

    if (!is_ok)
        tls_reason_note_verify(&tls_of(ssl)->reason, store);
    return is_ok;
}

/* Waiting is no failure, and a hang-up has better words than the system's. */
static bool tls_is_telling(int error)
{
    return error != EAGAIN && error != EINPROGRESS && error != EPIPE && error != ECONNRESET;
}

static void tls_on_info(const SSL *ssl, int where, int value)
{
    struct tls *tls = tls_of(ssl);
    int error = errno;

    /* libmosquitto forgets why the socket failed under the handshake: it says EPROTO. */
    if (where == SSL_CB_CONNECT_EXIT && value <= 0 && !tls->reason.system_error)
        tls->reason.system_error = tls_is_telling(error) ? error : 0;
    /* libmosquitto names what it was told to connect to, which is an address: we look names up
     * ourselves. A broker behind a shared address needs the name (RFC 6066 section 3). */
    if ((where & SSL_CB_HANDSHAKE_START) && !tls->host_is_address)
        SSL_set_tlsext_host_name((SSL *)ssl, tls->host);
    if (where & SSL_CB_HANDSHAKE_DONE)
        tls->reason.is_done = true;
    if ((where & SSL_CB_ALERT) && (where & SSL_CB_READ))
        tls->reason.alert = value & 0xff;
}

static void tls_on_message(int is_written, int version, int type, const void *bytes, size_t len,
                           SSL *ssl, void *data)
{
    (void)version;
    (void)data;
    if (!is_written && len > 0)
        tls_reason_note_record(&tls_of(ssl)->reason, type, *(const unsigned char *)bytes);
}

static unsigned tls_on_psk(SSL *ssl, const char *hint, char *identity, unsigned identity_size,
                           unsigned char *psk, unsigned psk_size)
{
    const struct tls *tls = tls_of(ssl);

    (void)hint;
    if (tls->psk_len > psk_size || strlen(tls->psk_identity) >= identity_size)
        return 0;
    snprintf(identity, identity_size, "%s", tls->psk_identity);
    memcpy(psk, tls->psk, tls->psk_len);
    return (unsigned)tls->psk_len;
}

/* --- setting up ------------------------------------------------------------- */

static bool tls_fail(struct buf *err, const char *option, const char *what, const char *input)
{
    buf_addf(err, "--%s: %s: '%s'", option, what, input);
    ERR_clear_error();
    return false;
}

static bool tls_load_authorities(struct tls *tls, const struct tls_options *o, struct buf *err)
{
    if (o->insecure || o->psk)
        return true;
    if (o->cafile && SSL_CTX_load_verify_file(tls->context, o->cafile) != 1)
        return tls_fail(err, "cafile", "not a readable file of PEM certificates", o->cafile);
    if (o->capath && SSL_CTX_load_verify_dir(tls->context, o->capath) != 1)
        return tls_fail(err, "capath", "not a readable directory of certificates", o->capath);
    if (!o->cafile && !o->capath && SSL_CTX_set_default_verify_paths(tls->context) != 1)
        return tls_fail(err, "cafile", "the system has no certificates, name a file", "");
    return true;
}

/* Never OpenSSL's own prompt, which would write on the terminal. */
static int tls_on_password(char *out, int size, int is_written, void *data)
{
    const char *password = data;

    (void)is_written;
    if (!password || (int)strlen(password) >= size)
        return 0;
    snprintf(out, (size_t)size, "%s", password);
    return (int)strlen(password);
}

/* OpenSSL compares them while it reads the key; one of another kind has no certificate at all. */
static bool tls_is_other_key(void)
{
    int reason = ERR_GET_REASON(ERR_peek_last_error());

    return reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH ||
           reason == SSL_R_NO_CERTIFICATE_ASSIGNED;
}

static bool tls_load_key(struct tls *tls, const struct tls_options *o, struct buf *err)
{
    const char *key = o->key ? o->key : o->cert;

    if (!o->cert)
        return true;
    SSL_CTX_set_default_passwd_cb(tls->context, tls_on_password);
    SSL_CTX_set_default_passwd_cb_userdata(tls->context, (void *)o->key_password);
    if (SSL_CTX_use_certificate_chain_file(tls->context, o->cert) != 1)
        return tls_fail(err, "cert", "not a readable PEM certificate", o->cert);
    if (SSL_CTX_use_PrivateKey_file(tls->context, key, SSL_FILETYPE_PEM) == 1 &&
        SSL_CTX_check_private_key(tls->context) == 1)
        return true;
    SSL_CTX_set_default_passwd_cb_userdata(tls->context, NULL);
    if (tls_is_other_key())
        return tls_fail(err, "key", "does not belong to the certificate of --cert", key);
    if (tls_key_is_encrypted(key))
        return tls_fail(err, "key", "its pass phrase is missing or wrong", key);
    return tls_fail(err, "key", "not a readable PEM private key", key);
}

static bool tls_parse_psk(struct tls *tls, const struct tls_options *o, struct buf *err)
{
    size_t len = strlen(o->psk);

    if (len == 0 || len % 2 || len / 2 > TLS_PSK_BYTES_MAX)
        goto fail;
    for (size_t i = 0; i < len / 2; i++) {
        unsigned byte;
        int n = 0;

        if (sscanf(o->psk + 2 * i, "%2x%n", &byte, &n) != 1 || n != 2)
            goto fail;
        tls->psk[i] = (unsigned char)byte;
    }
    tls->psk_len = len / 2;
    return true;
fail:
    buf_addf(err, "--psk: not a key of 1 to %d bytes as hexadecimal digits", TLS_PSK_BYTES_MAX);
    return false;
}

static bool tls_load_psk(struct tls *tls, const struct tls_options *o, struct buf *err)
{
    if (!o->psk)
        return true;
    if (!tls_parse_psk(tls, o, err))
        return false;
    tls->psk_identity = mem_text(o->psk_identity, strlen(o->psk_identity));
    /* TLS 1.3 has other, and no exclusive, pre-shared keys (RFC 8446 section 4.2.11). */
    SSL_CTX_set_max_proto_version(tls->context, TLS1_2_VERSION);
    SSL_CTX_set_psk_client_callback(tls->context, tls_on_psk);
    if (SSL_CTX_set_cipher_list(tls->context, o->ciphers ? o->ciphers : tls_psk_ciphers) != 1)
        return tls_fail(err, "ciphers", "no cipher of this list is known", o->ciphers);
    return true;
}

static bool tls_load_rest(struct tls *tls, const struct tls_options *o, struct buf *err)
{
    unsigned char alpn[1 + TLS_ALPN_BYTES_MAX];
    size_t alpn_len = o->alpn ? strlen(o->alpn) : 0;

    SSL_CTX_set_min_proto_version(tls->context, o->only_13 ? TLS1_3_VERSION : TLS1_2_VERSION);
    if (o->ciphers && !o->psk && SSL_CTX_set_cipher_list(tls->context, o->ciphers) != 1)
        return tls_fail(err, "ciphers", "no cipher of this list is known", o->ciphers);
    if (!o->alpn)
        return true;
    if (alpn_len == 0 || alpn_len > TLS_ALPN_BYTES_MAX)
        return tls_fail(err, "tls-alpn", "not a name of 1 to 255 bytes", o->alpn);
    alpn[0] = (unsigned char)alpn_len;
    memcpy(alpn + 1, o->alpn, alpn_len);
    return SSL_CTX_set_alpn_protos(tls->context, alpn, (unsigned)alpn_len + 1) == 0;
}

static void tls_set_verification(struct tls *tls)
{
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(tls->context);

    if (tls->insecure || tls->psk_len) {
        SSL_CTX_set_verify(tls->context, SSL_VERIFY_NONE, NULL);
        return;
    }
    SSL_CTX_set_verify(tls->context, SSL_VERIFY_PEER, tls_on_verify);
    if (tls->host_is_address)
        X509_VERIFY_PARAM_set1_ip_asc(param, tls->host);
    else
        X509_VERIFY_PARAM_set1_host(param, tls->host, 0);
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
}

static bool tls_is_address(const char *host)
{
    unsigned char address[sizeof(struct in6_addr)];

    return inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

struct tls *tls_create(const struct tls_options *options, struct buf *err)
{
    struct tls *tls = mem_zero(1, sizeof *tls);

    tls->host = mem_text(options->host, strlen(options->host));
    tls->host_is_address = tls_is_address(options->host);
    tls->insecure = options->insecure;
    tls->has_authority = options->cafile || options->capath;
    tls->has_cert = options->cert;
    tls->context = SSL_CTX_new(TLS_client_method());
    if (!tls->context) {
        buf_puts(err, "OpenSSL could not be set up");
        goto fail;
    }
    SSL_CTX_set_app_data(tls->context, tls);
    SSL_CTX_set_mode(tls->context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_info_callback(tls->context, tls_on_info);
    SSL_CTX_set_msg_callback(tls->context, tls_on_message);
    if (!tls_load_rest(tls, options, err) || !tls_load_authorities(tls, options, err) ||
        !tls_load_key(tls, options, err) || !tls_load_psk(tls, options, err))
        goto fail;
    SSL_CTX_set_default_passwd_cb_userdata(tls->context, NULL); /* borrowed, and used up */
    tls_set_verification(tls);
    return tls;
fail:
    tls_destroy(tls);
    return NULL;
}

void tls_destroy(struct tls *tls)
{
    if (!tls)
        return;
    SSL_CTX_free(tls->context);
    OPENSSL_cleanse(tls->psk, sizeof tls->psk);
    free(tls->psk_identity);
    free(tls->host);
    free(tls);
}

void *tls_context(struct tls *tls)
{
    return tls->context;
}

/* PKCS #8 says so in its heading, the older form in a header line (RFC 7468, RFC 1421). */
bool tls_key_is_encrypted(const char *path)
{
    FILE *file = fopen(path, "re");
    char line[256];
    bool is_encrypted = false;

    while (file && !is_encrypted && fgets(line, sizeof line, file))
        is_encrypted = strstr(line, "BEGIN ENCRYPTED PRIVATE KEY") ||
                       strncmp(line, "Proc-Type: 4,ENCRYPTED", 22) == 0;
    if (file)
        fclose(file);
    return is_encrypted;
}

/* --- afterwards ------------------------------------------------------------- */

void tls_begin(struct tls *tls)
{
    tls->reason = (struct tls_reason){ .alert = TLS_NO_ALERT };
}

int tls_system_error(const struct tls *tls)
{
    return tls->reason.has_record || tls->reason.has_other ? 0 : tls->reason.system_error;
}

void tls_explain(const struct tls *tls, struct buf *out)
{
    struct tls_reason_side side = { .host = tls->host,
                                    .has_psk = tls->psk_len > 0,
                                    .has_authority = tls->has_authority,
                                    .has_cert = tls->has_cert };

    tls_reason_format(&tls->reason, &side, out);
}

static int64_t tls_expiry(const X509 *cert)
{
    struct tm at = { 0 };

    return ASN1_TIME_to_tm(X509_get0_notAfter(cert), &at) == 1 ? (int64_t)timegm(&at) : 0;
}

bool tls_is_insecure(const struct tls *tls)
{
    return tls->insecure;
}

bool tls_is_shaking_hands(void *ssl)
{
    return !SSL_is_init_finished(ssl);
}

bool tls_wants_write(void *ssl)
{
    return SSL_want_write((SSL *)ssl);
}

bool tls_has_bytes(void *ssl)
{
    return SSL_pending(ssl) > 0;
}

void tls_get_peer(void *ssl, struct tls_peer *out)
{
    X509 *cert = SSL_get0_peer_certificate(ssl);
    struct buf names = { 0 };

    *out = (struct tls_peer){ 0 };
    snprintf(out->version, sizeof out->version, "%s", SSL_get_version(ssl));
    if (!cert)
        return;
    out->expires_s = tls_expiry(cert);
    tls_reason_format_names(cert, &names);
    snprintf(out->names, sizeof out->names, "%s", buf_text(&names));
    buf_finish(&names);
}
