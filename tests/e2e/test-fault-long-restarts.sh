#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A hundred restarts.
exec bash "${top_srcdir:-.}/tests/e2e/test-fault-restarts.sh" 100
