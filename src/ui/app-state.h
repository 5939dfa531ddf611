/* SPDX-License-Identifier: MIT
 *
 * app-state: what the files of `app` share; nobody else includes it.
 *
 *   app.c        the screen: views, summary, footer, drawing
 *   app-alert.c  what people say to alerts
 *   app-input.c  keys and mouse
 *   app-menu.c   what is chosen in menus
 */
#ifndef SENSORTOP_UI_APP_STATE_H
#define SENSORTOP_UI_APP_STATE_H

#include "ui/app.h"
#include "ui/column-list.h"
#include "ui/device-names.h"
#include "ui/footer.h"
#include "ui/menu.h"
#include "ui/prompt.h"
#include "ui/roster.h"
#include "ui/view.h"

enum app_screen { APP_GRID, APP_TILES, APP_DETAIL, APP_EVENTS, APP_LINK, APP_HELP, APP_SCREENS };

struct app {
    struct app_options options;
    struct keymap keymap;
    uint64_t n_keymaps; /* that it had */
    const struct model *model;
    struct roster *roster;
    struct prompt prompt;
    const char *prompt_fault; /* what is wrong with what was typed; NULL: nothing */
    const char *remark;       /* why the last key did nothing; NULL: it did */
    struct app_order order;
    struct menu menu;
    const struct device *asked; /* the one that it is about */
    struct column_list columns;
    void *states[APP_SCREENS];
    enum app_screen stack[APP_SCREENS]; /* the way back; each screen at most once */
    size_t depth;                       /* at least 1 */
    bool is_muted;
    bool is_paused;
    bool must_draw; /* although paused */
    int drawn_rows;
    int drawn_cols;
    int64_t now_ms;               /* of the last key */
    const struct device *clicked; /* by the last click, when it was the first of two */
    int64_t click_ms;
    int64_t local_offset_ms;
    struct device_names names;
};

/* The view of each screen. */
extern const struct view_ops *const app_views[APP_SCREENS];

/* The one that is shown. */
enum app_screen app_screen(const struct app *app);

/* The keys of what is open: a menu, a prompt, or the screen. */
void app_fill_footer(const struct app *app, struct footer *footer);

/* Keys of alerts. */
unsigned app_ack(struct app *app);
unsigned app_ack_all(struct app *app);
unsigned app_snooze(struct app *app);
unsigned app_maintain(struct app *app);

/* What was typed for one of them; 0, and a fault, when it says nothing. */
unsigned app_take_order(struct app *app, enum prompt_kind kind, const char *text);

struct view_context app_context(struct app *app, int64_t now_ms);

/* Each opens a menu. */
unsigned app_menu_sort(struct app *app);
unsigned app_menu_columns(struct app *app);
unsigned app_menu_forget(struct app *app);

/* Carries out what a key or a click in the menu came to. */
unsigned app_menu_take(struct app *app, enum menu_result result);

#endif
