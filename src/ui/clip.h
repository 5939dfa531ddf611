/* SPDX-License-Identifier: MIT
 *
 * clip: the selected device as text to be pasted somewhere: one line, no
 * character in it that anything would obey.
 */
#ifndef SENSORTOP_UI_CLIP_H
#define SENSORTOP_UI_CLIP_H

#include "ui/view.h"

/* "home/kitchen-01: online, temperature 31.4 °C, humidity 38.0 %"; nothing selected: nothing. */
void clip_format_device(const struct view_context *context, struct buf *out);

/* Its last message as it came; none: nothing. */
void clip_format_payload(const struct view_context *context, struct buf *out);

#endif
