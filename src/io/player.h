/* SPDX-License-Identifier: MIT
 *
 * player: reads a recording, line after line, and says when each message came.
 * A line that is damaged, cut short or too long is passed over, counted and
 * told. Knows no clock: its owner decides when a message's time has come.
 */
#ifndef SENSORTOP_IO_PLAYER_H
#define SENSORTOP_IO_PLAYER_H

#include "core/record.h"

/* "-" is standard input, read as it comes. NULL: it cannot be read, and err says why. */
struct player *player_create(const char *path, struct buf *err);
void player_destroy(struct player *player); /* NULL is fine */

/* The next record, in its order in the file; borrowed until the next player_take. NULL: the end,
 * or nothing more to read for now. */
const struct record *player_peek(struct player *player);

/* Done with the one that player_peek gave. */
void player_take(struct player *player);

bool player_is_over(const struct player *player);

/* What to wait for when player_peek has nothing and it is not over; -1: nothing, a file. */
int player_fd(const struct player *player);

uint64_t player_lines(const struct player *player);   /* read */
uint64_t player_damaged(const struct player *player); /* of these passed over */

/* It is over, and not one of its lines was a record: no recording, but something else. */
bool player_is_void(const struct player *player);

/* What was wrong since the last call: "line 17: byte 23: …". False: nothing. */
bool player_news(struct player *player, struct buf *out);

#endif
