#!/usr/bin/env ruby
# bunny: the synchronous Ruby client. Each `check` block is one test with its own connection.

require "bunny"
require "securerandom"

OPTIONS = {
  host: ENV.fetch("BROKER_HOST", "127.0.0.1"),
  port: Integer(ENV.fetch("BROKER_PORT", "5672")),
  automatically_recover: false,
  log_level: Logger::FATAL
}.freeze

CHECKS = {}
def check(title, &block) = CHECKS[title] = block

def expect_equal(expected, actual)
  raise "expected #{expected.inspect}, got #{actual.inspect}" unless expected == actual
end

def expect_error(type, text)
  yield
rescue type => e
  raise "#{e.message.inspect} does not say #{text.inspect}" unless e.message.include?(text)
else
  raise "expected #{type}: #{text}"
end

def name(what) = "bunny-#{what}-#{SecureRandom.hex(4)}"

# Waits until the block answers something true.
def eventually(what, seconds = 5)
  deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
  until (result = yield)
    raise "not within #{seconds} s: #{what}" if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
    sleep 0.02
  end
  result
end

def drain(queue)
  sleep 0.2 # routing to several queues is not instant
  bodies = []
  loop do
    _, _, body = queue.pop
    return bodies unless body
    bodies << body
  end
end

check "server properties" do |connection|
  expect_equal "RabbitMQ", connection.server_properties["product"]
  expect_equal true, connection.server_capabilities["publisher_confirms"]
  expect_equal true, connection.server_capabilities["consumer_cancel_notify"]
end

check "publish, consume, ack with properties" do |connection|
  channel = connection.create_channel
  queue = channel.queue("", exclusive: true)
  raise queue.name unless queue.name.start_with?("amq.gen-")
  sent = Time.at(1_700_000_000)
  headers = { "s" => "text", "i" => 42, "t" => { "deep" => [1, "two"], "yes" => true }, "f" => 1.5, "time" => sent }
  queue.publish("hello", headers: headers, persistent: true, priority: 4, correlation_id: "c",
                reply_to: "r", message_id: "m", type: "t", app_id: "a", timestamp: sent.to_i,
                content_type: "text/plain", expiration: 60_000)
  received = Queue.new
  queue.subscribe(manual_ack: true) { |*delivery| received << delivery }
  info, properties, body = received.pop
  expect_equal "hello", body
  expect_equal headers, properties.headers
  expect_equal [4, "c", "r", "m", "t", "a", sent, "text/plain", "60000", 2],
               %i[priority correlation_id reply_to message_id type app_id timestamp content_type
                  expiration delivery_mode].map { |key| properties[key] }
  expect_equal [false, queue.name, ""], [info.redelivered?, info.routing_key, info.exchange]
  channel.ack(info.delivery_tag)
  expect_equal 0, queue.message_count
end

check "large and empty bodies" do |connection|
  queue = connection.create_channel.queue("", exclusive: true)
  [0, 1, 131_064, 131_065, 2_000_000].each do |size|
    queue.publish("x" * size)
    body = eventually("message of #{size} bytes") { queue.pop[2] }
    expect_equal size, body.bytesize
  end
end

check "nack and reject with requeue" do |connection|
  channel = connection.create_channel
  queue = channel.queue("", exclusive: true)
  %w[a b c].each { |body| queue.publish(body) }
  tags = Array.new(3) { eventually("message") { queue.pop(manual_ack: true)[0] } }.map(&:delivery_tag)
  channel.reject(tags[2], true)
  channel.nack(tags[1], true, true)
  info, _, body = eventually("requeued") { d = queue.pop(manual_ack: true); d if d[0] }
  expect_equal ["a", true], [body, info.redelivered?]
  channel.reject(info.delivery_tag, false)
  expect_equal %w[b c], drain(queue)
end

check "prefetch" do |connection|
  channel = connection.create_channel
  channel.prefetch(3)
  queue = channel.queue("", exclusive: true)
  10.times { |n| queue.publish(n.to_s) }
  tags = []
  queue.subscribe(manual_ack: true) { |info, _, _| tags << info.delivery_tag }
  sleep 0.4
  expect_equal 3, tags.size
  channel.ack(tags.last, true)
  sleep 0.4
  expect_equal 6, tags.size
end

check "publisher confirms" do |connection|
  channel = connection.create_channel
  channel.confirm_select
  queue = channel.queue("", exclusive: true, arguments: { "x-max-length" => 100, "x-overflow" => "reject-publish" })
  100.times { queue.publish("x", persistent: true) }
  expect_equal true, channel.wait_for_confirms
  expect_equal 100, queue.message_count
  queue.publish("too much")
  expect_equal false, channel.wait_for_confirms
  expect_equal [101], channel.nacked_set.to_a
end

check "mandatory return" do |connection|
  channel = connection.create_channel
  exchange = channel.default_exchange
  returned = Queue.new
  exchange.on_return { |info, properties, body| returned << [info.reply_code, info.reply_text, properties.type, body] }
  exchange.publish("lost", routing_key: name("nowhere"), mandatory: true, type: "t")
  expect_equal [312, "NO_ROUTE", "t", "lost"], returned.pop
end

