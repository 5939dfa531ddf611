/* SPDX-License-Identifier: MIT */
#include "ui/group-row.h"

#include "ui/line.h"
#include "ui/mark.h"

#include <inttypes.h>

enum { GROUP_ROW_COL = MARK_COLS + 1, GROUP_ROW_NAME_COLS_MIN = 8 };

static enum mark group_row_mark(const struct tally *tally)
{
    if (tally->crit)
        return MARK_CRIT;
    if (tally->warn)
        return MARK_WARN;
    if (tally->offline)
        return MARK_OFFLINE;
    return tally->stale ? MARK_STALE : MARK_NONE;
}

static void group_row_add(struct line *line, uint32_t n, const char *one, const char *many,
                          struct line_part part)
{
    if (n) {
        buf_addf(&line->text, "%" PRIu32 " %s", n, n == 1 ? one : many);
        line_end_part(line, part);
    }
}

void group_row_draw(const struct order_group *group, bool selected, struct canvas *canvas, int row)
{
    const struct tally *tally = &group->tally;
    const struct mark_row *mark = mark_get(group_row_mark(tally));
    enum style style = selected ? STYLE_SELECTED : STYLE_TITLE;
    enum style crit = selected ? style : tally->crit ? STYLE_CRIT : STYLE_WARN;
    struct line line = { 0 };

    canvas_paint(canvas, row, style);
    canvas_puts(canvas, row, 0, mark->style, mark->text);
    buf_addf(&line.text, "%s %s", theme_glyph(group->is_folded ? GLYPH_FOLDED : GLYPH_OPEN, false),
             group->location);
    line_end_part(&line, (struct line_part){ .style = style, .min_cols = GROUP_ROW_NAME_COLS_MIN });
    group_row_add(&line, (uint32_t)group->n, "device", "devices",
                  (struct line_part){ .style = style, .rank = 3 });
    group_row_add(&line, tally->crit + tally->warn, "alert", "alerts",
                  (struct line_part){ .style = crit, .rank = 1 });
    group_row_add(&line, tally->offline, "offline", "offline",
                  (struct line_part){ .style = selected ? style : STYLE_OFFLINE, .rank = 2 });
    group_row_add(&line, tally->stale, "stale", "stale",
                  (struct line_part){ .style = selected ? style : STYLE_STALE, .rank = 2 });
    line_draw(&line, canvas, row, GROUP_ROW_COL);
    line_finish(&line);
}
