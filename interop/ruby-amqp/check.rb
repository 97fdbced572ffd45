#!/usr/bin/env ruby
# The amqp gem: the event-driven Ruby client (EventMachine). Each `check` starts its work on its own
# connection and calls `done` when its callbacks have seen everything that they expect.

require "amqp"
require "securerandom"

SETTINGS = {
  host: ENV.fetch("BROKER_HOST", "127.0.0.1"),
  port: Integer(ENV.fetch("BROKER_PORT", "5672")),
  logging: false
}.freeze

CHECKS = {}
def check(title, &block) = CHECKS[title] = block

def expect_equal(expected, actual)
  raise "expected #{expected.inspect}, got #{actual.inspect}" unless expected == actual
end

def name(what) = "amqp-gem-#{what}-#{SecureRandom.hex(4)}"

# Calls done with the bodies that have come once there are `count` of them.
def collect(queue, count, **options, &done)
  bodies = []
  queue.subscribe(**options) do |_, body|
    bodies << body
    done.call(bodies) if bodies.size == count
  end
end

check "publish, consume, ack with properties" do |connection, done|
  channel = AMQP::Channel.new(connection)
  queue = channel.queue("", exclusive: true)
  queue.subscribe(ack: true) do |header, body|
    expect_equal ["hello", "text/plain", "m", { "k" => "v", "n" => 7 }, false],
                 [body, header.content_type, header.message_id, header.headers, header.redelivered?]
    header.ack
    queue.status do |messages, consumers|
      expect_equal [0, 1], [messages, consumers]
      done.call
    end
  end
  queue.once_declared do
    channel.default_exchange.publish("hello", routing_key: queue.name, content_type: "text/plain",
                                              message_id: "m", headers: { "k" => "v", "n" => 7 })
  end
end

check "a large body" do |connection, done|
  channel = AMQP::Channel.new(connection)
  queue = channel.queue("", exclusive: true)
  queue.subscribe do |_, body|
    expect_equal 1_000_000, body.bytesize
    done.call
  end
  queue.once_declared { channel.default_exchange.publish("x" * 1_000_000, routing_key: queue.name) }
end

check "reject with requeue" do |connection, done|
  channel = AMQP::Channel.new(connection)
  queue = channel.queue("", exclusive: true)
  seen = []
  queue.subscribe(ack: true) do |header, body|
    seen << [body, header.redelivered?]
    if seen.size == 1
      header.reject(requeue: true)
    else
      header.ack
      expect_equal [["again", false], ["again", true]], seen
      done.call
    end
  end
  queue.once_declared { channel.default_exchange.publish("again", routing_key: queue.name) }
end

check "prefetch" do |connection, done|
  channel = AMQP::Channel.new(connection, prefetch: 2)
  queue = channel.queue("", exclusive: true)
  headers = []
  queue.subscribe(ack: true) { |header, _| headers << header }
  queue.once_declared { 5.times { channel.default_exchange.publish("x", routing_key: queue.name) } }
  EventMachine.add_timer(0.6) do
    expect_equal 2, headers.size
    channel.acknowledge(headers.last.delivery_tag, true)
    EventMachine.add_timer(0.4) do
      expect_equal 4, headers.size
      done.call
    end
  end
end

check "publisher confirms" do |connection, done|
  channel = AMQP::Channel.new(connection)
  highest = 0
  channel.confirm_select
  channel.on_ack do |ack|
    highest = [highest, ack.delivery_tag].max
    done.call if highest == 10
  end
  queue = channel.queue("", exclusive: true)
  queue.once_declared { 10.times { channel.default_exchange.publish("x", routing_key: queue.name, persistent: true) } }
end

check "mandatory return" do |connection, done|
  channel = AMQP::Channel.new(connection)
  exchange = channel.default_exchange
  exchange.on_return do |basic_return, _, body|
    expect_equal [312, "NO_ROUTE", "lost"], [basic_return.reply_code, basic_return.reply_text, body]
    done.call
  end
  exchange.publish("lost", routing_key: name("nowhere"), mandatory: true)
end

