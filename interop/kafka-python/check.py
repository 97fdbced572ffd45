"""kafka-python: producers, consumers, groups and administration in pure Python.

Every function named check_* is one test. The port is BROKER_KAFKA_PORT. All checks run even if one
fails.
"""

import os
import sys
import traceback
import uuid

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import (
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
)
from kafka.structs import OffsetAndMetadata

BROKER = f"{os.environ.get('BROKER_HOST', '127.0.0.1')}:{os.environ.get('BROKER_KAFKA_PORT', '9092')}"
PATIENCE_MS = 20_000


def topic():
    return "py-" + uuid.uuid4().hex[:8]


def consumer(*topics, **options):
    options = {"auto_offset_reset": "earliest", "enable_auto_commit": False, **options}
    return KafkaConsumer(
        *topics, bootstrap_servers=BROKER, consumer_timeout_ms=PATIENCE_MS, **options)


def take(source, count):
    records = []
    for record in source:
        records.append(record)
        if len(records) == count:
            return records
    raise AssertionError(f"{len(records)} records of {count}")


def produce(name, values, **options):
    producer = KafkaProducer(bootstrap_servers=BROKER, **options)
    sent = [producer.send(name, value) for value in values]
    producer.flush()
    return [future.get(timeout=20) for future in sent]


def check_produce_and_consume():
    name = topic()
    sent = produce(name, [b"%d" % i for i in range(1000)], acks="all")
    assert [metadata.offset for metadata in sent] == list(range(1000))
    source = consumer(name)
    assert [record.value for record in take(source, 1000)] == [b"%d" % i for i in range(1000)]
    source.close()


def check_keys_headers_and_timestamps():
    name = topic()
    producer = KafkaProducer(bootstrap_servers=BROKER)
    producer.send(name, key=b"k", value=None, headers=[("colour", b"blue")], timestamp_ms=12345)
    producer.close()
    record = take(consumer(name), 1)[0]
    assert (record.key, record.value, record.headers) == (b"k", None, [("colour", b"blue")])
    assert record.timestamp == 12345


def check_gzip_and_acks_0():
    name = topic()
    produce(name, [b"x" * 1000] * 50, compression_type="gzip")
    produce(name, [b"y"], acks=0)
    values = [record.value for record in take(consumer(name), 51)]
    assert values == [b"x" * 1000] * 50 + [b"y"]


def check_old_formats():
    """Clients that believe the broker to be old send messages of magic 0 and 1."""
    for version, codec in ((0, 10, 0), None), ((0, 10, 0), "gzip"), ((0, 9), None), ((0, 9), "gzip"):
        name = topic()
        produce(name, [b"%d" % i for i in range(100)], api_version=version, compression_type=codec)
        old = consumer(name, api_version=version)
        assert [record.value for record in take(old, 100)] == [b"%d" % i for i in range(100)]
        old.close()
        # What others wrote, and what they see of it.
        produce(name, [b"new"], compression_type="gzip")
        new = consumer(name)
        assert take(new, 101)[100].value == b"new"
        new.close()
        old = consumer(name, api_version=version)
        assert take(old, 101)[100].value == b"new"
        old.close()


def check_group_commits_and_goes_on():
    name = topic()
    produce(name, [b"one", b"two", b"three"])
    first = consumer(name, group_id=name)
    assert take(first, 3)[0].value == b"one"
    first.commit({TopicPartition(name, 0): OffsetAndMetadata(2, "note")})
    first.close()
    second = consumer(name, group_id=name)
    assert take(second, 1)[0].value == b"three"
    assert second.committed(TopicPartition(name, 0)) == 2
    second.close()


def check_offsets_and_seeking():
    name = topic()
    produce(name, [b"0", b"1", b"2"])
    source = consumer()
    partition = TopicPartition(name, 0)
    source.assign([partition])
    assert source.beginning_offsets([partition]) == {partition: 0}
    assert source.end_offsets([partition]) == {partition: 3}
    source.seek(partition, 2)
    assert take(source, 1)[0].value == b"2"
    assert source.offsets_for_times({partition: 1})[partition].offset == 0
    source.close()


def check_topics():
    admin = KafkaAdminClient(bootstrap_servers=BROKER)
    name = topic()
    admin.create_topics([NewTopic(name, 2, 1, topic_configs={"retention.ms": "1000"})])
    assert name in admin.list_topics()
    try:
        admin.create_topics([NewTopic(name, 2, 1)])
        raise AssertionError("created twice")
    except TopicAlreadyExistsError:
        pass
    admin.create_partitions({name: NewPartitions(3)})
    described = admin.describe_topics([name])[0]
    assert len(described["partitions"]) == 3
    admin.delete_topics([name])
    try:
        admin.delete_topics([name])
        raise AssertionError("deleted twice")
    except UnknownTopicOrPartitionError:
        pass
    admin.close()


def check_configurations():
    admin = KafkaAdminClient(bootstrap_servers=BROKER)
    name = topic()
    admin.create_topics([NewTopic(name, 1, 1)])
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, {"retention.ms": "77"})])
    answers = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
    values = {entry[0]: entry[1] for entry in answers[0].resources[0][4]}
    assert values["retention.ms"] == "77", values
    assert values["cleanup.policy"] == "delete"
    admin.close()


def check_groups():
    name = topic()
    produce(name, [b"1"])
    source = consumer(name, group_id=name)
    take(source, 1)
    source.commit()
    admin = KafkaAdminClient(bootstrap_servers=BROKER)
    assert (name, "consumer") in admin.list_consumer_groups()
    assert admin.describe_consumer_groups([name])[0].state == "Stable"
    source.close()
    offsets = admin.list_consumer_group_offsets(name)
    assert offsets[TopicPartition(name, 0)].offset == 1
    assert admin.delete_consumer_groups([name])[0][1].errno == 0
    admin.close()


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
