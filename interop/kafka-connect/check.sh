#!/usr/bin/env bash
# Kafka Connect in one process, as its quick start has it: lines of a file become records, records
# become lines of another file. Stopped and started again it goes on where it was.
set -euo pipefail
cd "$(dirname "$0")"
broker=${BROKER_HOST:-127.0.0.1}:${BROKER_KAFKA_PORT:-9092}
topic=connect-$RANDOM$RANDOM
work=$(mktemp -d)
connect=
finish() {
  [[ -z $connect ]] || kill -KILL "$connect" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile="$work/classpath"

cat >"$work/worker.properties" <<END
bootstrap.servers=$broker
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.storage.StringConverter
offset.storage.file.filename=$work/offsets
offset.flush.interval.ms=200
listeners=HTTP://127.0.0.1:0
plugin.discovery=service_load
END
cat >"$work/source.properties" <<END
name=source-$topic
connector.class=org.apache.kafka.connect.file.FileStreamSourceConnector
tasks.max=1
file=$work/in.txt
topic=$topic
END
cat >"$work/sink.properties" <<END
name=sink-$topic
connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
tasks.max=1
file=$work/out.txt
topics=$topic
END

start() {
  java -XX:TieredStopAtLevel=1 -Xmx256m -cp "$(cat "$work/classpath")" \
    org.apache.kafka.connect.cli.ConnectStandalone \
    "$work/worker.properties" "$work/source.properties" "$work/sink.properties" \
    >>"$work/log" 2>&1 &
  connect=$!
}

# Waits until the sink's file has so many lines.
await_lines() {
  local deadline=$((SECONDS + 60))
  until [[ -f $work/out.txt ]] && (($(wc -l <"$work/out.txt") >= $1)); do
    if ((SECONDS > deadline)) || ! kill -0 "$connect" 2>/dev/null; then
      echo "$(wc -l <"$work/out.txt" 2>/dev/null || echo no) lines of $1"
      tail -n 30 "$work/log"
      return 1
    fi
    sleep 0.2
  done
}

seq 100 >"$work/in.txt"
start
await_lines 100
seq 101 200 >>"$work/in.txt"
await_lines 200
kill -TERM "$connect"
wait "$connect" || true
seq 201 300 >>"$work/in.txt"
start
await_lines 300
diff "$work/in.txt" "$work/out.txt"
echo "  ok 4.3.1"
