#!/usr/bin/env bash
# Runs check.py against a broker of its own, in which requests time out soon.
set -euo pipefail
cd "$(dirname "$0")"
. ../lib/broker.sh

export ZMTP_TIMEOUT_MS=5000
broker_settings=(--set "zmtp.request.timeout.ms=$ZMTP_TIMEOUT_MS")
export BROKER_HOST=127.0.0.1 BROKER_PORT=$(free_port) BROKER_HTTP_PORT=$(free_port)
export BROKER_GEARMAN_PORT=$(free_port) BROKER_ZMTP_PORT=$(free_port)
work=$(mktemp -d)
broker_pid=
trap '[[ -z $broker_pid ]] || kill_broker; rm -rf "$work"' EXIT

start_broker "$work/data" "$work/broker.log"
python3 check.py "$@"
