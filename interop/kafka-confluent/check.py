"""confluent-kafka over librdkafka: the idempotent producer, groups, offsets, administration.

Every function named check_* is one test. The port is BROKER_KAFKA_PORT. All checks run even if one
fails.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic

BROKER = f"{os.environ.get('BROKER_HOST', '127.0.0.1')}:{os.environ.get('BROKER_KAFKA_PORT', '9092')}"
README = pathlib.Path(__file__).resolve().parent.parent.parent / "README.md"
PATIENCE_S = 20
ADMIN = AdminClient({"bootstrap.servers": BROKER})


def topic():
    return "rd-" + uuid.uuid4().hex[:8]


def create(name, partitions=1, **config):
    ADMIN.create_topics([NewTopic(name, partitions, 1, config=config)])[name].result(PATIENCE_S)


def produce(name, values, **options):
    producer = Producer({"bootstrap.servers": BROKER, **options})
    failures = []
    for key, value in values:
        producer.produce(
            name, value, key, on_delivery=lambda error, _: error and failures.append(error))
    assert producer.flush(PATIENCE_S) == 0
    assert not failures, failures


def consumer(group, **options):
    return Consumer({
        "bootstrap.servers": BROKER, "group.id": group, "auto.offset.reset": "earliest",
        "enable.auto.commit": False, **options})


def take(source, count):
    records = []
    end = time.monotonic() + PATIENCE_S
    while len(records) < count:
        assert time.monotonic() < end, f"{len(records)} records of {count}"
        record = source.poll(0.5)
        if record is not None:
            assert not record.error(), record.error()
            records.append(record)
    return records


def check_idempotent_producer():
    name = topic()
    produce(name, [(b"k%d" % i, b"%d" % i) for i in range(5000)], **{"enable.idempotence": True})
    source = consumer(name)
    source.subscribe([name])
    assert [record.value() for record in take(source, 5000)] == [b"%d" % i for i in range(5000)]
    source.close()


def check_codecs():
    for codec in ("gzip", "snappy", "lz4", "zstd"):
        name = topic()
        produce(name, [(None, b"x" * 100)] * 100, **{"compression.type": codec})
        source = consumer(name)
        source.subscribe([name])
        assert {record.value() for record in take(source, 100)} == {b"x" * 100}
        source.close()


def check_group_with_two_members():
    name = topic()
    create(name, 4)
    produce(name, [(b"k%d" % i, b"%d" % i) for i in range(100)])
    options = {"partition.assignment.strategy": "cooperative-sticky"}
    members = [consumer(name, **options), consumer(name, **options)]
    for member in members:
        member.subscribe([name])
    # Nothing is committed: what a partition gave before it moved comes again.
    values, end = set(), time.monotonic() + 2 * PATIENCE_S
    while len(values) < 100 or {len(member.assignment()) for member in members} != {2}:
        assert time.monotonic() < end, (len(values), [m.assignment() for m in members])
        for member in members:
            record = member.poll(0.1)
            if record is not None and not record.error():
                values.add(record.value())
    for member in members:
        member.close()


def check_commits_and_times():
    name = topic()
    produce(name, [(None, b"0"), (None, b"1"), (None, b"2")])
    source = consumer(name)
    source.subscribe([name])
    first = take(source, 1)[0]
    source.commit(first, asynchronous=False)
    committed = source.committed([TopicPartition(name, 0)], PATIENCE_S)
    assert committed[0].offset == 1
    assert source.get_watermark_offsets(TopicPartition(name, 0), PATIENCE_S) == (0, 3)
    stamp = first.timestamp()[1]
    assert source.offsets_for_times([TopicPartition(name, 0, stamp)], PATIENCE_S)[0].offset == 0
    source.close()


def check_transactions():
    name = topic()
    create(name)
    producer = Producer({"bootstrap.servers": BROKER, "transactional.id": name})
    producer.init_transactions(PATIENCE_S)
    for value, commits in (b"one", True), (b"lost", False), (b"two", True):
        producer.begin_transaction()
        producer.produce(name, value)
        if commits:
            producer.commit_transaction(PATIENCE_S)
        else:
            producer.flush(PATIENCE_S)
            producer.abort_transaction(PATIENCE_S)
    source = consumer(name)  # librdkafka reads committed records only, unless told otherwise
    source.subscribe([name])
    assert [record.value() for record in take(source, 2)] == [b"one", b"two"]
    producer.begin_transaction()
    producer.produce(name, b"three")
    producer.send_offsets_to_transaction(
        [TopicPartition(name, 0, 5)], source.consumer_group_metadata(), PATIENCE_S)
    producer.commit_transaction(PATIENCE_S)
    assert source.committed([TopicPartition(name, 0)], PATIENCE_S)[0].offset == 5
    source.close()


def check_topics():
    name = topic()
    create(name, 2)
    assert len(ADMIN.list_topics(name, PATIENCE_S).topics[name].partitions) == 2
    try:
        create(name, 2)
        raise AssertionError("created twice")
    except KafkaException as e:
        assert e.args[0].name() == "TOPIC_ALREADY_EXISTS", e
    ADMIN.create_partitions([NewPartitions(name, 5)])[name].result(PATIENCE_S)
    assert len(ADMIN.list_topics(name, PATIENCE_S).topics[name].partitions) == 5
    ADMIN.delete_topics([name])[name].result(PATIENCE_S)
    assert name not in ADMIN.list_topics(timeout=PATIENCE_S).topics


def check_configurations():
    name = topic()
    create(name, 1, **{"cleanup.policy": "compact"})
    resource = ConfigResource("topic", name, set_config={"retention.ms": "77"})
    ADMIN.alter_configs([resource])[resource].result(PATIENCE_S)
    asked = ConfigResource("topic", name)
    entries = ADMIN.describe_configs([asked])[asked].result(PATIENCE_S)
    assert entries["retention.ms"].value == "77"
    # What is not named goes back to its default.
    assert entries["cleanup.policy"].value == "delete"


def check_groups_are_listed():
    name = topic()
    produce(name, [(None, b"0")])
    source = consumer(name)
    source.subscribe([name])
    take(source, 1)
    groups = {group.id: group for group in ADMIN.list_groups(timeout=PATIENCE_S)}
    assert groups[name].state == "Stable"
    assert len(groups[name].members) == 1
    source.close()


def check_the_sample_of_the_readme():
    section = README.read_text(encoding="utf-8").split("\n## Kafka\n", 1)[1].split("\n## ", 1)[0]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL).group(1)
    assert "127.0.0.1:9092" in code
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(code.replace("127.0.0.1:9092", BROKER))
        file.flush()
        done = subprocess.run(
            ["python3", file.name], capture_output=True, text=True, timeout=60)
    assert done.stdout == "hello from Kafka\n", done.stdout + done.stderr


def main():
    failed = 0
    for name, check in list(globals().items()):
        if name.startswith("check_") and (not sys.argv[1:] or name[6:] in sys.argv[1:]):
            try:
                check()
                print("  ok", name[6:])
            except Exception:  # all checks run
                failed += 1
                print("  FAILED", name[6:])
                traceback.print_exc()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
