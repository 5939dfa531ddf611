/* SPDX-License-Identifier: MIT */
#include "feed.h"

bool feed_is_live(const struct feed *feed)
{
    return !feed->ops->now_ms;
}

int64_t feed_now_ms(const struct feed *feed, int64_t loop_ms)
{
    return feed->ops->now_ms ? feed->ops->now_ms(feed->data, loop_ms) : loop_ms;
}

int feed_fd(const struct feed *feed)
{
    return feed->ops->fd ? feed->ops->fd(feed->data) : -1;
}

int64_t feed_due_ms(const struct feed *feed, int64_t loop_ms)
{
    return feed->ops->due_ms ? feed->ops->due_ms(feed->data, loop_ms) : INT64_MAX;
}

enum severity feed_news(const struct feed *feed, struct buf *out)
{
    return feed->ops->news ? feed->ops->news(feed->data, out) : SEVERITY_NONE;
}

bool feed_is_over(const struct feed *feed)
{
    return feed->ops->is_over && feed->ops->is_over(feed->data);
}

bool feed_has_failed(const struct feed *feed)
{
    return feed->ops->has_failed && feed->ops->has_failed(feed->data);
}

void feed_finish(struct feed *feed)
{
    if (feed->ops)
        feed->ops->destroy(feed->data);
    *feed = (struct feed){ 0 };
}
