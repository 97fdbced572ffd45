#!/usr/bin/env bash
# A Kafka Streams application, whose threads are a group of Streams' own protocol (KIP-1071), then a classic one:
# at rest, killed itself, and over a broker of its own that is killed.
set -euo pipefail
cd "$(dirname "$0")"
. ../lib/broker.sh
work=$(mktemp -d)
broker_pid=
trap '[[ -z $broker_pid ]] || kill_broker; rm -rf "$work"' EXIT

mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile="$work/classpath"
javac -cp "$(cat "$work/classpath")" -d "$work/classes" ./*.java

# program NAME DIRECTORY
program() {
  timeout 140 java -XX:TieredStopAtLevel=1 -cp "$work/classes:$(cat "$work/classpath")" "$@"
}

# over_killed_broker NAME DIRECTORY: whenever the program says "kill", the broker is killed and started again.
over_killed_broker() {
  local line code=0
  BROKER_HOST=127.0.0.1 BROKER_PORT=$(free_port) BROKER_HTTP_PORT=$(free_port) BROKER_KAFKA_PORT=$(free_port)
  export BROKER=$BROKER_HOST:$BROKER_KAFKA_PORT
  start_broker "$work/data-$GROUP_PROTOCOL" "$work/broker.log"
  exec {said}< <(program "$@" 2>&1)
  local program_pid=$!
  while read -r line <&"$said"; do
    echo "$line"
    if [[ $line == kill ]]; then
      kill_broker
      start_broker "$work/data-$GROUP_PROTOCOL" "$work/broker.log"
    fi
  done
  wait "$program_pid" || code=$?
  kill_broker
  broker_pid=
  return "$code"
}

failed=0
# run PROTOCOL NAME HOW
run() {
  local started=$SECONDS
  export GROUP_PROTOCOL=$1 BROKER=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
  if "$3" "$2" "$work/state-$1-$2" >"$work/log" 2>&1; then
    echo "  ok $1 $2 ($((SECONDS - started)) s)"
  else
    echo "  FAIL $1 $2"
    sed 's/^/    /' "$work/log" | tail -n 40
    failed=1
  fi
}

run streams Check program
run classic Check program
run classic Killed program
if [[ -z ${BROKER_AGAINST:-} ]]; then
  run streams BrokerKilled over_killed_broker
  run classic BrokerKilled over_killed_broker
fi
exit $failed
