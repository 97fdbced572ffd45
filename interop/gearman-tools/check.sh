#!/usr/bin/env bash
# gearman-tools: the command line programs gearman and gearadmin, as people use them. Each check_*
# function is one test: it runs in its own shell under `set -e`, so the first command that fails
# ends it.

port=${BROKER_GEARMAN_PORT:-4730}
gearman=(gearman -h "${BROKER_HOST:-127.0.0.1}" -p "$port")
gearadmin=(gearadmin -h "${BROKER_HOST:-127.0.0.1}" -p "$port")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "$*" >&2; return 1; }
expect_equal() { [[ "$1" == "$2" ]] || fail "expected '$1', got '$2'"; }
expect_text() { [[ "$2" == *"$1"* ]] || fail "'$2' does not say '$1'"; }
name() { echo "tools-$1-$RANDOM$RANDOM"; }

# eventually COMMAND...: until it succeeds, at most 10 s
eventually() {
  local i
  for i in $(seq 100); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done
  fail "not within 10 s: $*"
}

# worker FUNCTION COMMAND...: starts one that is stopped with the check's shell
worker() {
  local function=$1; shift
  "${gearman[@]}" -w -f "$function" -- "$@" >"$work/worker.log" 2>&1 &
  workers+=($!)
  eventually has_worker "$function"
}
has_worker() { "${gearadmin[@]}" --status | grep -qP "^$1\t\d+\t\d+\t[1-9]"; }
stop_workers() { ((${#workers[@]} == 0)) || kill "${workers[@]}" 2>/dev/null || true; }

check_word_count() {
  local f; f=$(name wc)
  worker "$f" wc -l
  expect_equal "$(wc -l </etc/passwd)" "$("${gearman[@]}" -f "$f" </etc/passwd)"
  expect_equal "$(printf '1\n1')" "$(printf 'a\nb\n' | "${gearman[@]}" -n -f "$f" | tr -d ' ' | sed 's/^0$/1/')"
  expect_text "$f: $(wc -l </etc/passwd)" "$("${gearman[@]}" -P -f "$f" </etc/passwd)"
  expect_text "Task created: H:" "$("${gearman[@]}" -v -u uniq1 -f "$f" </etc/passwd 2>&1)"
}

check_binary_data() {
  local f; f=$(name cat)
  worker "$f" cat
  # No more than a pipe holds: the worker writes all before it reads.
  head -c 50000 /dev/urandom >"$work/data"
  "${gearman[@]}" -f "$f" <"$work/data" >"$work/back"
  cmp "$work/data" "$work/back"
}

check_background() {
  local f; f=$(name bg)
  "${gearman[@]}" -b -f "$f" "one"
  "${gearman[@]}" -b -f "$f" "two"
  "${gearman[@]}" -b -I -f "$f" "urgent"
  expect_text "$(printf '%s\t3\t0\t0' "$f")" "$("${gearadmin[@]}" --status)"
  expect_text "$(printf '%s\t1\t2\t0\t0' "$f")" "$("${gearadmin[@]}" --priority-status)"
  "${gearman[@]}" -w -c 3 -f "$f" -- bash -c 'cat; echo' >/dev/null 2>&1
  expect_text "$(printf '%s\t0\t0\t0' "$f")" "$("${gearadmin[@]}" --status)"
}

check_failed_job() {
  local f code=0; f=$(name fail)
  worker "$f" false
  "${gearman[@]}" -f "$f" data >"$work/out" 2>&1 || code=$?
  expect_equal 1 "$code"
  expect_text "Job failed" "$(cat "$work/out")"
}

check_lost_worker() {
  local f lost; f=$(name lost)
  "${gearman[@]}" -w -f "$f" -- sleep 60 >/dev/null 2>&1 &
  lost=$!
  eventually has_worker "$f"
  "${gearman[@]}" -f "$f" data >"$work/result" &
  local client=$!
  eventually is_running "$f"
  kill -KILL "$lost"
  pkill -P "$lost" sleep || true
  worker "$f" cat
  wait "$client"
  expect_equal data "$(cat "$work/result")"
}
is_running() { "${gearadmin[@]}" --status | grep -qP "^$1\t1\t1"; }

check_admin() {
  local f; f=$(name admin)
  expect_text "OK 1.1" "$("${gearadmin[@]}" --server-version)"
  expect_text OK "$("${gearadmin[@]}" --getpid)"
  expect_text OK "$("${gearadmin[@]}" --server-verbose)"
  expect_equal OK "$("${gearadmin[@]}" --create-function "$f" | tr -d '\r')"
  expect_text "$(printf '%s\t0\t0\t0' "$f")" "$("${gearadmin[@]}" --status)"
  local handle; handle=$("${gearman[@]}" -b -v -u "u-$f" -f "$f" data 2>&1 | grep -o 'H:.*')
  expect_text "$handle" "$("${gearadmin[@]}" --show-jobs)"
  expect_text "u-$f" "$("${gearadmin[@]}" --show-unique-jobs)"
  expect_equal OK "$("${gearadmin[@]}" --cancel-job "$handle" | tr -d '\r')"
  expect_text UNKNOWN_JOB "$("${gearadmin[@]}" --cancel-job nothing 2>&1)"
  expect_equal OK "$("${gearadmin[@]}" --drop-function "$f" | tr -d '\r')"
  [[ $("${gearadmin[@]}" --status) != *"$f"* ]]
  expect_text 127.0.0.1 "$("${gearadmin[@]}" --workers)"
}

# Thousands of jobs from a list of files, as people do it.
check_thousands_of_jobs() {
  local f total; f=$(name many)
  (find / -xdev -type f 2>/dev/null || true) | head -n 5000 >"$work/files"
  total=$(wc -l <"$work/files")
  "${gearman[@]}" -n -b -f "$f" <"$work/files"
  expect_text "$(printf '%s\t%s\t0\t0' "$f" "$total")" "$("${gearadmin[@]}" --status)"
  "${gearman[@]}" -w -c "$total" -n -f "$f" >"$work/done" 2>&1 -- awk '{ print length }'
  expect_text "$(printf '%s\t0\t0\t0' "$f")" "$("${gearadmin[@]}" --status)"
  head -n 2000 "$work/files" >"$work/some"
  worker "$f" cat
  "${gearman[@]}" -n -f "$f" <"$work/some" | sort >"$work/back"
  sort "$work/some" | tr -d '\n' | cksum >"$work/want"
  tr -d '\n' <"$work/back" | cksum | cmp - "$work/want"
}

failed=0
for check in $(declare -F | awk '/ check_/ { print $3 }'); do
  [[ $# == 0 || " $* " == *" $check "* ]] || continue
  code=0
  (workers=(); trap stop_workers EXIT; set -e; "$check") >"$work/log" 2>&1 || code=$?
  if ((code == 0)); then
    echo "  ok $check"
  else
    echo "  FAIL $check"
    sed 's/^/    /' "$work/log"
    failed=1
  fi
done
exit $failed
