#!/usr/bin/env bash
# kcat: topics from the command line, as people use it. Each check_* function is one test: it runs
# in its own shell under `set -e`, so the first command that fails ends it.

broker=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
kcat=(kcat -b "$broker" -q)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "$*" >&2; return 1; }
expect_equal() { [[ "$1" == "$2" ]] || fail "expected '$1', got '$2'"; }
expect_text() { [[ "$2" == *"$1"* ]] || fail "'$2' does not say '$1'"; }
name() { echo "kcat-$1-$RANDOM$RANDOM"; }

check_two_lines() {
  local t; t=$(name lines)
  printf 'first\nsecond\n' | "${kcat[@]}" -P -t "$t"
  expect_equal $'first\nsecond' "$("${kcat[@]}" -C -t "$t" -o beginning -e)"
  expect_equal second "$("${kcat[@]}" -C -t "$t" -o 1 -c 1)"
  expect_equal second "$("${kcat[@]}" -C -t "$t" -o -1 -e)"
}

check_keys_headers_and_timestamps() {
  local t; t=$(name keys)
  echo 'k:v' | "${kcat[@]}" -P -t "$t" -K: -H colour=blue
  expect_equal 'k|v|colour=blue|0|0' "$("${kcat[@]}" -C -t "$t" -o beginning -e -f '%k|%s|%h|%p|%o')"
  local stamp; stamp=$("${kcat[@]}" -C -t "$t" -o beginning -e -f '%T')
  ((stamp > 1600000000000)) || fail "timestamp $stamp"
}

check_every_codec() {
  local t codec; t=$(name codec)
  seq 5000 >"$work/numbers"
  for codec in none gzip snappy lz4 zstd; do
    "${kcat[@]}" -P -t "$t-$codec" -z "$codec" -X acks=all <"$work/numbers"
    "${kcat[@]}" -C -t "$t-$codec" -o beginning -e >"$work/back"
    cmp "$work/numbers" "$work/back" || fail "$codec"
  done
}

check_times_inside_of_compressed_batches() {
  local t codec; t=$(name time)
  for codec in gzip snappy lz4 zstd; do
    echo "$codec:1" | "${kcat[@]}" -P -t "$t" -K: -z "$codec"
    local stamp; stamp=$("${kcat[@]}" -C -t "$t" -o -1 -e -f '%T')
    # The record is found inside of its batch.
    expect_text "$t [0] offset" "$(kcat -b "$broker" -Q -t "$t:0:$stamp")"
  done
}

check_old_formats() {
  local t old; t=$(name old)
  for old in 0.9.0 0.10.0; do
    local kcat_old=("${kcat[@]}" -X api.version.request=false -X broker.version.fallback=$old)
    seq 100 | "${kcat_old[@]}" -P -t "$t-$old" -z snappy
    expect_equal "$(seq 100)" "$("${kcat_old[@]}" -C -t "$t-$old" -o beginning -e)"
    expect_equal "$(seq 100)" "$("${kcat[@]}" -C -t "$t-$old" -o beginning -e)"
  done
}

check_idempotent_producer_and_big_messages() {
  local t; t=$(name big)
  head -c 700000 /dev/urandom | base64 -w 0 >"$work/big"
  "${kcat[@]}" -P -t "$t" -X enable.idempotence=true <"$work/big"
  "${kcat[@]}" -C -t "$t" -o beginning -e -f '%s' >"$work/back"
  cmp "$work/big" "$work/back"
}

check_metadata() {
  local t; t=$(name meta)
  echo x | "${kcat[@]}" -P -t "$t"
  expect_text "topic \"$t\" with 1 partitions" "$(kcat -b "$broker" -L -t "$t")"
  expect_text '"partition":0' "$(kcat -b "$broker" -L -J -t "$t" | tr -d ' ')"
}

check_offset_by_time() {
  local t; t=$(name time)
  echo one | "${kcat[@]}" -P -t "$t"
  local stamp; stamp=$("${kcat[@]}" -C -t "$t" -o beginning -e -f '%T')
  expect_text "$t [0] offset 0" "$(kcat -b "$broker" -Q -t "$t:0:$stamp")"
}

check_a_group_goes_on_where_it_was() {
  local t; t=$(name group)
  seq 3 | "${kcat[@]}" -P -t "$t"
  expect_equal $'1\n2\n3' "$("${kcat[@]}" -G "$t" -X auto.offset.reset=earliest -c 3 "$t")"
  seq 4 5 | "${kcat[@]}" -P -t "$t"
  expect_equal $'4\n5' "$("${kcat[@]}" -G "$t" -X auto.offset.reset=earliest -c 2 "$t")"
}

failed=0
for check in $(declare -F | awk '/ check_/ { print $3 }'); do
  [[ $# == 0 || " $* " == *" $check "* ]] || continue
  code=0
  (set -e; "$check") >"$work/log" 2>&1 || code=$?
  if ((code == 0)); then
    echo "  ok $check"
  else
    echo "  FAIL $check"
    sed 's/^/    /' "$work/log"
    failed=1
  fi
done
exit $failed
