/* SPDX-License-Identifier: MIT
 *
 * action: what a key does. One row gives the keys, the footer, the help view
 * and the man page's table; a key without a row cannot exist.
 */
#ifndef SENSORTOP_UI_ACTION_H
#define SENSORTOP_UI_ACTION_H

/* In the order of the footer and of the help view; those of a group are together. */
enum action {
    ACTION_NONE,
    ACTION_HELP,
    ACTION_TILES,
    ACTION_DETAIL,
    ACTION_EVENTS,
    ACTION_LINK,
    ACTION_NEXT_VIEW,
    ACTION_PREVIOUS_VIEW,
    ACTION_BACK,
    ACTION_SEARCH,
    ACTION_SEARCH_NEXT,
    ACTION_SEARCH_PREVIOUS,
    ACTION_FILTER,
    ACTION_PROBLEMS_ONLY,
    ACTION_CLEAR,
    ACTION_SORT_MENU,
    ACTION_SORT_RIGHT,
    ACTION_SORT_LEFT,
    ACTION_INVERT,
    ACTION_PROBLEMS_FIRST,
    ACTION_GROUP,
    ACTION_FOLD,
    ACTION_PIN,
    ACTION_FORGET,
    ACTION_ACK,
    ACTION_ACK_ALL,
    ACTION_SNOOZE,
    ACTION_MAINTAIN,
    ACTION_MUTE,
    ACTION_BELL_TEST,
    ACTION_PAUSE,
    ACTION_COPY,
    ACTION_UNITS,
    ACTION_COLUMNS,
    ACTION_SHORTER,
    ACTION_LONGER,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_CHOOSE,
    ACTION_CANCEL,
    ACTION_REPAINT,
    ACTION_QUIT,
    ACTION_COUNT_
};

enum { ACTION_KEYS_MAX = 3 };

/* The screens, as bits. */
enum {
    ACTION_ON_GRID = 1,
    ACTION_ON_TILES = 2,
    ACTION_ON_DETAIL = 4,
    ACTION_ON_EVENTS = 8,
    ACTION_ON_LINK = 16,
    ACTION_ON_HELP = 32,
    ACTION_ON_ALL = 63,
    ACTION_ON_MENU = 64, /* over any of them */
};

struct action_row {
    enum action action;
    int keys[ACTION_KEYS_MAX]; /* 0 ends; the first is the one to show in the footer */
    const char *name;          /* "sort-left" */
    const char *label;         /* in the footer, NULL: not there */
    const char *group;         /* heading in the help view */
    const char *help;
    unsigned screens; /* where it does something */
};

const struct action_row *action_get(enum action action);

#endif
