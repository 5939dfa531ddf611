#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Readings outlive the broker: with their own times, in order, none lost, at QoS 1, also when the
# broker is killed in the middle of taking them; and memory is bounded when it is frozen.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

made() { sed -n 's/.* made: //p' "$E2E_DIR/said"; }
made_at_least() { [ "$(made | wc -l)" -ge "$1" ]; }
# At QoS 1 a message may come twice.
arrived() { sed -n 's/^home\/porch-05\/sensors //p' "$E2E_DIR/heard" | uniq; }
all_arrived() { [ "$(made | tail -n 1)" = "$(arrived | tail -n 1)" ]; }

start_broker "${persistent[@]}"
record
save_sessions
run_pub --device-id porch-05 --simulate --interval 0.1 --count 60 --debug
eventually made_at_least 5 || fail 'no readings'

# Frozen with twenty on their way and more behind them, then killed.
kill -STOP "$broker_pid"
eventually made_at_least 45 || fail 'no readings while the broker is frozen'
kill_broker
wait_said 'porch-05: \(the broker closed the connection\|connection refused\)'
start_broker "${persistent[@]}"
wait "$pub_pid" || fail "exit status $?"
eventually all_arrived || fail "lost: $(diff <(made) <(arrived))"
# Those twenty once more, from the first of them on: so in order, but for what is sent again.
diff <(made) <(awk '!seen[$0]++' <(arrived)) || fail 'not all of them, or not in order'
[ "$(made | wc -l)" -eq 60 ] || fail 'not sixty'

# A small buffer: the last ones, and what it cost is said.
kill_broker
: >"$E2E_DIR/said"
run_pub --device-id porch-06 --simulate --interval 0.1 --buffer 5 --count 12
wait_said 'porch-06: the buffer is full (--buffer 5)'
start_broker "${persistent[@]}"
wait "$pub_pid" || fail "exit status $?"
came_through() { grep -c '^home/porch-06/sensors' "$E2E_DIR/heard"; }
dropped() { awk '/porch-06: .* dropped, all later/ { for (i = 2; i <= NF; i++) if ($i ~ /^reading/) n += $(i - 1) } END { print n + 0 }' "$E2E_DIR/said"; }
adds_up() { [ $(($(came_through) + $(dropped))) -eq 12 ]; }
wait_said 'porch-06: [0-9]* readings* w[a-z]* dropped, all later'
eventually adds_up || fail "$(came_through) of 12 came, $(dropped) dropped: $(cat "$E2E_DIR/said")"

# Frozen for thousands of readings of fifty devices: no more memory than the buffers, which are full
# after thirty of each. Without a bound it would be another 500 KiB.
: >"$E2E_DIR/said"
run_pub --device-id porch --simulate 50 --interval 0.1 --buffer 10 --debug
eventually made_at_least 600 || fail 'no readings'
kill -STOP "$broker_pid"
eventually made_at_least 1600 || fail 'no readings while the broker is frozen'
before_kib=$(resident_kib "$pub_pid")
eventually made_at_least 3600 || fail 'no readings while the broker is frozen'
grown_kib=$(($(resident_kib "$pub_pid") - before_kib))
ldd "$(command -v sensorpub)" | grep -q -e asan -e tsan || # which keep what was freed
    [ $grown_kib -le 128 ] || fail "grown by $grown_kib KiB"
# It ends in time although nobody listens.
start_s=$SECONDS
end_pub || fail "exit status $?"
[ $((SECONDS - start_s)) -le 20 ] || fail "took $((SECONDS - start_s)) s to end"
kill -CONT "$broker_pid"
