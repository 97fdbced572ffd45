package io.motet.kafka.fetch;

import java.util.UUID;

/**
 * A partition as a fetch names it.
 *
 * @param name empty where the version names topics by id
 * @param id zero where the version names topics by name
 */
record PartitionKey(String name, UUID id, int index) {}
