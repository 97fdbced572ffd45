# ffi-rzmq: each pair of sockets, all connecting to the broker's one port.
require "ffi-rzmq"

URL = "tcp://127.0.0.1:#{ENV.fetch("BROKER_ZMTP_PORT")}"
PATIENCE_MS = 20_000
CONTEXT = ZMQ::Context.new

# The service is named by a PLAIN user, which sockets of every type can do.
def connect(type, service)
  socket = CONTEXT.socket(type)
  socket.setsockopt(ZMQ::LINGER, 0)
  socket.setsockopt(ZMQ::RCVTIMEO, PATIENCE_MS)
  socket.setsockopt(ZMQ::SNDTIMEO, PATIENCE_MS)
  socket.setsockopt(ZMQ::PLAIN_USERNAME, "#{service}/guest")
  socket.setsockopt(ZMQ::PLAIN_PASSWORD, "guest")
  raise ZMQ::Util.error_string unless ZMQ::Util.resultcode_ok?(socket.connect(URL))
  socket
end

def put(socket, *frames)
  raise ZMQ::Util.error_string unless ZMQ::Util.resultcode_ok?(socket.send_strings(frames))
end

def take(socket)
  frames = []
  raise ZMQ::Util.error_string unless ZMQ::Util.resultcode_ok?(socket.recv_strings(frames))
  frames
end

def expect(socket, *frames)
  got = take(socket)
  raise "expected #{frames}, got #{got}" unless got == frames
end

client, worker = connect(ZMQ::REQ, "rb-req"), connect(ZMQ::REP, "rb-req")
100.times do |i|
  put(client, "Hello #{i}", "")
  expect(worker, "Hello #{i}", "")
  put(worker, "World #{i}")
  expect(client, "World #{i}")
end
puts "  ok REQ and REP"

client, worker = connect(ZMQ::DEALER, "rb-dealer"), connect(ZMQ::ROUTER, "rb-dealer")
3.times { |i| put(client, "job #{i}") }
jobs = Array.new(3) { take(worker) }
jobs.each { |job| put(worker, *job[0..-2], "done #{job.last}") }
3.times { |i| expect(client, "done job #{i}") }
puts "  ok DEALER and ROUTER"

push, pull = connect(ZMQ::PUSH, "rb-push"), connect(ZMQ::PULL, "rb-push")
1000.times { |i| put(push, "task #{i}") }
1000.times { |i| expect(pull, "task #{i}") }
puts "  ok PUSH and PULL"

pub, sub = connect(ZMQ::PUB, "rb"), connect(ZMQ::SUB, "rb")
sub.setsockopt(ZMQ::SUBSCRIBE, "rb.topic")
sub.setsockopt(ZMQ::RCVTIMEO, 50)
came = (PATIENCE_MS / 50).times.any? do
  put(pub, "rb.other", "x")
  put(pub, "rb.topic.1", "body")
  frames = []
  ZMQ::Util.resultcode_ok?(sub.recv_strings(frames)) && frames == ["rb.topic.1", "body"]
end
raise "no publication came" unless came
puts "  ok PUB and SUB"
