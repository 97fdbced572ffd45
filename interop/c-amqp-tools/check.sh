#!/usr/bin/env bash
# amqp-tools: librabbitmq's command line programs. Each check_* function is one test: it runs in its
# own shell under `set -e`, so the first command that fails ends it.

url="amqp://guest:guest@${BROKER_HOST:-127.0.0.1}:${BROKER_PORT:-5672}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "$*" >&2; return 1; }
expect_equal() { [[ "$1" == "$2" ]] || fail "expected '$1', got '$2'"; }
expect_text() { [[ "$2" == *"$1"* ]] || fail "'$2' does not say '$1'"; }
name() { echo "c-$1-$RANDOM$RANDOM"; }

check_declare_publish_get_delete() {
  local queue; queue=$(name q)
  expect_equal "$queue" "$(amqp-declare-queue -u "$url" -d -q "$queue")"
  amqp-publish -u "$url" -r "$queue" -p -C text/plain -b first
  amqp-publish -u "$url" -r "$queue" -p -b second
  expect_equal first "$(amqp-get -u "$url" -q "$queue")"
  expect_equal second "$(amqp-get -u "$url" -q "$queue")"
  # An empty queue is exit code 2, not an error.
  local code=0
  amqp-get -u "$url" -q "$queue" || code=$?
  expect_equal 2 "$code"
  amqp-publish -u "$url" -r "$queue" -b left
  expect_equal 1 "$(amqp-delete-queue -u "$url" -q "$queue")"
}

check_server_named_queue() {
  local queue; queue=$(amqp-declare-queue -u "$url" -q "")
  expect_text amq.gen- "$queue"
  amqp-delete-queue -u "$url" -q "$queue" >"$work/out"
}

check_consume_and_ack() {
  local queue; queue=$(name q)
  amqp-declare-queue -u "$url" -q "$queue" >"$work/out"
  for number in 1 2 3 4; do amqp-publish -u "$url" -r "$queue" -b "message-$number "; done
  # The command runs once a message, which is its standard input; exit 0 acknowledges.
  expect_equal "message-1 message-2 message-3 " "$(amqp-consume -u "$url" -q "$queue" -c 3 -p 2 cat)"
  expect_equal 1 "$(amqp-delete-queue -u "$url" -q "$queue")"
}

check_failed_command_requeues() {
  local queue; queue=$(name q)
  amqp-declare-queue -u "$url" -q "$queue" >"$work/out"
  amqp-publish -u "$url" -r "$queue" -b again
  # A command that fails leaves its message unacknowledged; closing the channel puts it back.
  # (It reads the message first: a pipe that nobody reads would kill amqp-consume.)
  amqp-consume -u "$url" -q "$queue" -c 1 grep other
  expect_equal again "$(amqp-consume -u "$url" -q "$queue" -c 1 cat)"
  expect_equal 0 "$(amqp-delete-queue -u "$url" -q "$queue")"
}

check_bind_to_an_exchange() {
  # amqp-consume makes an exclusive queue of its own and binds it.
  timeout 10 amqp-consume -u "$url" -e amq.topic -r 'c-tools.#' -c 2 cat >"$work/out" &
  local consumer=$!
  sleep 0.5
  amqp-publish -u "$url" -e amq.topic -r c-other -b "no "
  amqp-publish -u "$url" -e amq.topic -r c-tools.a -b "one "
  amqp-publish -u "$url" -e amq.topic -r c-tools.a.b -b "two "
  wait "$consumer"
  expect_equal "one two " "$(cat "$work/out")"
}

check_large_body_and_lines() {
  local queue; queue=$(name q)
  amqp-declare-queue -u "$url" -q "$queue" >"$work/out"
  head -c 1000000 /dev/urandom >"$work/sent"
  amqp-publish -u "$url" -r "$queue" <"$work/sent"
  amqp-get -u "$url" -q "$queue" >"$work/received"
  cmp "$work/sent" "$work/received"
  printf 'a\nb\n' | amqp-publish -u "$url" -r "$queue" -l
  expect_equal 2 "$(amqp-delete-queue -u "$url" -q "$queue")"
}

check_reply_to_and_headers() {
  local requests replies
  requests=$(name rpc) replies=$(name reply)
  amqp-declare-queue -u "$url" -q "$requests" >"$work/out"
  amqp-declare-queue -u "$url" -q "$replies" >"$work/out"
  amqp-publish -u "$url" -r "$requests" -t "$replies" -H 'kind: question' -b 42
  # The tools can't read a message's reply-to, so the answer goes to the known queue.
  amqp-publish -u "$url" -r "$replies" -b "$(amqp-get -u "$url" -q "$requests")!"
  expect_equal '42!' "$(amqp-get -u "$url" -q "$replies")"
  amqp-delete-queue -u "$url" -q "$requests" >"$work/out"
  amqp-delete-queue -u "$url" -q "$replies" >"$work/out"
}

check_errors() {
  local missing out code=0; missing=$(name missing)
  out=$(amqp-get -u "$url" -q "$missing" 2>&1) || code=$?
  expect_equal 1 "$code"
  expect_text "NOT_FOUND - no queue '$missing' in vhost '/'" "$out"
  local queue; queue=$(name q); code=0
  amqp-declare-queue -u "$url" -q "$queue" >"$work/out"
  out=$(amqp-declare-queue -u "$url" -d -q "$queue" 2>&1) || code=$?
  expect_equal 1 "$code"
  expect_text "PRECONDITION_FAILED - inequivalent arg 'durable' for queue '$queue' in vhost '/': received 'true' but current is 'false'" "$out"
  amqp-publish -u "$url" -r "$queue" -b x
  code=0
  out=$(amqp-delete-queue -u "$url" --if-empty -q "$queue" 2>&1) || code=$?
  expect_equal 1 "$code"
  expect_text "PRECONDITION_FAILED - queue '$queue' in vhost '/' not empty" "$out"
  amqp-delete-queue -u "$url" -q "$queue" >"$work/out"
  code=0
  out=$(amqp-get -u "${url/guest:guest/guest:wrong}" -q "$missing" 2>&1) || code=$?
  expect_equal 1 "$code"
  expect_text "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN" "$out"
}

failed=0
for check in $(compgen -A function check_); do
  # Not in a condition: there `set -e` would have no effect.
  (set -e; "$check") >"$work/log" 2>&1
  if [[ $? == 0 ]]; then
    echo "  ok   ${check#check_}"
  else
    echo "  FAIL ${check#check_}"
    cat "$work/log"
    failed=1
  fi
done
exit "$failed"
