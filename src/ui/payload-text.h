/* SPDX-License-Identifier: MIT
 *
 * payload-text: a payload as it came, with blanks where JSON may have them, so
 * that it breaks into rows between its members.
 */
#ifndef SENSORTOP_UI_PAYLOAD_TEXT_H
#define SENSORTOP_UI_PAYLOAD_TEXT_H

#include "core/payload.h"
#include "ui/canvas.h"

/* Appends it in its clean form: no NUL, nothing a terminal would obey. */
void payload_text_format(const struct payload *payload, struct buf *out);

#endif
