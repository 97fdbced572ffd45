#!/usr/bin/env bash
# JeroMQ: all pairs of sockets.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile="$work/classpath"
exec java -cp "$(cat "$work/classpath")" Check.java "tcp://127.0.0.1:$BROKER_ZMTP_PORT"
