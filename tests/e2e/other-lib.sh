# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# other-lib: brokers that are not mosquitto. A test of one defines
#   start_other   starts it on $port, in the background; $! is its pid
#   login         options of a client that it lets in
# and then says what it can do:
#   check_other [no-mqtt5] [no-snapshot]
# no-snapshot: it does not send what is retained to a filter with a wildcard.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

login=()
other_name=

other_answers() {
    mosquitto_pub -h 127.0.0.1 -p "$port" -V mqttv311 -t warm/up -m x -q 1 "${login[@]}" \
        >/dev/null 2>&1
}
other_has_settled() { other_answers || ! kill -0 "$other_pid" 2>/dev/null; }
run_other() {
    local deadline_s=120

    start_other
    other_pid=$!
    eventually other_has_settled
    other_answers && return
    cat "$E2E_DIR/other.log"
    return 1
}

# other_name: of the process that is the broker, where the one we started is only a script.
kill_other() {
    local pid

    for pid in "$other_pid" ${other_name:+$(pids "$other_name")}; do
        kill -9 "$pid" 2>/dev/null
    done
    wait "$other_pid" 2>/dev/null
}

sensor() { # DEVICE [option]...
    sensorpub -h 127.0.0.1 -p "$port" --device-id "$1" --simulate --interval 1 "${login[@]}" \
        "${@:2}" >"$E2E_DIR/$1.said" 2>&1 &
}
row() { echo "$1 +$2 +-?[0-9]+\\.[0-9]"; } # DEVICE STATUS

check_other() {
    local can=" $* " attic

    free_port
    port=$next_port
    run_other || fail 'it does not start'

    # The sensors speak the same version as the dashboard: each finds it out.
    at_shell "sensortop -h 127.0.0.1 -p $port ${login[*]@Q}"
    wait_for ' connected [0-9]'
    sensor attic-01
    attic=$!
    sensor cellar-01
    wait_for "$(row attic-01 online)"
    wait_for "$(row cellar-01 online)"

    { kill -9 "$attic"; wait "$attic"; } 2>/dev/null
    wait_for "$(row attic-01 offline)"

    if [[ $can = *' no-mqtt5 '* ]]; then
        pane=other at_shell "sensortop -h 127.0.0.1 -p $port -V mqttv5 ${login[*]@Q}"
        pane=other wait_for '(refuses MQTT 5|hangs up on us)'
    else
        pane=other at_shell "sensortop -h 127.0.0.1 -p $port -V mqttv311 ${login[*]@Q}"
        pane=other wait_for "$(row cellar-01 '(online|unknown)')"
    fi
    pane=other press q
    pane=other wait_exit 0

    # What is retained, on connecting.
    if [[ $can != *' no-snapshot '* ]]; then
        pane=late at_shell "sensortop -h 127.0.0.1 -p $port ${login[*]@Q}"
        pane=late wait_for 'attic-01 +offline'
        pane=late press q
        pane=late wait_exit 0
    fi

    kill_other
    wait_for '^!! .*(refused|lost|closed|hangs up)'
    wait_for ' AGE\*'
    run_other || fail 'it does not start again'
    wait_for ' connected [0-9]'
    wait_gone ' AGE\*'
    sensor porch-01
    wait_for "$(row porch-01 online)"
    wait_for "$(row cellar-01 '(online|unknown)') .* [0-3]s "
    press q
    wait_exit 0
    tty_unchanged
}
