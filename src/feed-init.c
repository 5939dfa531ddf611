/* SPDX-License-Identifier: MIT */
#include "feed.h"

bool feed_init(struct feed *feed, const struct config *config, struct buf *err)
{
    if (config->tape.replay)
        return feed_tape_init(feed, config, config->tape.replay, err);
    return feed_live_init(feed, config, err);
}
