#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# acl: the dashboard reads every device, and what the broker drops; it writes nothing, not even
# under its own name.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

at_broker home
install_conf password.conf acl
add_user kitchen-01 dashboard
start_installed
dashboard=(-u dashboard -P pw-dashboard)

listen dash "${dashboard[@]}" -t '#' -t "\$SYS/broker/publish/messages/dropped"
heard dash '.SYS/broker/publish/messages/dropped 0'

for topic in home/kitchen-01/sensors home/kitchen-01/commands home/dashboard/sensors dashboard; do
    not_authorised "${dashboard[@]}" -r -t $topic -m forged
done
client pub -u kitchen-01 -P pw-kitchen-01 -t home/kitchen-01/sensors -m 21.5 || fail 'not let in'
heard dash 'home/kitchen-01/sensors 21.5'
not_heard dash '.* forged'
