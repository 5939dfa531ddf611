/* SPDX-License-Identifier: MIT */
#include "ui/table.h"

#include "ui/column-layout.h"
#include "ui/device-names.h"
#include "ui/roster.h"

/* Drawn at a time: each window costs a look at two bytes of each device. */
enum { TABLE_ROWS = 1000 };

static void table_add_devices(const struct column_layout *layout,
                              const struct view_context *context, struct canvas *canvas,
                              struct buf *out)
{
    const struct device *devices[TABLE_ROWS];
    size_t first = 0, n;

    while ((n = roster_devices(context->roster, first, TABLE_ROWS, devices))) {
        canvas_resize(canvas, (int)n, canvas->cols);
        for (size_t i = 0; i < n; i++)
            column_draw_device(layout, context, devices[i], canvas, (int)i);
        canvas_format(canvas, false, out);
        first += n;
    }
}

void table_format(const struct view_context *context, const char *filter, int cols, bool ascii,
                  struct buf *out)
{
    struct view_context own = *context;
    struct device_names names = { 0 };
    struct column_layout layout;
    struct canvas canvas;

    device_names_look(&names, own.model);
    own.names = &names;
    own.roster = roster_create();
    if (filter)
        roster_filter(own.roster, filter);
    roster_update(own.roster, &own);
    column_layout_make(&layout, &own, cols);
    canvas_init(&canvas, ascii);
    canvas_resize(&canvas, 1, cols);
    column_draw_headings(&layout, &own, roster_order(own.roster), &canvas, 0);
    canvas_format(&canvas, false, out);
    table_add_devices(&layout, &own, &canvas, out);
    canvas_finish(&canvas);
    roster_destroy(own.roster);
}
