#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A sensor that is killed says so by its last will.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash

start_pub porch-05
pub_pid=$!
wait_for '^   porch-05 +online +[0-9]+\.[0-9] '
kill -9 "$pub_pid"
wait_for '^ x porch-05 +offline +[0-9]+\.[0-9] '
wait_for ' porch-05: offline'
