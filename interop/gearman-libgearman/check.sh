#!/usr/bin/env bash
# Builds the C program outside the tree and runs it.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -std=gnu11 -Wall -Wextra -Werror -Wno-deprecated-declarations check.c -o "$work/check" -lgearman
"$work/check"
