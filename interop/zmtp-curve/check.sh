#!/usr/bin/env bash
# Runs check.py against a broker of its own that has a key for CURVE and knows one user's.
set -euo pipefail
cd "$(dirname "$0")"
. ../lib/broker.sh

work=$(mktemp -d)
broker_pid=
trap '[[ -z $broker_pid ]] || kill_broker; rm -rf "$work"' EXIT

python3 check.py --keys >"$work/keys"
. "$work/keys"
export SERVER_PUBLIC USER_SECRET USER_PUBLIC
broker_settings=(--set "zmtp.curve.secret.key=$SERVER_SECRET" --set "zmtp.curve.users.guest=$USER_PUBLIC"
  --set zmtp.anonymous.user=none --set zmtp.mechanisms=CURVE)
BROKER_PORT=$(free_port) BROKER_HTTP_PORT=$(free_port)
export BROKER_ZMTP_PORT=$(free_port)

start_broker "$work/data" "$work/broker.log"
python3 check.py
