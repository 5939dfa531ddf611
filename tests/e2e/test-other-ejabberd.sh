#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# ejabberd with its MQTT module: MQTT 5 and 3.1.1. A user is needed, any will do.
# shellcheck source=other-lib.sh
. "${top_srcdir:-.}/tests/e2e/other-lib.sh"

command -v erl >/dev/null || skip_allowed 'erlang is not installed'
for code in /usr/lib/*/ejabberd-*/ebin/ejabberd.beam; do break; done
[ -e "$code" ] || skip_allowed 'ejabberd is not installed'

dir=$E2E_DIR/ejabberd
free_port
epmd_port=$next_port
other_name=beam.smp
login=(-u u1@localhost -P pw)
mkdir -p "$dir/db" "$dir/log"

start_other() {
    cat >"$dir/ejabberd.yml" <<X
hosts: [localhost]
auth_method: anonymous
anonymous_protocol: login_anon
allow_multiple_connections: true
listen: [{port: $port, ip: "127.0.0.1", module: mod_mqtt}]
modules: {mod_mqtt: {access_publish: {"#": [{allow: all}]}, access_subscribe: {"#": [{allow: all}]}}}
X
    HOME=$dir ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$epmd_port \
        EJABBERD_CONFIG_PATH=$dir/ejabberd.yml EJABBERD_LOG_PATH=$dir/log/ejabberd.log \
        erl -sname "e2e$epmd_port@localhost" -pa "${code%/*}" -mnesia dir "\"$dir/db\"" \
        -kernel inet_dist_use_interface '{127,0,0,1}' -s ejabberd -noinput \
        >"$E2E_DIR/other.log" 2>&1 &
}

check_other
