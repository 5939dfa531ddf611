/* SPDX-License-Identifier: MIT
 *
 * notify: tells systemd how we are, when it wants to know: by libsystemd, which
 * is looked for then and not before. Without either, nothing.
 */
#ifndef SENSORTOP_IO_NOTIFY_H
#define SENSORTOP_IO_NOTIFY_H

#include <stdint.h>

/* A zeroed one tells nobody. */
struct notify {
    void *library;
    int (*send)(int unset_environment, const char *state); /* sd_notify(3) */
    int64_t watchdog_ms; /* it wants a sign of life this often; 0: it does not */
};

void notify_init(struct notify *notify);
void notify_finish(struct notify *notify);

/* Lines as of sd_notify(3): "READY=1", "WATCHDOG=1", "STATUS=…". */
void notify_send(const struct notify *notify, const char *state);

#endif
