#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# password.conf: nobody is let in without a name and its password.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

at_broker home
install_conf password.conf acl
add_user kitchen-01 dashboard
start_installed

for version in mqttv311 mqttv5; do
    for who in '' '-u kitchen-01' '-u kitchen-01 -P pw-dashboard' '-u attic-01 -P pw-kitchen-01'; do
        # shellcheck disable=SC2086 # words
        refused '[Nn]ot authori[sz]ed' pub -V $version $who -t home/kitchen-01/sensors -m 21.5
    done
done
refused 'not authorised' sub -V mqttv311 -t '#'

listen dash -u dashboard -P pw-dashboard -t 'home/#'
client pub -u kitchen-01 -P pw-kitchen-01 -t home/kitchen-01/sensors -m 22.5 || fail 'not let in'
heard dash 'home/kitchen-01/sensors 22.5'
not_heard dash '.* 21.5'
