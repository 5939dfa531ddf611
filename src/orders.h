/* SPDX-License-Identifier: MIT
 *
 * orders: what a key wants of alerts and devices, done to the model and, where
 * the broker's stored messages are to go, there.
 */
#ifndef SENSORTOP_ORDERS_H
#define SENSORTOP_ORDERS_H

#include "station.h"
#include "ui/app.h"

/* Of the reactions (APP_ACK and so on) those that are orders; about whom, the app says. */
void orders_carry_out(struct station *station, const struct app *app, unsigned reactions,
                      int64_t now_ms);

#endif
