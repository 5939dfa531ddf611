#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# RabbitMQ with its MQTT plugin: MQTT 3.1.1 alone (before 3.13), slow to start.
# shellcheck source=other-lib.sh
. "${top_srcdir:-.}/tests/e2e/other-lib.sh"

server=/usr/lib/rabbitmq/bin/rabbitmq-server
[ -x $server ] || skip_allowed 'rabbitmq-server is not installed'

dir=$E2E_DIR/rabbitmq
free_port
epmd_port=$next_port
free_port
dist_port=$next_port
other_name=beam.smp
mkdir -p "$dir/db" "$dir/log"
echo '[rabbitmq_mqtt].' >"$dir/plugins"

start_other() {
    printf '%s\n' 'listeners.tcp = none' "mqtt.listeners.tcp.1 = 127.0.0.1:$port" \
        'mqtt.allow_anonymous = true' >"$dir/rabbitmq.conf"
    HOME=$dir ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$epmd_port \
        RABBITMQ_NODENAME="e2e$epmd_port@localhost" RABBITMQ_MNESIA_BASE=$dir/db \
        RABBITMQ_LOG_BASE=$dir/log RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf \
        RABBITMQ_ENABLED_PLUGINS_FILE=$dir/plugins RABBITMQ_PID_FILE=$dir/pid \
        RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_DIST_PORT=$dist_port \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
        $server >"$E2E_DIR/other.log" 2>&1 &
}

check_other no-mqtt5 no-snapshot
