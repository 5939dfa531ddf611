/* SPDX-License-Identifier: MIT */
#include "startup-secrets.h"

#include "confinement.h"
#include "core/option.h"
#include "io/log.h"
#include "io/secret.h"
#include "io/tls.h"

static bool startup_read_password(struct config_broker *broker, const char *variable,
                                  struct buf *err)
{
    char *from_environment = secret_take_environment(variable);
    bool is_ok = true;

    if (broker->password)
        log_line("warning: a password on the command line can be read by every user of this "
                 "machine; --password-file and %s cannot",
                 variable);
    else if (broker->password_file)
        is_ok = secret_read_file(broker->password_file, &broker->password, err);
    else if (from_environment) {
        broker->password = from_environment;
        from_environment = NULL;
    } else {
        broker->password = secret_read_credential("password");
    }
    if (is_ok && !broker->password && broker->ask_password)
        is_ok = secret_ask("Password for the broker: ", &broker->password, err);
    secret_free(from_environment);
    return is_ok;
}

/* Only an encrypted key needs a pass phrase; it is asked for when no file has it. */
static bool startup_read_pass_phrase(struct config_tls *tls, struct buf *err)
{
    const char *key = tls->key ? tls->key : tls->cert;

    if (!tls->on || !key)
        return true;
    if (tls->key_password_file)
        return secret_read_file(tls->key_password_file, &tls->key_password, err);
    if (!tls_key_is_encrypted(key))
        return true;
    tls->key_password = secret_read_credential("keyfile-password");
    return tls->key_password || secret_ask("Pass phrase of the key: ", &tls->key_password, err);
}

bool startup_would_ask(const struct config_broker *broker)
{
    const struct config_tls *tls = &broker->tls;
    const char *key = tls->key ? tls->key : tls->cert;

    return broker->ask_password ||
           (tls->on && key && !tls->key_password_file && tls_key_is_encrypted(key));
}

bool startup_read_secrets(struct config_broker *broker, int program, struct buf *err)
{
    const char *variable =
        program == OPTION_SENSORTOP ? "SENSORTOP_PASSWORD" : "SENSORPUB_PASSWORD";

    bool is_ok =
        startup_read_password(broker, variable, err) && startup_read_pass_phrase(&broker->tls, err);

    if (broker->password || broker->proxy.password || broker->tls.key || broker->tls.cert ||
        broker->tls.psk)
        confinement_keep_secrets();
    return is_ok;
}
