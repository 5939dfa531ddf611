/* SPDX-License-Identifier: MIT
 *
 * config-value: the values of a configuration file. What stands there is the
 * value; where that would not do (blanks at an end, a ';' behind a blank, which
 * begins a comment, a control character) it stands in double quotes, where
 * \" \\ \; mean the second character and \xHH a byte.
 */
#ifndef SENSORTOP_CORE_CONFIG_VALUE_H
#define SENSORTOP_CORE_CONFIG_VALUE_H

#include "core/buf.h"

#include <stdbool.h>

/* Appends the text. On failure why says what was wrong, and out is of no use. A text that only
 * begins with a quote, or has a quote of its own between the two, stands for itself. */
bool config_value_parse(const char *written, struct buf *out, struct buf *why);

/* Appends it as it is to be written, so that config_value_parse gives the same again. What comes
 * out is fit for a screen. */
void config_value_format(const char *text, struct buf *out);

#endif