check "rpc with a reply queue" do |connection, done|
  channel = AMQP::Channel.new(connection)
  requests = channel.queue(name("rpc"), auto_delete: true)
  requests.subscribe do |header, body|
    channel.default_exchange.publish(body.reverse, routing_key: header.reply_to, correlation_id: header.correlation_id)
  end
  replies = channel.queue("", exclusive: true)
  replies.subscribe do |header, body|
    expect_equal %w[c-1 olleh], [header.correlation_id, body]
    done.call
  end
  replies.once_declared do
    channel.default_exchange.publish("hello", routing_key: requests.name, reply_to: replies.name, correlation_id: "c-1")
  end
end

check "fanout exchange" do |connection, done|
  channel = AMQP::Channel.new(connection)
  exchange = channel.fanout(name("fanout"), auto_delete: true)
  waiting = 2
  2.times do
    collect(channel.queue("", exclusive: true).bind(exchange), 2) do |bodies|
      expect_equal %w[a b], bodies
      done.call if (waiting -= 1).zero?
    end
  end
  EventMachine.add_timer(0.3) { %w[a b].each { |body| exchange.publish(body) } }
end

check "topic exchange" do |connection, done|
  channel = AMQP::Channel.new(connection)
  exchange = channel.topic(name("topic"), auto_delete: true)
  collect(channel.queue("", exclusive: true).bind(exchange, routing_key: "stock.*.nyse"), 2) do |bodies|
    expect_equal %w[stock.usd.nyse stock.eur.nyse], bodies
    done.call
  end
  EventMachine.add_timer(0.3) do
    %w[stock.usd.nyse stock.usd stock.eur.nyse].each { |key| exchange.publish(key, routing_key: key) }
  end
end

check "headers exchange" do |connection, done|
  channel = AMQP::Channel.new(connection)
  exchange = channel.headers(name("headers"), auto_delete: true)
  queue = channel.queue("", exclusive: true).bind(exchange, arguments: { "x-match" => "all", "os" => "linux", "cores" => 8 })
  collect(queue, 2) do |bodies|
    expect_equal %w[exact more], bodies
    done.call
  end
  EventMachine.add_timer(0.3) do
    exchange.publish("less", headers: { "os" => "linux" })
    exchange.publish("exact", headers: { "os" => "linux", "cores" => 8 })
    exchange.publish("more", headers: { "os" => "linux", "cores" => 8, "ram" => 16 })
  end
end

check "passive declaration of a missing queue" do |connection, done|
  missing = name("missing")
  channel = AMQP::Channel.new(connection)
  channel.on_error do |_, close|
    expect_equal [404, "NOT_FOUND - no queue '#{missing}' in vhost '/'"], [close.reply_code, close.reply_text]
    done.call
  end
  channel.queue(missing, passive: true)
end

check "inequivalent redeclaration" do |connection, done|
  queue = name("q")
  AMQP::Channel.new(connection).queue(queue, auto_delete: true) do
    channel = AMQP::Channel.new(connection)
    channel.on_error do |_, close|
      expect_equal [406, "PRECONDITION_FAILED - inequivalent arg 'durable' for queue '#{queue}' in vhost '/': " \
                         "received 'true' but current is 'false'"], [close.reply_code, close.reply_text]
      AMQP::Channel.new(connection).queue(queue, passive: true).delete { done.call }
    end
    channel.queue(queue, durable: true, auto_delete: true)
  end
end

check "a wrong password is refused" do |_, done|
  AMQP.connect(SETTINGS.merge(pass: "wrong", on_possible_authentication_failure: proc { done.call }))
end

# An exception in a callback ends EventMachine's loop, so every check gets a loop of its own.
def failure_of(block)
  Timeout.timeout(15) do
    EventMachine.run do
      connection = AMQP.connect(SETTINGS.dup)
      connection.on_open { block.call(connection, proc { connection.close { EventMachine.stop } }) }
    end
  end
  nil
rescue StandardError, Timeout::Error => e
  e
end

failed = 0
CHECKS.each do |title, block|
  failure = failure_of(block)
  puts(failure ? "  FAIL #{title}\n#{failure.class}: #{failure.message}" : "  ok   #{title}")
  failed += 1 if failure
end
exit failed.zero?
