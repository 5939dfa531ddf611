/* SPDX-License-Identifier: MIT */
#include "ui/device-chart.h"

#include "ui/limits.h"
#include "ui/line.h"
#include "ui/value.h"

#include <math.h>

enum {
    DEVICE_CHART_GAP_INTERVALS = 3,
    DEVICE_CHART_GAP_MS_MIN = 30 * 1000,
    DEVICE_CHART_MINUTE_MS = 60 * 1000,
};

/* Noise must not look like a storm: as in the trend of the grid, or a part of the value. */
static const double device_chart_span_min_c = 2.0;
static const double device_chart_span_min_part = 0.02;

static const struct {
    const char *name;
    int64_t span_ms; /* 0: all there is */
} device_chart_spans[DEVICE_CHART_SPANS] = {
    { "5m", 5 * DEVICE_CHART_MINUTE_MS },
    { "1h", 60 * DEVICE_CHART_MINUTE_MS },
    { "6h", 6 * 60 * DEVICE_CHART_MINUTE_MS },
    { "all", 0 },
};

static void device_chart_add_limits(const struct view_context *context, const struct device *device,
                                    int metric, struct plot *plot)
{
    struct limits limits;

    limits_find(&limits, context, device, metric);
    for (size_t i = 0; i < limits.n && i < PLOT_LIMITS_MAX; i++) {
        const struct rule *rule = limits.rules[i];

        plot->limits[plot->n_limits++] =
            (struct plot_limit){ rule->limit, rule->severity == SEVERITY_CRIT ? STYLE_LIMIT_CRIT
                                                                              : STYLE_LIMIT_WARN };
    }
}

static int64_t device_chart_gap(const struct device *device)
{
    int64_t gap_ms = DEVICE_CHART_GAP_INTERVALS * (int64_t)device->interval_ms;

    return gap_ms > DEVICE_CHART_GAP_MS_MIN ? gap_ms : DEVICE_CHART_GAP_MS_MIN;
}

/* The end lies on a full second (minute, …), so that the line moves with the time, not with every
 * message. */
static void device_chart_set_times(const struct device_chart *chart,
                                   const struct view_context *context, struct plot *plot)
{
    int64_t span_ms = device_chart_spans[chart->span].span_ms;
    int64_t now_ms = model_age_clock_ms(context->model, context->now_ms);
    int64_t step_ms;

    if (!span_ms && plot->history && history_count(plot->history))
        span_ms = now_ms - history_get(plot->history, 0).at_ms;
    if (span_ms < DEVICE_CHART_MINUTE_MS)
        span_ms = DEVICE_CHART_MINUTE_MS;
    step_ms = span_ms / 300;
    plot->to_ms = (now_ms / step_ms + 1) * step_ms;
    plot->from_ms = plot->to_ms - span_ms;
}

static void device_chart_draw_caption(const struct device_chart *chart,
                                      const struct view_context *context, const char *metric,
                                      struct canvas *canvas, int row)
{
    const char *own = device_settings_unit(context->selected->settings, metric);
    const char *unit = own ? own : value_unit(context, metric);
    struct line line = { 0 };

    buf_addf(&line.text, "%s%s%s", metric, *unit ? " " : "", unit);
    line_end_part(&line, (struct line_part){ .style = STYLE_TITLE, .rank = 0, .min_cols = 8 });
    for (size_t i = 0; i < DEVICE_CHART_SPANS; i++) {
        bool is_chosen = i == chart->span;

        buf_addf(&line.text, is_chosen ? "[%s]" : " %s ", device_chart_spans[i].name);
        line_end_part(&line, (struct line_part){ .style = is_chosen ? STYLE_TITLE : STYLE_DIM,
                                                 .rank = 1,
                                                 .right = true,
                                                 .joined = true });
    }
    line_draw(&line, canvas, row, 1);
    line_finish(&line);
}

void device_chart_draw(const struct device_chart *chart, const struct view_context *context,
                       struct canvas *canvas, struct view_area area)
{
    const struct device *device = context->selected;
    const struct metric *metric = &device->metrics[chart->metric];
    struct plot_box box = {
        .row = area.top + 1, .col = 1, .rows = area.rows - 1, .cols = canvas->cols - 2
    };
    struct plot plot = { .history = metric->history,
                         .metric = metric_names_get(model_metrics(context->model), metric->name),
                         .gap_ms = device_chart_gap(device),
                         .span_min = device_chart_span_min_part * fabs(metric->value) };

    if (metric->name == METRIC_TEMPERATURE)
        plot.span_min = device_chart_span_min_c;
    device_chart_add_limits(context, device, metric->name, &plot);
    device_chart_set_times(chart, context, &plot);
    device_chart_draw_caption(chart, context, plot.metric, canvas, area.top);
    plot_draw(&plot, context, canvas, box);
}
