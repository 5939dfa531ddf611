/* SPDX-License-Identifier: MIT
 *
 * pace: when the next frame may be drawn: one each `delay_ms`, and two at once
 * after a pause, so that a message just behind the clock's frame is seen now and
 * nobody has to wake up again for it. In any time that is one frame more than
 * the delay allows.
 */
#ifndef SENSORTOP_UI_PACE_H
#define SENSORTOP_UI_PACE_H

#include <stdint.h>

/* Zeroed: nothing drawn yet. */
struct pace {
    int64_t booked_ms; /* until then the frames drawn have taken the time */
};

/* When a frame for what changed is due; at once if that is over. */
int64_t pace_due_ms(const struct pace *pace, int delay_ms);

/* A frame is drawn, due or not: a key does not wait. What is due next waits no longer than the
 * delay for that. */
void pace_note(struct pace *pace, int64_t now_ms, int delay_ms);

#endif
