/* SPDX-License-Identifier: MIT
 *
 * filter: what a device must be like, as the user types it: words with blanks
 * between, and all of them must hold.
 *
 *     kitchen          in the name, whatever the case; with a location when one is shown
 *     temp>28          a metric by (the beginning of) its name: > < >= <= =
 *     offline stale online unknown alert problem
 *     location:office*
 *     !word            not that
 *
 * A word that is none of these, as most are while they are being typed, holds for
 * all, and the filter says what is wrong.
 */
#ifndef SENSORTOP_UI_FILTER_H
#define SENSORTOP_UI_FILTER_H

#include "ui/view.h"

enum { FILTER_TERMS_MAX = 16 };

struct filter_term;

/* A zeroed one lets everything through. */
struct filter {
    char *text; /* as it was typed; NULL: nothing */
    char *words;
    size_t n;
    struct filter_term *terms;
    const char *fault; /* what the first wrong word is not, as it stands after "not "; NULL: none */
};

void filter_set(struct filter *filter, const char *text);
void filter_finish(struct filter *filter);

bool filter_is_empty(const struct filter *filter);
bool filter_matches(const struct filter *filter, const struct view_context *context,
                    const struct device *device);

#endif
