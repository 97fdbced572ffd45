package io.motet.kafka.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds to a schema the versions that only an older release had: Kafka 4 dropped those that clients
 * before 0.11 speak. Where both have a version the newer release is right.
 */
final class SchemaMerger {
  /** The versions for which the older schema is asked. */
  private final VersionRange onlyOlder;

  private SchemaMerger(VersionRange onlyOlder) {
    this.onlyOlder = onlyOlder;
  }

  static Schema merge(Schema newer, Schema older) {
    if (older == null || older.versions().lowest() >= newer.versions().lowest()) {
      return newer;
    }
    SchemaMerger merger = new SchemaMerger(new VersionRange(0, newer.versions().lowest() - 1));
    return newer.with(
        newer.versions().join(older.versions()),
        merger.mergeFields(newer.fields(), older.fields()),
        merger.mergeFields(newer.commonStructs(), older.commonStructs()));
  }

  /** A field that is gone keeps its place: behind the one that it used to follow. */
  private List<Field> mergeFields(List<Field> newer, List<Field> older) {
    Map<String, Field> olderByName = new LinkedHashMap<>();
    older.forEach(field -> olderByName.put(field.name(), field));
    List<Field> merged = new ArrayList<>();
    for (Field field : newer) {
      Field before = olderByName.get(field.name());
      merged.add(before == null ? field : mergeField(field, before));
    }
    int place = 0;
    for (Field field : older) {
      int at = indexOf(merged, field.name());
      if (at < 0) {
        merged.add(place, asOf(field));
        at = place;
      }
      place = at + 1;
    }
    return merged;
  }

  private Field mergeField(Field newer, Field older) {
    return newer.withVersions(
        newer.versions().join(older.versions().intersect(onlyOlder)),
        newer.nullable().join(older.nullable().intersect(onlyOlder)),
        mergeFields(newer.fields(), older.fields()));
  }

  /** A field that only the older schema has: later versions have another in its place. */
  private Field asOf(Field gone) {
    return gone.withVersions(
        gone.versions().intersect(onlyOlder), gone.nullable().intersect(onlyOlder), gone.fields());
  }

  private static int indexOf(List<Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
