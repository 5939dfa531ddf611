/* SPDX-License-Identifier: MIT */
#include "ui/scroll.h"

static size_t scroll_up(size_t place, size_t by)
{
    return place > by ? place - by : 0;
}

static size_t scroll_down(size_t place, size_t by, size_t n)
{
    if (n == 0)
        return 0;
    return n - 1 - place > by && place < n ? place + by : n - 1;
}

bool scroll_move(enum action action, size_t n, size_t page_rows, size_t *place)
{
    switch (action) {
    case ACTION_UP: *place = scroll_up(*place, 1); break;
    case ACTION_DOWN: *place = scroll_down(*place, 1, n); break;
    case ACTION_PAGE_UP: *place = scroll_up(*place, page_rows); break;
    case ACTION_PAGE_DOWN: *place = scroll_down(*place, page_rows, n); break;
    case ACTION_FIRST: *place = 0; break;
    case ACTION_LAST: *place = scroll_down(0, n, n); break;
    default: return false;
    }
    return true;
}

void scroll_turn(enum action action, size_t before, size_t after, size_t *top)
{
    if (action == ACTION_PAGE_DOWN && after > before)
        *top += after - before;
    if (action == ACTION_PAGE_UP && after < before)
        *top = scroll_up(*top, before - after);
}

size_t scroll_follow(size_t top, size_t rows, size_t n, size_t place)
{
    if (place < top)
        top = place;
    if (place >= top + rows)
        top = place + 1 - rows;
    if (top + rows > n)
        top = n > rows ? n - rows : 0;
    return top;
}
