/* SPDX-License-Identifier: MIT
 *
 * view: one screen. A view is a const struct of functions over its own state;
 * it draws into the part of the canvas it is given and says what a key did.
 */
#ifndef SENSORTOP_UI_VIEW_H
#define SENSORTOP_UI_VIEW_H

#include "core/model.h"
#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/dots.h"
#include "ui/keymap.h"
#include "ui/line.h"

/* What every view may look at; borrowed, alive during the call. */
struct view_context {
    const struct model *model;
    int64_t now_ms;
    int64_t local_offset_ms; /* model time -> local wall time */
    bool fahrenheit;
    enum dots_grain chart;             /* where there is more than ASCII */
    bool with_location;                /* a name says which location the device is of */
    const struct device_names *names;  /* how wide they are */
    const char *broker;                /* as shown in the title */
    struct roster *roster;             /* what the grid lists; other views leave it alone */
    const struct column_list *columns; /* that the user wants */
    const struct device *selected;     /* the one under the cursor, or NULL */
    const struct keymap *keymap;
    const char *const
        *filters; /* what is subscribed to, NULL-terminated, for an empty screen; or NULL */
};

/* Rows of the canvas that are the view's. */
struct view_area {
    int top;
    int rows;
};

/* What a click hit. The device is selected then. */
enum view_hit { VIEW_HIT_NOTHING, VIEW_HIT_SOMETHING, VIEW_HIT_DEVICE };

struct view_ops {
    unsigned screen;    /* ACTION_ON_… */
    size_t state_bytes; /* of the view's own state, which the app keeps for it */
    /* Of a zeroed state, and of what it holds; NULL: nothing to do. */
    void (*init)(void *state);
    void (*finish)(void *state);
    /* True: the action was the view's, draw again. */
    bool (*key)(void *state, const struct view_context *context, enum action action);
    /* On a cell of the canvas as it was drawn last; NULL: there is nothing to hit. */
    enum view_hit (*click)(void *state, const struct view_context *context, int row, int col);
    void (*draw)(void *state, const struct view_context *context, struct canvas *canvas,
                 struct view_area area);
    /* The line above what was just drawn, and the style of that row; NULL: there is none. */
    enum style (*title)(const void *state, const struct view_context *context, struct line *line);
};

/* "PgDn: more", at the right of a title. */
void view_add_more(const struct view_context *context, enum style style, struct line *line);

extern const struct view_ops view_grid;
extern const struct view_ops view_tiles;
extern const struct view_ops view_detail;
extern const struct view_ops view_events;
extern const struct view_ops view_help;
extern const struct view_ops view_link;

#endif
