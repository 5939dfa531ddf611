/* SPDX-License-Identifier: MIT */
#include "ui/action.h"

#include "ui/keycode.h"

#include <assert.h>
#include <stddef.h>

enum {
    KEYCODE_F3 = KEYCODE_F1 + 2,
    KEYCODE_F4 = KEYCODE_F1 + 3,
    KEYCODE_F5 = KEYCODE_F1 + 4,
    KEYCODE_F6 = KEYCODE_F1 + 5,
    KEYCODE_F10 = KEYCODE_F1 + 9,
    KEYCODE_CTRL_L = 'L' - '@',
};

enum {
    GRID = ACTION_ON_GRID | ACTION_ON_TILES,
    TILES = ACTION_ON_TILES,
    DETAIL = ACTION_ON_DETAIL,
    ALL = ACTION_ON_ALL,
    BACK = ALL & ~GRID, /* from where there is a way back */
    DEVICE = GRID | DETAIL,
    LISTS = (ALL & ~DETAIL) | ACTION_ON_MENU,
};

// clang-format off
static const struct action_row action_rows[ACTION_COUNT_] = {
    [ACTION_NONE] = { ACTION_NONE, { KEYCODE_NONE }, "none", NULL, "", "", 0 },

    [ACTION_HELP] =
        { ACTION_HELP, { KEYCODE_F1, '?', 'h' }, "help", "Help", "Screens",
          "this help, and back", ALL },
    [ACTION_TILES] =
        { ACTION_TILES, { KEYCODE_F5, 'g' }, "tiles", "Tiles", "Screens",
          "the devices as tiles, and back to the grid", GRID },
    [ACTION_DETAIL] =
        { ACTION_DETAIL, { KEYCODE_ENTER }, "detail", "Detail", "Screens",
          "all about the selected device", GRID },
    [ACTION_EVENTS] =
        { ACTION_EVENTS, { 'e' }, "events", "Events", "Screens",
          "what happened, newest first, and back", ALL },
    [ACTION_LINK] =
        { ACTION_LINK, { 'i' }, "link", NULL, "Screens",
          "how the connection to the broker is doing, and back", ALL },
    [ACTION_NEXT_VIEW] =
        { ACTION_NEXT_VIEW, { KEYCODE_TAB }, "next-view", NULL, "Screens",
          "to the next screen: grid, tiles, detail, events, link", ALL },
    [ACTION_PREVIOUS_VIEW] =
        { ACTION_PREVIOUS_VIEW, { KEYCODE_BACK_TAB }, "previous-view", NULL, "Screens",
          "to the screen before in that row", ALL },
    [ACTION_BACK] =
        { ACTION_BACK, { KEYCODE_ESCAPE }, "back", "Back", "Screens",
          "back to the screen before", BACK },

    [ACTION_SEARCH] =
        { ACTION_SEARCH, { KEYCODE_F3, '/' }, "search", "Search", "Finding",
          "go to a device: by a part of its name, or what a filter takes", GRID },
    [ACTION_SEARCH_NEXT] =
        { ACTION_SEARCH_NEXT, { 'n' }, "search-next", NULL, "Finding",
          "to the next one", GRID },
    [ACTION_SEARCH_PREVIOUS] =
        { ACTION_SEARCH_PREVIOUS, { 'N' }, "search-previous", NULL, "Finding",
          "to the one before", GRID },
    [ACTION_FILTER] =
        { ACTION_FILTER, { KEYCODE_F4, '\\' }, "filter", "Filter", "Finding",
          "show only devices like this: kitchen temp>28 !offline stale alert location:office*",
          GRID },
    [ACTION_PROBLEMS_ONLY] =
        { ACTION_PROBLEMS_ONLY, { 'f' }, "problems-only", NULL, "Finding",
          "show only devices with a problem, or not", GRID },
    [ACTION_CLEAR] =
        { ACTION_CLEAR, { KEYCODE_ESCAPE }, "clear", NULL, "Finding",
          "show all devices again; when all are, from the tiles back to the grid", GRID },

    [ACTION_SORT_MENU] =
        { ACTION_SORT_MENU, { KEYCODE_F6, 's' }, "sort", "Sort", "Order",
          "choose the column or the metric to sort by", GRID },
    [ACTION_SORT_RIGHT] =
        { ACTION_SORT_RIGHT, { '>' }, "sort-right", NULL, "Order",
          "sort by the next column", GRID },
    [ACTION_SORT_LEFT] =
        { ACTION_SORT_LEFT, { '<' }, "sort-left", NULL, "Order",
          "sort by the column before", GRID },
    [ACTION_INVERT] =
        { ACTION_INVERT, { 'I' }, "invert", NULL, "Order",
          "turn the order round", GRID },
    [ACTION_PROBLEMS_FIRST] =
        { ACTION_PROBLEMS_FIRST, { '!' }, "problems-first", NULL, "Order",
          "devices with a problem first, or not", GRID },

    [ACTION_GROUP] =
        { ACTION_GROUP, { 'G' }, "group", NULL, "Order",
          "group by location, or not: in the grid", ACTION_ON_GRID },
    [ACTION_FOLD] =
        { ACTION_FOLD, { ' ' }, "fold", NULL, "Order",
          "fold the devices of a location away, or out", ACTION_ON_GRID },
    [ACTION_PIN] =
        { ACTION_PIN, { '*' }, "pin", NULL, "Order",
          "pin the selected device to the top, or not", GRID },

    [ACTION_FORGET] =
        { ACTION_FORGET, { 'x' }, "forget", NULL, "Order",
          "forget the selected device, and if wanted clear what the broker retains of it",
          DEVICE },

    [ACTION_ACK] =
        { ACTION_ACK, { 'a' }, "ack", "Ack", "Alerts",
          "acknowledge the selected device: its alerts ring no more", DEVICE },
    [ACTION_ACK_ALL] =
        { ACTION_ACK_ALL, { 'A' }, "ack-all", NULL, "Alerts",
          "acknowledge the alerts of all devices", ALL },
    [ACTION_SNOOZE] =
        { ACTION_SNOOZE, { 'z' }, "snooze", NULL, "Alerts",
          "silence the alerts of the selected device for a time", DEVICE },
    [ACTION_MAINTAIN] =
        { ACTION_MAINTAIN, { 'M' }, "maintain", NULL, "Alerts",
          "maintenance: alerts of some devices are silent for a time: freezer-* for 2h", ALL },
    [ACTION_MUTE] =
        { ACTION_MUTE, { 'm' }, "mute", "Mute", "Alerts",
          "mute the bell, or not", ALL },
    [ACTION_BELL_TEST] =
        { ACTION_BELL_TEST, { 'b' }, "bell-test", NULL, "Alerts",
          "ring the bell once, to hear whether it can be heard", ALL },

    [ACTION_PAUSE] =
        { ACTION_PAUSE, { 'p', 'Z' }, "pause", "Pause", "Display",
          "keep the numbers as they are; moving about reads them anew", ALL },
    [ACTION_COPY] =
        { ACTION_COPY, { 'y' }, "copy", NULL, "Display",
          "copy the selected device, or its last message, with --clipboard", DEVICE },
    [ACTION_UNITS] =
        { ACTION_UNITS, { 'u' }, "units", "Units", "Display",
          "°C or °F", ALL },
    [ACTION_COLUMNS] =
        { ACTION_COLUMNS, { 'C' }, "columns", "Columns", "Display",
          "choose the columns of the grid", ACTION_ON_GRID },

    [ACTION_SHORTER] =
        { ACTION_SHORTER, { '-', KEYCODE_LEFT }, "shorter", NULL, "Chart of a device",
          "a shorter time", DETAIL },
    [ACTION_LONGER] =
        { ACTION_LONGER, { '+', KEYCODE_RIGHT }, "longer", "Time", "Chart of a device",
          "a longer time", DETAIL },

    [ACTION_UP] =
        { ACTION_UP, { KEYCODE_UP, 'k' }, "up", NULL, "Moving",
          "one row up; in the detail the metric above", ALL | ACTION_ON_MENU },
    [ACTION_DOWN] =
        { ACTION_DOWN, { KEYCODE_DOWN, 'j' }, "down", NULL, "Moving",
          "one row down; in the detail the metric below", ALL | ACTION_ON_MENU },
    [ACTION_LEFT] =
        { ACTION_LEFT, { KEYCODE_LEFT }, "left", NULL, "Moving",
          "one tile to the left", TILES },
    [ACTION_RIGHT] =
        { ACTION_RIGHT, { KEYCODE_RIGHT }, "right", NULL, "Moving",
          "one tile to the right", TILES },
    [ACTION_PAGE_UP] =
        { ACTION_PAGE_UP, { KEYCODE_PAGE_UP }, "page-up", NULL, "Moving",
          "one screen up; in the detail the page before", ALL | ACTION_ON_MENU },
    [ACTION_PAGE_DOWN] =
        { ACTION_PAGE_DOWN, { KEYCODE_PAGE_DOWN }, "page-down", NULL, "Moving",
          "one screen down; in the detail the next page, if not all fits",
          ALL | ACTION_ON_MENU },
    [ACTION_FIRST] =
        { ACTION_FIRST, { KEYCODE_HOME }, "first", NULL, "Moving",
          "to the first row", LISTS },
    [ACTION_LAST] =
        { ACTION_LAST, { KEYCODE_END }, "last", NULL, "Moving",
          "to the last row", LISTS },

    [ACTION_CHOOSE] =
        { ACTION_CHOOSE, { KEYCODE_ENTER, ' ' }, "choose", "Choose", "Menus",
          "take the row under the cursor, or tick it", ACTION_ON_MENU },
    [ACTION_CANCEL] =
        { ACTION_CANCEL, { KEYCODE_ESCAPE, 'q' }, "cancel", "Close", "Menus",
          "close the menu", ACTION_ON_MENU },

    [ACTION_REPAINT] =
        { ACTION_REPAINT, { KEYCODE_CTRL_L }, "repaint", NULL, "Program",
          "paint the terminal anew", ALL },
    [ACTION_QUIT] =
        { ACTION_QUIT, { KEYCODE_F10, 'q' }, "quit", "Quit", "Program",
          "leave", ALL },
};
// clang-format on

const struct action_row *action_get(enum action action)
{
    assert(action < ACTION_COUNT_);
    return &action_rows[action];
}
