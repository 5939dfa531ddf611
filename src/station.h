/* SPDX-License-Identifier: MIT
 *
 * station: what every way to run sensortop has in common: the loop, the model,
 * the feed that goes into it, and the second's tick. What comes out goes to
 * the audience: the screen, a log, a recorder, whoever carries out effects.
 *
 *   station_create -> station_listen… -> station_run -> station_destroy
 */
#ifndef SENSORTOP_STATION_H
#define SENSORTOP_STATION_H

#include "audience.h"
#include "core/config.h"
#include "core/model.h"
#include "feed.h"
#include "io/loop.h"

/* Ends with SIGINT and SIGTERM. The feed becomes the station's and is not started yet; config is
 * borrowed. */
struct station *station_create(const struct config *config, struct feed *take_feed);
void station_destroy(struct station *station);

/* Borrowed, both. */
void station_listen(struct station *station, const struct listener *listener, void *data);

/* Starts the feed; until station_stop, whose status it returns. */
int station_run(struct station *station);
void station_stop(struct station *station, int status);

/* Another configuration for the same devices: rules, what is known of devices, when they are stale.
 * config is not borrowed. */
void station_renew(struct station *station, int64_t now_ms, const struct config *config);

/* Takes no more messages, until it is said again with false: they wait at the broker. */
void station_hold(struct station *station, bool is_held);

/* For more descriptors and signals. */
struct loop *station_loop(struct station *station);

/* There is a broker, and the user has nothing against it (--readonly). */
bool station_may_publish(const struct station *station);

/* False: it cannot be sent, now or ever. */
bool station_publish(struct station *station, const struct link_letter *letter);

struct model *station_model(struct station *station);
const struct feed *station_feed(const struct station *station);

/* The model's time at this time of the loop. */
int64_t station_now_ms(const struct station *station, int64_t loop_ms);

#endif
