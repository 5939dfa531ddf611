/* SPDX-License-Identifier: MIT
 *
 * alarm-tell: what becomes of an edge in the list of events: in which words, how
 * bad it is, and one sentence for many at once.
 */
#ifndef SENSORTOP_CORE_ALARM_TELL_H
#define SENSORTOP_CORE_ALARM_TELL_H

#include "core/alarm.h"

/* What is worth a bell is asked of it, too. */
void alarm_tell(struct alarm *alarm, const struct watch_edge *edge);

/* Once a second: what came too thick to be told one by one. */
void alarm_tell_rest(struct alarm *alarm);

#endif
