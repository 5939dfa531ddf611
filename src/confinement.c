/* SPDX-License-Identifier: MIT */
#include "confinement.h"

#ifdef WITHOUT_CONFINEMENT

void confinement_keep_secrets(void)
{
}

void confinement_enter(const struct config *config)
{
    (void)config;
}

#else

#include "io/confine.h"

void confinement_keep_secrets(void)
{
    confine_memory();
}

void confinement_enter(const struct config *config)
{
    const struct confine_path paths[] = {
        { .path = config->broker.tls.capath }, /* OpenSSL looks for an authority when it needs it */
    };

    if (!config->no_confine)
        confine_files(paths, sizeof paths / sizeof paths[0]);
}

#endif
