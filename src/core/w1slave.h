/* SPDX-License-Identifier: MIT
 *
 * w1slave: the two lines in which the kernel's w1_therm tells what a 1-wire
 * thermometer said: the nine bytes with the verdict on their CRC, and "t=".
 */
#ifndef SENSORTOP_CORE_W1SLAVE_H
#define SENSORTOP_CORE_W1SLAVE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct w1slave {
    double celsius;
    /* False: 85 °C, which is also what the chip says before its first conversion, and nothing in
     * its bytes shows that it was measured. */
    bool is_measured;
};

/* False: why says what is wrong with it: a failed CRC, a bus without power (nine zeros, whose CRC
 * is right), or not these two lines. */
bool w1slave_parse(const char *text, size_t len, struct w1slave *out, struct buf *why);

/* What a DS18B20 says before its first conversion (its data sheet, "power-on reset value"). */
bool w1slave_is_power_on(double celsius);

#endif
