#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# prototype.conf: who has neither name nor password publishes and reads.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

at_broker home
install_conf prototype.conf
start_installed

listen anybody -t 'home/#'
client pub -t home/kitchen-01/sensors -m 21.5 || fail 'cannot publish'
heard anybody 'home/kitchen-01/sensors 21.5'
