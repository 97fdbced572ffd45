#!/usr/bin/env bash
# A Kafka Streams application, whose threads are a group of Streams' own protocol (KIP-1071), then a classic one.
set -euo pipefail
cd "$(dirname "$0")"
export BROKER=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile="$work/classpath"
failed=0
for protocol in streams classic; do
  if GROUP_PROTOCOL=$protocol timeout 140 java -cp "$(cat "$work/classpath")" \
    Check.java "$work/state-$protocol" >"$work/log" 2>&1; then
    echo "  ok $protocol"
  else
    echo "  FAIL $protocol"
    sed 's/^/    /' "$work/log" | tail -n 40
    failed=1
  fi
done
exit $failed
