/* SPDX-License-Identifier: MIT
 *
 * app: the whole screen: summary lines, the view of the moment, the newest
 * event, the footer. Knows no terminal: keys in, cells and reactions out.
 */
#ifndef SENSORTOP_UI_APP_H
#define SENSORTOP_UI_APP_H

#include "core/model.h"
#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/dots.h"
#include "ui/keymap.h"
#include "ui/mouse.h"

/* Below this one sentence asks for more room. */
enum { APP_ROWS_MIN = 10, APP_COLS_MIN = 40 };

/* Borrowed for the app's life, unless it says otherwise. */
struct app_options {
    const char *broker;         /* as shown in the title, "pi-broker.local:1883" */
    const char *const *filters; /* NULL-terminated, shown while there are no devices; or NULL */
    char *const *columns;       /* names, or the one name "auto": as many as fit. Not borrowed. */
    size_t n_columns;
    bool fahrenheit;
    enum dots_grain chart;
    const struct keymap *keymap; /* NULL: that of the action table */
    const char *filter;          /* at the start; NULL: none. Not borrowed. */
    bool may_publish;            /* and so may offer to clear retained messages */
};

enum app_reaction {
    APP_QUIT = 1,    /* the user wants to leave */
    APP_REDRAW = 2,  /* something visible changed */
    APP_REPAINT = 4, /* the terminal is to be painted from nothing (Ctrl-L) */
    APP_ACK = 8,     /* acknowledge app_selected() */
    APP_BELL = 16,   /* ring, muted or not */
    APP_ACK_ALL = 32,
    APP_SNOOZE = 64,    /* app_selected(), for app_order()->for_ms */
    APP_MAINTAIN = 128, /* app_order() */
    APP_FORGET = 256,   /* app_asked() is not to be seen any more */
    APP_CLEAR = 512,    /* the broker is not to keep anything of app_asked() any more */
    APP_COPY = 1024,    /* app_clip() into the clipboard */
};

/* What was typed for a reaction. */
struct app_order {
    char *devices;  /* for glob_matches; NULL of APP_SNOOZE */
    int64_t for_ms; /* 0: it is over */
};

/* The model is borrowed and must outlive the app. */
struct app *app_create(const struct app_options *options, const struct model *model);
void app_destroy(struct app *app);

/* Another configuration, drawn even while paused; what is handed over is copied. */
void app_set_keymap(struct app *app, const struct keymap *keymap);
void app_set_fahrenheit(struct app *app, bool fahrenheit);
void app_set_chart(struct app *app, enum dots_grain chart);
void app_set_columns(struct app *app, char *const *names, size_t n); /* as in app_options */
void app_set_filter(struct app *app, const char *filter);            /* NULL: none */

/* A set of reactions. */
unsigned app_key(struct app *app, int key, int64_t now_ms);
unsigned app_mouse(struct app *app, const struct mouse *mouse, int64_t now_ms);

/* Draws everything; local_offset_ms turns model time into local wall time. While paused, everything
 * but the PAUSED mark stays as it was drawn last, so the canvas must not be erased in between; a
 * key that does something, and another size, draw the present. */
void app_draw(struct app *app, struct canvas *canvas, int64_t now_ms, int64_t local_offset_ms);

bool app_is_muted(const struct app *app);
bool app_is_paused(const struct app *app);

/* Of the reaction that was returned last; borrowed until the next key. */
const struct app_order *app_order(const struct app *app);

/* The device that a question was about; not NULL with APP_FORGET and APP_CLEAR. */
const struct device *app_asked(const struct app *app);

/* The selected device as text, or its last message where that is shown; nothing when none is. */
void app_clip(struct app *app, struct buf *out);

/* The device under the cursor, or NULL. */
const struct device *app_selected(const struct app *app);

#endif
