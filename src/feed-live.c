/* SPDX-License-Identifier: MIT */
#include "feed.h"

#include "core/mem.h"
#include "io/link.h"
#include "startup.h"

#include <stdlib.h>

struct feed_live {
    struct link_options options; /* its tls is ours until the link has it */
    struct link *link;           /* NULL before the start */
    char *name;
    char **filters; /* NULL-terminated */
};

static char **feed_live_create_filters(const struct config_list *locations)
{
    char **filters = mem_zero(locations->n * TOPIC_KIND_COUNT_ + 1, sizeof *filters);
    size_t n = 0;

    for (size_t i = 0; i < locations->n; i++)
        for (int kind = 0; kind < TOPIC_KIND_COUNT_; kind++) {
            struct buf filter = { 0 };

            topic_format_filter(&filter, locations->items[i], (enum topic_kind)kind);
            filters[n++] = buf_detach(&filter);
        }
    return filters;
}

static void feed_live_start(void *data, int64_t loop_ms)
{
    struct feed_live *live = data;

    (void)loop_ms;
    live->link = link_create(&live->options);
    live->options.tls = NULL;
}

static int feed_live_fd(const void *data)
{
    const struct feed_live *live = data;

    return link_fd(live->link);
}

static void feed_live_get_state(void *data, struct link_state *out)
{
    struct feed_live *live = data;

    link_get_state(live->link, out);
}

static bool feed_live_take(void *data, int64_t now_ms, struct message *out, int64_t *at_ms)
{
    struct feed_live *live = data;

    *at_ms = now_ms;
    return link_take(live->link, out);
}

static bool feed_live_publish(void *data, const struct link_letter *letter)
{
    struct feed_live *live = data;

    return link_publish(live->link, letter);
}

static void feed_live_destroy(void *data)
{
    struct feed_live *live = data;

    link_destroy(live->link);
    tls_destroy(live->options.tls);
    for (char **filter = live->filters; *filter; filter++)
        free(*filter);
    free(live->filters);
    free(live->name);
    free(live);
}

static const struct feed_ops feed_live_ops = { .start = feed_live_start,
                                               .fd = feed_live_fd,
                                               .get_state = feed_live_get_state,
                                               .take = feed_live_take,
                                               .publish = feed_live_publish,
                                               .destroy = feed_live_destroy };

bool feed_live_init(struct feed *feed, const struct config *config, struct buf *err)
{
    struct link_options options;
    struct feed_live *live;

    if (!startup_link_options(&config->broker, &options, err))
        return false;
    live = mem_zero(1, sizeof *live);
    live->options = options;
    live->name = startup_broker_name(&config->broker);
    live->filters = feed_live_create_filters(&config->watch.locations);
    live->options.filters = (const char *const *)live->filters;
    live->options.id_prefix = "sensortop";
    *feed = (struct feed){
        .ops = &feed_live_ops, .data = live, .name = live->name, .filters = live->options.filters
    };
    return true;
}
