#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# acl: a lost sensor writes nothing any more, once its block is made use of and the broker reloaded.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

at_broker home
install_conf password.conf acl
add_user lost-01 kitchen-01 dashboard
start_installed
lost=(-u lost-01 -P pw-lost-01)

listen dash -u dashboard -P pw-dashboard -t '#'
client pub "${lost[@]}" -t home/lost-01/sensors -m before || fail 'not let in'
heard dash 'home/lost-01/sensors before'

edit_conf acl '/^#user lost-01$/,/^#topic/s/^#//'
kill -HUP "$broker_pid"
logged 'Reloading config'

not_authorised "${lost[@]}" -t home/lost-01/sensors -m after
client pub -u kitchen-01 -P pw-kitchen-01 -t home/kitchen-01/sensors -m 21.5 || fail 'not let in'
heard dash 'home/kitchen-01/sensors 21.5'
not_heard dash 'home/lost-01/sensors after'
