package io.motet.kafka.share;

import java.util.UUID;

/** A partition in a group. */
public record ShareKey(String group, UUID topicId, int partition) {}
