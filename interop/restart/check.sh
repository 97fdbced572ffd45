#!/usr/bin/env bash
# Kills and stops servers of its own: what was confirmed must survive both.
#   check.sh [NAME...]   only these checks
cd "$(dirname "$0")"
. ../lib/broker.sh

export BROKER_HOST=127.0.0.1
work=$(mktemp -d)
broker_pid=
trap '[[ -z $broker_pid ]] || kill_broker; rm -rf "$work"' EXIT

# fill COMMAND...: starts the client and waits until it has done its part; sets client_pid.
fill() {
  : >"$work/client.log"
  "$@" >"$work/client.log" 2>&1 &
  client_pid=$!
  for _ in $(seq 300); do
    grep -q filled "$work/client.log" && return
    sleep 0.1
  done
  echo "the client did not get far:"
  cat "$work/client.log"
  return 1
}

# client_saw TEXT: the client ended by itself and said so.
client_saw() {
  wait "$client_pid"
  grep -qF "$1" "$work/client.log" || { echo "expected '$1':"; cat "$work/client.log"; return 1; }
}

start() {
  start_broker "$work/$1" "$work/broker.log"
}

stopped_well() {
  stop_broker
  broker_pid=
  echo "stopped with exit code $stop_code after $stop_ms ms"
  ((stop_code == 0 && stop_ms <= 5000))
}

check_pika_survives_kill() {
  start pika-kill
  fill python3 client.py fill
  kill_broker
  client_saw lost
  start pika-kill
  python3 client.py check kill
}

check_amqplib_survives_kill() {
  start node-kill
  fill node client.js fill "$work/confirmed"
  kill_broker
  client_saw closed
  start node-kill
  node client.js check "$work/confirmed"
}

check_three_kills_in_a_row() {
  start kills
  fill node client.js fill "$work/confirmed"
  kill_broker
  for _ in 1 2; do
    # Killed again while it has hardly recovered.
    start kills
    kill_broker
  done
  start kills
  node client.js check "$work/confirmed"
}

check_pika_survives_sigterm() {
  start pika-term
  fill python3 client.py fill
  stopped_well
  client_saw "closed 320 CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'"
  start pika-term
  python3 client.py check term
}

check_amqplib_survives_sigterm() {
  start node-term
  fill node client.js fill "$work/confirmed"
  stopped_well
  client_saw 320
  start node-term
  node client.js check "$work/confirmed"
}

check_aio_pika_reconnects() {
  start robust
  fill python3 reconnect.py
  kill_broker
  start robust
  client_saw recovered
}

check_second_instance_is_refused() {
  start twice
  local first=$broker_pid port=$BROKER_PORT http_port=$BROKER_HTTP_PORT
  BROKER_PORT=$(free_port) BROKER_HTTP_PORT=$(free_port)
  local code=0 log="$work/second.log"
  # It must end by itself, with a reason that names the directory.
  (broker_start_seconds=20; start_broker "$work/twice" "$log") >"$work/second.err" 2>&1 || code=$?
  cat "$work/second.err"
  ((code != 0))
  ! grep -qw ready "$log"
  grep -qF "$work/twice" "$log"
  BROKER_PORT=$port BROKER_HTTP_PORT=$http_port
  broker_pid=$first
  kill -0 "$first"
}

check_stop_command() {
  start stop
  local out started=$SECONDS
  out=$(${BROKER_CTL:-"$interop/../motetctl" --url "http://127.0.0.1:$BROKER_HTTP_PORT"} stop)
  echo "$out"
  [[ $out == "Stopping and halting node "* ]]
  wait "$broker_pid"
  broker_pid=
  ((SECONDS - started <= 6))
}

export BROKER_PORT BROKER_HTTP_PORT
failed=0
for check in $(compgen -A function check_); do
  [[ $# == 0 || " $* " == *" ${check#check_} "* ]] || continue
  BROKER_PORT=$(free_port) BROKER_HTTP_PORT=$(free_port)
  # In a shell of its own, and not in a condition: there `set -e` would have no effect.
  (
    set -e
    trap '[[ -z $broker_pid ]] || kill_broker' EXIT
    "$check"
  ) >"$work/log" 2>&1
  if [[ $? == 0 ]]; then
    echo "  ok   ${check#check_}"
  else
    echo "  FAIL ${check#check_}"
    cat "$work/log"
    echo "--- the end of the broker's log:"
    tail -n 20 "$work/broker.log"
    failed=1
  fi
done
exit "$failed"
