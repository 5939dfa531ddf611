#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# make-certs: certificates that are good for what was asked and for nothing else, keys that nobody
# else can read, and nothing that was there before is touched.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

command -v openssl >/dev/null || skip 'openssl is not installed'
cd "$E2E_DIR/tmp" || broken 'no directory'
umask 000

certs() { "$shipped/make-certs" "$@" >said 2>&1; }
made() { certs "$@" || fail "make-certs $*: $(cat said)"; }
verified() { openssl verify -x509_strict -CAfile ca.crt "$@" >said 2>&1; }
contents() { cksum -- * 2>&1; }
misused() { # ARGUMENT...
    certs "$@"
    [ $? -eq 2 ] || fail "not an error of usage: $*"
}
declined() { # WHY ARGUMENT...
    local why=$1

    shift
    contents >"$E2E_DIR/before"
    certs "$@" && fail "not declined: $*"
    grep -q -e "$why" said || fail "no '$why' but: $(cat said)"
    rm said
    contents | cmp -s - "$E2E_DIR/before" || fail "it changed something: $*"
}

for wrong in '' 'cat' 'ca A B' 'server' 'client' 'client a/b' 'client -x' 'client a+' 'server a_b' \
    '-t 0 ca' '-t 1x ca' '-t 100000 ca' '-x ca' "client $(printf '%065d' 1)"; do
    # shellcheck disable=SC2086 # words
    misused $wrong
done
rm said
declined 'first: make-certs ca' client kitchen-01
declined 'not a directory' -d nowhere ca
[ -z "$(ls -A)" ] || fail "left behind: $(ls -A)"

made ca 'The Home'
made server broker.local 192.168.1.10 fd00::1
made -t 9 client kitchen-01 dashboard

for file in *.key; do
    [ "$(stat -c %a "$file")" = 600 ] || fail "$file: $(stat -c %a "$file")"
done
for file in *.crt; do
    [ "$(stat -c %a "$file")" = 644 ] || fail "$file: $(stat -c %a "$file")"
done

verified -purpose sslserver -verify_hostname broker.local broker.local.crt || fail "$(cat said)"
verified -purpose sslserver -verify_ip 192.168.1.10 broker.local.crt || fail "$(cat said)"
verified -purpose sslserver -verify_ip fd00::1 broker.local.crt || fail "$(cat said)"
verified -purpose sslclient kitchen-01.crt dashboard.crt || fail "$(cat said)"
verified -verify_hostname other.local broker.local.crt && fail 'good for another name'
verified -purpose sslclient broker.local.crt && fail 'a broker could pass for a client'
verified -purpose sslserver kitchen-01.crt && fail 'a client could pass for a broker'
openssl x509 -in kitchen-01.crt -noout -subject | grep -Eq '= ?kitchen-01$' || fail 'the common name'
openssl x509 -in kitchen-01.crt -noout -checkend $((8 * 86400)) >said || fail 'ends early'
openssl x509 -in kitchen-01.crt -noout -checkend $((10 * 86400)) >said && fail 'ends late'

rm said
declined 'already there' ca
declined 'already there' client attic-01 kitchen-01
declined 'already there' server broker.local
declined 'the CA itself ends before' -t 5000 client attic-01
declined 'bad ip address' server 300.1.1.1
ln -s nowhere attic-01.key
declined 'already there' client attic-01
rm attic-01.key
[ -z "$(ls -d .[!.]* 2>/dev/null)" ] || fail "left behind: $(ls -A)"