check "rpc with a reply queue and with direct reply-to" do |connection|
  server = connection.create_channel
  requests = server.queue("", exclusive: true)
  requests.subscribe do |_, properties, body|
    server.default_exchange.publish((Integer(body) * 3).to_s, routing_key: properties.reply_to,
                                                              correlation_id: properties.correlation_id)
  end
  client = connection.create_channel
  own = client.queue("", exclusive: true)
  # A pseudo queue can't be declared: no_declare.
  direct = client.queue("amq.rabbitmq.reply-to", no_declare: true)
  [own, direct].each do |replies|
    answers = Queue.new
    replies.subscribe(manual_ack: false) { |_, properties, body| answers << [properties.correlation_id, body] }
    # Direct reply-to works on the channel that consumes from the pseudo queue.
    client.default_exchange.publish("14", routing_key: requests.name, reply_to: replies.name, correlation_id: "id")
    expect_equal %w[id 42], answers.pop
  end
end

check "exchanges of every type" do |connection|
  channel = connection.create_channel
  routed = lambda do |type, bindings, messages|
    exchange = channel.exchange(name(type), type: type, auto_delete: true)
    queues = bindings.map { |binding| channel.queue("", exclusive: true).bind(exchange, **binding) }
    messages.each { |key, headers| exchange.publish(key, routing_key: key, headers: headers || {}) }
    queues.map { |queue| drain(queue) }
  end
  keys = [["a.b"], ["a.b.c"], ["b"]]
  expect_equal [["b"], ["a.b"]], routed.("direct", [{ routing_key: "b" }, { routing_key: "a.b" }], keys)
  expect_equal [%w[a.b a.b.c b]], routed.("fanout", [{}], keys)
  expect_equal [["a.b"], %w[a.b a.b.c]], routed.("topic", [{ routing_key: "*.b" }, { routing_key: "a.#" }], keys)
  expect_equal [["both"], %w[both one]],
               routed.("headers",
                       [{ arguments: { "x-match" => "all", "x" => 1, "y" => "z" } },
                        { arguments: { "x-match" => "any", "x" => 1, "y" => "z" } }],
                       [["both", { "x" => 1, "y" => "z" }], ["one", { "x" => 1 }], ["none", { "x" => 2 }]])
end

check "exchange-to-exchange binding" do |connection|
  channel = connection.create_channel
  outer = channel.topic(name("outer"), auto_delete: true)
  inner = channel.fanout(name("inner"), auto_delete: true)
  inner.bind(outer, routing_key: "in.#")
  queue = channel.queue("", exclusive: true).bind(inner)
  outer.publish("yes", routing_key: "in.side")
  outer.publish("no", routing_key: "out.side")
  expect_equal %w[yes], drain(queue)
end

check "dead letters and message ttl" do |connection|
  channel = connection.create_channel
  dead = channel.queue("", exclusive: true)
  source = channel.queue("", exclusive: true, arguments: {
    "x-message-ttl" => 50, "x-dead-letter-exchange" => "", "x-dead-letter-routing-key" => dead.name
  })
  source.publish("old")
  _, properties, body = eventually("dead letter") { d = dead.pop; d if d[0] }
  death = properties.headers["x-death"].first
  expect_equal ["old", "expired", source.name, 1, [source.name]],
               [body, *death.values_at("reason", "queue", "count", "routing-keys")]
  raise death["time"].inspect unless (Time.now - death["time"]).abs < 60
end

check "consumer cancel notification" do |connection|
  channel = connection.create_channel
  queue = channel.queue("", exclusive: true)
  told = Queue.new
  consumer = Bunny::Consumer.new(channel, queue)
  consumer.on_cancellation { told << true }
  queue.subscribe_with(consumer)
  connection.create_channel.queue_delete(queue.name)
  expect_equal true, told.pop
end

check "transactions" do |connection|
  channel = connection.create_channel
  queue = channel.queue("", exclusive: true)
  channel.tx_select
  queue.publish("undone")
  channel.tx_rollback
  queue.publish("done")
  channel.tx_commit
  expect_equal %w[done], drain(queue)
end

check "channel errors" do |connection|
  missing = name("missing")
  expect_error(Bunny::NotFound, "NOT_FOUND - no queue '#{missing}' in vhost '/'") do
    connection.create_channel.queue(missing, passive: true)
  end
  expect_error(Bunny::NotFound, "NOT_FOUND - no exchange '#{missing}' in vhost '/'") do
    channel = connection.create_channel
    channel.queue("", exclusive: true).bind(missing)
  end
  expect_equal [false, false], [connection.queue_exists?(missing), connection.exchange_exists?(missing)]
  queue = connection.create_channel.queue(name("q"), auto_delete: true)
  expect_error(Bunny::PreconditionFailed,
               "PRECONDITION_FAILED - inequivalent arg 'durable' for queue '#{queue.name}' in vhost '/': " \
               "received 'true' but current is 'false'") do
    connection.create_channel.queue(queue.name, durable: true, auto_delete: true)
  end
  queue.delete
  exclusive = connection.create_channel.queue("", exclusive: true)
  other = Bunny.new(OPTIONS).start
  expect_error(Bunny::ResourceLocked, "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue") do
    other.create_channel.queue(exclusive.name, passive: true)
  end
  other.close
end

check "login errors" do |_|
  expect_error(Bunny::AuthenticationFailureError, "Authentication with RabbitMQ failed") do
    Bunny.new(**OPTIONS, password: "wrong").start
  end
  expect_error(Bunny::NotAllowedError, "vhost nope not found") { Bunny.new(**OPTIONS, vhost: "nope").start }
end

failed = 0
CHECKS.each do |title, block|
  connection = Bunny.new(OPTIONS).start
  begin
    Timeout.timeout(20) { block.call(connection) }
    puts "  ok   #{title}"
  rescue StandardError, Timeout::Error => e
    failed += 1
    puts "  FAIL #{title}", "#{e.class}: #{e.message}", *e.backtrace.grep(/check.rb/)
  ensure
    connection.close rescue nil
  end
end
exit failed.zero?
