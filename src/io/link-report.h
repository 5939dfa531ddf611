/* SPDX-License-Identifier: MIT
 *
 * link-report: the steps of an attempt as the main thread sees them. A part of
 * `link`: see link-parts.h.
 */
#ifndef SENSORTOP_IO_LINK_REPORT_H
#define SENSORTOP_IO_LINK_REPORT_H

#include "core/linkstate.h"

#include <stddef.h>

struct link_shared;

/* Each wakes the main thread. */
void link_report_attempt(struct link_shared *shared);
void link_report_lookup(struct link_shared *shared, bool under_way);
void link_report_protocol(struct link_shared *shared, int protocol);
void link_report_connected(struct link_shared *shared);
int64_t link_report_peer(struct link_shared *shared, void *ssl); /* when its certificate ends */
void link_report_up(struct link_shared *shared, int64_t since_ms);
void link_report_reason(struct link_shared *shared, const char *reason);
void link_report_warning(struct link_shared *shared, const char *warning);
void link_report_waiting(struct link_shared *shared, const char *reason, int64_t next_try_ms);
/* These do not wake. */
void link_report_messages(struct link_shared *shared, uint64_t n, uint64_t bytes);
void link_report_grant(struct link_shared *shared, size_t i, int qos); /* of the filter i */
void link_report_dropped(struct link_shared *shared, uint64_t n);      /* by the broker */
void link_report_get(struct link_shared *shared, struct link_state *out);

#endif
