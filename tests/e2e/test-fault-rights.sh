#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Rights that are missing, and given to connections that last: subscriptions refused one by one or all
# (the dynamic security plugin says so), and a broker that grants everything and delivers nothing (an
# acl_file; that it is silent is said after 60 s, which the unit test of link waits for).
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

plugin=$(find /usr/lib /usr/local/lib -name mosquitto_dynamic_security.so 2>/dev/null | head -n 1)
if [ -z "$plugin" ] || ! command -v mosquitto_ctrl >/dev/null; then
    skip 'no dynamic security plugin'
fi
control() {
    mosquitto_ctrl -h 127.0.0.1 -p "${fault_port[one-filter]}" -u admin -P pw-admin dynsec "$@" \
        >>"$E2E_DIR/control" 2>&1 || broken "mosquitto_ctrl $*: $(cat "$E2E_DIR/control")"
}
report() { # PORT [OPTION]...
    mosquitto_pub -h 127.0.0.1 -p "$1" -q 1 -t home/living-01/sensors -m '{"temperature_c":21}' \
        "${@:2}" && mosquitto_pub -h 127.0.0.1 -p "$1" -q 1 -t home/living-01/status -m online \
        "${@:2}"
}
shows_readings() { # [OPTION]...
    report "$port" "$@"
    screen_has '^ +living-01 +online +21\.0 '
}

serve_dynsec() { # PORT
    mosquitto_ctrl dynsec init "$E2E_DIR/dynsec" admin pw-admin >"$E2E_DIR/control" 2>&1
    printf '%s\n' 'user root' 'log_dest stderr' 'per_listener_settings false' \
        "listener $1 127.0.0.1" "plugin $plugin" "plugin_opt_config_file $E2E_DIR/dynsec" \
        >"$E2E_DIR/dynsec.conf"
    exec mosquitto -c "$E2E_DIR/dynsec.conf"
}
serve_acl() { # PORT
    printf '%s\n' 'topic write home/#' >"$E2E_DIR/acl"
    printf '%s\n' 'user root' 'log_dest stderr' 'allow_anonymous true' "listener $1 127.0.0.1" \
        "acl_file $E2E_DIR/acl" >"$E2E_DIR/acl.conf"
    exec mosquitto -c "$E2E_DIR/acl.conf"
}

at_server one-filter 'not allowed to subscribe to home/\+/status' serve_dynsec PORT -- \
    -u one -P pw-one
control createRole readings
control addRoleACL readings subscribePattern 'home/+/sensors' allow 1
control createClient one -p pw-one
control createClient all -p pw-all
control createClient sensor -p pw-sensor
control addClientRole one readings 1
control createRole writing
control addRoleACL writing publishClientSend 'home/#' allow 1
control addClientRole sensor writing 1
fault_port[all-filters]=${fault_port[one-filter]}
at_port all-filters 'not allowed to subscribe to home/\+/sensors and 1 more' -u all -P pw-all
at_server grants-only '' serve_acl PORT --
look_at_faults

control addRoleACL readings subscribePattern 'home/+/status' allow 1
control addClientRole all readings 1
sed -i 's/write/readwrite/' "$E2E_DIR/acl"
kill -HUP "${fault_pid[grants-only]}"
ended_ms=$(now_ms)
for pane in grants-only one-filter all-filters; do
    port=${fault_port[$pane]} sensor=()
    [ $pane = grants-only ] || sensor=(-u sensor -P pw-sensor)
    eventually shows_readings "${sensor[@]}" || fail 'no readings although they are allowed'
    wait_gone '^!'
    measured[$pane.back]=$(($(now_ms) - ended_ms))
    print_measured "$pane"
done
