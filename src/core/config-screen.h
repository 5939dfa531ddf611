/* SPDX-License-Identifier: MIT
 *
 * config-screen: how the screen looks, as plain values.
 */
#ifndef SENSORTOP_CORE_CONFIG_SCREEN_H
#define SENSORTOP_CORE_CONFIG_SCREEN_H

#include "core/config-list.h"

#include <stdbool.h>
#include <stdint.h>

struct config_screen {
    int64_t delay_ms;           /* between two drawings, at least; 0 until config_settle */
    struct config_list columns; /* names; "auto": as many as fit */
    int chart;                  /* as in --chart */
    int theme;                  /* as in --theme */
    bool no_color;
    bool no_mouse;
    bool no_title;
    bool visual_bell;
    bool clipboard;
    bool ascii;
    bool fahrenheit;
};

#endif
