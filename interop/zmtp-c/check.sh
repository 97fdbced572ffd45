#!/usr/bin/env bash
# Compiles the program and runs it.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -Wall -Werror -O1 -o "$work/check" check.c -lzmq
"$work/check"
