/* SPDX-License-Identifier: MIT
 *
 * order: which devices are listed, in which order, and which of them are in the
 * window. A frame sorts what is around the window, not the table, and reads the
 * devices that changed, and two bytes of each other one.
 */
#ifndef SENSORTOP_UI_ORDER_H
#define SENSORTOP_UI_ORDER_H

#include "core/model.h"

enum order_by {
    ORDER_NAME,
    ORDER_STATUS, /* online, offline, stale, unknown */
    ORDER_TEMPERATURE,
    ORDER_HUMIDITY,
    ORDER_AGE,
    ORDER_MIN,
    ORDER_MAX,
    ORDER_ALERT,  /* the worst first */
    ORDER_METRIC, /* order.metric */
    ORDER_COUNT_
};

struct order {
    enum order_by by;
    bool inverted;       /* descending */
    bool problems_first; /* alerts, then offline, then stale, then the rest, whichever way it is
                            sorted */
    bool by_location;    /* above all: for headings */
    bool (*lists)(void *data, const struct device *device); /* NULL: all of them */
    void *data;
    uint64_t revision; /* another one: lists says something else now */
    int metric;        /* of ORDER_METRIC: its number; -1: nobody has one */
};

/* The devices of a location that are listed, or would be if it were not folded. */
struct order_group {
    const char *location;
    size_t n;
    struct tally tally;
    bool is_folded;
};

/* The next one, in order and round the end, that matches. */
struct order_search {
    const struct device *from; /* NULL: the first one; else it comes last */
    bool backward;
    bool (*matches)(void *data, const struct device *device);
    void *data;
};

struct order_list *order_list_create(void);
void order_list_destroy(struct order_list *list);

/* Reads what changed in the model since the last time; all devices when the order is another one,
 * a location is new, or more changed than the journal holds. One model a list, borrowed until the
 * next update. Devices without a value come last whichever way it is sorted;
 * equal ones by name (location, then id; bytes). */
void order_list_update(struct order_list *list, const struct order *order,
                       const struct model *model);

size_t order_list_count(const struct order_list *list);

/* The devices at places first … first + n - 1, in order; returns how many there are. */
size_t order_list_window(struct order_list *list, size_t first, size_t n,
                         const struct device **out);

/* The place of a device that was there at the last update, or where it would be. */
size_t order_list_place(const struct order_list *list, const struct device *device);

/* It has a place: it is not filtered out, nor folded away. */
bool order_list_has(const struct order_list *list, const struct device *device);

/* NULL when none matches. */
const struct device *order_list_search(const struct order_list *list,
                                       const struct order_search *search);

/* By location; none when the order does not ask for them. Borrowed until the next update. */
const struct order_group *order_list_groups(const struct order_list *list, size_t *n);
const struct order_group *order_list_group(const struct order_list *list,
                                           const struct device *device);

/* To and fro; seen at the next update. A pinned device comes before the others (of its location).
 */
void order_list_fold(struct order_list *list, const struct order_group *group);
void order_list_pin(struct order_list *list, const struct device *device);
bool order_list_is_pinned(const struct order_list *list, const struct device *device);

#endif
