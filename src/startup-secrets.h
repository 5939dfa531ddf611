/* SPDX-License-Identifier: MIT
 *
 * startup-secrets: where passwords and pass phrases come from. The first source
 * that has one wins: the option, the file, the environment, systemd's
 * credentials, the person at the terminal.
 */
#ifndef SENSORTOP_STARTUP_SECRETS_H
#define SENSORTOP_STARTUP_SECRETS_H

#include "core/config.h"

/* The person at the terminal may have to be asked. */
bool startup_would_ask(const struct config_broker *broker);

/* Fills broker->password and broker->tls.key_password. The variables with secrets are gone from the
 * environment afterwards in every case, so that no child inherits them. */
bool startup_read_secrets(struct config_broker *broker, int program, struct buf *err);

#endif
