/* SPDX-License-Identifier: MIT */
#include "feed.h"

void feed_finish(struct feed *feed)
{
    if (feed->ops)
        feed->ops->destroy(feed->data);
    *feed = (struct feed){ 0 };
}
