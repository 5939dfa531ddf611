#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --visual-bell: the summary looks different for a moment (it is sent, and sent once more), and no BEL.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
need_emulator
dash_term=xterm-256color

start_broker
reading kitchen-01 31 -r
for pause in '' p; do
    # What rang before a restart rings no more after it.
    rm -rf "$HOME/.local/state"
    emulate --visual-bell --no-title --theme mono --alert-on-retained <<STEPS
wait ^!! kitchen-01
sends (?s)\\[1msensortop.*sensortop.*sensortop
press $pause
press b
sends (?s)(sensortop.*){5}
sendsnot \\x07
press q
exit 0
STEPS
done
