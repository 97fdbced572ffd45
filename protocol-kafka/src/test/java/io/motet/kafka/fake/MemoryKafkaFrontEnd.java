package io.motet.kafka.fake;

import io.motet.kafka.KafkaFrontEnd;

/** The front end over topics in memory. Found by ServiceLoader. */
public final class MemoryKafkaFrontEnd extends KafkaFrontEnd {
  public MemoryKafkaFrontEnd() {
    super(context -> new MemoryTopics());
  }
}
