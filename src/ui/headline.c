/* SPDX-License-Identifier: MIT */
#include "ui/headline.h"

#include "core/text.h"

#include <inttypes.h>
#include <string.h>

void headline_format(const struct model *model, const char *broker, struct buf *out)
{
    const struct tally *tally = &model_counts(model)->devices;
    uint32_t n = tally->crit + tally->warn;

    if (n)
        buf_addf(out, "%" PRIu32 " %s - ", n, n == 1 ? "alert" : "alerts");
    buf_puts(out, "sensortop ");
    text_clean(out, broker, strlen(broker), SIZE_MAX);
}
