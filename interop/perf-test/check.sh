#!/usr/bin/env bash
# Runs RabbitMQ's own load tool in every mode of modes.txt for two seconds each.
#   check.sh [NAME...]   only these modes
cd "$(dirname "$0")"

uri="amqp://guest:guest@${BROKER_HOST:-127.0.0.1}:${BROKER_PORT:-5672}"
seconds=2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile="$work/classpath" || exit
printf 'perf-interop-%s\n' a b >"$work/queues"
head -c 500 /dev/zero | tr '\0' a >"$work/one"
head -c 3000 /dev/zero | tr '\0' b >"$work/two"

# One JVM a mode: C1 only and a small heap, since each lives for seconds.
perf_test() {
  timeout -k 5 40 nice java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m \
    -cp "$(cat "$work/classpath")" com.rabbitmq.perf.PerfTest --uri "$uri" "$@"
}

# average sending|receiving LOG: the average rate of the whole run, in messages per second.
average() {
  sed -nE "s/.*$1 rate avg: ([0-9]+)(\.[0-9]+)? msg\/s.*/\1/p" "$2" | tail -n 1
}

# run_mode NAME OPTIONS...: says why on failure.
run_mode() {
  local name=$1 log="$work/log" end=(--time "$seconds") code=0
  shift
  [[ " $* " =~ " --pmessages "|" --exit-when " ]] && end=()
  perf_test "$@" "${end[@]}" >"$log" 2>&1 </dev/null || code=$?
  local sent=$(average sending "$log") received=$(average receiving "$log")
  result="${sent:-0} sent/s, ${received:-0} received/s"
  ((code == 0)) || { result+=", exit code $code"; return 1; }
  [[ " $* " == *" --producers 0 "* ]] || ((sent > 0)) || return 1
  [[ " $* " == *" --consumers 0 "* ]] || ((received > 0)) || return 1
}

failed=0
while read -r name options; do
  [[ -n $name && $name != \#* ]] || continue
  [[ $# == 0 || " $* " == *" ${name%!} "* ]] || continue
  queue=perf-interop-${name%!}
  options=${options//'$queue'/$queue} options=${options//'$work'/$work} options=${options//'$uri'/$uri}
  case $name in
    quorum*) ;; # perf-test declares these itself, with their type
    *!) amqp-declare-queue -u "$uri" -d -q "$queue" >"$work/log" ;;
  esac
  read -ra words <<<"$options"
  if run_mode "$name" "${words[@]}"; then
    echo "  ok   ${name%!}: $result"
  else
    echo "  FAIL ${name%!}: $options: $result"
    tail -n 25 "$work/log"
    failed=1
  fi
  [[ $name != *! ]] || amqp-delete-queue -u "$uri" -q "$queue" >"$work/log" 2>&1
done <modes.txt
amqp-delete-queue -u "$uri" -q perf-interop-drain >"$work/log" 2>&1
exit "$failed"
