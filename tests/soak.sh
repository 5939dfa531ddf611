#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# soak.sh [MINUTES] [LOG]: half an hour of what happens in a year: sensors come and go, die and send
# garbage, alerts fire, the broker restarts, the terminal changes its size, all screens are looked at;
# a dashboard in a real terminal, and a stream of JSON beside it. In every round, a known number of
# messages: the counters must say exactly that many. At the end: memory, descriptors and threads are
# those of the beginning.
# shellcheck source=e2e/lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

minutes=${1:-30}
burst=500         # messages of a round that are counted
rss_kib_more=4096 # after the first rounds have filled what is bounded
log=${2:-$top_builddir/soak.log}
deadline_s=60
views=(g e '?' i / G f t)
sizes=('80 24' '200 50' '40 12' '132 43' '20 5' '80 24')

rss_kib() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"; }
n_threads() { sed -n 's/^Threads:[^0-9]*//p' "/proc/$1/status"; }
n_fds() { find "/proc/$1/fd" -mindepth 1 | wc -l; }
sample() { echo "$(rss_kib "$1") $(n_fds "$1") $(n_threads "$1")"; }

# --- a round -----------------------------------------------------------------

received() { screen | sed -n 's/^ *received  *\([0-9]*\),.*/\1/p'; }
is_quiet() {
    local before

    before=$(received)
    sleep 1.2 # more than one tick of the screen
    [ -n "$before" ] && [ "$before" = "$(received)" ]
}
received_is() { [ "$(received)" = "$1" ]; }
# What the other subscriber made of them.
told() { grep -c '"type":"reading","location":"home","device":"counted-01"' "$E2E_DIR/json"; }
told_are() { [ "$(told)" = "$1" ]; }

count_exactly() {
    local before told_before i status

    eventually is_quiet || fail 'it does not become quiet'
    before=$(received)
    told_before=$(told)
    for ((i = 1; i <= burst; i++)); do
        printf '{"temperature_c":%d.5,"seq":%d}\n' $((15 + i % 20)) $((counted + i))
    done | mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/counted-01/sensors -l
    status=$?
    eventually received_is $((before + burst)) && eventually told_are $((told_before + burst)) ||
        fail "round $round: of $burst messages $(($(received) - before)) on the screen," \
            "$(($(told) - told_before)) in the log; mosquitto_pub ended with $status"
    counted=$((counted + burst))
}

# What comes of it nobody counts.
poke() { mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t "$1" -m "$2" 2>/dev/null; }

churn() {
    local view size

    sensorpub --host 127.0.0.1 --port "$port" --simulate 20 --interval 1 --scenario house \
        >/dev/null 2>&1 &
    churn_pid=$!
    for size in "${sizes[@]}"; do
        # shellcheck disable=SC2086
        resize $size
        for view in "${views[@]}"; do
            press "$view"
            sleep 0.1
            press Escape
            press Down
        done
        poke "home/new-$RANDOM/sensors" "{\"temperature_c\":$((RANDOM % 60 - 10))}"
        poke home/alarm-01/sensors "{\"temperature_c\":$((RANDOM % 2 ? 40 : 20))}"
        poke home/alarm-01/status "$([ $((RANDOM % 2)) = 0 ] && echo online || echo offline)"
        poke home/bad-01/sensors "{\"temperature_c\":$RANDOM"
    done
    # Not a good-bye: their last wills.
    if [ $((round % 2)) = 0 ]; then kill -9 $churn_pid; else kill $churn_pid; fi
    wait $churn_pid 2>/dev/null
    press Escape Escape
}

# Said by the broker: on the screen "connected" may be of the connection before.
dash_is_subscribed() { grep -q ' soak-dash 1 home/+/status$' "$broker_log"; }
restart_broker() { # every second round: in turn told to end and killed
    if [ $((round % 4)) = 0 ]; then stop_broker; else kill_broker; fi
    start_broker
    eventually dash_is_subscribed || fail 'the dashboard does not subscribe again'
    wait_for ' connected [0-9]'
    # The stream is connected when it hears this, which is not counted.
    eventually stream_hears || fail 'the stream does not connect again'
}
stream_hears() {
    poke home/hello-01/sensors "{\"temperature_c\":1,\"round\":$round}"
    grep -q "\"device\":\"hello-01\".*\"round\":$round[,}]" "$E2E_DIR/json"
}

# --- all of them -------------------------------------------------------------

start_broker
sensortop --json --host 127.0.0.1 --port "$port" >"$E2E_DIR/json" 2>"$E2E_DIR/json.err" &
headless=$!
start_dash --id soak-dash --high 30 --alert 'offline warn' --alert 'temperature rises 5 in 10m warn' --history 50
dash=$(program=$(pids sensortop | grep -vx $headless) && echo "$program")
until_s=$((SECONDS + 60 * minutes))
round=0 counted=0 base=
: >"$log"
while [ $SECONDS -lt $until_s ]; do
    round=$((round + 1))
    churn
    press i
    wait_for '^ LINK'
    count_exactly
    press i
    [ $((round % 2)) = 1 ] || restart_broker
    now="$(sample "$dash") | $(sample $headless)"
    echo "round $round: $SECONDS s: counted $counted | $now" >>"$log"
    # What is bounded is full by then.
    [ $round -ne 6 ] || base=$now
done

[ -n "$base" ] || { base=$now; echo 'too short to compare'; }
read -r rss fds threads _ rss_headless fds_headless threads_headless <<<"$base"
read -r rss_end fds_end threads_end _ rss_headless_end fds_headless_end threads_headless_end <<<"$now"
echo "SOAK | $round rounds, $((SECONDS / 60)) min | $counted of $counted counted | dashboard: $rss to $rss_end KiB," \
    "$fds to $fds_end descriptors, $threads to $threads_end threads | headless: $rss_headless to" \
    "$rss_headless_end KiB, $fds_headless to $fds_headless_end, $threads_headless to $threads_headless_end |" |
    tee -a "$log"
[ $((rss_end - rss)) -le $rss_kib_more ] || fail "memory: $rss to $rss_end KiB"
[ $((rss_headless_end - rss_headless)) -le $rss_kib_more ] || fail "headless: $rss_headless to $rss_headless_end KiB"
[ "$fds_end" -le $((fds + 2)) ] || fail "descriptors: $fds to $fds_end"
[ "$threads_end" -le "$threads" ] || fail "threads: $threads to $threads_end"
[ "$fds_headless_end" -le $((fds_headless + 2)) ] || fail 'descriptors'
press q
wait_exit 0
tty_unchanged
kill $headless
wait $headless
