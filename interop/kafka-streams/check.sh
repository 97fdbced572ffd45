#!/usr/bin/env bash
# A Kafka Streams application, whose threads are a group of Streams' own protocol (KIP-1071), then a classic one.
set -euo pipefail
cd "$(dirname "$0")"
export BROKER=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile="$work/classpath"
javac -cp "$(cat "$work/classpath")" -d "$work/classes" ./*.java
failed=0
for run in "streams Check" "classic Check" "classic Killed"; do
  read -r protocol program <<<"$run"
  if GROUP_PROTOCOL=$protocol timeout 140 java -XX:TieredStopAtLevel=1 \
    -cp "$work/classes:$(cat "$work/classpath")" \
    "$program" "$work/state-$protocol-$program" >"$work/log" 2>&1; then
    echo "  ok $run"
  else
    echo "  FAIL $run"
    sed 's/^/    /' "$work/log" | tail -n 40
    failed=1
  fi
done
exit $failed
