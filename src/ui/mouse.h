/* SPDX-License-Identifier: MIT
 *
 * mouse: what a mouse did, and on which cell.
 */
#ifndef SENSORTOP_UI_MOUSE_H
#define SENSORTOP_UI_MOUSE_H

enum mouse_kind { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
    enum mouse_kind kind;
    int row, col;
};

#endif
