#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A reading appears as a row: value, humidity, and an age that ticks. Another one replaces it.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
wait_for 'No devices yet'

reading kitchen-01 21.4
wait_for '^   kitchen-01 +unknown +21\.4 .* 45\.1 +[0-9]+s'
wait_for ' 1 device '
wait_for 'kitchen-01 .* 45\.1 +[2-9]s'

# Both are in the range now, which stands behind the age; again, should we have missed its beginning.
is_fresh() {
    reading kitchen-01 19.95
    screen_has 'kitchen-01 +unknown +(19\.9|20\.0) .* 45\.1 +[01]s +(19\.9|20\.0) +21\.4'
}
eventually is_fresh || fail 'the new reading is not on the screen'

# A value that is missing is no zero, and zero has no sign.
publish home/attic-01/sensors '{"humidity":61}'
wait_for 'attic-01 +unknown +– .* 61\.0 +[0-9]+s +– +–'
publish home/attic-01/sensors '{"temperature_c":-0.04}'
wait_for 'attic-01 +unknown +0\.0 '

press q
wait_exit 0
tty_unchanged
