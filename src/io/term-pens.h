/* SPDX-License-Identifier: MIT
 *
 * term-pens: styles -> what switches a terminal to them. What looks the same
 * is the same pen, so that nothing is sent for a difference nobody can see.
 */
#ifndef SENSORTOP_IO_TERM_PENS_H
#define SENSORTOP_IO_TERM_PENS_H

#include "io/term-caps.h"
#include "ui/theme.h"

/* One more than there are styles: no attribute, the terminal's own colours. */
enum { TERM_PEN_PLAIN = STYLE_COUNT_, TERM_PEN_COUNT_ };

struct term_pen {
    char *from_any;   /* switches to it, whatever the pen was */
    char *from_less;  /* shorter: from one that sets nothing which this one does not set, too */
    unsigned sets;    /* a bit for each attribute, and for either colour */
    bool shows_blank; /* a blank of it can be seen */
};

struct term_pens {
    struct term_pen pens[TERM_PEN_COUNT_];
    uint8_t of_style[TERM_PEN_COUNT_]; /* TERM_PEN_PLAIN stands for itself */
};

void term_pens_init(struct term_pens *pens, const struct term_caps *caps, enum scheme scheme);
void term_pens_finish(struct term_pens *pens);

/* What switches from the one to the other; borrowed. */
const char *term_pens_change(const struct term_pens *pens, unsigned from, unsigned to);

#endif
