/* SPDX-License-Identifier: MIT */
#include "core/quota.h"

void quota_init(struct quota *quota, unsigned burst, unsigned per_tick)
{
    *quota = (struct quota){ .burst = burst, .per_tick = per_tick, .left = burst };
}

bool quota_take(struct quota *quota)
{
    if (!quota->left) {
        quota->n_over++;
        return false;
    }
    quota->left--;
    return true;
}

unsigned quota_tick(struct quota *quota)
{
    unsigned n_over = quota->n_over;

    quota->n_over = 0;
    quota->left += quota->per_tick;
    if (quota->left > quota->burst)
        quota->left = quota->burst;
    return n_over;
}
