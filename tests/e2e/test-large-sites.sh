#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Two sites of 5,000 devices each, every site with a broker of its own, bridged into a central one:
# a dashboard there, for all locations, has all 10,000, and every one of their live readings.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

deadline_s=120
devices=5000
limits=('max_queued_messages 100000' 'max_inflight_messages 200' 'set_tcp_nodelay true')

# MQTT 3.1.1 by hand, as one stream: CONNECT, a PUBLISH at QoS 1 for each device, DISCONNECT.
publish_devices() { # PORT LOCATION CELSIUS FLAGS
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    LC_ALL=C awk -v n=$devices -v location="$2" -v celsius="$3" -v flags="$4" 'BEGIN {
        printf "%c%c%c%cMQTT%c%c%c%c%c%c", 16, 12, 0, 4, 4, 2, 0, 60, 0, 0
        payload = "{\"temperature_c\":" celsius ",\"humidity\":45.1}"
        for (i = 1; i <= n; i++) {
            topic = sprintf("%s/dev-%05d/sensors", location, i)
            printf "%c%c%c%c%s%c%c%s", flags, 4 + length(topic) + length(payload), 0, \
                length(topic), topic, i / 256, i % 256, payload
        }
        printf "%c%c", 224, 0
    }' >&3
    # To the end: data that was not read would make a reset of the close.
    cat <&3 >/dev/null
    exec 3>&-
}
publish_retained() { publish_devices "$1" "$2" "$3" 51; }
publish_live() { publish_devices "$1" "$2" "$3" 50; }

start_site() { # LOCATION; its port is in $port
    port=
    broker_log=$E2E_DIR/$1.log
    start_broker "connection $1" "address 127.0.0.1:$central" "remote_clientid site-$1" \
        "topic $1/# out 1" 'cleansession false' 'notifications false' "${limits[@]}"
}

start_broker "${limits[@]}"
central=$port
start_site home
home=$port
start_site warehouse
warehouse=$port
publish_retained "$home" home 20
publish_retained "$warehouse" warehouse 21

port=$central
start_dash --location + --high 30 --history 2
wait_for ' 10000 devices '
publish_live "$home" home 35
publish_live "$warehouse" warehouse 36
wait_for '10000 alerts'
press '>' '>'
wait_for '(home|warehouse)/dev-|dev-0'
press q
wait_exit 0
