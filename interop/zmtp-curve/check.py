"""CURVE with libzmq's own cryptography: request and reply, publish, refusals.

With --keys it prints the key pairs of a server and a user for a shell. The port is
BROKER_ZMTP_PORT.
"""

import os
import shlex
import sys
import time

import zmq

PATIENCE_MS = 20_000
REFUSAL_MS = 500
context = zmq.Context()


def print_keys():
    for name in ("SERVER", "USER"):
        public, secret = zmq.curve_keypair()
        print(f"{name}_PUBLIC={shlex.quote(public.decode())}")
        print(f"{name}_SECRET={shlex.quote(secret.decode())}")


def key(name):
    return os.environ[name].encode()


def connect(kind, public=None, secret=None, server=None, curve=True):
    socket = context.socket(kind)
    socket.linger = 0
    socket.rcvtimeo = socket.sndtimeo = PATIENCE_MS
    if curve:
        socket.curve_publickey = public or key("USER_PUBLIC")
        socket.curve_secretkey = secret or key("USER_SECRET")
        socket.curve_serverkey = server or key("SERVER_PUBLIC")
    socket.connect(f"tcp://127.0.0.1:{os.environ['BROKER_ZMTP_PORT']}")
    return socket


def check_request_and_reply():
    client, worker = connect(zmq.REQ), connect(zmq.REP)
    for size in (0, 1, 255, 256, 65_536, 3_000_000):
        body = os.urandom(size)
        client.send_multipart([body, b"second"])
        assert worker.recv_multipart() == [body, b"second"]
        worker.send(body)
        assert client.recv() == body
    client.close()
    worker.close()


def check_publish_and_subscribe():
    subscriber, publisher = connect(zmq.SUB), connect(zmq.PUB)
    subscriber.subscribe(b"weather.")
    subscriber.rcvtimeo = 50
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while True:
        publisher.send_multipart([b"news", b"no"])
        publisher.send_multipart([b"weather.berlin", b"5 C"])
        try:
            assert subscriber.recv_multipart() == [b"weather.berlin", b"5 C"]
            break
        except zmq.Again:
            assert time.monotonic() < deadline
    subscriber.unsubscribe(b"weather.")


def refused(**how):
    socket = connect(zmq.REQ, **how)
    monitor = socket.get_monitor_socket()
    from zmq.utils.monitor import recv_monitor_message

    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        if monitor.poll(PATIENCE_MS):
            event = recv_monitor_message(monitor)["event"]
            assert event != zmq.EVENT_HANDSHAKE_SUCCEEDED
            if event in (
                zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL,
                zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL,
                zmq.EVENT_HANDSHAKE_FAILED_AUTH,
            ):
                socket.disable_monitor()
                socket.close()
                return event
    raise AssertionError("neither let in nor refused")


def check_another_users_key_is_refused():
    public, secret = zmq.curve_keypair()
    assert refused(public=public, secret=secret) == zmq.EVENT_HANDSHAKE_FAILED_AUTH


def check_a_wrong_server_key_is_refused():
    refused(server=zmq.curve_keypair()[0])


def check_a_peer_without_curve_is_refused():
    refused(curve=False)


def check_the_next_one_is_served():
    check_request_and_reply()


if __name__ == "__main__":
    if sys.argv[1:] == ["--keys"]:
        print_keys()
    else:
        assert zmq.has("curve")
        for name, check in list(globals().items()):
            if name.startswith("check_"):
                check()
                print("  ok", name)
