#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Ten thousand retained devices: all of them arrive, and one can move about in them.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

# MQTT 3.1.1 by hand, as one stream: CONNECT, a retained PUBLISH at QoS 0 for each, DISCONNECT.
publish_many() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    LC_ALL=C awk -v n="$1" 'BEGIN {
        printf "%c%c%c%cMQTT%c%c%c%c%c%c", 16, 12, 0, 4, 4, 2, 0, 60, 0, 0
        payload = "{\"temperature_c\":21.5,\"humidity\":45.1}"
        for (i = 1; i <= n; i++) {
            topic = sprintf("home/dev-%05d/sensors", i)
            printf "%c%c%c%c%s%s", 49, 2 + length(topic) + length(payload), 0, length(topic), \
                topic, payload
        }
        printf "%c%c", 224, 0
    }' >&3
    # To the end: data that was not read would make a reset of the close.
    cat <&3 >/dev/null
    exec 3>&-
}

start_broker
publish_many 10000
start_dash
wait_for ' 10000 devices '
wait_for '^   dev-00001 +unknown +21\.5 r'

press End
wait_for '^   dev-10000 '
press PgUp
wait_for '^   dev-099[678][0-9] '
wait_gone '^   dev-10000 '
press Home
wait_for '^   dev-00001 '
press PgDn PgDn
wait_for '^   dev-00039 '
wait_gone '^   dev-00001 '

# The selection stays on its device when the order is turned round.
press Home
wait_for '^   dev-00001 '
press j j I
wait_for ' DEVICE▼'
wait_for '^   dev-00003 '
press End
wait_for '^   dev-00001 '
press q
wait_exit 0
tty_unchanged
