#!/usr/bin/env bash
# Kafka's own Java clients, one release of each age, against one broker.
set -euo pipefail
cd "$(dirname "$0")"
export BROKER=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

failed=0
for version in 0.10.2.2 0.11.0.3 1.0.2 2.0.1 2.8.2 3.3.2 3.9.1; do
  mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dkafka.version="$version" -Dmdep.outputFile="$work/classpath"
  if timeout 100 java -cp "$(cat "$work/classpath")" Check.java >"$work/log" 2>&1; then
    echo "  ok $version"
  else
    echo "  FAIL $version"
    sed 's/^/    /' "$work/log" | tail -n 20
    failed=1
  fi
done
exit $failed
