#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every way to hand over a password, and what is left of it afterwards: nothing on the screen, nothing
# in the environment. A file that others can read is refused before anything is sent.
# shellcheck source=tls-lib.sh
. "${top_srcdir:-.}/tests/e2e/tls-lib.sh"

at_broker home
install_conf password.conf acl
add_user dashboard
start_installed
secret=pw-dashboard
run="sensortop --host 127.0.0.1 --port $port -u dashboard"
pane=secret

leave() {
    check_quit
    not raw_has "$secret" || fail 'the password was written on the terminal'
}

# A file, for its owner alone.
echo $secret >"$E2E_DIR/password"
for mode in 644 640 604; do
    chmod $mode "$E2E_DIR/password"
    at_shell "$run --password-file '$E2E_DIR/password'"
    wait_exit 2
    has_said 'password file: open to group or others' || fail "mode $mode was accepted"
    at_shell clear
    wait_exit 0
done
chmod 600 "$E2E_DIR/password"
at_shell "$run --password-file '$E2E_DIR/password'"
wait_for ' connected [0-9]'
leave

# The environment, where it does not stay.
printf 'export SENSORTOP_PASSWORD=%s\n' $secret >"$E2E_DIR/environment"
at_shell "(. '$E2E_DIR/environment'; exec $run)"
wait_for ' connected [0-9]'
# Who may not look at it does not see the password, either.
if cat "/proc/$(program_pid)/environ" >"$E2E_DIR/environ" 2>/dev/null; then
    tr '\0' '\n' <"$E2E_DIR/environ" >"$E2E_DIR/seen"
    grep -q '^HOME=' "$E2E_DIR/seen" || broken 'cannot see the environment of the program'
    not grep -q "$secret" "$E2E_DIR/seen" || fail 'the password is still in the environment'
else
    [ "$(id -u)" != 0 ] || broken 'root cannot see the environment of the program'
fi
leave

# systemd's credentials.
mkdir "$E2E_DIR/credentials"
cp "$E2E_DIR/password" "$E2E_DIR/credentials/password"
at_shell "CREDENTIALS_DIRECTORY='$E2E_DIR/credentials' $run"
wait_for ' connected [0-9]'
leave

# A question, before the screen and without an echo.
at_shell "$run --ask-password"
wait_for '^Password for the broker: *$'
press "$secret" Enter
wait_for ' connected [0-9]'
leave
pane=asked # where no question stands yet
at_shell "$run --ask-password"
wait_for '^Password for the broker: *$'
press C-c
wait_for '^ready> *$'
tty_before=$(cat "$E2E_DIR/$pane/tty-before")
at_shell true
wait_exit 0
[ "$(cat "$E2E_DIR/$pane/tty-before")" = "$tty_before" ] || fail 'the echo is not back'
pane=secret

# On the command line: as good as public, so only with a warning.
launch_dash -u dashboard -P $secret
wait_for ' connected [0-9]'
wait_raw 'warning: a password on the command line can be read by every user'
check_quit

# The pass phrase of a key.
make_certs ca
make_certs server 127.0.0.1
make_certs client dashboard
openssl pkey -aes256 -passout "pass:$secret" -in "$certs/dashboard.key" -out "$certs/locked.key" ||
    broken 'no encrypted key'
at_broker_with tls '' "$(printf '%s\n' "$(pair "$certs/127.0.0.1")" "cafile $certs/ca.crt" \
    'require_certificate true')"
run="sensortop --host 127.0.0.1 --port ${fault_port[tls]} --cafile $certs/ca.crt"
run+=" --cert $certs/dashboard.crt --key $certs/locked.key"
pane=key
at_shell "$run"
wait_for '^Pass phrase of the key: *$'
press "$secret" Enter
wait_for ' connected [0-9].* TLS '
leave
at_shell "$run"
wait_for '^Pass phrase of the key: *$'
press wrong Enter
wait_exit 2
wait_for 'its pass phrase is missing or wrong'
at_shell "$run --keyfile-password-file '$E2E_DIR/password'"
wait_for ' connected [0-9].* TLS '
leave
cp "$E2E_DIR/password" "$E2E_DIR/credentials/keyfile-password"
at_shell "CREDENTIALS_DIRECTORY='$E2E_DIR/credentials' $run"
wait_for ' connected [0-9].* TLS '
leave
