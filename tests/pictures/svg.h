/* SPDX-License-Identifier: MIT
 *
 * svg: a canvas as a picture for the README: text as text, and what fonts draw
 * with gaps (bars, lines, dots) as shapes.
 */
#ifndef SENSORTOP_TESTS_SVG_H
#define SENSORTOP_TESTS_SVG_H

#include "ui/canvas.h"

/* A terminal's own colours, "#rrggbb". */
struct svg_palette {
    const char *foreground, *background;
    const char *colours[16];
};

void svg_format(const struct canvas *canvas, enum scheme scheme, const struct svg_palette *palette,
                struct buf *out);

#endif
