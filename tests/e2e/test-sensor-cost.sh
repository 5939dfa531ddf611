#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What a sensor costs its board: memory, and wake-ups between two readings.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

ldd "$(command -v sensorpub)" | grep -q -e asan -e tsan && skip_allowed 'a sanitizer has costs of its own'

# Of all threads together: times that one went to sleep of its own accord.
sleeps() { awk '$1 == "voluntary_ctxt_switches:" { n += $2 } END { print n }' "/proc/$pub_pid"/task/*/status; }

start_broker
run_pub --device-id porch-05 --simulate --interval 10 --debug
wait_said '#1 delivered'
before=$(sleeps)
wait_said '#2 delivered'
during=$(($(sleeps) - before))
# Main thread: the reading, the delivery. The link's: to send, to hear, and two looks at the clock.
[ $during -le 12 ] || fail "$during wake-ups for one reading in 10 s"
# How much of the libraries is resident is up to them and the kernel's page cache; the rest is ours.
kib=$(awk '/^Private_/ { n += $2 } END { print n }' "/proc/$pub_pid/smaps_rollup")
[ "$kib" -lt 1536 ] || fail "$kib KiB of its own"
kib=$(resident_kib "$pub_pid")
[ "$kib" -lt 7168 ] || fail "$kib KiB resident"
ticks=$(awk '{ print $14 + $15 }' "/proc/$pub_pid/stat")
[ "$ticks" -le 20 ] || fail "$ticks hundredths of a second of CPU time for the first 10 s"
end_pub || fail "exit status $?"
