/* SPDX-License-Identifier: MIT
 *
 * explain: what a message means, as one line of JSON for programs and tests.
 */
#ifndef SENSORTOP_CORE_EXPLAIN_H
#define SENSORTOP_CORE_EXPLAIN_H

#include "core/buf.h"
#include "core/message.h"

/* Appends, without a line end:
 *   {"location":"home","device":"porch-05","kind":"reading","status":null,
 *    "metrics":{"temperature":22.5},"time":1700000000.123,"errors":["…"]}
 * kind: "reading" or "status" by the topic, "ignored". location and device are null when the
 * message would change no device. A metric without a value is left out. Nothing in it needs
 * escaping again: it is fit for a screen. */
void explain_format(const struct meaning *meaning, struct buf *out);

#endif
