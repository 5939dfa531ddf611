/* SPDX-License-Identifier: MIT */
#include "io/notify.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef int notify_watchdog_fn(int unset_environment,
                               uint64_t *out_us); /* sd_watchdog_enabled(3) */

/* POSIX wants a function to fit where dlsym says void *; ISO C has no cast for it. */
static void notify_find(void *library, const char *name, void *out)
{
    void *symbol = dlsym(library, name);

    memcpy(out, &symbol, sizeof symbol);
}

void notify_init(struct notify *notify)
{
    notify_watchdog_fn *watchdog = NULL;
    uint64_t us;

    *notify = (struct notify){ 0 };
    if (!getenv("NOTIFY_SOCKET"))
        return;
    notify->library = dlopen("libsystemd.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!notify->library)
        return;
    notify_find(notify->library, "sd_notify", &notify->send);
    notify_find(notify->library, "sd_watchdog_enabled", &watchdog);
    if (watchdog && watchdog(0, &us) > 0)
        notify->watchdog_ms = (int64_t)(us / 1000);
}

void notify_finish(struct notify *notify)
{
    if (notify->library)
        dlclose(notify->library);
    *notify = (struct notify){ 0 };
}

void notify_send(const struct notify *notify, const char *state)
{
    if (notify->send)
        notify->send(0, state);
}
