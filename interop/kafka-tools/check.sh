#!/usr/bin/env bash
# Kafka's command line tools, some releases of each age, against one broker. What Maven Central has
# of 4.4.0 lacks the tools, so 4.3.1 is the newest.
set -euo pipefail
cd "$(dirname "$0")"
export BROKER=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
javac -d "$work/classes" Tools.java Check.java

failed=0
# version, and the release of Scala that its jars are for
for pair in 0.10.2.2:2.12 0.11.0.3:2.12 1.0.2:2.12 2.8.2:2.13 3.9.1:2.13 4.3.1:2.13; do
  version=${pair%:*}
  mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dkafka.version="$version" -Dscala.version="${pair#*:}" -Dmdep.outputFile="$work/classpath"
  started=$SECONDS
  if timeout 120 java -XX:TieredStopAtLevel=1 -cp "$work/classes:$(cat "$work/classpath")" \
    Check "$version" >"$work/log" 2>&1; then
    echo "  ok $version ($((SECONDS - started)) s)"
  else
    echo "  FAIL $version"
    sed 's/^/    /' "$work/log" | tail -n 30
    failed=1
  fi
done
exit $failed
