/* SPDX-License-Identifier: MIT */
#include "core/linkstate.h"

#include <string.h>

bool link_state_is_same(const struct link_state *a, const struct link_state *b)
{
    return a->phase == b->phase && a->session == b->session && a->attempt == b->attempt &&
           a->since_ms == b->since_ms && a->next_try_ms == b->next_try_ms &&
           a->protocol == b->protocol && a->peer_expires_s == b->peer_expires_s &&
           strcmp(a->reason, b->reason) == 0 && strcmp(a->warning, b->warning) == 0;
}
