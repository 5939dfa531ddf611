/* SPDX-License-Identifier: MIT
 *
 * summary: the lines above the view: who we are and how the link is doing, how
 * many devices are how, and in full what is wrong with the link.
 */
#ifndef SENSORTOP_UI_SUMMARY_H
#define SENSORTOP_UI_SUMMARY_H

#include "ui/view.h"

struct summary {
    const char *broker;
    bool is_muted;
    bool is_paused;
    const char *filter; /* "": none */
    bool problems_only;
};

/* Draws from row 0 on; returns the rows it took. */
int summary_draw(const struct summary *summary, const struct view_context *context,
                 struct canvas *canvas);

#endif
