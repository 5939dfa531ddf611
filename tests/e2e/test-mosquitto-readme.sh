#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The commands of README.md, as they are there, lead to a broker that works: when root runs them, to
# one that has become `mosquitto`, can read what it needs, and has no secret that others can read.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

command -v openssl >/dev/null || skip 'openssl is not installed'
at_broker home
copy=$E2E_DIR/copy
as_here=(-e 's/sudo //' -e "s,/etc/mosquitto,$etc,g"
    -e 's/mosquitto_passwd /printf "%s\\n" pw-dashboard pw-dashboard | &/'
    -e 's/^systemctl restart mosquitto$/touch restarted/')
if [ "$(id -u)" = 0 ] && id mosquitto >/dev/null 2>&1; then
    broker_user=mosquitto
    chmod 711 "$E2E_DIR"
    chmod 755 "$etc" "$etc"/*/
    chown mosquitto "$etc/lib"
else
    as_here+=(-e 's/-o mosquitto -g mosquitto//')
fi

follow_readme() { # NUMBER-OF-BLOCK
    awk -v n="$1" '/^```/ { fence++; next } fence == 2 * n - 1' "$shipped/README.md" |
        sed "${as_here[@]}" >"$copy/commands"
    (cd "$copy" && sh -e ./commands) >"$E2E_DIR/said" 2>&1 || fail "block $1: $(cat "$E2E_DIR/said")"
    rm "$copy/restarted" || fail "block $1 does not end in a restart"
}
is_secret() { [ "$(stat -c %a "$1")" = 600 ] || fail "$1: $(stat -c %a "$1")"; }

mkdir "$copy"
for file in "$shipped"/*; do
    sed "s,/etc/mosquitto,$etc,g" "$file" >"$copy/${file##*/}"
done
chmod +x "$copy/make-certs"

follow_readme 1
is_secret "$etc/passwd"
is_secret "$etc/acl"
start_installed
refused 'not authorised' sub -t '#'
listen plain -u dashboard -P pw-dashboard -t '#'
stop_broker

follow_readme 2
is_secret "$etc/certs/server.key"
start_installed
# --insecure: the name in the certificate is not that of the test's broker.
listen encrypted --cafile "$copy/ca.crt" --insecure -u dashboard -P pw-dashboard -t '#'
