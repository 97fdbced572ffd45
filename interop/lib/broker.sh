# Starts and stops a broker for the programs; to be sourced. $broker_launcher is what to run as
# `LAUNCHER server ...`: ./motet, or a stand-in that takes the same options.

interop=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
broker_launcher=${BROKER_LAUNCHER:-$interop/../motet}
# On first use ./motet builds itself, which takes minutes on a small machine.
broker_start_seconds=${BROKER_START_SECONDS:-400}

# Prints a port that is free now.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_broker DATA_DIR LOG: starts on BROKER_PORT and BROKER_HTTP_PORT, and on BROKER_GEARMAN_PORT,
# BROKER_KAFKA_PORT and BROKER_ZMTP_PORT if those are set, with no other listener.
# The array broker_settings, if set, has further options. Sets broker_pid; fails if the line with "ready" does not come.
start_broker() {
  local data=$1 log=$2 deadline=$((SECONDS + broker_start_seconds))
  : >"$log" # now, not when the child gets to it: an earlier "ready" would count
  # A process group of its own (set -m), so that a kill reaches whatever the launcher starts.
  set -m
  "$broker_launcher" server --data-dir "$data" \
    --set "listeners.tcp.default=127.0.0.1:$BROKER_PORT" \
    --set "management.tcp.port=127.0.0.1:$BROKER_HTTP_PORT" \
    --set prometheus.tcp.port=none \
    --set "gearman.listeners.tcp.default=${BROKER_GEARMAN_PORT:+127.0.0.1:}${BROKER_GEARMAN_PORT:-none}" \
    --set "kafka.listeners.tcp.default=${BROKER_KAFKA_PORT:+127.0.0.1:}${BROKER_KAFKA_PORT:-none}" \
    --set "zmtp.listeners.tcp.default=${BROKER_ZMTP_PORT:+127.0.0.1:}${BROKER_ZMTP_PORT:-none}" \
    ${broker_settings[@]+"${broker_settings[@]}"} \
    >"$log" 2>&1 </dev/null &
  broker_pid=$!
  set +m
  until grep -qw ready "$log"; do
    if ! kill -0 "$broker_pid" 2>/dev/null; then
      echo "the broker ended before it was ready:" >&2
    elif ((SECONDS > deadline)); then
      echo "the broker was not ready within $broker_start_seconds s:" >&2
      kill_broker
    else
      sleep 0.1
      continue
    fi
    tail -n 40 "$log" >&2
    return 1
  done
}

# As a power cut, as far as a process can see: no chance to write anything.
kill_broker() {
  kill -KILL -- "-$broker_pid" 2>/dev/null
  wait "$broker_pid" 2>/dev/null || true
}

# stop_broker: SIGTERM, as an init system would. Sets stop_code and stop_ms.
stop_broker() {
  local started=$(date +%s%3N)
  stop_code=0
  kill -TERM "$broker_pid"
  wait "$broker_pid" || stop_code=$?
  stop_ms=$(($(date +%s%3N) - started))
}
