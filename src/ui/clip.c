/* SPDX-License-Identifier: MIT */
#include "ui/clip.h"

#include "core/text.h"
#include "ui/payload-text.h"

void clip_format_device(const struct view_context *context, struct buf *out)
{
    const struct metric_names *names = model_metrics(context->model);
    const struct device *device = context->selected;
    const char *separator = ": ";
    struct buf line = { 0 };

    if (!device)
        return;
    buf_addf(&line, "%s/%s", device->location, device->id);
    if (device->status != STATUS_UNKNOWN) {
        buf_addf(&line, "%s%s", separator, status_name((enum status)device->status));
        separator = ", ";
    }
    for (size_t i = 0; i < device->n_metrics; i++) {
        const struct metric *metric = &device->metrics[i];
        const char *name = metric_names_get(names, metric->name);

        if (!metric->has_value)
            continue;
        buf_addf(&line, "%s%s ", separator, name);
        metric_format(&line, name, metric->value, context->fahrenheit);
        separator = ", ";
    }
    text_clean(out, buf_text(&line), line.len, SIZE_MAX);
    buf_finish(&line);
}

void clip_format_payload(const struct view_context *context, struct buf *out)
{
    if (context->selected && context->selected->payload)
        payload_text_format(context->selected->payload, out);
}
