# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# sensor-lib: what the tests of sensorpub share, on top of lib.sh.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

# QoS, retained, payload of the next message.
listen() { mosquitto_sub -h 127.0.0.1 -p "$port" -q 1 -t "$1" -C 1 -W "$deadline_s" -F '%q %r %p'; }
status_is() { [ "$(listen "$1")" = "$2" ]; } # TOPIC EXPECTED

# sensorpub in the background, what it says in $E2E_DIR/said; $pub_pid.
run_pub() { # [option]...
    sensorpub --host 127.0.0.1 --port "$port" "$@" 2>>"$E2E_DIR/said" &
    pub_pid=$!
}
end_pub() { kill "$pub_pid"; wait "$pub_pid"; }
said() { grep -q -e "$1" "$E2E_DIR/said"; }
wait_said() { eventually said "$1" || fail "not said: $1; but: $(cat "$E2E_DIR/said")"; }

# Everything below home/ from now on into $E2E_DIR/heard, "topic payload" a line. The session
# outlives a restart of a broker with `persistence`, which it saves with save_sessions.
record() {
    : >"$E2E_DIR/heard"
    publish probe/ready x --retain
    mosquitto_sub -h 127.0.0.1 -p "$port" -q 1 -i recorder -c -t 'home/#' -t probe/ready \
        -F "%t %p" >>"$E2E_DIR/heard" 2>/dev/null &
    recorder_pid=$!
    eventually grep -q '^probe/ready' "$E2E_DIR/heard" || broken 'the recorder does not subscribe'
}
heard() { grep -q -e "$1" "$E2E_DIR/heard"; }
wait_heard() { eventually heard "$1" || fail "not heard: $1; but: $(cat "$E2E_DIR/heard")"; }
persistent=('persistence true' "persistence_location $E2E_DIR/" 'persistence_file sessions.db')
save_sessions() {
    rm -f "$E2E_DIR/sessions.db"
    kill -USR1 "$broker_pid"
    eventually test -s "$E2E_DIR/sessions.db" || broken 'the broker does not save'
}

# Of a process, in KiB.
resident_kib() { awk '$1 == "VmRSS:" { print $2 }' "/proc/$1/status"; }

# A sysfs with a BME280 as IIO shows it and a DS18B20.
sysfs=$E2E_DIR/sysfs
bme=$sysfs/bus/iio/devices/iio:device0
ds=$sysfs/bus/w1/devices/28-0316a2795aff
plug_bme() {
    mkdir -p "$bme"
    echo bme280 >"$bme/name"
    echo 22480 >"$bme/in_temp_input"
    echo 45100 >"$bme/in_humidityrelative_input"
    echo 101.325 >"$bme/in_pressure_input"
}
plug_ds() {
    mkdir -p "$ds"
    printf '%s\n' '3c 00 4b 46 7f ff 0c 10 c0 : crc=c0 YES' \
        '3c 00 4b 46 7f ff 0c 10 c0 t=3750' >"$ds/w1_slave"
}
