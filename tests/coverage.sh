#!/bin/bash
# SPDX-License-Identifier: MIT
# coverage.sh: what the tests of this build (configured with --enable-coverage) have executed of src/,
# and of which branches. Lines and branches of src/core must be 95 and 90 per cent, lines of all 85.
# What is missing, and why, stands in tests/COVERAGE.md. Branches that only an assert() has are no
# branches.
set -u

src=$(cd "${top_srcdir:-.}" && pwd) || exit 99
command -v lcov >/dev/null || { echo 'SKIP-ALLOWED: lcov is not installed'; exit 77; }
[ -n "$(find . -name '*.gcda' -print -quit)" ] || {
    echo 'coverage.sh: nothing was counted; configure with --enable-coverage and run the tests'
    exit 99
}

rc=(--rc lcov_branch_coverage=1 --rc 'lcov_excl_br_line=assert\(|LCOV_EXCL_BR_LINE')
lcov -q "${rc[@]}" --capture --base-directory "$PWD" --directory . \
    --output-file all.info 2>coverage.err || { cat coverage.err; exit 99; }
lcov -q "${rc[@]}" --extract all.info "$src/src/*" --output-file coverage.info || exit 99
[ "${1-}" != --html ] || genhtml -q --branch-coverage -o coverage coverage.info

awk -F'[:,]' -v src="$src/" '
    function share(hit, all) { return all ? 100 * hit / all : 100 }
    /^SF:/ {
        file = substr($0, 4 + length(src))
        layer = split(file, part, "/") > 2 ? "src/" part[2] : "src"
    }
    /^DA:/ { lines[file]++; all_lines[layer]++; n_lines++
             if ($3 > 0) { hit[file]++; all_hit[layer]++; n_hit++ } }
    /^BRDA:/ { branches[file]++; all_branches[layer]++
               if ($5 != "-" && $5 > 0) { taken[file]++; all_taken[layer]++ } }
    END {
        for (file in lines)
            if (share(hit[file], lines[file]) < 95 || share(taken[file], branches[file]) < 80)
                printf "%-34s %5.1f %% of %4d lines, %5.1f %% of %4d branches\n", file, \
                    share(hit[file], lines[file]), lines[file], share(taken[file], branches[file]), \
                    branches[file] | "sort"
        close("sort")
        for (layer in all_lines)
            printf "COVERAGE | %s | %.1f %% of %d lines | %.1f %% of %d branches |\n", layer, \
                share(all_hit[layer], all_lines[layer]), all_lines[layer], \
                share(all_taken[layer], all_branches[layer]), all_branches[layer]
        printf "COVERAGE | all | %.1f %% of %d lines |\n", share(n_hit, n_lines), n_lines
        core = "src/core"
        exit !(share(all_hit[core], all_lines[core]) >= 95 && \
               share(all_taken[core], all_branches[core]) >= 90 && share(n_hit, n_lines) >= 85)
    }' coverage.info
